body.collect { thisObject.evaluate('1') }
