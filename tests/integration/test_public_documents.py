"""Every public document in every format: each number of it was released, and none gives away more.

Numbers are read back from what the public holds (pages with their drawings and descriptions, print,
Word files, workbooks with their properties, data files, names of files), by readers that know
nothing of how they were written.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from dueregard import __version__
from dueregard.codelists.equality_delivery import load_outcomes
from dueregard.editions.loader import load_edition
from dueregard.operations.decide_release import decide_release, verify_release
from dueregard.operations.make_example import Request, make_example
from dueregard.operations.propose_release import propose_release
from dueregard.operations.review_texts import review_texts
from dueregard.operations.write_public import write_public
from dueregard.operations.write_report import Wanted, compute_figures
from tests.integration.release_decisions import decide
from tests.integration.test_release_attack import (
    THRESHOLD,
    attacker_on,
    small_numbers,
)
from tests.oracle.numbers import tokens

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2016, 5, 20)
GEOMETRY = {
    "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "dx", "dy", "width", "height", "points",
    "viewbox", "d", "stroke-width", "stroke-dasharray", "font-size", "fill", "stroke", "transform",
    "font-family", "xmlns", "tabindex", "opacity", "font-weight", "colspan", "content",
}  # fmt: skip
OWN = re.compile(
    r"[Ii]ndicators?\s\d(?:(?:,|\sand)?\s\d(?![\d.%]))*|(?:indicator|goal)[-_]\d|"
    r"[Pp]age \d+ of \d+|[Vv]ersion:? \d+|[nN]ote \d+|Chart \d+|_Toc\d+|(?:\. ){3}\d+$|"
    r"[Ll]evel (?:would be|is) 1\b|line at [01]\b|(?<!\S)\d\. (?=[A-Z])|\b[A-Z]{1,2}\d{1,2}\b|"
    r"\b\d{1,2}[a-z]\b|[Ff]ields? \d(?: to \d)?|(?<![\d.])5\.\d(?:\.\d+|"
    r"\.i+v?)*(?![\d%])|to the nearest 5|"
    r"WRES Reporting Template 2015|[Bb]ands? \d(?![\d.%])(?: (?:to|and) \d(?![\d.%]))?|"
    r"EDS2 outcomes [\d., ]+|"
    r"\b[1-4]\.\d (?=[A-Z])|^[67](?=\s+(?:Other factors|Action plan))|"
    r"\b(?:table|chart|passage)-\d+|utf-8|sha256|Typst [\d.]+|figures-1|publication-1|data-pack-1",
    re.MULTILINE,
)
"""Numbers that are names: of sections, indicators, fields, pages, bands and parts of a page."""


class Page(HTMLParser):
    """Words and attributes of a page; an axis's numbers and the style sheet stand apart."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.ticks: list[str] = []
        self.rows: list[list[str]] = []
        self.axis, self.style = 0, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.style = tag == "style"
        if tag == "g":
            self.axis += bool(self.axis) or ("class", "chart-axis") in attrs
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")
        self.words += [f"{value}\n" for name, value in attrs if name not in GEOMETRY and value]

    def handle_endtag(self, tag: str) -> None:
        self.style = False
        self.axis -= bool(self.axis) and tag == "g"

    def handle_data(self, data: str) -> None:
        if self.style:
            return
        (self.ticks if self.axis else self.words).append(f"{data}\n")
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def read_page(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text("utf-8"))
    return page


def words_of(path: Path) -> str:
    """Return everything that a file says, its properties and names of parts included."""
    if path.suffix == ".html":
        return "\n".join(read_page(path).words)
    if path.suffix == ".pdf":
        from pypdf import PdfReader

        reader = PdfReader(path)
        about = {k: v for k, v in (reader.metadata or {}).items() if "Date" not in k}
        return "\n".join([page.extract_text() for page in reader.pages] + list(about.values()))
    if path.suffix in {".docx", ".xlsx"}:
        return "\n".join(_parts_of(path))
    return path.read_text("utf-8")


