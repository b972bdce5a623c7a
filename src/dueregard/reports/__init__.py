"""Figures to documents that people read."""
