"""Which document can be written as what: one table, each entry with the maker of its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.editions.schema import ShareByRow
from dueregard.errors import ConfigurationError

if TYPE_CHECKING:
    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Document


class DocumentKind(StrEnum):
    """A document that an organisation may ask for."""

    ANNUAL = "annual"
    COVER = "cover"
    TEMPLATE = "template"
    WORKBOOK = "workbook"
    MONITORING = "monitoring"
    DUE_REGARD = "due-regard"
    EDS = "eds"
    PRO_FORMA = "pro-forma"
    DATA_PACK = "data-pack"


class FileFormat(StrEnum):
    """What a document may be written as; the value is the files' ending."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Job:
    """One document in one format, and what is needed to make it.

    ``word_template`` is an organisation's own Word file, used for DOCX alone; ``beside`` names the
    documents that are written in the same format at the same time.
    """

    kind: DocumentKind
    form: FileFormat
    material: Material
    word_template: Path | None = None
    beside: frozenset[DocumentKind] = frozenset()

    def links_to(self, kind: DocumentKind, words: str) -> tuple[tuple[str, str], ...]:
        """Return a link to a document that is written beside this one; nothing where it is not."""
        return ((words, f"{STEMS[kind]}.{self.form}"),) if kind in self.beside else ()


Files = Mapping[str, bytes]
"""The files of one job: names, inside the folder they are written to, with their bytes."""
Maker = Callable[[Job], Files]

STEMS = {
    DocumentKind.ANNUAL: "annual-report",
    DocumentKind.COVER: "board-cover-paper",
    DocumentKind.TEMPLATE: "reporting-template",
    DocumentKind.WORKBOOK: "data-collection-workbook",
    DocumentKind.MONITORING: "monitoring-report",
    DocumentKind.DUE_REGARD: "due-regard-statement",
    DocumentKind.EDS: "equality-delivery-system",
    DocumentKind.PRO_FORMA: "support-unit-form",
    DocumentKind.DATA_PACK: "data-pack",
}
"""The names of the files, without their endings; they say nothing that a figure says."""


def _page(job: Job) -> Files:
    """Set a document as a page, as print or as a Word file."""
    return {f"{STEMS[job.kind]}.{job.form}": _set(build_document(job), job)}


def _set(document: Document, job: Job) -> bytes:
    if job.form is FileFormat.HTML:
        from dueregard.reports.pages.html import html_page  # noqa: PLC0415 - as asked for

        return html_page(document).encode("utf-8")
    if job.form is FileFormat.PDF:
        from dueregard.reports.pages.pdf import pdf_bytes  # noqa: PLC0415 - loads a compiler

        return pdf_bytes(document)
    from dueregard.reports.pages.word import word_bytes  # noqa: PLC0415 - loads lxml

    return word_bytes(document, job.word_template)


def build_document(job: Job) -> Document:
    """Return one of the documents that are set as pages, as its blocks.

    Raises
    ------
    KeyError
        For the workbook and the data pack, which are no pages.
    """
    return _BUILDERS[job.kind](job)


def _annual(job: Job) -> Document:
    from dueregard.reports.documents.annual_report import annual_report  # noqa: PLC0415 - as asked

    links = job.links_to(DocumentKind.EDS, "The separate report on the Equality Delivery System")
    return annual_report(job.material, links)


def _template(job: Job) -> Document:
    from dueregard.reports.template.document import template_document  # noqa: PLC0415 - as asked
    from dueregard.reports.template.from_records import particulars_of  # noqa: PLC0415 - as asked
    from dueregard.reports.template.from_year import template_from_year  # noqa: PLC0415 - as asked

    material = job.material
    given = particulars_of(material.records)
    form = template_from_year(material.annual, given, made_on=material.made_on)
    return template_document(form)


def _cover(job: Job) -> Document:
    from dueregard.reports.documents.cover_paper import cover_paper  # noqa: PLC0415 - as asked

    return cover_paper(job.material)


def _monitoring(job: Job) -> Document:
    from dueregard.reports.documents.monitoring_report import (  # noqa: PLC0415 - as asked
        monitoring_report,
    )

    return monitoring_report(job.material)


