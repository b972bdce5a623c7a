"""Figures to a release: what may be shown to whom, who decided it, and what was shown before."""
