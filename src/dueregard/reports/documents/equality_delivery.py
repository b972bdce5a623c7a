"""What the workforce data show for the Equality Delivery System: a report of its own.

The standard and the Equality Delivery System assist each other and are reported apart (guidance
03764, section 4). EDS2 holds to 2022, EDS 2022 after it. The crosswalk is this project's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.codelists.equality_delivery import load_crosswalk, load_outcomes
from dueregard.reports.documents.header import MARK, closing, header_facts
from dueregard.reports.documents.overview import comparison
from dueregard.reports.documents.tables import day_words, table
from dueregard.reports.pages.model import Callout, Document, Links, Paragraph, Section, Terms, Tone
from dueregard.reports.wording.printed import counts, printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.codelists.equality_delivery import Outcome
    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block

_LAST_YEAR_OF_EDS2 = 2022
_APART = (
    "This report stands beside the annual report on the Workforce Race Equality Standard and is "
    "no part of it. Each has its own dates. The figures below only show where the data of one "
    "assist the other."
)
_OF_THE_STANDARD = frozenset({"Duty", "Report due"})
"""Facts of the other report: each has its own dates."""
_UNREAD = "The wording of these outcomes was not held against the published text:"
CROSSWALK_COLUMNS = ("scheme", "goal", "outcome", "words", "indicator", "title", "figure", "counts")


def scheme_of(material: Material) -> str:
    """Return the scheme in force in the reporting year."""
    year = material.annual.edition.reporting.year
    return "EDS2" if year <= _LAST_YEAR_OF_EDS2 else "EDS 2022"


def equality_delivery_report(
    material: Material, links: tuple[tuple[str, str], ...] = ()
) -> Document:
    """Return the crosswalk as a document, with links to the report it is kept apart from."""
    scheme = scheme_of(material)
    return Document(
        title=f"Equality Delivery System: what the workforce data show for {scheme}",
        subtitle="A separate report, beside the one on the Workforce Race Equality Standard",
        organisation=material.organisation,
        mark=MARK,
        facts=tuple(fact for fact in header_facts(material) if fact[0] not in _OF_THE_STANDARD),
        opening=tuple(_opening(material, links)),
        sections=tuple(
            Section(
                goal,
                f"goal-{number}",
                sections=tuple(_outcome_section(material, outcome) for outcome in outcomes),
            )
            for number, (goal, outcomes) in enumerate(_goals(material).items(), start=1)
        ),
        closing=closing(material),
        made_on=material.made_on,
        has_contents=False,
    )


def _opening(material: Material, links: tuple[tuple[str, str], ...]) -> Iterator[Block]:
    yield Paragraph(_APART)
    if links:
        yield Links(links)
    own = material.records.facts.eds_report
    if own:
        yield Links((("The organisation's own report on the Equality Delivery System", own),))
    outcomes = [outcome for found in _goals(material).values() for outcome in found]
    unread = [outcome.outcome for outcome in outcomes if outcome.verified != "yes"]
    if unread:
        words = f"{_UNREAD} {', '.join(unread)}."
        yield Callout("Wording", (words,), Tone.CAUTION)


def _goals(material: Material) -> dict[str, list[Outcome]]:
    """Return the goals or domains that indicators speak to, each with its outcomes."""
    scheme = scheme_of(material)
    spoken_to = {line.outcome.goal for line in load_crosswalk(scheme)}
    goals: dict[str, list[Outcome]] = {}
    for outcome in load_outcomes(scheme):
        if outcome.goal in spoken_to:
            goals.setdefault(outcome.goal, []).append(outcome)
    return goals


def _outcome_section(material: Material, outcome: Outcome) -> Section:
    """Set one outcome: what the organisation shows for it, and the figures that assist it."""
    rows = tuple(_indicators(material, outcome))
    return Section(
        title=f"{outcome.outcome} {outcome.words}",
        anchor=f"outcome-{outcome.outcome.replace('.', '-').lower()}",
        blocks=(
            *_own(material, outcome),
            table("Indicators whose data assist it", ("Indicator", "Figure", "Counts"), rows)
            if rows
            else Paragraph("No indicator of the standard speaks to this outcome."),
        ),
    )


def _own(material: Material, outcome: Outcome) -> Iterator[Block]:
    """Give what the organisation recorded for an outcome of EDS2; it records none of EDS 2022."""
    if outcome.scheme != "EDS2":
        return
    for one in material.records.eds2:
        if one.outcome.casefold() == outcome.outcome.casefold():
            pairs = (
                ("The organisation shows", one.shows),
                ("Grade", one.grade.value),
                ("Graded on", day_words(one.graded_on)),
                ("Evidence", ", ".join(one.evidence)),
            )
            yield Terms(tuple((name, words) for name, words in pairs if words))


def _indicators(material: Material, outcome: Outcome) -> Iterator[tuple[str, str, str]]:
    results = {result.number: result for result in material.annual.indicators}
    for line in load_crosswalk(outcome.scheme):
        result = results.get(line.indicator)
        if line.outcome == outcome and result is not None:
            headline = result.headline
            figure = comparison(headline) or printed(headline)
            yield f"{result.number}. {result.title}", figure, counts(headline)


def crosswalk_rows(material: Material) -> tuple[tuple[str, ...], ...]:
    """Return the crosswalk as rows of a table for other programs, one line for each pair."""
    scheme = scheme_of(material)
    results = {result.number: result for result in material.annual.indicators}
    return tuple(
        (
            scheme,
            line.outcome.goal,
            line.outcome.outcome,
            line.outcome.words,
            str(line.indicator),
            result.title,
            comparison(result.headline) or printed(result.headline),
            counts(result.headline),
        )
        for line in load_crosswalk(scheme)
        if (result := results.get(line.indicator)) is not None
    )
