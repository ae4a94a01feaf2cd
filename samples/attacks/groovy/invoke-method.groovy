body.invokeMethod('getClass', null)
