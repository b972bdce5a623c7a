"""What is written to the log: one JSON object a line, from a list of fields that hold no values.

A message is logged as its fixed text without its arguments, an exception as its kind and place.
What somebody typed, a file held or a person is called therefore cannot get into a log line.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime

FIELDS = ("request", "route", "method", "status", "milliseconds", "job", "state")
"""What a record may carry beside its message."""


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": str(record.msg),
        }
        told = {name: getattr(record, name, None) for name in FIELDS}
        # Django puts the request itself beside its messages; only what is plain is written.
        line |= {name: value for name, value in told.items() if isinstance(value, str | int)}
        if record.exc_info and record.exc_info[1] is not None:
            line["fault"] = describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=True)


def describe(fault: BaseException) -> str:
    """Name the kind of a fault and the last line of ours that was running; never its text."""
    place = "outside the package"
    for frame, line in traceback.walk_tb(fault.__traceback__):
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith(("dueregard.", "dueregard_web.")):
            place = f"{module}, line {line}"
    return f"{type(fault).__name__} in {place}"
