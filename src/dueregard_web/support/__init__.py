"""The support unit: grants of access, its board, pools, the form, and comparisons."""
