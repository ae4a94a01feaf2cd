use(groovy.time.TimeCategory) { 1.day }
