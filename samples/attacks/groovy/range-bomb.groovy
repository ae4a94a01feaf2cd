(1..2000000000).collect { it }
