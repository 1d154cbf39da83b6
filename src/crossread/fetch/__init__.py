"""Sources to raw pages: files, folders, standard input, guarded addresses."""
