import groovy.transform.ASTTest as Harmless
@Harmless(value={ new File('MARKER').createNewFile() }) def x = 1
x
