"""Person-level files: the only place where rows about people are read."""
