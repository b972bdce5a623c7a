"""The due-regard statement: six Brown principles, each with evidence or an explicit gap.

Source: guidance 03764, sections 2.2, 2.2.1 and 2.2.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.records.words import Principle
from dueregard.reports.documents.aims import aims_table
from dueregard.reports.documents.header import MARK, closing, header_facts
from dueregard.reports.documents.matters import one_person_caution, staff_count
from dueregard.reports.documents.outline import DUE_REGARD, PRINCIPLES
from dueregard.reports.documents.principles import evidence_for, gaps_in, principle_sections
from dueregard.reports.documents.tables import day_words, table
from dueregard.reports.pages.model import Callout, Document, Paragraph, Section, Terms, Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block

_BEARS_ON = {
    "commissioner_as_employer": "A commissioner, for its own workforce",
    "commissioner": "A commissioner, towards its providers",
    "provider": "A provider, for its own workforce",
}
_WEIGHT = (
    "Due regard asks for what is relevant and in proportion. How much weight the duty has depends "
    "on how far the work bears on discrimination, on opportunity and on good relations."
)
_NOT_COUNT = (
    "In an organisation this small, looking at every percentage as the standard words it would "
    "mislead. Counts, several years together, and what staff say count for more here."
)


def due_regard_statement(material: Material) -> Document:
    """Return the statement of how the organisation had due regard to the standard."""
    return Document(
        title=f"Due-regard statement {material.annual.edition.reporting.year}",
        subtitle=f"How due regard was had to the {material.annual.edition.standard_name}",
        organisation=material.organisation,
        mark=MARK,
        facts=header_facts(material),
        opening=(Paragraph(DUE_REGARD.introduction), _summary(material)),
        sections=(
            _duties(material),
            _proportion(material),
            *principle_sections(material),
            _both_sources(material),
            _sign_off(material),
        ),
        closing=closing(material),
        made_on=material.made_on,
        has_contents=False,
    )


def answered(material: Material) -> int:
    """Return how many of the six principles have evidence and no gap."""
    return sum(
        bool(evidence_for(material, one)) and not gaps_in(material, one) for one in Principle
    )


def _summary(material: Material) -> Block:
    return table(
        "The six principles at a glance",
        ("Principle", "Evidence", "Gaps"),
        tuple(
            (
                f"{number}. {PRINCIPLES[principle].title}",
                ", ".join(one.id for one in evidence_for(material, principle)) or "none",
                str(len(gaps_in(material, principle))),
            )
            for number, principle in enumerate(Principle, start=1)
        ),
    )


def _duties(material: Material) -> Section:
    """Set the duties apart: due regard for one's own staff, the contract for providers."""
    duties = material.annual.edition.duties
    rows = tuple((_BEARS_ON[duty.bears_on], duty.label, duty.basis) for duty in duties)
    columns = ("Who", "Label of the duty", "Where it comes from")
    return Section("Which duty this is", "duties", (table("Duties and labels", columns, rows),))


def _proportion(material: Material) -> Section:
    return Section("What is in proportion", "proportion", tuple(_reasons(material)))


def _reasons(material: Material) -> Iterator[Block]:
    yield Paragraph(_WEIGHT)
    caution = one_person_caution(material.annual)
    if caution:
        yield Callout("A small organisation", (caution, _NOT_COUNT), Tone.CAUTION)
    else:
        people = staff_count(material.annual)
        yield Paragraph(
            f"There are {people:,} staff. That is enough to apply the standard as it is worded."
        )


def _both_sources(material: Material) -> Section:
    """List what the standard and the Equality Delivery System each bring to the Equality Duty."""
    records = material.records
    rows = [("The standard", one.id, one.title) for one in records.evidence]
    rows += [
        ("Equality Delivery System", f"EDS2/{one.outcome}", one.shows or "nothing said")
        for one in records.eds2
    ]
    blocks: list[Block] = [aims_table(material)]
    if rows:
        blocks.append(table("What serves the Equality Duty", ("From", "Id", "What"), rows))
    if not records.eds2:
        words = "Nothing of the Equality Delivery System is recorded (records/eds2.csv)."
        blocks.append(Callout("evidence from the Equality Delivery System", (words,), Tone.GAP))
    return Section("The aims of the Equality Duty", "aims", tuple(blocks))


def _sign_off(material: Material) -> Section:
    facts = material.records.facts
    pairs = (
        ("Signed off for the board by", facts.signed_off_by or "nobody yet"),
        ("On", day_words(facts.signed_off_on) or "not yet"),
        ("Board lead", facts.board_lead or "nobody named"),
        ("Put together by", facts.lead_manager or "nobody named"),
    )
    return Section("Sign-off", "sign-off", (Terms(pairs),))
