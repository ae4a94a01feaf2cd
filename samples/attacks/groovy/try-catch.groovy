try { 1 / 0 } catch (Throwable t) { t.printStackTrace() }