def _parts_of(path: Path):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8") if name.endswith(".xml") else ""
            if name.startswith("docProps/"):
                # The file format's version, times of day and the number of sheets tell nothing.
                bare = re.sub(r"<AppVersion>[^<]*|<vt:i4>\d+|T\d\d:\d\d:\d\dZ", "", text)
                yield re.sub(r"<[^>]+>", "\n", bare)
            elif re.match(r"word/(document|header|footer|footnotes)", name):
                yield "\n".join(
                    "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", part))
                    for part in text.split("</w:p>")
                )
                yield "\n".join(re.findall(r'(?:descr|title|name)="([^"]*)"', text))
    if path.suffix == ".xlsx":
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_path(str(path))
        for sheet in book.sheet_names:
            yield sheet
            for row in book.get_sheet_by_name(sheet).to_python():
                yield from (_cell(value) for value in row)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else repr(value)
    return str(value)


def released_numbers(bundle: Path) -> set[str]:
    """Return every number that the release, the decision and the rules of the edition hold."""
    figures = json.loads((bundle / "figures.json").read_text("utf-8"))
    decision = json.loads((bundle / "publication.json").read_text("utf-8"))
    edition = load_edition(figures["about"]["edition"])
    texts = [f"{one['printed']} {one['figure']} {one['base']} " for one in figures["figures"]]
    texts += [
        DAYS.sub(" ", json.dumps(decision)),
        json.dumps(figures["about"]["organisation"]),
        edition.title,
        edition.standard_name,
        str(edition.reporting.year),
        *(one.definition + one.title for one in edition.indicators),
        __version__,
        f"{decision['rules_sha256'][:12]}",
    ]
    spelled = " ".join(texts).replace("-", " ")
    found = {one for text in (*texts, spelled) for one in tokens(text)}
    found |= {one for scheme in ("EDS2", "EDS 2022") for o in load_outcomes(scheme)
              for one in (o.outcome, *tokens(o.words))}  # fmt: skip
    # A workbook holds "21.3%" as the number 21.3.
    found |= {one.rstrip("%") for one in found}
    return found | {one.rstrip("0").rstrip(".") for one in found if "." in one}


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")


def known_days(bundle: Path) -> list[str]:
    """Return the days of the release, of its edition and of its records, in every writing."""
    text = "".join((bundle / n).read_text("utf-8") for n in ("figures.json", "publication.json"))
    edition = load_edition(
        json.loads((bundle / "figures.json").read_text("utf-8"))["about"]["edition"]
    )
    found = set(DAYS.findall(text)) | {str(milestone.due) for milestone in edition.milestones}
    spelled = []
    for day in sorted(found):
        year, month, number = day.split("-")
        name = MONTHS[int(month) - 1]
        spelled += [day, f"{int(number)} {name} {year}", f"{name} {year}"]
    return spelled


def without_days(words: str, days: list[str]) -> str:
    spaced = (re.escape(day).replace("\\ ", r"\s+") for day in days)
    return re.sub("|".join(spaced), " ", words)


def strangers_in(bundle: Path) -> dict[str, list[str]]:
    """Return the numbers of each public file that the release does not hold."""
    allowed, days = released_numbers(bundle), known_days(bundle)
    ticks = {
        one for path in bundle.rglob("*.html") for one in tokens("\n".join(read_page(path).ticks))
    }
    found = {}
    for path in sorted(bundle.rglob("*")):
        if path.is_dir() or path.name == "manifest.json":
            continue
        known = allowed | (ticks if path.suffix in {".pdf", ".docx"} else set())
        said = " ".join(re.split(r"[^\S\n]+", f"{path.relative_to(bundle)}\n{words_of(path)}"))
        said = re.sub(r"between (\d+)%\s+and\s+(\d+)%", r"\1-\2%", said)
        words = OWN.sub(" ", without_days(said, days))
        odd = sorted({one for one in tokens(words) if one not in known})
        if odd:
            found[path.name] = odd
    return found


