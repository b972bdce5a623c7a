"""What proves the program right; a package, so that another of this name is not meant."""
