new File('MARKER') << 'x'
1
