"""What can be noticed in a form that somebody filled in, with the cell where it stands.

The checks on received figures have their kinds in :data:`dueregard.extracts.findings.CATALOGUE`;
here are the kinds that a form adds. Nothing that stands in a form is passed over in silence.
"""

from __future__ import annotations

from dataclasses import dataclass

from dueregard.extracts.findings import CATALOGUE, FindingKind, Severity

KINDS: dict[str, FindingKind] = {
    kind.code: kind
    for kind in (
        FindingKind(
            "not_a_number",
            Severity.STOP,
            "A cell for a number that holds something else",
            "A count is a whole number of 0 or more; a percentage lies from 0 to 100.",
            "Type the number alone into the cell. What stands there was not used.",
        ),
        FindingKind(
            "row_missing",
            Severity.STOP,
            "A row of the form that is not there",
            "No row has this reference.",
            "Put the row back with its reference, or fill the form in anew.",
        ),
        FindingKind(
            "row_twice",
            Severity.STOP,
            "A row of the form that stands there twice",
            "Two rows have one reference, and nothing says which is right.",
            "Delete one of them. The first was read.",
        ),
        FindingKind(
            "column_missing_in_form",
            Severity.STOP,
            "A column of the form that is not there",
            "A heading was deleted or changed, so its column cannot be found.",
            "Put the heading back as it was.",
        ),
        FindingKind(
            "formula_without_value",
            Severity.STOP,
            "A formula whose result was not saved",
            "A program wrote the formula and not its result, so the cell reads as empty.",
            "Open the file in a spreadsheet program, save it, and read it again.",
        ),
        FindingKind(
            "merged_cells",
            Severity.ANSWER,
            "Cells that were merged",
            "Only the first of them holds anything; the others read as empty.",
            "Unmerge them and fill each one in.",
        ),
        FindingKind(
            "blank",
            Severity.ANSWER,
            "A field that is blank",
            "Nothing was filled in: it is neither 0 nor 'none'.",
            "Ask for it, or for the reason why it is not there.",
        ),
        FindingKind(
            "number_as_text",
            Severity.NOTE,
            "A number typed as text",
            "It was read as the number that it plainly is.",
            "Nothing.",
        ),
        FindingKind(
            "fraction_for_percent",
            Severity.ANSWER,
            "A number below 1 where a percentage belongs",
            "A spreadsheet turns 16% into 0.16; or it is a percentage below 1.",
            "Ask which it is. In the template it was read as the fraction, in the workbook as is.",
        ),
        FindingKind(
            "computed_differs",
            Severity.ANSWER,
            "A computed cell that the counts do not give",
            "Somebody typed over a formula, or the counts were changed afterwards.",
            "Ask which is right. The counts were used.",
        ),
        FindingKind(
            "label_changed",
            Severity.NOTE,
            "A row that is called something else",
            "The reference is the form's and the words beside it are not.",
            "See whether the row was typed over another one.",
        ),
        FindingKind(
            "not_of_the_form",
            Severity.NOTE,
            "Something that the form has no place for",
            "It was not read into any field, and stands here so that it is not lost.",
            "Read it: it may be an explanation, or a figure in the wrong place.",
        ),
        FindingKind(
            "small_number_given_away",
            Severity.ANSWER,
            "A small number of people that can be worked out",
            "The head count and the percentage together have one solution, and it is small.",
            "Do not publish or host the document before it was protected.",
        ),
        FindingKind(
            "scope_not_stated",
            Severity.ANSWER,
            "No word on which workforce is in scope",
            "The figures should be of staff who provide NHS services, and who they are be said.",
            "Ask which staff were counted, how they were told apart, and how many they are.",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Notice:
    """Something noticed in a form: which kind, where, what stands there, and why it matters."""

    code: str
    where: str
    value: str = ""
    detail: str = ""

    @property
    def kind(self) -> FindingKind:
        """The kind, from the form's own or from the catalogue of findings."""
        return KINDS[self.code] if self.code in KINDS else CATALOGUE[self.code]
