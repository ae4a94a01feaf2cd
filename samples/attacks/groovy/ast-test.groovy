@groovy.transform.ASTTest(value={ new File('MARKER').createNewFile() }) def x = 1
x
