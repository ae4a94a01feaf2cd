['touch', 'MARKER'].execute()
