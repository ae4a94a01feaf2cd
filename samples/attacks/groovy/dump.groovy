body.dump()