def _due_regard(job: Job) -> Document:
    from dueregard.reports.documents.due_regard_statement import (  # noqa: PLC0415 - as asked
        due_regard_statement,
    )

    return due_regard_statement(job.material)


def _equality_delivery(job: Job) -> Document:
    from dueregard.reports.documents.equality_delivery import (  # noqa: PLC0415 - as asked
        equality_delivery_report,
    )

    links = job.links_to(DocumentKind.ANNUAL, "The annual report on the standard")
    return equality_delivery_report(job.material, links)


def _pro_forma(job: Job) -> Document:
    from dueregard.reports.documents.pro_forma import pro_forma  # noqa: PLC0415 - as asked

    return pro_forma(job.material)


_BUILDERS: dict[DocumentKind, Callable[[Job], Document]] = {
    DocumentKind.ANNUAL: _annual,
    DocumentKind.COVER: _cover,
    DocumentKind.TEMPLATE: _template,
    DocumentKind.MONITORING: _monitoring,
    DocumentKind.DUE_REGARD: _due_regard,
    DocumentKind.EDS: _equality_delivery,
    DocumentKind.PRO_FORMA: _pro_forma,
}


def _crosswalk(job: Job) -> Files:
    from dueregard.reports.documents.equality_delivery import (  # noqa: PLC0415 - as asked
        CROSSWALK_COLUMNS,
        crosswalk_rows,
    )
    from dueregard.reports.spreadsheets.writing import csv_text  # noqa: PLC0415 - as asked

    text = csv_text([CROSSWALK_COLUMNS, *crosswalk_rows(job.material)])
    return {f"{STEMS[job.kind]}.csv": text.encode("utf-8")}


def _figures_csv(job: Job) -> Files:
    from dueregard.reports.documents.data_files import figures_csv  # noqa: PLC0415 - as asked for

    material = job.material
    return {"figures.csv": figures_csv(material.annual, material.others).encode("utf-8")}


def _figures_json(job: Job) -> Files:
    from dueregard.reports.documents.data_files import figures_json  # noqa: PLC0415 - as asked for

    material = job.material
    return {"figures.json": figures_json(material.annual, material.others).encode("utf-8")}


def _template_workbook(job: Job) -> Files:
    from dueregard.reports.template.from_records import particulars_of  # noqa: PLC0415 - as asked
    from dueregard.reports.template.from_year import template_from_year  # noqa: PLC0415 - as asked
    from dueregard.reports.template.workbook import template_workbook  # noqa: PLC0415 - as asked

    material = job.material
    given = particulars_of(material.records)
    form = template_from_year(material.annual, given, made_on=material.made_on)
    return {f"{STEMS[job.kind]}.xlsx": template_workbook(form)}


def _workbook(job: Job) -> Files:
    """Write the data-collection workbook that the editions with pay bands are handed in on."""
    from dueregard.reports.workbook.writing import data_workbook  # noqa: PLC0415 - as asked for

    material = job.material
    content = data_workbook(material.annual, material.earlier, made_on=material.made_on)
    return {f"{STEMS[job.kind]}.xlsx": content}


def _data_pack(job: Job) -> Files:
    """Write the data pack: one workbook, or a file for each table with the data dictionary."""
    from dueregard.reports.data_pack.files import data_pack_files  # noqa: PLC0415 - as asked for
    from dueregard.reports.data_pack.from_year import data_pack_from_year  # noqa: PLC0415 - as asked
    from dueregard.reports.data_pack.workbook import data_pack_xlsx  # noqa: PLC0415 - as asked for

    material = job.material
    pack = data_pack_from_year(material.annual, material.others, made_on=material.made_on)
    if job.form is FileFormat.XLSX:
        return {f"{STEMS[job.kind]}.xlsx": data_pack_xlsx(pack)}
    return {
        f"{STEMS[job.kind]}/{name}": text.encode("utf-8")
        for name, text in data_pack_files(pack).items()
        if name.endswith(f".{job.form}")
    }


