java.lang.Runtime.getRuntime().exec('touch MARKER')
