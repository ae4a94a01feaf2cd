'touch MARKER'.execute
