"""A slow second opinion: the nine indicators straight from the rows, by code of its own.

It reads CSV files row by row with the standard library, knows the codes and editions from tables of
its own, and works in fractions. It is written to be checked by eye, not to be fast.
"""
