"""The due-regard statement and the crosswalk to the Equality Delivery System, for the public.

Source: guidance 03764, sections 2.2.2 and 4: the two schemes assist each other and are reported
apart.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dueregard.codelists.equality_delivery import load_crosswalk, load_outcomes
from dueregard.reports.documents.outline import DUE_REGARD
from dueregard.reports.documents.tables import day_words, table
from dueregard.reports.pages.model import Block, Document, Paragraph, Section, Terms
from dueregard.reports.publication.annual_report import closing, facts_of
from dueregard.reports.publication.openness import decision_section, withheld
from dueregard.reports.publication.own_words import objectives_section, principle_sections
from dueregard.reports.publication.told import Told, headline_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.codelists.equality_delivery import Outcome
    from dueregard.editions.schema import Edition
    from dueregard.reports.publication.model import Publication

_LAST_YEAR_OF_EDS2 = 2022
_APART = (
    "This report stands beside the annual report on the Workforce Race Equality Standard and is no "
    "part of it. The figures below only show where the data of one assist the other."
)
CROSSWALK_COLUMNS = ("scheme", "goal", "outcome", "words", "indicator", "title", "figure")


def due_regard_statement(publication: Publication, edition: Edition) -> Document:
    """Return how due regard was had to the standard, as far as it was let out."""
    told = Told(publication, edition)
    sections = (
        *principle_sections(publication.records),
        objectives_section(publication.records),
        _sign_off(publication),
        decision_section(told),
    )
    return Document(
        title=f"Due-regard statement {edition.reporting.year}",
        subtitle=f"How due regard was had to the {edition.standard_name}",
        organisation=publication.about["organisation"],
        mark="",
        facts=facts_of(publication, edition),
        opening=(Paragraph(DUE_REGARD.introduction),),
        sections=tuple(section for section in sections if section is not None),
        closing=closing(publication),
        made_on=date.fromisoformat(publication.published_on),
        has_contents=False,
    )


def _sign_off(publication: Publication) -> Section | None:
    facts = publication.records.facts
    pairs = (
        ("Board lead", facts.board_lead),
        ("Signed off for the board by", facts.signed_off_by),
        ("Signed off on", day_words(facts.signed_off_on)),
    )
    found = tuple((name, words) for name, words in pairs if words)
    return Section("Who signed this off", "sign-off", (Terms(found),)) if found else None


def equality_delivery_report(publication: Publication, edition: Edition) -> Document:
    """Return the crosswalk, with released figures only."""
    told = Told(publication, edition)
    scheme = scheme_of(edition)
    return Document(
        title=f"Equality Delivery System: what the workforce data show for {scheme}",
        subtitle="A separate report, beside the one on the Workforce Race Equality Standard",
        organisation=publication.about["organisation"],
        mark="",
        facts=facts_of(publication, edition),
        opening=tuple(_opening(told)),
        sections=(*_goals(told, scheme), decision_section(told)),
        closing=closing(publication),
        made_on=date.fromisoformat(publication.published_on),
        has_contents=False,
    )


def scheme_of(edition: Edition) -> str:
    """Return the scheme in force in the reporting year."""
    return "EDS2" if edition.reporting.year <= _LAST_YEAR_OF_EDS2 else "EDS 2022"


def _opening(told: Told) -> Iterator[Block]:
    yield Paragraph(_APART)
    yield withheld(told)


def _goals(told: Told, scheme: str) -> tuple[Section, ...]:
    spoken_to = {line.outcome.goal for line in load_crosswalk(scheme)}
    goals: dict[str, list[Outcome]] = {}
    for outcome in load_outcomes(scheme):
        if outcome.goal in spoken_to:
            goals.setdefault(outcome.goal, []).append(outcome)
    columns = ("Outcome", "Indicator", "Released figure", "The organisation shows", "Grade")
    caption = "Outcomes, and the indicators whose data assist them"
    return tuple(
        Section(
            goal,
            f"goal-{number}",
            (table(caption, columns, [row for one in found for row in _rows(told, one)]),),
        )
        for number, (goal, found) in enumerate(goals.items(), start=1)
    )


def _rows(told: Told, outcome: Outcome) -> Iterator[tuple[str, ...]]:
    records = told.publication.records.eds2 if outcome.scheme == "EDS2" else ()
    own = next((one for one in records if one.outcome == outcome.outcome), None)
    said = ("", "") if own is None else (own.shows, own.grade.value)
    name = f"{outcome.outcome} {outcome.words}"
    found = [
        (f"{rule.number}. {rule.title}", told.text(headline_key(rule)))
        for line in load_crosswalk(outcome.scheme)
        if line.outcome == outcome
        for rule in told.edition.indicators
        if rule.number == line.indicator
    ] or [("none", "")]
    for indicator, figure in found:
        yield name, indicator, figure, *said
        said = ("", "")


def crosswalk_rows(publication: Publication, edition: Edition) -> tuple[tuple[str, ...], ...]:
    """Return the crosswalk as rows for other programs."""
    told = Told(publication, edition)
    scheme = scheme_of(edition)
    rules = {rule.number: rule for rule in edition.indicators}
    return tuple(
        (
            scheme,
            line.outcome.goal,
            line.outcome.outcome,
            line.outcome.words,
            str(line.indicator),
            rules[line.indicator].title,
            told.text(headline_key(rules[line.indicator])),
        )
        for line in load_crosswalk(scheme)
        if line.indicator in rules
    )
