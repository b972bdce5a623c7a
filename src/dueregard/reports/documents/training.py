"""Training in equality, policies and programmes, accreditations: what stands for years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.printing import percent
from dueregard.records.words import AccreditationState, Kept, Measured, MeasuredGroup
from dueregard.reports.documents.outline import TRAINING
from dueregard.reports.documents.tables import day_words, table
from dueregard.reports.pages.model import Callout, Paragraph, Section, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.records.standing import Accreditation, OwnMeasure, Policy
    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block

MEASURED_WORDS = {
    Measured.TRAINING: "Staff up to date with equality and diversity training",
    Measured.VIOLENCE_PUBLIC: "Staff who met violence from patients, relatives or the public",
    Measured.VIOLENCE_STAFF: "Staff who met violence from colleagues or managers",
}
_STATE_WORDS = {
    AccreditationState.WANTED: "wanted",
    AccreditationState.APPLIED: "applied for",
    AccreditationState.HELD: "held",
}


def training_section(material: Material) -> Section:
    """Return training with the duty it serves, then policies and accreditations."""
    return Section(
        title=TRAINING.title,
        anchor=TRAINING.anchor,
        blocks=(
            Paragraph(TRAINING.introduction),
            *own_measure_blocks(material, (Measured.TRAINING,)),
            *policy_blocks(material),
            *_accreditations(material),
        ),
    )


def own_measure_blocks(material: Material, wanted: tuple[Measured, ...]) -> Iterator[Block]:
    """Set out what the organisation counts itself; a gap where it counts no such thing."""
    found = [
        one
        for one in material.records.own_measures
        if one.measure in wanted and one.n is not None and one.of
    ]
    if found:
        yield table(
            "Counted by the organisation itself",
            ("Measure", "Among", "Counts", "Share", "Counted on", "Source"),
            tuple(_measure_row(material, one) for one in found),
        )
    missing = [MEASURED_WORDS[one] for one in wanted if one not in {m.measure for m in found}]
    if missing:
        yield Callout("these counts", tuple(f"{words}." for words in missing), Tone.GAP)


def _measure_row(material: Material, one: OwnMeasure) -> tuple[str, ...]:
    rule = material.annual.edition.comparison
    groups = {
        MeasuredGroup.ALL: "all staff",
        MeasuredGroup.COMPARED: f"{rule.compared.label} staff",
        MeasuredGroup.REFERENCE: f"{rule.reference.label} staff",
    }
    return (
        MEASURED_WORDS[one.measure],
        groups[one.group],
        f"{one.n:,} of {one.of:,}",
        percent((one.n or 0) / (one.of or 1)),
        day_words(one.measured_on),
        one.source,
    )


def policy_blocks(material: Material) -> Iterator[Block]:
    """Set out policies and programmes with their owners and reviews."""
    found = material.records.policies
    if not found:
        words = "No policy or programme is recorded (records/policies.csv)."
        yield Callout("a policy or programme", (words,), Tone.GAP)
        return
    yield table(
        "Policies and programmes",
        ("No.", "Title", "Kind", "What it does", "Owner", "Version", "Review on", "Document"),
        tuple(_policy_row(material, one) for one in found),
    )


def _policy_row(material: Material, one: Policy) -> tuple[str, ...]:
    late = one.status is Kept.OPEN and one.review_on and one.review_on < material.made_on
    review = day_words(one.review_on)
    return (
        one.id,
        one.title,
        one.kind.value,
        one.about,
        one.owner,
        one.version,
        f"{review} (overdue)" if late else review,
        one.sha256[:12],
    )


def _accreditations(material: Material) -> Iterator[Block]:
    found = material.records.accreditations
    if found:
        yield table(
            "Accreditations",
            ("No.", "Accreditation", "State", "Given on", "Ends on", "Owner", "Evidence"),
            tuple(_accreditation_row(material, one) for one in found),
        )


def _accreditation_row(material: Material, one: Accreditation) -> tuple[str, ...]:
    expired = one.expires_on is not None and one.expires_on < material.made_on
    return (
        one.id,
        one.name,
        f"{_STATE_WORDS[one.status]}; expired" if expired else _STATE_WORDS[one.status],
        day_words(one.awarded_on),
        day_words(one.expires_on),
        one.owner,
        ", ".join(one.evidence),
    )
