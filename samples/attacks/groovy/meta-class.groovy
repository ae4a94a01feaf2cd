body.metaClass.getName = { new File('MARKER').createNewFile() }
1
