"""The trail of what was done: append-only, chained by hashes, checked by anybody."""
