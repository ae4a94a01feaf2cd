System.exit(0)
