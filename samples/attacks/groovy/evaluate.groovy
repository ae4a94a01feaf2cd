evaluate("new File('MARKER').createNewFile()")
