"""The pages of a confidential survey: a process of its own, with no database but the survey's."""
