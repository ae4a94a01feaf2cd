def a = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
a.collect { b -> a.collect { c -> a.collect { d -> a.collect { e -> a.collect { f -> a.collect { g -> b * c * d * e * f * g } } } } } }