def full_release(folder: Path, day: date = DAY, verdict: str = "publish_safe") -> Path:
    """Publish a folder with all of its records, without those in which a risk was found."""
    propose_release(folder, as_of=day)
    risky = sorted({one.place for one in review_texts(folder, as_of=day).risks})
    left = sorted({" ".join(place.split(" ")[:2]) for place in risky})
    further = f'\n[texts]\npublish = ["all"]\nsha256 = "HASH"\nleave_out = {json.dumps(left)}\n'
    path = decide(folder, verdict, further=further)
    read = review_texts(folder, as_of=day)
    assert read.risks == ()
    path.write_text(path.read_text("utf-8").replace("HASH", read.sha256), "utf-8")
    bundle = decide_release(folder, as_of=day).bundle
    assert bundle is not None
    write_public(folder, Wanted(every=True))
    return bundle


@pytest.fixture(
    scope="module",
    params=["appendix-1", pytest.param("small-commissioner", marks=pytest.mark.slow)],
)
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / request.param
    shutil.copytree(EXAMPLES / request.param, folder)
    return full_release(folder)


FORMATS = {".html", ".pdf", ".docx", ".xlsx", ".csv", ".json"}


@pytest.mark.requirement("R-050", "R-162")
def test_every_number_of_every_public_document_was_released(published: Path) -> None:
    """Pages, drawings, descriptions, print, Word, workbooks, data, names, properties: all of it."""
    files = [path for path in published.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} == FORMATS
    assert len(files) > 30
    assert strangers_in(published) == {}


def test_a_number_that_was_not_released_is_found(published: Path, tmp_path: Path) -> None:
    """The matcher is no rubber stamp: a number planted in text or attribute is told."""
    copy = Path(shutil.copytree(published, tmp_path / "copy"))
    page = copy / "index.html"
    page.write_text(
        page.read_text("utf-8").replace("</main>", '<p title="61.7%">4711 of us, 3 BME</p></main>'),
        "utf-8",
    )
    assert strangers_in(copy) == {"index.html": ["3", "4711", "61.7%"]}


@pytest.mark.requirement("R-240")
def test_small_and_zero_look_alike_in_every_document(published: Path) -> None:
    """Whatever a figure is hidden for, its cell holds the one sign; a chart says 'not shown'."""
    figures = json.loads((published / "figures.json").read_text("utf-8"))["figures"]
    hidden = [one for one in figures if one["state"] == "suppressed"]
    assert hidden
    rows = {row[0]: row[1:] for row in read_page(published / "index.html").rows if len(row) > 2}
    for one in hidden:
        if one["figure"] in rows and one["year"] == "this":
            assert rows[one["figure"]][0] == "[c]"
    assert not {one["printed"] for one in hidden} - {"[c]"}


