"${body.collect { "${ new File('MARKER').createNewFile() }" }}"
