'touch MARKER'.execute()
