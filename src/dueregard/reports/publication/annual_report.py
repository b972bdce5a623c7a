"""The public annual report: the internal one's outline, made from a release and accepted words.

The first page answers, in this order: who and which year, what matters most, what will be done,
how sure the figures are, what is not shown. Source: guidance 03764, section 2.2.2, Appendix 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from dueregard.reports.documents.outline import (
    ACTIONS_TITLE,
    DATA_QUALITY,
    FAMILIES,
    GLANCE,
    LEAVERS,
    MATTERS_TITLE,
    METHOD,
    PROFILE,
    RECRUITMENT,
    SENIORITY,
    SURENESS_TITLE,
)
from dueregard.reports.documents.prose import narrative_blocks
from dueregard.reports.documents.tables import day_words
from dueregard.reports.pages.model import Block, Callout, Document, Paragraph, Section, Tone
from dueregard.reports.publication import drawings, own_words
from dueregard.reports.publication.figure_tables import (
    categories_table,
    figures_table,
    groups_table,
    overview,
)
from dueregard.reports.publication.openness import board_note, decision_section, withheld
from dueregard.reports.publication.sentences import (
    groups_sentence,
    indicator_sentences,
    matters,
    nothing_to_tell,
    sureness,
)
from dueregard.reports.publication.told import Told

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition, Indicator
    from dueregard.reports.pages.model import Table
    from dueregard.reports.publication.model import Publication

_CLOSING = "Made by Due Regard from the figures that were released, and from nothing else."
_METHOD = (
    (
        "Every figure, sentence and drawing here is made from texts that were released. A share of "
        "people stands with its counts where they could be released."
    ),
    (
        "A ratio says how many times as likely one group is as the other. Level is 1. It compares "
        "groups; it proves no cause."
    ),
)
_SECTIONS = ("workforce", "profile", "population", "seniority", "recruitment", "leavers",
             "completeness", "clusters")  # fmt: skip


def annual_report(publication: Publication, edition: Edition, place: str = "../") -> Document:
    """Return the annual report for the public.

    Parameters
    ----------
    publication
        What was released, and the decision behind it.
    edition
        The edition it is of, which names the indicators and words the rules.
    place
        Leads from the document to the bundle's own files.
    """
    told = Told(publication, edition, place)
    return Document(
        title=f"{edition.standard.upper()} annual report {edition.reporting.year}",
        subtitle=f"{publication.about['standard']}: the organisation's own workforce",
        organisation=publication.about["organisation"],
        mark="",
        facts=facts_of(publication, edition),
        opening=tuple(_opening(told)),
        sections=tuple(section for section in _sections(told) if section is not None),
        closing=closing(publication),
        made_on=date.fromisoformat(publication.published_on),
        has_contents=not told.is_narrative,
    )


def facts_of(publication: Publication, edition: Edition) -> tuple[tuple[str, str], ...]:
    """Return who reports on which year, in pairs."""
    about, facts = publication.about, publication.records.facts
    days = {
        name: day_words(date.fromisoformat(about[name]))
        for name in ("snapshot_date", "period_start", "period_end")
    }
    pairs = (
        ("Organisation code", about.get("code", "")),
        ("Edition", edition.title),
        ("People counted on", days["snapshot_date"]),
        ("Events counted from", f"{days['period_start']} to {days['period_end']}"),
        ("Board lead", facts.board_lead),
        ("Version", str(publication.version)),
        ("Published on", day_words(date.fromisoformat(publication.published_on))),
    )
    return tuple((name, words) for name, words in pairs if words)


def closing(publication: Publication) -> tuple[str, ...]:
    """Return the foot of a public document."""
    rules = publication.openness.rules_sha256
    made = f"{_CLOSING} Version {publication.version}."
    return (f"{made} Rules: {rules[:12]}." if rules else made,)


def _opening(told: Told) -> Iterator[Block]:
    publication = told.publication
    yield from own_words.spoken(publication.records, publication.narrative)
    if not told.is_narrative:
        yield Callout(MATTERS_TITLE, matters(told) or (nothing_to_tell(told),), Tone.KEY)
    steps = own_words.first_actions(publication.records)
    if steps:
        yield Callout(ACTIONS_TITLE, steps, Tone.KEY)
    elif not told.is_narrative:
        yield own_words.no_action()
    sure = sureness(told)
    if sure and not told.is_narrative:
        yield Callout(SURENESS_TITLE, sure, Tone.CAUTION)
    yield withheld(told)


def _sections(told: Told) -> Iterator[Section | None]:
    records = told.publication.records
    if not told.is_narrative:
        yield from _figure_sections(told)
    yield own_words.conclusions_section(records)
    if not told.is_narrative:
        yield _data_quality(told)
    yield own_words.due_regard_section(records)
    yield own_words.objectives_section(records)
    yield own_words.policies_section(records)
    if not told.is_narrative:
        yield _method(told)
    yield decision_section(told)


def _figure_sections(told: Told) -> Iterator[Section | None]:
    blocks: tuple[Block, ...] = (
        Paragraph(groups_sentence(told)),
        overview(told),
        *drawings.overview_charts(told),
    )
    yield Section(GLANCE.title, GLANCE.anchor, blocks, new_page=True)
    for family, heading in FAMILIES.items():
        rules = [rule for rule in told.edition.indicators if rule.family == family]
        if rules:
            parts = tuple(_indicator(told, rule) for rule in rules)
            lead = (Paragraph(heading.introduction),)
            yield Section(heading.title, heading.anchor, lead, parts)
    yield _seniority(told)
    yield _profile(told)
    yield _recruitment(told)
    table = figures_table(told, "Leavers", told.of("leavers"))
    yield _section(told, LEAVERS.title, LEAVERS.anchor, LEAVERS.introduction, (table,), "leavers")


def _indicator(told: Told, rule: Indicator) -> Section:
    words = tuple(Paragraph(text) for text in indicator_sentences(told, rule))
    is_first = rule.key == "representation"
    clusters = [one for one in told.of("clusters") if one.key != "clusters.table" and is_first]
    own = [*told.of(rule.key), *(told.of("clusters.table") if is_first else ())]
    tables: list[Table | None] = []
    if not told.is_absent(rule):
        tables.append(figures_table(told, f"Indicator {rule.number}: what was released", own))
        tables.append(groups_table(told, "The pay scale in wider steps", clusters))
    return Section(
        f"{rule.number}. {rule.title}",
        f"indicator-{rule.number}",
        (
            Paragraph(rule.definition, quiet=True),
            *words,
            *narrative_blocks(told.publication.records, f"indicator-{rule.number}"),
            *drawings.indicator_charts(told, rule),
            *(table for table in tables if table is not None),
            *(board_note(told) if rule.family == "board" else ()),
        ),
    )


def _section(  # noqa: PLR0913, PLR0917 - what a section is made of
    told: Told,
    title: str,
    anchor: str,
    lead: str,
    blocks: tuple[Block | None, ...],
    narrative: str = "",
) -> Section | None:
    """Return a section; None where nothing was released for it."""
    found = tuple(block for block in blocks if block is not None)
    said = tuple(narrative_blocks(told.publication.records, narrative)) if narrative else ()
    if not (found or said):
        return None
    return Section(title, anchor, (*((Paragraph(lead),) if lead else ()), *said, *found))


def _seniority(told: Told) -> Section | None:
    table = figures_table(told, SENIORITY.title, told.of("seniority"))
    charts = drawings.seniority_charts(told)
    return _section(
        told, SENIORITY.title, SENIORITY.anchor, SENIORITY.introduction, (*charts, table)
    )


def _profile(told: Told) -> Section | None:
    what = told.edition.comparison.characteristic
    blocks = (
        figures_table(told, "Staff in post", told.of("workforce")),
        categories_table(told, told.of(f"profile.{what}")),
        figures_table(told, "The population served", told.of("population")),
    )
    return _section(told, PROFILE.title, PROFILE.anchor, PROFILE.introduction, blocks)


def _recruitment(told: Told) -> Section | None:
    table = figures_table(told, "From application to start", told.of("recruitment"))
    charts = drawings.recruitment_charts(told)
    return _section(
        told,
        RECRUITMENT.title,
        RECRUITMENT.anchor,
        RECRUITMENT.introduction,
        (*charts, table),
        "recruitment",
    )


def _data_quality(told: Told) -> Section | None:
    table = figures_table(told, "What is recorded and declared", told.of("completeness"))
    records = told.publication.records
    blocks = (
        *narrative_blocks(records, "completeness"),
        *narrative_blocks(records, "self-reporting-taken", lead="What was done."),
        *narrative_blocks(records, "self-reporting-planned", lead="What will be done."),
        table,
    )
    return _section(
        told, DATA_QUALITY.title, DATA_QUALITY.anchor, DATA_QUALITY.introduction, blocks
    )


def _method(told: Told) -> Section:
    """Return how to read the figures, and every figure that has no other place."""
    placed = (*_SECTIONS, *(rule.key for rule in told.edition.indicators))
    what = told.edition.comparison.characteristic
    rest = [
        one
        for table in told.publication.tables
        for one in table.figures
        if one.year == "this"
        and (not _is_of(one.key, placed) or (_is_of(one.key, ("profile",)) and what not in one.key))
    ]
    others = figures_table(told, "Other figures that were released", rest)
    return Section(
        METHOD.title,
        METHOD.anchor,
        (
            *(Paragraph(text) for text in _METHOD),
            *narrative_blocks(told.publication.records, "comparison", lead="Compared with before."),
            *((others,) if others is not None else ()),
        ),
    )


def _is_of(key: str, subjects: tuple[str, ...]) -> bool:
    return any(key == subject or key.startswith(f"{subject}.") for subject in subjects)
