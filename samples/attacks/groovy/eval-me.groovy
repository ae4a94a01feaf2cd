Eval.me("new File('MARKER').createNewFile()")