_PAGES: dict[FileFormat, Maker] = {
    FileFormat.HTML: _page,
    FileFormat.PDF: _page,
    FileFormat.DOCX: _page,
}
MAKERS: dict[DocumentKind, dict[FileFormat, Maker]] = {
    DocumentKind.ANNUAL: {
        **_PAGES,
        FileFormat.CSV: _figures_csv,
        FileFormat.JSON: _figures_json,
    },
    DocumentKind.COVER: _PAGES,
    DocumentKind.TEMPLATE: {**_PAGES, FileFormat.XLSX: _template_workbook},
    DocumentKind.WORKBOOK: {FileFormat.XLSX: _workbook},
    DocumentKind.MONITORING: _PAGES,
    DocumentKind.DUE_REGARD: _PAGES,
    DocumentKind.EDS: {**_PAGES, FileFormat.CSV: _crosswalk},
    DocumentKind.PRO_FORMA: _PAGES,
    DocumentKind.DATA_PACK: {
        FileFormat.XLSX: _data_pack,
        FileFormat.CSV: _data_pack,
        FileFormat.JSON: _data_pack,
    },
}
"""Which document can be written as what, and by whom."""
QUICK = (FileFormat.HTML, FileFormat.CSV, FileFormat.JSON)
"""The formats of the annual report where none is asked for: those that cost next to nothing."""


def possible_formats(kind: DocumentKind) -> tuple[FileFormat, ...]:
    """Return what a document can be written as."""
    return tuple(MAKERS[kind])


def choose_jobs(
    material: Material,
    kinds: Sequence[DocumentKind] = (),
    formats: Sequence[FileFormat] = (),
    word_template: Path | None = None,
) -> tuple[Job, ...]:
    """Return the jobs that a user asks for.

    Parameters
    ----------
    material
        What every job is made from.
    kinds
        The documents; all of them if none is named, each in whatever it can be written as.
    formats
        The formats; what is possible if none is named.
    word_template
        For DOCX.

    Raises
    ------
    ConfigurationError
        If a document that is named cannot be written in a format that is named.
    """
    if kinds:
        check_possible(kinds, formats)
    chosen = _with_cover(kinds, formats) if kinds else _all_kinds(material)
    pairs = [
        (kind, form)
        for kind in dict.fromkeys(chosen)
        for form in MAKERS[kind]
        if not formats or form in formats
    ]
    return tuple(
        Job(kind, form, material, word_template, _beside(kind, form, pairs)) for kind, form in pairs
    )


def _all_kinds(material: Material) -> tuple[DocumentKind, ...]:
    """Return every document that the edition knows: the first one had no workbook."""
    has_bands = any(
        isinstance(one.method, ShareByRow) for one in material.annual.edition.indicators
    )
    return tuple(kind for kind in DocumentKind if has_bands or kind is not DocumentKind.WORKBOOK)


def _with_cover(
    kinds: Sequence[DocumentKind], formats: Sequence[FileFormat]
) -> tuple[DocumentKind, ...]:
    """Add the board's cover paper to an annual report that is meant for paper."""
    on_paper = not formats or {FileFormat.PDF, FileFormat.DOCX} & set(formats)
    if DocumentKind.ANNUAL in kinds and on_paper:
        return (*kinds, DocumentKind.COVER)
    return tuple(kinds)


def _beside(
    kind: DocumentKind, form: FileFormat, pairs: Sequence[tuple[DocumentKind, FileFormat]]
) -> frozenset[DocumentKind]:
    return frozenset(other for other, its in pairs if its is form and other is not kind)


def check_possible(kinds: Sequence[DocumentKind], formats: Sequence[FileFormat]) -> None:
    """Refuse a document that cannot be written in a format that is asked for.

    Raises
    ------
    ConfigurationError
        It says which formats the document can be written in, and which documents the format fits.
    """
    for kind in kinds:
        for form in formats:
            if form not in MAKERS[kind]:
                fitting = ", ".join(one for one in DocumentKind if form in MAKERS[one])
                raise ConfigurationError(
                    f"The document '{kind}' cannot be written as {form}.",
                    advice=(
                        f"'{kind}' can be written as {', '.join(MAKERS[kind])}; as {form}: "
                        f"{fitting}."
                    ),
                )


def make_files(job: Job) -> Files:
    """Make the files of one job."""
    return MAKERS[job.kind][job.form](job)
