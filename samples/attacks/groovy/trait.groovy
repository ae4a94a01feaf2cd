trait Evil { def x() { 1 } }
1
