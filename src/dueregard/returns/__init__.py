"""Returns: an organisation's counts for one edition."""
