"""What further information is needed: everything the standard asks that the return does not hold.

Source: guidance 03764, section 2.2.2 (sufficient information): consider what information there is
and what more may be needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dueregard.codelists.characteristics import load_characteristics
from dueregard.figures import FigureState
from dueregard.reports.documents.tables import table
from dueregard.reports.pages.model import Paragraph
from dueregard.reports.wording.printed import count_of, printed
from dueregard.vocabulary import Part, Population, SurveySource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.indicators.annual import AnnualFigures
    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block
    from dueregard.returns.data_return import DataReturn

PEOPLE = {
    Population.STAFF: "staff",
    Population.APPLICANTS: "applicants",
    Population.SHORTLISTED: "shortlisted applicants",
    Population.APPOINTED: "people appointed",
    Population.STARTERS: "new starters",
    Population.LEAVERS: "leavers",
    Population.DISCIPLINARY: "disciplinary entries",
    Population.TRAINING: "training records",
    Population.BOARD: "board members",
    Population.SURVEY: "staff survey answers",
}
_BY_CHARACTERISTIC = (
    Population.STAFF,
    Population.APPLICANTS,
    Population.STARTERS,
    Population.LEAVERS,
)
_OF_A_POST = {
    "pay_band": ("Pay bands of staff", "Indicator 1 and the senior posts cannot be given."),
    "staff_group": ("Staff groups", "Whether recording is worse in one group cannot be seen."),
}


class Gap(NamedTuple):
    """One thing that is not known: what, why, and what follows or is to be done."""

    missing: str
    why: str
    then: str


def gaps(material: Material) -> tuple[Gap, ...]:
    """Return everything that is missing, the largest first: files, columns, then values."""
    annual = material.annual
    return (
        *_absent_populations(annual.data_return),
        *_absent_attributes(annual.data_return),
        *_absent_characteristics(annual),
        *_unknown_values(annual),
        *_absent_survey(material),
        *_absent_population_served(annual.data_return),
    )


def _absent_populations(data_return: DataReturn) -> Iterator[Gap]:
    for absence in data_return.absences:
        if absence.population is not Population.SURVEY:
            yield Gap(
                PEOPLE[absence.population].capitalize(),
                absence.reason,
                "Collect them, or say why they are not needed.",
            )


def _absent_attributes(data_return: DataReturn) -> Iterator[Gap]:
    """Name what no record of staff says, though every one should; doctors have grades instead."""
    staff = [
        cell
        for cell in data_return.cells
        if cell.population == Population.STAFF and cell.part != Part.MEDICAL
    ]
    for attribute, (words, then) in _OF_A_POST.items():
        if staff and not any(getattr(cell, attribute) for cell in staff):
            yield Gap(words, "No record of staff says so.", then)


def _absent_characteristics(annual: AnnualFigures) -> Iterator[Gap]:
    """Name each protected characteristic with the people for whom no column holds it."""
    cells = annual.data_return.cells
    held = {(cell.population, cell.characteristic) for cell in cells}
    counted = {cell.population for cell in cells}
    for characteristic in load_characteristics():
        key = "ethnicity" if characteristic.key == "race" else characteristic.key
        without = [
            PEOPLE[people]
            for people in _BY_CHARACTERISTIC
            if people.value in counted and (people.value, key) not in held
        ]
        if without:
            yield Gap(
                f"{characteristic.label} of {_listed(without)}",
                "Their files hold no such column.",
                "Ask for it, with a choice not to say.",
            )


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _unknown_values(annual: AnnualFigures) -> Iterator[Gap]:
    """Name the people of whom so many are unknown that figures about them are in doubt."""
    limit = annual.edition.thresholds.unknown_caution_above_percent.value / 100
    noun = annual.edition.comparison.characteristic.capitalize()
    for figure in annual.section("completeness").figures:
        if not figure.key.endswith(".all.declared"):
            continue
        people = PEOPLE[Population(figure.key.split(".")[1])]
        if figure.state is FigureState.NOT_COLLECTED:
            yield Gap(f"{noun} of {people}", figure.reason, "Ask the source for the full counts.")
        elif figure.value is not None and 1 - figure.value > limit:
            yield Gap(
                f"{noun} of {people}",
                f"Known for {count_of(figure.bases[0])} ({printed(figure)}).",
                "Find out whether it was not asked, not said, or not typed in.",
            )


def _absent_survey(material: Material) -> Iterator[Gap]:
    survey = material.annual.data_return.survey
    if survey.source is SurveySource.NONE:
        means = material.records.facts.survey_means
        then = (
            f"Staff are heard in another way: {means.replace('_', ' ')}."
            if means
            else "Decide how else to hear what staff have to say."
        )
        yield Gap("What staff say in a survey", survey.reason or "No reason is given.", then)


def _absent_population_served(data_return: DataReturn) -> Iterator[Gap]:
    if not data_return.population_served:
        yield Gap(
            "The population served",
            "None is named in organisation.toml.",
            "Name it, so that the board and the applicants can be held against it.",
        )


def further_information_blocks(material: Material) -> Iterator[Block]:
    """Set out what further information is needed, or that nothing is missing."""
    found = gaps(material)
    if not found:
        yield Paragraph("Nothing that the standard asks for is missing from the files.")
        return
    yield table("What further information is needed", ("Missing", "Why", "What follows"), found)
