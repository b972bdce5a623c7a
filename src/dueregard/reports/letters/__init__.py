"""Letters as Word documents, PDF and e-mail messages."""
