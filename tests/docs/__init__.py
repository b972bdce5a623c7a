"""Documentation that cannot drift: what it shows is run, what exists is written down."""
