new GroovyShell().evaluate("new File('MARKER').createNewFile()")
