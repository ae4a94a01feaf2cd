evil: { new File('MARKER').createNewFile() }
