body.properties
