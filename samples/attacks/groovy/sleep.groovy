sleep(100000)
