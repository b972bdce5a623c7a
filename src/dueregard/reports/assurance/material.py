"""What the papers of assurance are made of: one commissioner, one contract year, one day."""

from __future__ import annotations

from collections.abc import Sequence

from dueregard.assurance.board import Board
from dueregard.assurance.letters import day_words
from dueregard.assurance.standing import Standing
from dueregard.editions.loader import edition_digest
from dueregard.reports.pages.model import Table

MARK = "OFFICIAL - INTERNAL"
NO_RATING = (
    "This paper says what was asked, what came and whether it holds what was asked for. It does "
    "not rate how anybody treats their staff: the standard is no blueprint of what is good."
)


def closing_of(board: Board) -> tuple[str, ...]:
    """Return which rules a paper was made by."""
    rules = board.schedule.rules
    digest = edition_digest(rules.edition)[:12]
    return (
        (
            f"Made from the records on {day_words(board.as_of)} by the rules of edition "
            f"{rules.edition} ({rules.status}; {digest}). Printed and saved copies are not "
            "controlled: check for newer rules."
        ),
    )


def due_words(standing: Standing) -> str:
    """Return the day something is due, in words."""
    due = standing.obligation.due
    return "no day set" if due is None else day_words(due)


def process_words(standing: Standing) -> str:
    """Return what was done by when; lateness is said in days, with the reason given."""
    late = standing.days_late
    if not late:
        return standing.process.value
    days = "1 day" if late == 1 else f"{late} days"
    reason = f" ({standing.late_reason})" if standing.late_reason else ""
    return f"{standing.process.value}, {days} late{reason}"


def standings_table(caption: str, standings: Sequence[Standing], *, party: bool = False) -> Table:
    """Lay out where obligations stand."""
    columns = ("Obligation", "Due", "What was done", "What it shows", "Still to come", "Evidence")
    rows = tuple(
        (
            one.obligation.id if party else one.obligation.title,
            due_words(one),
            process_words(one),
            one.result.value,
            _left(one),
            ", ".join(one.evidence) or "none",
        )
        for one in standings
    )
    return Table(caption, columns, rows)


def _left(standing: Standing) -> str:
    """Say what is still to come, the first four things by name."""
    items = [item.words for item in standing.outstanding]
    return "; ".join([*items[:4], *(["and more"] if len(items) > 4 else [])]) or "nothing"
