"""model: the source as people write it, a module for each kind of file."""
