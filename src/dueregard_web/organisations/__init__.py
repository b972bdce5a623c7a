"""Organisations, who works for them in which role, and what a role may do."""
