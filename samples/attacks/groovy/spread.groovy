[body]*.getClass()
