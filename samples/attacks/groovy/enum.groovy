enum Evil { A }
Evil.A
