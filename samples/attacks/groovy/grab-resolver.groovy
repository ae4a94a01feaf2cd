@GrabResolver(name='x', root='http://127.0.0.1:1/')
@Grab('a:b:1')
def x = 1
x
