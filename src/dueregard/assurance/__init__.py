"""The commissioner's half: which providers, what is due, what came, what it shows, what was said.

Pure rules on frozen records. The command line keeps the records as plain files in one folder, the
web workspace in its database; both ask the same functions, and the day is always an argument.
"""
