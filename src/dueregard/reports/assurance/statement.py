"""The assurance statement: the four cells, then each provider with what it rests on.

Source: guidance 03764, sections 2.2.1, 3.3 and 3.4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dueregard.assurance.board import Board
from dueregard.assurance.demonstration import OWN, demonstration
from dueregard.assurance.obligations import Family
from dueregard.assurance.standing import Process
from dueregard.reports.assurance.drawings import process_chart
from dueregard.reports.assurance.material import (
    MARK,
    NO_RATING,
    closing_of,
    due_words,
    process_words,
    standings_table,
)
from dueregard.reports.pages.model import Block, Callout, Document, Paragraph, Section, Table, Tone

_IN_SHORT = {"wres": "WRES", "eds": "EDS", "survey": "Surveys", "general": "Other clauses"}
_FAMILY = {Family.WRES: "Workforce Race Equality Standard", Family.EDS: "Equality Delivery System"}


def assurance_statement(material: Board) -> Document:
    """Return the assurance statement of a commissioner for a contract year."""
    ours = material.commissioner
    return Document(
        title=f"Assurance statement, {material.schedule.year}",
        subtitle="What providers and the commissioner itself can show by evidence",
        organisation=ours.name,
        mark=MARK,
        facts=(
            ("Commissioner", f"{ours.name} ({ours.id})"),
            ("Contract year", str(material.schedule.year)),
            ("On", material.as_of.isoformat()),
            ("Guidance read by the lead", _read(material)),
        ),
        opening=(Paragraph(NO_RATING), _cells(material)),
        sections=(
            Section("Where providers stand", "providers", tuple(_overview(material))),
            Section("Who is in scope", "scope", tuple(_scope(material))),
            Section(
                "What the commissioner itself has to do",
                "own",
                (standings_table("Our own obligations", material.own),),
            ),
            Section(
                "Workforce Race Equality Standard, by provider", "wres", _rows(material, "wres")
            ),
            Section("Equality Delivery System, by provider", "eds", _rows(material, "eds")),
            Section("Staff surveys, by provider", "surveys", _rows(material, "survey")),
            Section("The four duties behind this", "duties", (_duty_map(material),)),
        ),
        closing=closing_of(material),
        made_on=material.as_of,
    )


def _read(material: Board) -> str:
    ours = material.commissioner
    if ours.guidance_read_on is None or ours.guidance_read_on > material.as_of:
        return "nobody has said so yet"
    return f"{ours.lead}, {ours.guidance_read}, on {ours.guidance_read_on}"


def _cells(material: Board) -> Table:
    cells = demonstration(material)
    rows = []
    for family in (Family.WRES, Family.EDS):
        own, theirs = (one for one in cells if one.family is family)
        rows.append((_FAMILY[family], _cell(own.words, own.evidence), _cell(theirs.words, ())))
    return Table(
        "What can be demonstrated", ("Standard", OWN.capitalize(), "Providers"), tuple(rows)
    )


def _cell(words: str, evidence: tuple[str, ...]) -> str:
    return f"{words} Evidence: {', '.join(evidence)}." if evidence else words


def _overview(material: Board) -> Iterator[Block]:
    whats = tuple(
        one.milestone.id
        for one in material.schedule.milestones
        if one.milestone.actor == "provider"
    )
    if not material.providers:
        yield Callout("No obligation", ("No provider has an obligation this year.",), Tone.GAP)
        return
    yield process_chart(material.providers, material.schedule)
    rows = []
    for what in whats:
        found = Counter(one.process for one in material.providers if one.obligation.what == what)
        rows.append((what, *(str(found[process]) for process in Process)))
    columns = ("Milestone", *(process.value.capitalize() for process in Process))
    yield Table(
        "Providers by where they stand",
        columns,
        tuple(rows),
        note="Counts of providers; what was done by when, and no rating.",
        right=tuple(range(1, len(columns))),
    )


def _scope(material: Board) -> Iterator[Block]:
    rows = tuple(
        (
            one.provider.ods,
            one.provider.name,
            one.provider.kind.value.replace("_", " "),
            one.standing,
            one.of("wres").reason.value,
            "; ".join(one.provider.sub_contractors) or "none named",
            one.size.ask or "nothing",
        )
        for one in material.scopes
    )
    columns = ("Code", "Provider", "Kind", "Standing", "Reason", "Sub-contractors", "To ask")
    yield Table("Providers and scope", columns, rows)


def _rows(material: Board, family: str) -> tuple[Block, ...]:
    found = [one for one in material.providers if one.obligation.family.value == family]
    if not found:
        return (Paragraph("No provider has such an obligation this year."),)
    rows = tuple(
        (
            one.obligation.party,
            one.obligation.what,
            due_words(one),
            process_words(one),
            one.result.value,
            str(len(one.outstanding)),
            ", ".join(one.evidence) or "none",
        )
        for one in found
    )
    columns = ("Provider", "Obligation", "Due", "What was done", "Shows", "Items open", "Evidence")
    caption = f"{_IN_SHORT[family]}, each provider"
    return (Table(caption, columns, rows, right=(5,)),)


def _duty_map(material: Board) -> Table:
    """Set beside each clause and milestone which of the four sources of duty it rests on (R-007).

    Source: guidance 03764, section 1.
    """
    rules = material.schedule.rules
    rows = [
        (
            one.clause,
            one.title,
            "NHS Standard Contract",
            f"{one.source.document}, {one.source.section}",
        )
        for one in rules.contract_duties
    ]
    rows.append(
        (
            "NHS Constitution",
            "Take account of the NHS Constitution",
            "NHS Constitution",
            "03764, 2.1",
        )
    )
    rows.extend(
        (one.milestone.id, one.milestone.title, "WRES Technical Guidance",
         f"{one.milestone.source.document}, {one.milestone.source.section}")
        for one in material.schedule.milestones
    )  # fmt: skip
    rows.extend(
        (one.id.replace("_", " "), one.basis, "Public Sector Equality Duty",
         f"{one.source.document}, {one.source.section}")
        for one in rules.duties
        if "PSED" in one.label
    )  # fmt: skip
    columns = ("Clause or milestone", "What it asks", "Source of the duty", "Where it stands")
    return Table("Clauses, milestones and where they come from", columns, tuple(rows))
