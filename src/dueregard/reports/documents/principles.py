"""The six Brown principles: what each asks, what answers it, and where there is still a gap.

Source: guidance 03764, section 2.2.2. A principle is answered by the ids of evidence; where there
is none, or where a record shows a hole in it, that is said as a gap and not passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from dueregard.records.checking import Weight
from dueregard.records.words import Outcome, Principle
from dueregard.reports.documents.aims import aims_in_words
from dueregard.reports.documents.further_information import gaps
from dueregard.reports.documents.outline import DATA_QUALITY, DUE_REGARD, PRINCIPLES
from dueregard.reports.documents.tables import day_words, table
from dueregard.reports.pages.model import Callout, Paragraph, Section, Terms, Tone

if TYPE_CHECKING:
    from datetime import date

    from dueregard.records.checking import Remark
    from dueregard.records.consideration import Decision, Evidence
    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block

_MOST_NAMED = 5
_OUTCOME_WORDS = {
    Outcome.UNDECIDED: "not decided yet",
    Outcome.ACT: "act",
    Outcome.FIND_OUT: "find out more first",
    Outcome.NO_CHANGE: "change nothing",
    Outcome.NOTED: "noted",
}


def due_regard_section(material: Material) -> Section:
    """Return the six principles, each with its evidence or its gaps."""
    return Section(
        title=DUE_REGARD.title,
        anchor=DUE_REGARD.anchor,
        blocks=(Paragraph(DUE_REGARD.introduction),),
        sections=principle_sections(material),
    )


def principle_sections(material: Material) -> tuple[Section, ...]:
    """Return one section for each principle, in the guidance's order."""
    return tuple(
        Section(
            title=f"{number}. {PRINCIPLES[principle].title}",
            anchor=f"principle-{principle.value}",
            blocks=(
                Paragraph(PRINCIPLES[principle].introduction),
                *_SHOWN[principle](material),
                *_evidence(material, principle),
                *_gaps(material, principle),
            ),
        )
        for number, principle in enumerate(Principle, start=1)
    )


def evidence_for(material: Material, principle: Principle) -> tuple[Evidence, ...]:
    """Return the evidence filed under a principle."""
    return tuple(one for one in material.records.evidence if one.principle is principle)


def gaps_in(material: Material, principle: Principle) -> tuple[str, ...]:
    """Return every hole in a principle's answer; one without evidence has at least one."""
    found = [remark.sentence for remark in material.remarks if _is_hole(remark, principle)]
    found += _own_gaps(material, principle)
    if not evidence_for(material, principle):
        found.insert(0, "No evidence is filed under this principle (records/evidence.csv).")
    return tuple(dict.fromkeys(found))


def _is_hole(remark: Remark, principle: Principle) -> bool:
    if principle is Principle.MONITORING and remark.weight is Weight.OVERDUE:
        return True
    return remark.weight is not Weight.SOON and remark.code.startswith(_CODES[principle])


def _own_gaps(material: Material, principle: Principle) -> Iterator[str]:
    """Yield the holes that no single record shows."""
    if principle is Principle.INFORMATION:
        yield from (f"{gap.missing}: {gap.why}" for gap in gaps(material)[:_MOST_NAMED])
    if principle is Principle.CONSIDERATION and not material.records.decisions:
        yield "No decision is recorded."
    if principle is Principle.ACCOUNTABILITY and not material.records.facts.signed_off_by:
        yield "Nobody has signed this off for the board. Due regard is not for others to give."


def _evidence(material: Material, principle: Principle) -> Iterator[Block]:
    found = evidence_for(material, principle)
    if found:
        yield table(
            "Evidence",
            ("No.", "Evidence", "Shows", "Considered on", "Where"),
            tuple(
                (one.id, one.title, one.shows, day_words(one.considered_on), one.where)
                for one in found
            ),
        )


def _gaps(material: Material, principle: Principle) -> Iterator[Block]:
    found = gaps_in(material, principle)
    if found:
        yield Callout("to show due regard here", found, Tone.GAP)


def _knowledge(material: Material) -> Iterator[Block]:
    people = material.records.acknowledgements
    if people:
        yield table(
            "Who decides, and who has read the briefing",
            ("Name", "Role", "Briefing", "Read on"),
            tuple(
                (one.name, one.role, one.briefing, day_words(one.acknowledged_on) or "not yet")
                for one in people
            ),
        )


