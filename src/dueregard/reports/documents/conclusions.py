"""Section 4 of the guidance's example report: what is concluded, why it may be so, what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.records.words import CauseState, ConclusionState
from dueregard.reports.documents.actions import action_section
from dueregard.reports.documents.aims import aims_in_words, aims_table
from dueregard.reports.documents.matters import matters
from dueregard.reports.documents.outline import CONCLUSIONS
from dueregard.reports.documents.prose import narrative_blocks
from dueregard.reports.documents.tables import table
from dueregard.reports.pages.model import Callout, Paragraph, Section, Terms, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.records.conclusions import Conclusion
    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block

_FIGURES_ONLY = (
    "The figures point to what follows; what it means is for the organisation to say "
    "(records/conclusions.csv)."
)
_ONLY_NOTED = (
    "Real consideration shows in what is decided. Where every conclusion is noted and nothing "
    "else follows, a reader will doubt that there was any."
)
_CAUSE_WORDS = {
    CauseState.UNTESTED: "not tested yet",
    CauseState.TESTED: "tested, and plays a part",
    CauseState.RULED_OUT: "ruled out",
}
_STATUS_WORDS = {
    ConclusionState.OPEN: "open",
    ConclusionState.NOTED: "noted",
    ConclusionState.CLOSED: "closed",
}


def conclusions_section(material: Material) -> Section:
    """Return conclusions with their causes, the actions that follow, and the aims they serve."""
    return Section(
        title=CONCLUSIONS.title,
        anchor=CONCLUSIONS.anchor,
        blocks=(
            Paragraph(CONCLUSIONS.introduction),
            *narrative_blocks(material.records, "other-factors", lead="Other factors."),
            *_unsaid(material),
        ),
        sections=(
            *(_conclusion(material, one) for one in material.records.conclusions),
            action_section(material, f"{CONCLUSIONS.anchor}-actions"),
            Section(
                "The aims of the Equality Duty",
                f"{CONCLUSIONS.anchor}-aims",
                (aims_table(material),),
            ),
        ),
    )


def _unsaid(material: Material) -> Iterator[Block]:
    """Say that nobody has drawn a conclusion, and that noting everything is not considering it."""
    found = material.records.conclusions
    if not found:
        yield Callout(
            "conclusions from these figures",
            (
                _FIGURES_ONLY,
                *matters(material.annual),
            ),
            Tone.GAP,
        )
    elif any(remark.code == "all-noted" for remark in material.remarks):
        yield Callout(
            "a decision on any conclusion",
            (_ONLY_NOTED,),
            Tone.GAP,
        )


def _conclusion(material: Material, one: Conclusion) -> Section:
    return Section(
        title=f"{one.id}. {one.text}",
        anchor=f"conclusion-{one.id.lower()}",
        blocks=(
            Terms(_facts(material, one)),
            *([] if one.evidence else [_no_evidence(one)]),
            *_causes(material, one),
        ),
    )


def _facts(material: Material, one: Conclusion) -> tuple[tuple[str, str], ...]:
    records = material.records
    answers = [d.id for d in records.decisions if one.id in d.conclusions]
    steps = [a.id for a in records.actions if one.id in a.conclusions]
    pairs = (
        ("Figure", one.figure),
        ("What it may mean", one.interpretation),
        ("Indicators", ", ".join(map(str, one.indicators))),
        ("Group", one.group),
        ("Aims", aims_in_words(one.aims) or "none named"),
        ("Evidence", ", ".join(one.evidence)),
        ("Decisions", ", ".join(answers) or "none yet"),
        ("Actions", ", ".join(steps) or "none yet"),
        ("State", _STATUS_WORDS[one.status]),
    )
    return tuple((name, words) for name, words in pairs if words)


def _no_evidence(one: Conclusion) -> Block:
    words = f"Conclusion {one.id} names no evidence. Name what it rests on before it is relied on."
    return Callout("evidence", (words,), Tone.GAP)


def _causes(material: Material, one: Conclusion) -> Iterator[Block]:
    """Set out each possible cause with its state; a conclusion closed over open causes is a gap."""
    causes = [cause for cause in material.records.causes if cause.conclusion == one.id]
    if not causes:
        yield Callout(
            "other explanations",
            (f"Write down what else could lie behind {one.id}, and test it (records/causes.csv).",),
            Tone.GAP,
        )
        return
    yield table(
        f"What may lie behind {one.id}",
        ("No.", "Possible cause", "State", "What was done", "Evidence"),
        tuple((c.id, c.text, _CAUSE_WORDS[c.state], c.done, ", ".join(c.evidence)) for c in causes),
    )
    untested = [cause.id for cause in causes if cause.state is CauseState.UNTESTED]
    if one.status is ConclusionState.CLOSED and untested:
        yield Callout(
            "a test of every cause",
            (f"{one.id} is closed, but {', '.join(untested)} was never tested.",),
            Tone.GAP,
        )
