@groovy.transform.BaseScript java.lang.Thread base
1
