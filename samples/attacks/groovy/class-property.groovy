body.class.classLoader
