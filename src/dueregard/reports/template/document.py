"""The form as a document, for a web page, PDF or Word.

Every answer stands in a table whose first column is the field's number, so that a form that was
edited in Word can be read back field by field.
"""

from __future__ import annotations

from collections.abc import Iterable

from dueregard.reports.pages.model import (
    Block,
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
_CLOSING = "The fields are those of the WRES Reporting Template 2015, in its order."
_BESIDE = "The technical guidance asks a report for these as well; the form has no field for them."
_READ_FIRST = "Read this first"
_SECTIONS = {
    "about": "About this report",
    "background": "Background",
    "indicators": "The indicators",
    "closing": "Other factors and action plan",
    "further": "Beside the form",
}
_CAPTIONS = {
    "about": "Header",
    "background": "Fields 1 to 4",
    "closing": "Other factors and action plan",
    "further": "Scope, challenge and risks",
}
OWN_WORDS = frozenset(
    {TITLE, MARK, _CLOSING, _BESIDE, _READ_FIRST, *_SECTIONS.values(), *_CAPTIONS.values()}
)
"""What the document says beside answers, so that a reader knows what was added to it."""


def template_document(template: Template) -> Document:
    """Return the form as a document that can be set as HTML, PDF or DOCX."""
    internal = template.audience is Audience.INTERNAL
    tables = {
        "about": template.header,
        "background": template.background,
        "closing": template.closing,
        "further": template.further,
    }
    return Document(
        title=TITLE,
        subtitle=f"WRES edition {template.edition}",
        organisation=template.organisation,
        mark=MARK if internal else "",
        facts=(("Organisation", template.organisation), ("Edition", template.edition)),
        opening=_opening(template),
        sections=tuple(
            Section(
                title,
                anchor,
                _blocks(anchor, tables.get(anchor, ())),
                tuple(map(_entry, template.indicators)) if anchor == "indicators" else (),
            )
            for anchor, title in _SECTIONS.items()
        ),
        closing=(_CLOSING,),
        made_on=template.made_on,
        has_contents=False,
    )


def _opening(template: Template) -> tuple[Callout, ...]:
    if not template.notes:
        return ()
    return (Callout(_READ_FIRST, template.notes, Tone.CAUTION),)


def _blocks(anchor: str, fields: tuple[Field, ...]) -> tuple[Block, ...]:
    if not fields:
        return ()
    before = (Paragraph(_BESIDE),) if anchor == "further" else ()
    return (*before, _answers(_CAPTIONS[anchor], fields))


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
