"""Counts and an edition to figures, always one line for each indicator."""
