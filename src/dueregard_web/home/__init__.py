"""What is next for this person: the first page, made from what each app says is to be done."""
