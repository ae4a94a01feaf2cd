@groovy.transform.Field def x = new File('MARKER').createNewFile()
1
