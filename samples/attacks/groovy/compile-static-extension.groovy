@groovy.transform.CompileStatic(extensions=['evil.groovy'])
def f() { 1 }
f()
