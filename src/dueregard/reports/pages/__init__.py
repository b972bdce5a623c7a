"""Documents as trees of words, tables and charts, and the writers that set them."""
