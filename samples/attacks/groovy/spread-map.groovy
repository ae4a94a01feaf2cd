[*: System.properties]
