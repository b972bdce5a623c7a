"""One file for each thing that a user asks for; the command line and the web call these."""
