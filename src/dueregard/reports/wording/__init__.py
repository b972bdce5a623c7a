"""Typed figures to words: the only place where figures become sentences."""
