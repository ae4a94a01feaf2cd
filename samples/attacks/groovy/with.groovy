body.with { getClass() }
