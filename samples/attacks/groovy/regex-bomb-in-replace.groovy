'aaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.replaceAll('(a+)+b', '')
