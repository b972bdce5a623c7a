"""Code lists: the values a record may carry, and what each means."""
