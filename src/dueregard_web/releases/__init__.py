"""Releases: proposed, audited, reviewed by two, decided, carried out, corrected, taken down."""
