"""The pages of the publication site, each at an address that stays."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date

from dueregard.assurance.letters import day_words
from dueregard.reports.pages.html import html_page
from dueregard.reports.pages.model import (
    Block,
    Callout,
    Document,
    Links,
    Paragraph,
    Section,
    Table,
    Tone,
)
from dueregard.reports.site.facts import PublicProvider, PublicReport, PublicYear

PAGE = "index.html"
OWNER = "Publication site"
COLUMNS = {
    "commissioner": "ODS code of the commissioner",
    "contract_year": "Contract year, 1 April to 31 March",
    "provider": "ODS code of the provider",
    "name": "Name of the provider",
    "kind": "What the provider is",
    "in_scope": "yes where the standard applies under the contract, else no",
    "reason": "Class of reason where it does not apply; never an income",
    "evidence": "Name of the report in the commissioner's records",
    "version": "Version of the report; a correction is a further version",
    "received_on": "Day the commissioner received it",
    "url": "Web address at which the provider publishes it",
    "copy": "Path of the copy hosted here, if any",
    "why_no_copy": "Why no copy is hosted here",
    "sha256": "SHA-256 hash of the copy",
}
"""The data dictionary: each column of providers.csv."""


def report_place(report: PublicReport, slug: str) -> str:
    """Return the folder of a provider's report, which never changes."""
    return f"org/{report.provider}/{slug}/{report.evidence.replace('/', '_')}/v{report.version}"


def copy_name(report: PublicReport) -> str:
    """Return the name of the hosted copy, which says nothing of what the file was called."""
    ending = report.path.rpartition(".")[2].lower()
    return f"report.{ending}" if ending.isalnum() and len(ending) <= 5 else "report.bin"


def year_place(year: PublicYear) -> str:
    """Return the folder of a commissioner's list of a contract year."""
    return f"commissioner/{year.commissioner}/{year.slug}"


def text_files(
    years: Sequence[PublicYear], releases: Sequence[tuple[str, str, int]], made_on: date
) -> dict[str, str]:
    """Return every page and data file of the site, by path.

    Parameters
    ----------
    years
        What is said of each commissioner's contract years.
    releases
        Organisation, edition and version of each released bundle that is copied in beside.
    made_on
        The day the site is made on.
    """
    files = {PAGE: html_page(_front(years, releases, made_on))}
    for year in years:
        files[f"{year_place(year)}/{PAGE}"] = html_page(_year_page(year, made_on))
        for provider in year.providers:
            for report in provider.reports:
                place = report_place(report, year.slug)
                files[f"{place}/{PAGE}"] = html_page(_report_page(provider, report, year, made_on))
    files[f"changes/{PAGE}"] = html_page(_changes(years, made_on))
    files[f"data/{PAGE}"] = html_page(_dictionary(made_on))
    files["data/providers.csv"] = _csv(years)
    files["data/providers.json"] = _json(years)
    return files


def _document(  # noqa: PLR0913 - most are asked by name
    title: str,
    organisation: str,
    blocks: Sequence[Block],
    *,
    made_on: date,
    sections: tuple[Section, ...] = (),
    subtitle: str = "",
) -> Document:
    return Document(
        title=title,
        subtitle=subtitle,
        organisation=organisation,
        mark="",
        facts=(("Published", day_words(made_on)),),
        opening=tuple(blocks),
        sections=sections,
        closing=(
            (
                "A report listed here is its provider's own. That it is listed says that it was "
                "received; it does not rate how anybody treats their staff."
            ),
        ),
        made_on=made_on,
        has_contents=False,
    )


def _front(
    years: Sequence[PublicYear], releases: Sequence[tuple[str, str, int]], made_on: date
) -> Document:
    lists = tuple(
        (f"{one.name}, providers in {one.year}", f"{year_place(one)}/{PAGE}") for one in years
    )
    own = tuple(
        (
            f"{code}, edition {edition}, version {version}",
            f"{release_place(code, edition, version)}/",
        )
        for code, edition, version in releases
    )
    own = tuple((words, f"{target}{PAGE}") for words, target in own)
    data = (
        ("What the columns mean", f"data/{PAGE}"),
        ("All providers (CSV)", "data/providers.csv"),
        ("All providers (JSON)", "data/providers.json"),
        ("Changes and corrections", f"changes/{PAGE}"),
        ("Hash of every file", "manifest.json"),
    )
    sections = (
        Section("Commissioners' own reports", "own", (_links(own, "None is published yet."),)),
        Section("Providers by commissioner and year", "providers", (_links(lists, "None yet."),)),
        Section("Data and changes", "data", (Links(data),)),
    )
    intro = Paragraph(
        "Reports on the Workforce Race Equality Standard: those of commissioners on their own "
        "staff, and those that their providers publish."
    )
    return _document("Race equality reports", OWNER, (intro,), made_on=made_on, sections=sections)


def release_place(code: str, edition: str, version: int) -> str:
    """Return the folder of a released bundle."""
    return f"org/{code}/{edition}/v{version}"


