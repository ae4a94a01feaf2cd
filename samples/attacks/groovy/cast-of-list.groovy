File f = ['MARKER']
f.createNewFile()
