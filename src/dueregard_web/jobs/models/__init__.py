"""The table of long work."""

from dueregard_web.jobs.models.job import Job, JobState

__all__ = ["Job", "JobState"]
