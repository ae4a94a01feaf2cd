body.collect { owner.getClass() }
