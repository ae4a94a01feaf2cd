body['class']['classLoader']
