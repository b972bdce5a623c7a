"""Groups that are fewer than expected in recruitment, and what was decided about each.

A group is fewer than expected where its share falls from applicants to those shortlisted, or where
its share of applicants is below its share of the population served, by about a person or more.
Each wants a decision, or something under way (guidance 03764, Appendix 1, last recommendation).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dueregard.codelists.characteristics import load_characteristic
from dueregard.records.words import ActionState
from dueregard.reports.documents.material import key_of
from dueregard.reports.documents.tables import table
from dueregard.reports.pages.model import Callout, Tone
from dueregard.reports.wording.printed import count_of, printed
from dueregard.vocabulary import Group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dueregard.figures import Figure
    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block

_COMPARED = Group.COMPARED.value
_HALF_A_PERSON = 0.5
"""From here on a shortfall rounds to one person; below it nobody can be said to be missing."""


class BelowExpected(NamedTuple):
    """A group that is fewer than expected: which, what was found, and what it is held against."""

    characteristic: str
    group: str
    found: str
    expected: str


def below_expected(material: Material) -> tuple[BelowExpected, ...]:
    """Return every compared group that is fewer than expected in recruitment."""
    annual = material.annual
    rule = annual.edition.comparison
    label = rule.compared.label
    figures = annual.section("recruitment").figures
    served = annual.section("population").figures[:1]
    found = [*_against(rule.characteristic, label, figures, served)]
    for key in material.characteristics:
        section = material.other(key, "recruitment")
        if section is not None:
            group = load_characteristic(key).compared_label
            found += _against(key, group, section.figures, ())
    return tuple(found)


def _against(
    key: str, group: str, figures: Iterable[Figure], served: tuple[Figure, ...]
) -> Iterator[BelowExpected]:
    stages = {figure.row: figure for figure in figures if _is_share_of_group(figure)}
    applied, shortlisted = stages.get("applicants"), stages.get("shortlisted")
    if applied is not None and served and _is_below(applied, served[0]):
        population = f"population served: {printed(served[0])}"
        yield BelowExpected(key, group, f"applicants: {_told(applied)}", population)
    if applied is not None and shortlisted is not None and _is_below(shortlisted, applied):
        yield BelowExpected(
            key, group, f"shortlisted: {_told(shortlisted)}", f"applicants: {_told(applied)}"
        )


def _is_share_of_group(figure: Figure) -> bool:
    return figure.key.endswith((f".share.{_COMPARED}", f".received.group:{_COMPARED}")) and (
        figure.value is not None
    )


def _is_below(one: Figure, other: Figure) -> bool:
    """Say whether a share is below another by what rounds to one person of its base, or more."""
    if one.value is None or other.value is None or one.value >= other.value:
        return False
    people = one.bases[0].denominator if one.bases else None
    return people is None or (other.value - one.value) * people >= _HALF_A_PERSON


def _told(figure: Figure) -> str:
    counted = count_of(figure.bases[0]) if figure.bases else ""
    return f"{printed(figure)} ({counted})" if counted else printed(figure)


def decided_on(material: Material, below: BelowExpected) -> str:
    """Say which decision, or which open action, takes up a group; nothing where none does."""
    records = material.records
    about = {
        conclusion.id
        for conclusion in records.conclusions
        if key_of(conclusion.characteristic) == below.characteristic
        or _names(conclusion.group, below.group)
    }
    decided = [
        f"decision {decision.id}"
        for decision in records.decisions
        if about & set(decision.conclusions) or _names(decision.group, below.group)
    ]
    under_way = [
        f"action {action.id}"
        for action in records.actions
        if about & set(action.conclusions)
        and action.status in {ActionState.PLANNED, ActionState.STARTED}
    ]
    return ", ".join((*decided, *under_way))


def _names(text: str, group: str) -> bool:
    return group.casefold() in text.casefold()


def below_expected_blocks(material: Material) -> Iterator[Block]:
    """Set out the groups below expectation with what was decided; a gap where nothing was."""
    found = below_expected(material)
    if not found:
        return
    answers = [decided_on(material, below) for below in found]
    yield table(
        "Groups that are fewer than expected",
        ("Group", "Found", "Held against", "Taken up by"),
        tuple(
            (below.group, below.found, below.expected, answer or "nothing yet")
            for below, answer in zip(found, answers, strict=True)
        ),
    )
    open_groups = dict.fromkeys(
        below.group for below, answer in zip(found, answers, strict=True) if not answer
    )
    if open_groups:
        yield Callout(
            "a decision on these groups",
            (
                (
                    "Nobody has yet decided what to do about these groups, or why nothing need be "
                    f"done: {'; '.join(open_groups)}."
                ),
            ),
            Tone.GAP,
        )