def read_back(bundle: Path, folder: Path) -> Path:
    """Write what the page's tables and the data pack print of each figure as a file of figures."""
    figures = json.loads((bundle / "figures.json").read_text("utf-8"))["figures"]
    names = {one["figure"]: one["key"] for one in figures if one["year"] == "this"}
    rows = read_page(bundle / "index.html").rows
    found = [(names[row[0]], row[1]) for row in rows if len(row) > 2 and row[0] in names]
    for path in sorted((bundle / "documents" / "data-pack").glob("*_shares.csv")):
        with path.open(encoding="utf-8-sig", newline="") as source:
            for row in csv.DictReader(source):
                values = list(row.values())
                numbers = [value for value in values[2:5] if re.fullmatch(r"[\d.]+", value)]
                if len(numbers) == 3:
                    share, part, whole = numbers
                    found.append((row["key"], f"{share}% ({part} of {whole})"))
                elif numbers:
                    found.append((row["key"], f"{numbers[0]}%"))
    assert len(found) > 20
    folder.mkdir(exist_ok=True)
    with (folder / "figures.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("key", "year", "printed"))
        writer.writerows((key, "this", text) for key, text in dict.fromkeys(found))
    return folder


def found_out(bundle: Path, folder: Path) -> dict[str, int]:
    """Return the small numbers that the documents give away, to a solver of another make."""
    organisation = bundle.parents[2]
    annual = compute_figures(organisation, as_of=DAY).annual
    attacker = attacker_on(read_back(bundle, folder), {}, 2)
    small = small_numbers(annual, 2)
    return {
        name: value
        for name, value in small.items()
        if name in attacker.names and attacker.most(name) < THRESHOLD
    }


@pytest.mark.requirement("T-07", "R-050")
def test_what_is_read_back_from_the_documents_finds_nobody(published: Path, tmp_path: Path) -> None:
    """An attacker who types the numbers off the page and the data pack recovers no small count."""
    assert found_out(published, tmp_path / "read") == {}


@pytest.mark.requirement("T-07")
def test_the_exemplar_tells_none_of_its_small_shares(tmp_path: Path) -> None:
    """Of Appendix 1 no document says 4.5%, 86%, 9% or 100%, nor how many were shortlisted."""
    folder = Path(shutil.copytree(EXAMPLES / "appendix-1", tmp_path / "appendix-1"))
    bundle = full_release(folder)
    leaks = {"4.5%", "4.5", "86%", "86.4%", "9%", "9.1%", "100%", "100.0%", "22"}
    for path in bundle.rglob("*"):
        if path.is_file() and path.name != "manifest.json":
            page = read_page(path) if path.suffix == ".html" else None
            words = OWN.sub(" ", "\n".join(page.words) if page else words_of(path))
            assert leaks & set(tokens(words)) == set(), path.name


def test_documents_are_made_again_byte_by_byte(published: Path) -> None:
    """The bundle stays as it was published; its documents made again are the same bytes."""
    before = {path: path.read_bytes() for path in published.rglob("*") if path.is_file()}
    write_public(published.parents[2], Wanted(every=True))
    assert {path: path.read_bytes() for path in published.rglob("*") if path.is_file()} == before
    assert verify_release(published.parents[2]).bundles


@pytest.mark.slow
@pytest.mark.requirement("R-050")
def test_generated_bodies_and_the_trust_tell_no_other_number(tmp_path: Path) -> None:
    """The same holds of a body of 361 and of the example of a trust."""
    make_example(Request(tmp_path / "361", size=361, seed=5))
    shutil.copytree(EXAMPLES / "trust", tmp_path / "trust")
    for name, day in (("361", DAY), ("trust", date(2019, 9, 1))):
        assert strangers_in(full_release(tmp_path / name, day)) == {}


@pytest.mark.requirement("R-015")
def test_the_public_page_is_there_with_its_date(published: Path) -> None:
    """Equality information is published: a page that says of which day it is."""
    words = " ".join(" ".join(read_page(published / "index.html").words).split())
    assert f"Published on {DAY.day} {DAY:%B %Y}" in words
    assert "Head count" in words


@pytest.mark.requirement("R-241")
def test_a_narrative_has_no_number_in_any_document(tmp_path: Path) -> None:
    """In words only: the report, the statement and the form stand, and no figure is anywhere."""
    folder = Path(shutil.copytree(EXAMPLES / "small-commissioner", tmp_path / "words"))
    propose_release(folder, as_of=DAY)
    decide(folder, "narrative_only", narrative="We will ask every new starter, and say why.")
    bundle = decide_release(folder, as_of=DAY).bundle
    assert bundle is not None
    write_public(folder, Wanted(every=True))
    assert not (bundle / "figures.csv").exists()
    assert not list(bundle.rglob("data-pack*"))
    words = " ".join(read_page(bundle / "documents" / "annual-report.html").words)
    assert "We will ask every new starter" in words
    assert "%" not in words
    assert msgspec.json.decode((bundle / "publication.json").read_bytes())["records"] == {}
