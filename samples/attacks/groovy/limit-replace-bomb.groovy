def s = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
s = s.replace('a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')
s = s.replace('a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')
s = s.replace('a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')
s = s.replace('a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')
s = s.replace('a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')
s = s.replace('a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')
s = s.replace('a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')
s = s.replace('a', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')
s
