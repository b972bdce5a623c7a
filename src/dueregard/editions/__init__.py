"""The standard, one complete file per edition."""
