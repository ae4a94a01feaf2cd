new Object() { { new File('MARKER').createNewFile() } }
