new File('MARKER').createNewFile()
