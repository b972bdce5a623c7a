"""How long what is kept, and how a person's name and address go when they have to."""