def _links(targets: tuple[tuple[str, str], ...], none: str) -> Block:
    return Links(targets) if targets else Paragraph(none)


def _year_page(year: PublicYear, made_on: date) -> Document:
    rows = tuple(
        (
            one.ods,
            one.name,
            one.kind,
            "in scope" if one.in_scope else f"not in scope: {one.reason}",
            day_words(one.reports[-1].received_on) if one.reports else _none(one),
        )
        for one in year.providers
    )
    columns = ("Code", "Provider", "Kind", "Standard applies", "Latest report received")
    reports = tuple(
        (
            f"{one.name}: {report.title}, version {report.version}",
            f"../../../{report_place(report, year.slug)}/{PAGE}",
        )
        for one in year.providers
        for report in one.reports
    )
    blocks: list[Block] = [Links((("All commissioners", f"../../../{PAGE}"),))]
    if rows:
        blocks.append(Table(f"Providers in {year.year}", columns, rows))
    sections = (Section("Reports received", "reports", (_links(reports, "None yet."),)),)
    title = f"Providers in {year.year}"
    return _document(title, year.name, blocks, made_on=made_on, sections=sections)


def _none(one: PublicProvider) -> str:
    return "none yet" if one.in_scope else "not asked for"


def _report_page(
    provider: PublicProvider, report: PublicReport, year: PublicYear, made_on: date
) -> Document:
    blocks: list[Block] = []
    if report.corrected_by:
        later = f"../v{report.corrected_by}/{PAGE}"
        text = "The provider has sent a corrected report. This one is kept as it was."
        blocks.append(Callout("Corrected", (text,), Tone.CAUTION))
        blocks.append(Links(((f"Version {report.corrected_by}", later),)))
    received = f"Received by {year.name} on {day_words(report.received_on)}."
    blocks.append(Paragraph(received))
    targets = []
    if report.url:
        targets.append((f"At {provider.name}: {report.url}", report.url))
    if report.path:
        targets.append(("Copy kept here", copy_name(report)))
    else:
        text = f"No copy is kept here: {report.withheld}."
        blocks.append(Callout("Copy", (text,), Tone.WITHHELD))
    targets.append((f"All providers in {year.year}", f"../../../../../{year_place(year)}/{PAGE}"))
    blocks.append(Links(tuple(targets)))
    title = f"{report.title}, version {report.version}"
    subtitle = f"Contract year {year.year}"
    return _document(title, provider.name, blocks, made_on=made_on, subtitle=subtitle)


def _changes(years: Sequence[PublicYear], made_on: date) -> Document:
    found = sorted(
        {
            (report.received_on, provider.name, report.title, report.version)
            for year in years
            for provider in year.providers
            for report in provider.reports
        },
        reverse=True,
    )
    rows = tuple(
        (day_words(on), name, title, "correction" if version > 1 else "new", str(version))
        for on, name, title, version in found
    )
    columns = ("Day", "Provider", "Report", "What", "Version")
    table = Table("Reports by day", columns, rows) if rows else Paragraph("None yet.")
    blocks: tuple[Block, ...] = (Links((("Start", f"../{PAGE}"),)), table)
    return _document("Changes and corrections", OWNER, blocks, made_on=made_on)


def _dictionary(made_on: date) -> Document:
    rows = tuple(COLUMNS.items())
    blocks = (
        Links((("Start", f"../{PAGE}"), ("CSV", "providers.csv"), ("JSON", "providers.json"))),
        Table("Columns of the provider files", ("Column", "What it holds"), rows),
    )
    return _document("What the columns mean", OWNER, blocks, made_on=made_on)


def _records(years: Sequence[PublicYear]) -> list[dict[str, str]]:
    return [
        _record(year, provider, report)
        for year in years
        for provider in year.providers
        for report in provider.reports or (None,)
    ]


def _record(
    year: PublicYear, provider: PublicProvider, report: PublicReport | None
) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "")
    row.update(
        commissioner=year.commissioner,
        contract_year=year.year,
        provider=provider.ods,
        name=provider.name,
        kind=provider.kind,
        in_scope="yes" if provider.in_scope else "no",
        reason=provider.reason,
    )
    if report is not None:
        copy = f"{report_place(report, year.slug)}/{copy_name(report)}" if report.path else ""
        row.update(
            evidence=report.evidence,
            version=str(report.version),
            received_on=report.received_on.isoformat(),
            url=report.url,
            copy=copy,
            why_no_copy=report.withheld,
            sha256=report.sha256,
        )
    return row


def _csv(years: Sequence[PublicYear]) -> str:
    from dueregard.formulas import guarded  # noqa: PLC0415 - only for this file

    held = io.StringIO(newline="")
    writer = csv.DictWriter(held, list(COLUMNS), lineterminator="\n")
    writer.writeheader()
    for row in _records(years):
        writer.writerow({name: guarded(text) for name, text in row.items()})
    return held.getvalue()


def _json(years: Sequence[PublicYear]) -> str:
    return json.dumps(_records(years), indent=1, ensure_ascii=False) + "\n"
