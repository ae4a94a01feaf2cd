new ProcessBuilder('touch', 'MARKER').start()
