"""Invented organisations: what a seed makes, no person who ever lived."""
