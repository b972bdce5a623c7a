"""The form as a document, for a web page, PDF or Word.

Every answer stands in a table whose first column is the field's number, so that a form that was
edited in Word can be read back field by field.
"""

from __future__ import annotations

from collections.abc import Iterable

from dueregard.reports.pages.model import (
    Callout,
    Document,
    Paragraph,
    Section,
    Table,
    Tone,
)
from dueregard.reports.template.model import Field, IndicatorEntry, Template
from dueregard.vocabulary import Audience

MARK = "INTERNAL - not for publication"
ANSWERS = ("Field", "Question", "Answer")
DATA = ("Field", "Measure", "Reporting year", "Previous year")
TITLE = "WRES Reporting Template 2015"


def template_document(template: Template) -> Document:
    """Return the form as a document that can be set as HTML, PDF or DOCX."""
    internal = template.audience is Audience.INTERNAL
    closing = _answers("Other factors and action plan", template.closing)
    further = _answers("Scope, challenge and risks", template.further)
    return Document(
        title=TITLE,
        subtitle=f"WRES edition {template.edition}",
        organisation=template.organisation,
        mark=MARK if internal else "",
        facts=(("Organisation", template.organisation), ("Edition", template.edition)),
        opening=_opening(template),
        sections=(
            Section("About this report", "about", (_answers("Header", template.header),)),
            Section("Background", "background", (_answers("Fields 1 to 4", template.background),)),
            Section("The indicators", "indicators", (), tuple(map(_entry, template.indicators))),
            Section("Other factors and action plan", "closing", (closing,)),
            Section("Beside the form", "further", (_beside(), further)),
        ),
        closing=("The fields are those of the WRES Reporting Template 2015, in its order.",),
        made_on=template.made_on,
        has_contents=False,
    )


def _opening(template: Template) -> tuple[Callout, ...]:
    if not template.notes:
        return ()
    return (Callout("Read this first", template.notes, Tone.CAUTION),)


def _beside() -> Paragraph:
    return Paragraph(
        "The technical guidance asks a report for these as well; the form has no field for them."
    )


def _answers(caption: str, fields: Iterable[Field]) -> Table:
    return Table(caption, ANSWERS, tuple((one.code, one.question, one.answer) for one in fields))


def _entry(entry: IndicatorEntry) -> Section:
    data = Table(
        f"Indicator {entry.number}: data",
        DATA,
        tuple(
            (one.code, one.measure, one.reporting_year, one.previous_year) for one in entry.lines
        ),
        right=(2, 3),
    )
    answers = _answers(f"Indicator {entry.number}: meaning", (entry.narrative, entry.action))
    title = f"Indicator {entry.number}: {entry.title}"
    return Section(
        title, f"indicator-{entry.number}", (Paragraph(entry.definition, quiet=True), data, answers)
    )
