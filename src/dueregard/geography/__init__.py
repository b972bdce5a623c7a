"""Which population an area has, and which organisation a code stands for."""
