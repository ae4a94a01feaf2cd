body.collect { delegate = System; exit(0) }
