"""Released figures are made in one place, and of nothing but what was approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dueregard.disclosure.released import (
    SYMBOL,
    Approval,
    Line,
    ReleasedState,
    content_digest,
    release_tables,
)
from dueregard.errors import ReleaseNeededError

ABOUT = {"organisation": "Invented CCG", "edition": "2016"}
SHOWN = Line("a", "Head count", "people", "Workforce", "this", ReleasedState.SHOWN, "56")
HIDDEN = Line("b", "BME", "staff", "Workforce", "this", ReleasedState.SUPPRESSED)
OTHERS = (
    Line("c", "Survey", "staff", "Survey", "this", ReleasedState.WITHHELD),
    Line("d", "Board", "", "Board", "this", ReleasedState.NOT_COLLECTED),
)


def approval(content: str, **changes: object) -> Approval:
    fields = {
        "content_sha256": content,
        "reviewers": ("Ann", "Bo"),
        "signatory": "Cy",
        "prepared_by": "Di",
        "decided_on": date(2016, 5, 1),
    }
    return Approval(**(fields | changes))


@pytest.mark.requirement("R-048", "R-240")
def test_approved_lines_become_released_figures() -> None:
    """Four states look like four things; every hidden figure carries the one symbol."""
    lines = (SHOWN, HIDDEN, *OTHERS)
    tables = release_tables(lines, ABOUT, approval(content_digest(lines, ABOUT)))
    printed = {one.key: one.printed for table in tables for one in table.figures}
    assert printed == {"a": "56", "b": SYMBOL, "c": "withheld", "d": "not collected"}


@pytest.mark.parametrize("field", ["key", "label", "base", "table", "year", "text"])
def test_any_other_content_is_refused(field: str) -> None:
    """A change of any word of any line voids the approval."""
    given = approval(content_digest((SHOWN, HIDDEN), ABOUT))
    changed = replace(SHOWN, **{field: "other"})
    with pytest.raises(ReleaseNeededError, match="not what was reviewed"):
        release_tables((changed, HIDDEN), ABOUT, given)
    with pytest.raises(ReleaseNeededError):
        release_tables((HIDDEN, SHOWN), ABOUT, given)
    with pytest.raises(ReleaseNeededError):
        release_tables((SHOWN, HIDDEN), {**ABOUT, "edition": "2017"}, given)


@pytest.mark.requirement("R-048")
@pytest.mark.parametrize(
    "changes",
    [
        {"reviewers": ("Ann",)},
        {"reviewers": ("Ann", "ann.")},
        {"reviewers": ("Ann", " ")},
        {"reviewers": ("Ann", "Di")},
        {"signatory": "DI"},
        {"signatory": ""},
        {"prepared_by": " "},
    ],
)
def test_approval_needs_different_people(changes: dict[str, object]) -> None:
    """Two reviewers, a signatory and an author: nobody is two of those who must differ."""
    with pytest.raises(ReleaseNeededError):
        approval("0" * 64, **changes)


@pytest.mark.parametrize("state", ReleasedState)
def test_state_and_text_agree(state: ReleasedState) -> None:
    """A hidden figure cannot carry a text, and a shown one cannot be without."""
    with pytest.raises(ValueError, match="do not agree"):
        replace(SHOWN, state=state, text="" if state.has_text else "56")
