"""The papers on one provider: a page for a contract meeting, its chronology, the well-led pack."""

from __future__ import annotations

from collections.abc import Iterator

from dueregard.assurance.addresses import reused_addresses
from dueregard.assurance.board import Board
from dueregard.assurance.chronology import chronology, phase_of
from dueregard.assurance.letters import day_words
from dueregard.reports.assurance.material import (
    MARK,
    NO_RATING,
    closing_of,
    due_words,
    process_words,
    standings_table,
)
from dueregard.reports.pages.model import (
    Block,
    Bullets,
    Callout,
    Document,
    Paragraph,
    Section,
    Table,
    Tone,
)

_MOST = 5
"""Points under a heading of the one-page brief; the rest is counted."""
_LONGEST = 150


def meeting_brief(material: Board, provider: str) -> Document:
    """Return one page for a contract meeting: what is due, what came, what it shows, what is open.

    Raises
    ------
    KeyError
        The commissioner has no such provider.
    """
    scope = material.scope(provider)
    return Document(
        title=f"Contract meeting: {scope.provider.name}",
        subtitle="",
        organisation=material.commissioner.name,
        mark=MARK,
        facts=(("Standing", scope.standing), ("On", day_words(material.as_of))),
        opening=(),
        sections=tuple(_brief_sections(material, provider)),
        closing=closing_of(material),
        made_on=material.as_of,
        has_contents=False,
    )


def _brief_sections(material: Board, provider: str) -> Iterator[Section]:
    standings = [one for one in material.of(provider) if one.obligation.due is not None]
    came = [one for one in standings if one.received_on is not None]
    due = [f"{one.obligation.what}, {due_words(one)}: {process_words(one)}" for one in standings]
    yield _points("What is due", "due", due)
    got = [f"{', '.join(one.evidence)} for {one.obligation.what}" for one in came]
    yield _points("What came", "came", got)
    shows = [f"{one.obligation.what}: {one.result.value}" for one in came]
    yield _points("What it shows", "shows", shows)
    left = [
        f"{one.obligation.what}: {'; '.join(item.words for item in one.outstanding)}"
        for one in standings
        if one.outstanding
    ]
    yield _points("Still to come", "open", left)
    asked = list(_asked(material, provider))
    yield _points("What was asked and not answered", "asked", asked)


def _points(title: str, anchor: str, points: list[str]) -> Section:
    shown = [text if len(text) <= _LONGEST else f"{text[:_LONGEST]} ..." for text in points[:_MOST]]
    if len(points) > _MOST:
        shown.append(f"and {len(points) - _MOST} more")
    block: Block = Bullets(tuple(shown)) if shown else Paragraph("Nothing.")
    return Section(title, anchor, (block,))


def _asked(material: Board, provider: str) -> Iterator[str]:
    for query in material.ledger.queries:
        if query.provider == provider and query.closed_on is None:
            yield f"{day_words(query.asked_on)}: {query.question}"
    for event in material.ledger.events:
        if event.provider == provider and event.closed_on is None:
            yield f"{day_words(event.on)}, Care Quality Commission: {event.summary}"
    ask = material.scope(provider).size.ask
    if ask:
        yield ask
    for indicator in _without_analysis(material, provider):
        yield f"Action {indicator} names no analysis of causes."


def _without_analysis(material: Board, provider: str) -> Iterator[str]:
    """Name the actions that rest on no analysis of causes (guidance 03764, section 3.2)."""
    for one in material.ledger.provider_actions:
        if one.provider == provider and not one.analysis:
            yield f"{one.id} on indicator {one.indicator}"


def chronology_paper(material: Board, provider: str) -> Document:
    """Return everything that happened with a provider, day by day."""
    scope = material.scope(provider)
    return Document(
        title=f"Chronology: {scope.provider.name}",
        subtitle="",
        organisation=material.commissioner.name,
        mark=MARK,
        facts=(("Provider", f"{scope.provider.name} ({provider})"),),
        opening=(_events_table(material, provider),),
        sections=(),
        closing=closing_of(material),
        made_on=material.as_of,
        has_contents=False,
    )


def _events_table(material: Board, provider: str) -> Block:
    found = chronology(
        material.ledger, provider, material.as_of, material.schedule.rules.inspection
    )
    if not found:
        return Paragraph("Nothing is on record.")
    rows = tuple((day_words(one.on), one.kind, one.words, one.record) for one in found)
    return Table("What happened", ("Day", "What", "In words", "Record"), rows)


def inspection_pack(material: Board, provider: str) -> Document:
    """Return what a provider can show for the well-led question of an inspection."""
    scope = material.scope(provider)
    inspection = material.schedule.rules.inspection
    considered = (
        "Progress on the standard is looked at in pilot; plans are asked about."
        if phase_of(material.as_of, inspection) == "pilot"
        else "Progress on the standard is always considered."
    )
    return Document(
        title=f"Well-led pack: {scope.provider.name}",
        subtitle="What the commissioner holds on the Workforce Race Equality Standard",
        organisation=material.commissioner.name,
        mark=MARK,
        facts=(
            ("Provider", f"{scope.provider.name} ({provider})"),
            ("Regulator", inspection.regulator if inspection else "not known"),
            ("Phase on this day", phase_of(material.as_of, inspection)),
        ),
        opening=(Paragraph(f"{considered} {NO_RATING}"),),
        sections=(
            Section(
                "Where each obligation stands",
                "standing",
                (
                    standings_table("Obligations", material.of(provider)),
                    *_addresses(material, provider),
                ),
            ),
            Section(
                "Actions and the analysis behind them", "actions", (_actions(material, provider),)
            ),
            Section("What happened", "chronology", (_events_table(material, provider),)),
        ),
        closing=closing_of(material),
        made_on=material.as_of,
    )


def _addresses(material: Board, provider: str) -> Iterator[Block]:
    for party, url in reused_addresses(material.ledger):
        if party == provider:
            text = f"Reports of two years stand at {url}: each needs an address of its own."
            yield Callout("One address for two years", (text,), Tone.CAUTION)


def _actions(material: Board, provider: str) -> Block:
    found = [one for one in material.ledger.provider_actions if one.provider == provider]
    if not found:
        return Paragraph("No action of the provider is on record.")
    rows = tuple(
        (
            one.id,
            str(one.indicator),
            one.text,
            one.analysis or "no analysis is named",
            "" if one.due is None else day_words(one.due),
        )
        for one in found
    )
    return Table("Actions", ("Id", "Indicator", "What will be done", "Analysis", "By"), rows)
