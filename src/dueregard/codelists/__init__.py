"""Lists of codes: what a recorded value stands for, and what stands for nothing.

A list is data and small. Its parser is a pure function of one distinct value: it gives the
canonical code, says why a value is not known, or gives None. None means that somebody must decide;
no value is ever put into a group because nothing better was found.
"""