def _information(material: Material) -> Iterator[Block]:
    counted = ", ".join(sorted({one.name for one in material.annual.data_return.sources}))
    missing, place = len(gaps(material)), DATA_QUALITY.title
    told = f"Looked at: {counted}." if counted else "Counts were typed by hand."
    rest = (
        "Nothing that the standard asks for is missing."
        if not missing
        else f"Things missing: {missing}. The annual report lists them under '{place}'."
    )
    yield Paragraph(f"{told} {rest}")


def _timeliness(material: Material) -> Iterator[Block]:
    decided = [one for one in material.records.decisions if one.decided_on]
    if decided:
        yield table(
            "Was the evidence there before the decision?",
            ("Decision", "Decided on", "Evidence considered"),
            tuple(
                (one.id, day_words(one.decided_on), _looked_at(material, one)) for one in decided
            ),
        )


def _looked_at(material: Material, decision: Decision) -> str:
    by_id = {one.id: one for one in material.records.evidence}
    named = [by_id[name] for name in decision.evidence if name in by_id]
    told = [
        f"{one.id} on {day_words(one.considered_on)}{' (after)' if _is_late(one, decision) else ''}"
        if one.considered_on
        else f"{one.id}, no day given"
        for one in named
    ]
    return "; ".join(told) or "none named"


def _is_late(evidence: Evidence, decision: Decision) -> bool:
    return (
        evidence.considered_on is not None
        and decision.decided_on is not None
        and evidence.considered_on > decision.decided_on
    )


def _consideration(material: Material) -> Iterator[Block]:
    for one in material.records.decisions:
        yield Paragraph(one.text, lead=f"{one.id}.")
        pairs = (
            ("Options considered", "; ".join(one.options)),
            ("Outcome", _OUTCOME_WORDS[one.outcome]),
            ("What was decided", one.decision),
            ("What changed because of it", one.changed),
            ("Who saw it differently", one.dissent),
            ("NHS Constitution", one.constitution),
            ("Aims", aims_in_words(one.aims)),
            ("Decided by", "; ".join(one.decided_by)),
        )
        yield Terms(tuple((name, words) for name, words in pairs if words))


def _accountability(material: Material) -> Iterator[Block]:
    bodies = material.records.third_parties
    if bodies:
        yield table(
            "Bodies that act for the organisation, with three kinds of proof",
            (
                "No.",
                "Body",
                "Does",
                "Able to comply",
                "Required to",
                "Does so in practice",
                "Watched by",
            ),
            tuple(
                (
                    one.id,
                    one.name,
                    one.function,
                    ", ".join(one.able) or "no proof",
                    ", ".join(one.required) or "no proof",
                    ", ".join(one.in_practice) or "no proof",
                    one.owner,
                )
                for one in bodies
            ),
        )


def _monitoring(material: Material) -> Iterator[Block]:
    rows = sorted(
        (day.isoformat(), what, day_words(day))
        for what, day in _reviews(material)
        if day is not None
    )
    if rows:
        yield table(
            "What is looked at again, and when",
            ("What", "Review on", "State"),
            tuple(
                (what, words, "overdue" if day < material.made_on.isoformat() else "to come")
                for day, what, words in rows
            ),
        )


def _reviews(material: Material) -> Iterator[tuple[str, date | None]]:
    records = material.records
    for kind, found in (
        ("Decision", records.decisions),
        ("Action", records.actions),
        ("Objective", records.objectives),
        ("Policy", records.policies),
        ("Third party", records.third_parties),
    ):
        for one in found:
            yield f"{kind} {one.id}", one.review_on


_SHOWN: dict[Principle, Callable[[Material], Iterator[Block]]] = {
    Principle.KNOWLEDGE: _knowledge,
    Principle.INFORMATION: _information,
    Principle.TIMELINESS: _timeliness,
    Principle.CONSIDERATION: _consideration,
    Principle.ACCOUNTABILITY: _accountability,
    Principle.MONITORING: _monitoring,
}
_CODES = {
    Principle.KNOWLEDGE: ("no-decision-makers", "unbriefed", "signed-off-unbriefed", "no-briefing"),
    Principle.INFORMATION: ("conclusion-without-evidence", "conclusion-without-figure"),
    Principle.TIMELINESS: ("post-decision", "evidence-undated", "survey-"),
    Principle.CONSIDERATION: (
        "conclusion-unanswered",
        "conclusion-closed",
        "all-noted",
        "lower-unanswered",
        "decision-incomplete",
        "decision-closed",
        "decision-without-evidence",
    ),
    Principle.ACCOUNTABILITY: ("third-party",),
    Principle.MONITORING: ("decision-without-review", "action-without-review", "action-lost"),
}
"""The remarks that are a hole in a principle's answer, by the beginnings of their codes."""
