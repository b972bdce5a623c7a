"""The commissioning support unit's form: six questions under its heading, filled from figures.

Each asks two things: was it prepared (as far as data protection allows), and was it shared with
the support unit. Source: guidance 03764, section 6.1, Example 2; the explanations are our own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.records.consideration import FormAnswer
from dueregard.records.words import HowFar, Measured
from dueregard.reports.documents.header import MARK, closing, header_facts
from dueregard.reports.documents.objectives import target_blocks
from dueregard.reports.documents.overview import overview_of
from dueregard.reports.documents.training import own_measure_blocks, policy_blocks
from dueregard.reports.documents.workforce_profile import figure_blocks
from dueregard.reports.pages.model import Callout, Document, Paragraph, Section, Terms, Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block

HEADING = (
    "Employment-related actions to improve patient access, experience and health and wellbeing "
    "outcomes"
)
ITEMS = (
    "Workforce profile and leadership, against the population",
    "Recruitment and other employment matters",
    "Workforce diversity targets: senior leadership and the board",
    "Staff survey: key equality questions, such as training in equality and diversity",
    "Staff survey: violence, harassment, bullying and discrimination",
    "Policies and programmes on equality in the workforce",
)
"""The subjects of the six questions, in the form's order."""
_HOW_FAR_WORDS = {
    HowFar.NOT_STATED: "not stated",
    HowFar.YES: "yes",
    HowFar.PART: "in part",
    HowFar.NO: "no",
}


def pro_forma(material: Material) -> Document:
    """Return the form with its six items in order."""
    return Document(
        title=f"Support unit form {material.annual.edition.reporting.year}",
        subtitle=HEADING,
        organisation=material.organisation,
        mark=MARK,
        facts=header_facts(material),
        opening=(
            Paragraph(
                "For each item: whether it was prepared, as far as data protection allows, and "
                "whether it was shared with the commissioning support unit. The two can differ."
            ),
        ),
        sections=tuple(_item(material, number) for number in range(1, len(ITEMS) + 1)),
        closing=closing(material),
        made_on=material.made_on,
        has_contents=False,
    )


def _item(material: Material, number: int) -> Section:
    answers = {answer.item: answer for answer in material.records.form_answers}
    answer = answers.get(number, FormAnswer(number))
    return Section(
        title=f"{number}. {ITEMS[number - 1]}",
        anchor=f"item-{number}",
        blocks=(Terms(_answers(answer)), *_gap(answer), *_FILLED[number - 1](material)),
    )


def _answers(answer: FormAnswer) -> tuple[tuple[str, str], ...]:
    return (
        ("Prepared", _HOW_FAR_WORDS[answer.prepared]),
        ("Shared", _HOW_FAR_WORDS[answer.shared]),
        ("Evidence", ", ".join(answer.evidence) or "none named"),
        ("Data protection", answer.data_protection or "nothing said"),
    )


def _gap(answer: FormAnswer) -> Iterator[Block]:
    if HowFar.NOT_STATED in {answer.prepared, answer.shared}:
        words = f"Answer item {answer.item} in records/form_answers.csv."
        yield Callout("an answer", (words,), Tone.GAP)


def _profile(material: Material) -> Iterator[Block]:
    annual = material.annual
    yield overview_of(annual, (1, 9))
    for key in ("workforce", "seniority", "population"):
        yield from figure_blocks(annual.section(key))


def _recruitment(material: Material) -> Iterator[Block]:
    yield overview_of(material.annual, (2, 3, 4))
    yield from figure_blocks(material.annual.section("leavers"))


def _survey(material: Material) -> Iterator[Block]:
    survey = material.annual.data_return.survey
    told = f"Staff survey: {survey.source}."
    if survey.invited is not None and survey.responded is not None:
        told = f"{told} {survey.responded:,} of {survey.invited:,} asked have answered."
    if survey.reason:
        told = f"{told} {survey.reason}"
    yield Paragraph(told)
    yield from own_measure_blocks(material, (Measured.TRAINING,))


def _experience(material: Material) -> Iterator[Block]:
    yield overview_of(material.annual, (5, 6, 7, 8))
    yield from own_measure_blocks(material, (Measured.VIOLENCE_PUBLIC, Measured.VIOLENCE_STAFF))


_FILLED: tuple[Callable[[Material], Iterator[Block]], ...] = (
    _profile,
    _recruitment,
    target_blocks,
    _survey,
    _experience,
    policy_blocks,
)
