"""Build the publication site whole, aside, and put it in place in one step."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dueregard import placing
from dueregard.assurance.board import board_of
from dueregard.assurance.ledger import Ledger
from dueregard.editions.loader import available_editions
from dueregard.errors import FileNotUsableError
from dueregard.operations.assess_providers import load
from dueregard.operations.desk import Place, desk_of
from dueregard.operations.keep_evidence import changed_evidence
from dueregard.operations.propose_release import register_path
from dueregard.releases.bundles import MANIFEST, PUBLIC, Bundle, check_bundles
from dueregard.releases.register import load_register
from dueregard.reports.pages.html import html_page
from dueregard.reports.pages.model import Document, Links
from dueregard.reports.site.facts import PublicYear, public_year
from dueregard.reports.site.pages import (
    PAGE,
    copy_name,
    release_place,
    report_place,
    text_files,
)

SCHEMA = "dueregard-site-1"
SITE_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Site:
    """A site that was built: where, and how many files it holds."""

    folder: Path
    pages: int
    files: int
    copies: int


def build_site(place: Place, out: Path, *, as_of: date, releases: Sequence[Path] = ()) -> Site:
    """Build the publication site of a commissioner's records.

    Parameters
    ----------
    place
        The commissioner's folder, or the desk.
    out
        Where to; a site that is there is replaced whole, anything else is left alone.
    as_of
        The day: what came later is not listed.
    releases
        Folders of organisations whose released bundles are published with it.

    Raises
    ------
    FileNotUsableError
        ``out`` is no site, or a kept file is not as it was kept.
    UnsafeReleaseError
        A bundle is not as it was released.
    """
    ledger = load(place)
    folder = desk_of(place).folder
    _check_target(out)
    years = _years(ledger, as_of)
    bundles = [one for place in releases for one in _bundles(place)]
    names = [(one.organisation, one.edition, one.version) for one in bundles]
    contents = {
        path: text.encode("utf-8") for path, text in text_files(years, names, as_of).items()
    }
    for bundle in bundles:
        contents.update(_bundle_files(bundle, as_of))
    copies = _copies(ledger, folder, years)
    contents.update(copies)
    contents[SITE_MANIFEST] = _manifest(contents, as_of)
    _place(out, contents)
    pages = sum(path.endswith(".html") for path in contents)
    return Site(out, pages, len(contents), len(copies))


def _years(ledger: Ledger, as_of: date) -> list[PublicYear]:
    known = set(available_editions())
    return [
        public_year(board_of(ledger, ours, year, as_of))
        for ours in ledger.ours
        for year in ledger.years
        if str(year.first) in known and year.start <= as_of
    ]


def _bundles(place: Path) -> tuple[Bundle, ...]:
    return check_bundles(place / PUBLIC, load_register(register_path(place, None)))


def _bundle_files(bundle: Bundle, made_on: date) -> dict[str, bytes]:
    """Return a bundle's files, and a page that lists them where it has no such page."""
    place = release_place(bundle.organisation, bundle.edition, bundle.version)
    names = sorted([*bundle.files, MANIFEST])
    files = {f"{place}/{name}": (bundle.folder / name).read_bytes() for name in names}
    listing = Document(
        title=f"Released report, edition {bundle.edition}, version {bundle.version}",
        subtitle="",
        organisation=bundle.organisation,
        mark="",
        facts=(),
        opening=(Links((*((name, name) for name in names), ("Start", f"../../../../{PAGE}"))),),
        sections=(),
        closing=(),
        made_on=made_on,
        has_contents=False,
    )
    files.setdefault(f"{place}/{PAGE}", html_page(listing).encode("utf-8"))
    return files


def _copies(ledger: Ledger, folder: Path, years: Sequence[PublicYear]) -> dict[str, bytes]:
    changed = {one.path: one.problem for one in changed_evidence(ledger, folder)}
    copies = {}
    for year in years:
        for provider in year.providers:
            for report in provider.reports:
                if not report.path:
                    continue
                if report.path in changed:
                    raise FileNotUsableError(
                        f"{report.path} {changed[report.path]}: no site was built.",
                        advice="Put back the file as it was kept.",
                    )
                place = f"{report_place(report, year.slug)}/{copy_name(report)}"
                copies[place] = (folder / report.path).read_bytes()
    return copies


def _manifest(contents: dict[str, bytes], made_on: date) -> bytes:
    document = {
        "schema": SCHEMA,
        "made_on": made_on.isoformat(),
        "files": {
            path: hashlib.sha256(content).hexdigest() for path, content in sorted(contents.items())
        },
    }
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def _check_target(out: Path) -> None:
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    try:
        is_site = json.loads((out / SITE_MANIFEST).read_text("utf-8"))["schema"] == SCHEMA
    except (OSError, ValueError, KeyError, TypeError):
        is_site = False
    if not is_site:
        raise FileNotUsableError(
            f"{out} holds something that is no site.", advice="Choose an empty folder."
        )


def _place(out: Path, contents: dict[str, bytes]) -> None:
    try:
        with placing.waiting_folder(out, over=True) as waiting:
            for path, content in contents.items():
                placing.place(waiting / path, content)
    except OSError as fault:
        raise FileNotUsableError(
            f"{out} cannot be written: {fault.strerror or fault}.",
            advice="Choose a folder that you may write to.",
        ) from None
