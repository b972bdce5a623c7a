"""Pure functions on small numbers: intervals, ratios, tests, trends, bounds."""
