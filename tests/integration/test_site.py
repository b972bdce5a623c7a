"""The publication site: links resolve, nothing leaks, nothing runs, and it opens from a file."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import sync_playwright

from dueregard.assurance.files import ledger_texts
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.words import Disclosure, EvidenceKind
from dueregard.cli.root import root
from dueregard.errors import FileNotUsableError, UnsafeReleaseError
from dueregard.operations.assess_providers import load
from dueregard.operations.decide_release import decide_release
from dueregard.operations.keep_evidence import Incoming, keep
from dueregard.operations.propose_release import propose_release
from dueregard.operations.write_site import build_site
from tests.integration.release_decisions import decide
from tests.unit.assurance import records_for_tests as given

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2016, 6, 1)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
M3 = "P1/2015-16/M3"
SECRET = b"the figures of a provider that nobody has checked"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "ours"
    place.mkdir()
    ledger = Ledger(
        register=(
            given.contract("P1", "nhs_trust", "7654321.09"),
            given.contract("P2", "voluntary", "123456.78"),
            given.contract("P3", "primary_care", form=given.NONE),
        ),
        commissioners=(given.US,),
        declarations=(given.declaration("P2", income="123456.78"),),
        contacts=(given.contact("P1"),),
    )
    write(place, ledger)
    source = tmp_path / "annual.pdf"
    for content, corrects in ((b"%PDF first", ""), (SECRET, "E1")):
        source.write_bytes(content)
        incoming = Incoming("P1", "Annual report", EvidenceKind.REPORT, date(2016, 4, 28), (M3,))
        keep(
            place,
            replace(incoming, url="https://p1.example.org/wres/2016", corrects=corrects),
            source,
        )
    return place


def write(place: Path, ledger: Ledger) -> None:
    for name, text in ledger_texts(ledger).items():
        (place / name).write_text(text, encoding="utf-8")


def accept(place: Path, version: int, disclosure: Disclosure) -> None:
    ledger = load(place)
    evidence = tuple(
        replace(one, disclosure=disclosure) if one.version == version else one
        for one in ledger.evidence
    )
    on = "2016-05-03"
    write(
        place,
        replace(
            ledger,
            evidence=evidence,
            attestations=(*ledger.attestations, given.attested(version=version, on=on)),
            reviews=(*ledger.reviews, given.reviewed(version=version, on=on)),
        ),
    )


def everything(site: Path) -> dict[str, bytes]:
    files = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def broken_links(site: Path) -> list[str]:
    broken = []
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r'(?:href|src)="([^"]+)"', text):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, anchor = unquote(target).partition("#")
            other = (page.parent / path).resolve() if path else page
            if not other.is_file() or (anchor and f'id="{anchor}"' not in other.read_text("utf-8")):
                broken.append(f"{page.relative_to(site)}: {target}")
    return broken


@pytest.mark.requirement("R-132", "R-159", "R-143", "R-144")
def test_each_provider_is_listed_with_its_reports_and_no_income(folder, tmp_path) -> None:
    """In scope or why not, report and link for each year; no income and no contact anywhere."""
    site = tmp_path / "site"
    accept(folder, 1, Disclosure.ACCEPTED)
    build_site(folder, site, as_of=DAY)
    with (site / "data" / "providers.csv").open(encoding="utf-8") as held:
        rows = list(csv.DictReader(held))
    scope = {row["provider"]: (row["in_scope"], row["reason"]) for row in rows}
    assert scope == {
        "P1": ("yes", ""),
        "P2": ("no", "small provider"),
        "P3": ("no", "primary care - not Standard Contract"),
    }
    assert json.loads((site / "data" / "providers.json").read_text("utf-8")) == rows
    text = b" ".join(everything(site).values())
    for secret in (b"7654321", b"7,654,321", b"123456", b"123,456", b"c@example.org", b"C. Clerk"):
        assert secret not in text
    page = (site / "org/P1/2015-16/E1/v1/index.html").read_text("utf-8")
    assert "https://p1.example.org/wres/2016" in page


@pytest.mark.requirement("R-159")
def test_a_copy_is_hosted_only_after_an_accepted_look_at_small_numbers(folder, tmp_path) -> None:
    """Not checked, queried or taken down: link and reason, no copy. Accepted: the copy."""
    site = tmp_path / "site"
    for disclosure in (Disclosure.NOT_CHECKED, Disclosure.QUERIED, Disclosure.TAKEN_DOWN):
        accept_again = folder.with_name(f"again-{disclosure.value}")
        shutil.copytree(folder, accept_again)
        accept(accept_again, 2, disclosure)
        assert build_site(accept_again, site, as_of=DAY).copies == 0
        assert SECRET not in b" ".join(everything(site).values())
    assert "taken down" in (site / "org/P1/2015-16/E1/v2/index.html").read_text("utf-8")
    accept(folder, 2, Disclosure.ACCEPTED)
    assert build_site(folder, site, as_of=DAY).copies == 1
    assert (site / "org/P1/2015-16/E1/v2/report.pdf").read_bytes() == SECRET


@pytest.mark.requirement("R-160")
def test_a_corrected_report_keeps_its_address_and_points_on(folder, tmp_path) -> None:
    """Version 1 stays where it was and says that version 2 corrects it."""
    site = tmp_path / "site"
    build_site(folder, site, as_of=DAY)
    page = (site / "org/P1/2015-16/E1/v1/index.html").read_text("utf-8")
    assert "corrected report" in page
    assert 'href="../v2/index.html"' in page
    assert "correction" in (site / "changes/index.html").read_text("utf-8")


def test_links_resolve_nothing_runs_and_every_hash_is_right(folder, tmp_path) -> None:
    """It opens from a file path: no script, nothing fetched; the manifest has every file."""
    site = tmp_path / "site"
    accept(folder, 1, Disclosure.ACCEPTED)
    build_site(folder, site, as_of=DAY)
    assert broken_links(site) == []
    files = everything(site)
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest["files"] == {
        path: hashlib.sha256(content).hexdigest() for path, content in files.items()
    }
    for path, content in files.items():
        if path.endswith(".html"):
            assert b"<script" not in content
            assert not re.search(rb'(src|href)="https?://(?!p1\.example)', content)


def test_the_same_records_give_the_same_site(folder, tmp_path) -> None:
    """Built twice, and built again in place, it is the same to the byte."""
    first, second = tmp_path / "one", tmp_path / "two"
    for site in (first, second, first):
        build_site(folder, site, as_of=DAY)
    assert everything(first) == everything(second)


def test_a_folder_that_is_no_site_is_left_alone(folder, tmp_path) -> None:
    """What somebody keeps there is not replaced."""
    other = tmp_path / "mine"
    other.mkdir()
    (other / "letter.txt").write_text("dear")
    with pytest.raises(FileNotUsableError, match="no site"):
        build_site(folder, other, as_of=DAY)
    assert everything(other) == {"letter.txt": b"dear"}


def test_altered_evidence_stops_the_site(folder, tmp_path) -> None:
    """A copy that is not as it was kept is not published."""
    accept(folder, 1, Disclosure.ACCEPTED)
    (folder / load(folder).evidence[0].path).write_bytes(b"other")
    with pytest.raises(FileNotUsableError, match="has changed"):
        build_site(folder, tmp_path / "site", as_of=DAY)
    assert not (tmp_path / "site").exists()


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small commissioner's report, released as a narrative."""
    year = tmp_path_factory.mktemp("released") / "appendix-1"
    shutil.copytree(EXAMPLES / "appendix-1", year)
    propose_release(year, as_of=date(2016, 5, 1))
    decide(year, "narrative_only", narrative="We will look at how we choose.")
    decide_release(year, as_of=date(2016, 5, 2))
    return year


