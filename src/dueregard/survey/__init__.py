"""A confidential survey, pooled across bodies: three parties, one answer for each person."""
