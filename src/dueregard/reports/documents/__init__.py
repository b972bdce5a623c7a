"""What the documents that an organisation writes from its own figures say, and in which order."""
