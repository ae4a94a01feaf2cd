binding.variables.clear()
1
