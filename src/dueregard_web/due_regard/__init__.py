"""The living records beside the figures, the six principles, and the documents made of them."""
