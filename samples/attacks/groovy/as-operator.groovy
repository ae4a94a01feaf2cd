('MARKER' as File).createNewFile()
