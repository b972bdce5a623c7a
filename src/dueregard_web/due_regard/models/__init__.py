"""The tables of due regard: versions of records, briefings, signatures, documents."""

from dueregard_web.due_regard.models.briefing import Briefing
from dueregard_web.due_regard.models.documents import DocumentFile, DocumentSet
from dueregard_web.due_regard.models.record_version import RecordVersion, Source
from dueregard_web.due_regard.models.sign_off import SignOff

__all__ = ["Briefing", "DocumentFile", "DocumentSet", "RecordVersion", "SignOff", "Source"]
