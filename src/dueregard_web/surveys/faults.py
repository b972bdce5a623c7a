"""What is written down when something breaks: the kind of fault, its place, and the day."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from dueregard_web.core.log_lines import describe


class FaultLines(logging.Formatter):
    """Writes a fault without its words and without the moment, which could be somebody's visit."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        day = datetime.fromtimestamp(record.created, UTC).date().isoformat()
        fault = record.exc_info[1] if record.exc_info else None
        return f"{day} {describe(fault) if fault is not None else 'a fault'}"
