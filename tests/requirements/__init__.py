"""Which requirement of the guidance is shown by which test?"""
