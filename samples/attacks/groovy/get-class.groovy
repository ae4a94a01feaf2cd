body.getClass().forName('java.lang.Runtime')
