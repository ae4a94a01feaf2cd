def c = { it.getClass() }
c(body)
