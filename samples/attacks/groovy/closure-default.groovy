body.collect { x = new File('MARKER').createNewFile() -> x }
