"${ -> new File('MARKER').createNewFile() }"
