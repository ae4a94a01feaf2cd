Runtime.runtime.exec('touch MARKER')
