"""Figures to what may leave the building: audit, protection, release."""