def bundle_of(year: Path) -> str:
    """Name the organisation of a released bundle."""
    manifest = next((year / "public").glob("*/v1/manifest.json"))
    return json.loads(manifest.read_text("utf-8"))["organisation"]


@pytest.mark.slow
def test_a_released_report_is_published_at_an_address_that_stays(
    folder, released, tmp_path
) -> None:
    """The bundle's files are there as released; a bundle that was changed stops the site."""
    site = tmp_path / "site"
    build_site(folder, site, as_of=DAY, releases=(released,))
    bundle = next((released / "public").glob("*/v1"))
    place = site / "org" / bundle_of(released) / bundle.parent.name / "v1"
    for path in bundle.iterdir():
        assert (place / path.name).read_bytes() == path.read_bytes()
    assert broken_links(site) == []
    changed = tmp_path / "changed"
    shutil.copytree(released, changed)
    target = next(p for p in (changed / "public").glob("*/v1/*") if p.suffix != ".json")
    target.write_text("other")
    with pytest.raises(UnsafeReleaseError):
        build_site(folder, tmp_path / "other", as_of=DAY, releases=(changed,))


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="No Chromium on this machine: NOT CHECKED")
def test_every_kind_of_page_is_accessible(folder, tmp_path) -> None:
    """Opened from a file path in a real browser: no violation that axe knows, nothing asked for."""
    site = tmp_path / "site"
    build_site(folder, site, as_of=DAY)
    pages = sorted(site.rglob("*.html"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for path in pages:
            page, asked = browser.new_page(), []
            page.on("request", lambda sent, asked=asked: asked.append(sent.url))
            page.goto(path.as_uri())
            assert asked == [path.as_uri()]
            found = Axe().run(page)
            assert found.violations_count == 0, (path, found.generate_report())
            page.close()
        browser.close()
    assert len(pages) >= 6


def test_the_command_builds_it(folder, tmp_path) -> None:
    """As a user runs it."""
    call = ["site", str(folder), "--out", str(tmp_path / "site"), "--as-of", "2016-06-01"]
    result = CliRunner().invoke(root, call)
    assert result.exit_code == 0
    assert "pages" in result.output
