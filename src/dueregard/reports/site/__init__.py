"""The publication site: plain pages that need no server and no script."""
