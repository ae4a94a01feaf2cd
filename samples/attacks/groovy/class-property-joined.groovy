headers['cl' + 'ass']
