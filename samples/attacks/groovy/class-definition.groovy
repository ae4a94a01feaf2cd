class Evil { static { new File('MARKER').createNewFile() } }
new Evil()
