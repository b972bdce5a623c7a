"""Documents that set organisations side by side: a pool of small bodies, and one among peers."""
