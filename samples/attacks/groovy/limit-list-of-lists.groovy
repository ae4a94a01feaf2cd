def a = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
def b = a.collect { a }
def c = a.collect { b }
def d = a.collect { c }
def e = a.collect { d }
def f = a.collect { e }
def g = a.collect { f }
def h = a.collect { g }
def i = a.collect { h }
i
