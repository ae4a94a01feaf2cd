def f = System.&exit
f(0)
