'touch MARKER'."${'exe' + 'cute'}"()
