Thread.start { new File('MARKER').createNewFile() }
