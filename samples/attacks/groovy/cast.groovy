(File) 'MARKER'
