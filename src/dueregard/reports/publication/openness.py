"""What is not shown and why, what was decided, and what was corrected: said once, in plain words.

Source: guidance 03764, sections 2.2.2 and 3.4 (openness).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dueregard.disclosure.released import SYMBOL, ReleasedState
from dueregard.reports.documents.tables import day_words, table
from dueregard.reports.pages.model import Block, Callout, Links, Paragraph, Section, Terms, Tone
from dueregard.reports.publication.model import figures_of

if TYPE_CHECKING:
    from dueregard.reports.publication.told import Told

TITLE = "some figures, and why"
NARRATIVE_TITLE = "figures, and why"
_WHY = (
    "Numbers about few people can show who they are, even to somebody who knows only a little. So "
    f"some figures are replaced by {SYMBOL}. That one sign stands whatever the reason is: the "
    "number is small, it is nought, or it would give away another one. Nobody can tell which."
)
_HALF_SHOWN = (
    "Some figures are shown less exactly for the same reason: as a whole number, to the nearest "
    "five, or as a range that the figure lies in, its lower end included."
)
_WITHHELD = (
    '"Withheld" means that a figure is never published at this size of group, whatever it is. It '
    "says nothing about the figure."
)
_NOT_COLLECTED = '"Not collected" means that the organisation has no such figure.'
_NO_NUMBERS = (
    "This report has no figures. In a body this small, or with groups this small, they could show "
    "who somebody is. The organisation has the figures and uses them inside. What it found and "
    "what it will do is said here in words."
)
_VERDICTS = {
    "publish": "Publish every figure of the internal report.",
    "publish_safe": "Publish the figures that tell nothing about a person; hide the others.",
    "narrative_only": "Publish in words only.",
}
_CHECKED = (
    "Before anything was published, a program tried to work out the hidden numbers from everything "
    "that is public, this report included. Two people looked at the result, and a third signed."
)


def withheld(told: Told) -> Callout:
    """Say what is not shown and why."""
    title = NARRATIVE_TITLE if told.is_narrative else TITLE
    return Callout(title, tuple(_reasons(told)), Tone.WITHHELD)


def _reasons(told: Told) -> Iterator[str]:
    if told.is_narrative:
        yield _NO_NUMBERS
        return
    states = {one.state for _, one in figures_of(told.publication)}
    if ReleasedState.SUPPRESSED in states:
        yield _WHY
    if ReleasedState.COARSENED in states:
        yield _HALF_SHOWN
    if ReleasedState.WITHHELD in states:
        yield _WITHHELD
    if ReleasedState.NOT_COLLECTED in states:
        yield _NOT_COLLECTED
    if states == {ReleasedState.SHOWN}:
        yield "Nothing had to be hidden: every figure is shown."


def decision_section(told: Told) -> Section:
    """Say what was decided on publication, by whom, why, and which versions there were."""
    publication = told.publication
    openness = publication.openness
    pairs = (
        ("Decision", _VERDICTS.get(openness.verdict, "")),
        ("Decided by", openness.decided_by),
        ("Decided on", _day(openness.decided_on)),
        ("Version", f"{publication.version}, published on {_day(publication.published_on)}"),
        ("What this version puts right", openness.correction),
    )
    blocks: list[Block] = [
        Paragraph(_CHECKED),
        Terms(tuple((name, words) for name, words in pairs if words)),
    ]
    if openness.reasons:
        reasons = " ".join(openness.reasons)
        blocks.append(Paragraph(reasons, lead="Reasons."))
    if publication.board_exception:
        blocks.append(Paragraph(publication.board_exception, lead="Why the board is shown."))
    if openness.earlier:
        rows = [(f"Version {one.version}", _day(one.day), one.what) for one in openness.earlier]
        blocks.append(table("Earlier versions", ("Version", "Published on", "State"), rows))
    if not told.is_narrative:
        names = (("The figures as CSV", "figures.csv"), ("The figures as JSON", "figures.json"))
        blocks.append(Links(tuple((words, f"{told.place}{name}") for words, name in names)))
    return Section("How this was decided", "decision", tuple(blocks))


def board_note(told: Told) -> tuple[Block, ...]:
    """Say beside the board's figures why they are shown, where they are by exception."""
    if not told.publication.board_exception:
        return ()
    said = (told.publication.board_exception, "The members of the board were told before.")
    return (Callout("Why the board's figures are shown", said, Tone.CAUTION),)


def _day(text: str) -> str:
    return day_words(date.fromisoformat(text)) if text else ""
