"""The tables of a year: what was uploaded, what was found, what was counted."""

from dueregard_web.returns.models.counted_return import CountedReturn
from dueregard_web.returns.models.extract_file import ExtractFile, FileState
from dueregard_web.returns.models.kept_finding import KeptFinding
from dueregard_web.returns.models.typed_counts import TypedCounts
from dueregard_web.returns.models.year import Year

__all__ = ["CountedReturn", "ExtractFile", "FileState", "KeptFinding", "TypedCounts", "Year"]
