"""Write the public documents: all of them from the published bundle alone.

The bundle is never touched. Documents lie in ``documents/`` within it with a manifest of their
own, and can be made again at any time: the same bundle gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard import __version__
from dueregard.editions.loader import load_edition
from dueregard.errors import ConfigurationError
from dueregard.operations.decide_release import has_public_release
from dueregard.releases.bundles import write_documents
from dueregard.reports.documents.catalogue import STEMS, DocumentKind, FileFormat
from dueregard.reports.publication.reading import read_publication
from dueregard.settings.reading import load_settings
from dueregard.vocabulary import OrganisationKind

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition
    from dueregard.operations.write_report import Wanted
    from dueregard.reports.pages.model import Document
    from dueregard.reports.publication.model import Publication
    from dueregard.reports.template.model import Template

_PAGES = (FileFormat.HTML, FileFormat.PDF, FileFormat.DOCX)
PUBLIC_FORMATS: Mapping[DocumentKind, tuple[FileFormat, ...]] = {
    DocumentKind.ANNUAL: _PAGES,
    DocumentKind.TEMPLATE: (*_PAGES, FileFormat.XLSX),
    DocumentKind.DUE_REGARD: _PAGES,
    DocumentKind.EDS: (*_PAGES, FileFormat.CSV),
    DocumentKind.DATA_PACK: (FileFormat.XLSX, FileFormat.CSV, FileFormat.JSON),
}
"""The documents that have a public version, and what each can be written as."""
_IN_BUNDLE = {FileFormat.CSV, FileFormat.JSON}
"""Formats of the annual report that the bundle itself holds."""


@dataclass(frozen=True, slots=True)
class _Source:
    publication: Publication
    edition: Edition
    on_itself: bool
    word_template: Path | None


def write_public(
    directory: Path, wanted: Wanted, *, progress: Callable[[str], None] | None = None
) -> tuple[Path, ...]:
    """Write the public documents that are asked for, and return the page and every file.

    Parameters
    ----------
    directory
        Holds organisation.toml and ``public/``.
    wanted
        Which documents in which formats; none named is the report as it was published.
    progress
        Is told what is being done.

    Raises
    ------
    ReleaseNeededError
        There is no release that stands: nothing is written.
    UnsafeReleaseError
        The bundle is not as it was published.
    ConfigurationError
        A document has no public version, or not in that format.
    """
    _check(wanted)
    page = has_public_release(directory)
    bundle = page.parent
    files = [path for path in sorted(bundle.iterdir()) if path.is_file() and path != page]
    jobs = _jobs(wanted)
    if not jobs:
        return (page, *files)
    source = _source(directory, bundle, wanted)
    made: dict[str, bytes] = {}
    for kind, form in jobs:
        if progress is not None:
            progress(f"Writing {kind} as {form}")
        made.update(_files(source, kind, form))
    return (page, *files, *write_documents(bundle, made, __version__))


def _check(wanted: Wanted) -> None:
    for kind in wanted.kinds:
        formats = PUBLIC_FORMATS.get(kind, ())
        if not formats and kind is not DocumentKind.COVER:
            raise ConfigurationError(
                f"The document '{kind}' is for the inside; it has no public version.",
                advice=f"Public versions: {', '.join(PUBLIC_FORMATS)}.",
            )
        allowed = {*formats, *(_IN_BUNDLE if kind is DocumentKind.ANNUAL else ())}
        for form in wanted.formats:
            if formats and form not in allowed:
                raise ConfigurationError(
                    f"The public document '{kind}' cannot be written as {form}.",
                    advice=f"It can be written as {', '.join(formats)}.",
                )


def _jobs(wanted: Wanted) -> list[tuple[DocumentKind, FileFormat]]:
    kinds = tuple(PUBLIC_FORMATS) if wanted.every else wanted.kinds
    if not kinds and wanted.formats:
        kinds = (DocumentKind.ANNUAL,)
    return [
        (kind, form)
        for kind in kinds
        for form in PUBLIC_FORMATS.get(kind, ())
        if not wanted.formats or form in wanted.formats
    ]


def _source(directory: Path, bundle: Path, wanted: Wanted) -> _Source:
    publication = read_publication(bundle)
    kind = load_settings(directory).kind
    return _Source(
        publication,
        load_edition(publication.about["edition"]),
        kind is OrganisationKind.COMMISSIONER,
        wanted.word_template,
    )


def _files(source: _Source, kind: DocumentKind, form: FileFormat) -> dict[str, bytes]:
    if kind is DocumentKind.DATA_PACK:
        return _data_pack(source, form)
    if form in _PAGES:
        return {f"{STEMS[kind]}.{form}": _set(_document(source, kind), form, source.word_template)}
    if kind is DocumentKind.TEMPLATE:
        from dueregard.reports.template.workbook import (  # noqa: PLC0415 - as asked for
            template_workbook,
        )

        return {f"{STEMS[kind]}.xlsx": template_workbook(_form(source))}
    return {f"{STEMS[kind]}.csv": _crosswalk(source)}


def _set(document: Document, form: FileFormat, template: Path | None) -> bytes:
    if form is FileFormat.HTML:
        from dueregard.reports.pages.html import html_page  # noqa: PLC0415 - as asked for

        return html_page(document).encode("utf-8")
    if form is FileFormat.PDF:
        from dueregard.reports.pages.pdf import pdf_bytes  # noqa: PLC0415 - loads a compiler

        return pdf_bytes(document)
    from dueregard.reports.pages.word import word_bytes  # noqa: PLC0415 - loads lxml

    return word_bytes(document, template)


def _document(source: _Source, kind: DocumentKind) -> Document:
    from dueregard.reports.publication import annual_report, statements  # noqa: PLC0415 - as asked
    from dueregard.reports.template.document import template_document  # noqa: PLC0415 - as asked

    if kind is DocumentKind.TEMPLATE:
        return template_document(_form(source))
    makers = {
        DocumentKind.ANNUAL: annual_report.annual_report,
        DocumentKind.DUE_REGARD: statements.due_regard_statement,
        DocumentKind.EDS: statements.equality_delivery_report,
    }
    return makers[kind](source.publication, source.edition)


def _form(source: _Source) -> Template:
    from dueregard.reports.template.from_records import particulars_of  # noqa: PLC0415 - as asked
    from dueregard.reports.template.from_release import (  # noqa: PLC0415 - as asked
        template_from_release,
    )

    given = particulars_of(source.publication.records)
    return template_from_release(
        source.publication, source.edition, given, on_itself=source.on_itself
    )


def _crosswalk(source: _Source) -> bytes:
    from dueregard.reports.publication.statements import (  # noqa: PLC0415 - as asked
        CROSSWALK_COLUMNS,
        crosswalk_rows,
    )
    from dueregard.reports.spreadsheets.writing import csv_text  # noqa: PLC0415 - as asked for

    rows = crosswalk_rows(source.publication, source.edition)
    return csv_text([CROSSWALK_COLUMNS, *rows]).encode("utf-8")


def _data_pack(source: _Source, form: FileFormat) -> dict[str, bytes]:
    """Write the data pack; a narrative has no figures, and so no pack."""
    from dueregard.reports.data_pack.files import data_pack_files  # noqa: PLC0415 - as asked for
    from dueregard.reports.data_pack.from_release import (  # noqa: PLC0415 - as asked for
        data_pack_from_release,
    )
    from dueregard.reports.data_pack.workbook import data_pack_xlsx  # noqa: PLC0415 - as asked for

    if not source.publication.tables:
        return {}
    pack = data_pack_from_release(source.publication, source.edition)
    stem = STEMS[DocumentKind.DATA_PACK]
    if form is FileFormat.XLSX:
        return {f"{stem}.xlsx": data_pack_xlsx(pack)}
    return {
        f"{stem}/{name}": text.encode("utf-8")
        for name, text in data_pack_files(pack).items()
        if name.endswith(f".{form}")
    }
