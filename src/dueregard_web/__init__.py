"""The web workspace: the same operations as the command line, for people who use a browser."""
