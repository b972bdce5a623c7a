"""How complete the records are, for whom, and what is to be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.figures import Figure
from dueregard.records.words import Kept, Recorded
from dueregard.reports.documents.further_information import further_information_blocks
from dueregard.reports.documents.material import key_of, title_of
from dueregard.reports.documents.matrices import UNKNOWN_LABELS, cell, completeness_table
from dueregard.reports.documents.outline import DATA_QUALITY, FINDINGS
from dueregard.reports.documents.prose import narrative_blocks
from dueregard.reports.documents.tables import day_words, table
from dueregard.reports.pages.model import Paragraph, Section, Table
from dueregard.reports.wording.printed import printed
from dueregard.vocabulary import Population, UnknownReason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.records.plans import RecordingTarget
    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block

POPULATION_OF = {
    Recorded.CURRENT: (Population.STAFF, "Staff in post"),
    Recorded.STARTERS: (Population.STARTERS, "New starters"),
    Recorded.LEAVERS: (Population.LEAVERS, "Leavers"),
}
WATCHED = (
    (Recorded.CURRENT, "ethnicity"),
    (Recorded.CURRENT, "disability"),
    (Recorded.CURRENT, "sexual_orientation"),
    (Recorded.CURRENT, "religion_belief"),
    (Recorded.STARTERS, "ethnicity"),
    (Recorded.STARTERS, "disability"),
    (Recorded.STARTERS, "sexual_orientation"),
    (Recorded.STARTERS, "religion_belief"),
    (Recorded.LEAVERS, "ethnicity"),
    (Recorded.LEAVERS, "disability"),
)
"""What the first recommendation of the guidance's example report asks to record better."""
_REASONS = (
    UnknownReason.BLANK,
    UnknownReason.DECLINED,
    UnknownReason.NOT_KNOWN,
    UnknownReason.NOT_SEPARATED,
)


def data_quality_section(material: Material) -> Section:
    """Return how complete the records are and what further information is needed."""
    annual = material.annual
    noun = annual.edition.comparison.characteristic
    made = completeness_table(
        f"How often {noun} is recorded and declared", annual.section("completeness").figures
    )
    return Section(
        title=DATA_QUALITY.title,
        anchor=DATA_QUALITY.anchor,
        blocks=(
            Paragraph(DATA_QUALITY.introduction),
            *narrative_blocks(material.records, "completeness"),
            *([] if made is None else [made]),
            *_other_characteristics(material),
            watched_table(material),
            *narrative_blocks(material.records, "self-reporting-taken", lead="Done last year."),
            *narrative_blocks(material.records, "self-reporting-planned", lead="Planned."),
            *further_information_blocks(material),
        ),
    )


def _other_characteristics(material: Material) -> Iterator[Block]:
    rows = tuple(
        row
        for key in material.characteristics
        for population in Recorded
        if any((row := _rates(material, key, population))[2:])
    )
    if rows:
        columns = ("Characteristic", "People", "Recorded", "Declared", *UNKNOWN_LABELS)
        yield table("How often other characteristics are recorded and declared", columns, rows)


def _rates(material: Material, key: str, recorded: Recorded) -> tuple[str, ...]:
    population, words = POPULATION_OF[recorded]
    found = _completeness(material, key)
    stem = f"completeness.{population}"
    reasons = (found.get(f"{stem}.{reason}") for reason in _REASONS)
    return (
        title_of(key),
        words,
        cell(found.get(f"{stem}.all.recorded")),
        cell(found.get(f"{stem}.all.declared")),
        *("" if figure is None else printed(figure) for figure in reasons),
    )


def _completeness(material: Material, key: str) -> dict[str, Figure]:
    compared = material.annual.edition.comparison.characteristic
    own = key == compared
    section = (
        material.annual.section("completeness") if own else material.other(key, "completeness")
    )
    return {} if section is None else {figure.key: figure for figure in section.figures}


def declared(material: Material, recorded: Recorded, key: str) -> Figure | None:
    """Return how many of a population declared a characteristic, where that was counted."""
    population, _ = POPULATION_OF[recorded]
    found = _completeness(material, key).get(f"completeness.{population}.all.declared")
    return None if found is None or found.value is None else found


def watched_table(material: Material) -> Table:
    """Set what the guidance's example asks to record better beside the targets for it."""
    targets = {
        (one.population, key_of(one.characteristic)): one
        for one in material.records.recording_targets
        if one.status is Kept.OPEN
    }
    asked = dict.fromkeys((*WATCHED, *targets))
    return table(
        "Recording: where it stands, and where it should be",
        ("Detail", "People", "Declared now", "Target", "By", "Owner", "Reached"),
        tuple(
            (
                title_of(key),
                POPULATION_OF[people][1],
                cell(declared(material, people, key)) or "not collected",
                *_target_cells(targets.get((people, key)), declared(material, people, key)),
            )
            for people, key in asked
        ),
    )


def _target_cells(target: RecordingTarget | None, now: Figure | None) -> tuple[str, ...]:
    if target is None or target.target_percent is None:
        return ("no target set", "", "", "")
    reached = ""
    if now is not None and now.value is not None:
        reached = "yes" if now.value * 100 >= target.target_percent else "not yet"
    return (
        f"{target.target_percent:g}%",
        day_words(target.due),
        target.owner or "nobody named",
        reached,
    )


def findings_section(material: Material) -> Section | None:
    """Return what was found in the files, or nothing where nothing was."""
    if not material.findings:
        return None
    found = table(
        "What was found in the files, and what to do about it",
        ("Finding", "Times", "Which", "What to do"),
        tuple(
            (f"{one.title} ({one.code})", one.times, one.which, one.remedy)
            for one in material.findings
        ),
    )
    return Section(FINDINGS.title, FINDINGS.anchor, (Paragraph(FINDINGS.introduction), found))
