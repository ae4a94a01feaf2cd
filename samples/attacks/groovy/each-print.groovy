body.each { println it }
