"""An attacker who holds the published folder, sizes of populations and a solver of another make.

The attacker reads figures.csv, knows what each figure is a share of, and asks scipy's whole-number
solver for the largest value that each number of people can have. Nothing of the release engine is
used but the published text.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from dueregard.indicators.annual import AnnualFigures
from dueregard.operations.decide_release import decide_release
from dueregard.operations.make_example import Request, make_example
from dueregard.operations.propose_release import propose_release
from dueregard.operations.write_report import compute_figures
from tests.integration.release_decisions import decide

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2016, 5, 2)
THRESHOLD = 5
GROUPS = ("reference", "compared", "unknown")
COUNTED = re.compile(r"^([\d.]+)% \((\d[\d,]*) of (\d[\d,]*)\)$")
PERCENT = re.compile(r"^([\d.]+)%( \(to the nearest 5\))?$")
BAND = re.compile(r"^(\d+)-(\d+)%$")


@dataclass
class Attacker:
    """Linear facts over named numbers of people."""

    names: dict[str, int] = field(default_factory=dict)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)

    def cell(self, name: str) -> int:
        return self.names.setdefault(name, len(self.names))

    def say(self, terms: dict[str, float], low: float, high: float) -> None:
        weights: dict[int, float] = {}
        for name, weight in terms.items():
            weights[self.cell(name)] = weights.get(self.cell(name), 0) + weight
        self.rows.append((weights, low, high))

    def add_up(self, parts: list[str], whole: str) -> None:
        self.say({**dict.fromkeys(parts, 1), whole: -1}, 0, 0)

    def at_most(self, part: str, whole: str, times: int = 1) -> None:
        self.say({whole: times, part: -1}, 0, np.inf)

    def read(self, part: str, whole: str, text: str, times: float = 1) -> None:
        """Take one printed share of people."""
        if match := COUNTED.match(text):
            for name, number in ((part, match[2]), (whole, match[3])):
                value = int(number.replace(",", ""))
                self.say({name: 1}, value, value)
            return
        if match := BAND.match(text):
            low, high, closed = int(match[1]), int(match[2]), match[2] == "100"
        elif match := PERCENT.match(text):
            value = float(match[1])
            half = 2.5 if match[2] else 0.05 if "." in match[1] else 0.5
            low, high, closed = value - half, value + half, False
        else:
            return
        self.say({part: 100, whole: -low * times}, 0, np.inf)
        self.say({part: 100, whole: -high * times}, -np.inf, 0 if closed else -1e-4)
        self.say({whole: 1}, 1, np.inf)

    def most(self, name: str) -> float:
        """Return the largest whole number of people that fits; infinite when nothing limits it."""
        size = len(self.names)
        matrix = np.zeros((len(self.rows), size))
        for line, (weights, _, _) in enumerate(self.rows):
            for cell, weight in weights.items():
                matrix[line, cell] = weight
        limits = LinearConstraint(matrix, [r[1] for r in self.rows], [r[2] for r in self.rows])
        cost = np.zeros(size)
        cost[self.names[name]] = -1
        whole, far = np.ones(size), Bounds(0, 10_000)
        answer = milp(cost, constraints=limits, integrality=whole, bounds=far)
        assert answer.status == 0, answer.message
        return float(-answer.fun)


SURVEYS = {"harassment_public", "harassment_staff", "fair_progression", "discrimination"}
CATEGORIES = {"reference": "ABC", "compared": "DEFGHJKLMNPRS"}


def shares_of(key: str, years: int) -> tuple[str, str, float] | None:
    """Say which people over which people a figure is, from its name alone."""
    words = key.split(".")
    subject, last = words[0], words[-1]
    if subject == "profile":
        return f"category.{words[2]}", "staff.total" if last == "of_all" else "staff.known", 1
    if subject == "recruitment" and words[1] == "success":
        return f"shortlisted.{last}", f"applicants.{last}", 1
    if subject == "recruitment" or re.match(r"completeness\.\w+\.all\.", key):
        return f"{words[1]}.{last}", f"{words[1]}.total", 1
    return shares_of_groups(words, years) if last in GROUPS else None


def shares_of_groups(words: list[str], years: int) -> tuple[str, str, float] | None:
    """Say it of a figure of one of the three groups."""
    subject, group = words[0], words[-1]
    if subject in {"representation", "clusters"}:
        place = "staff" if words[1] == "all" else ".".join(words[:-1])
        return f"{place}.{group}", f"{place}.total", 1
    if subject in PEOPLE_OF:
        part, whole = PEOPLE_OF[subject]
        return f"{part}.{group}", f"{whole}.{group}", years if subject == "disciplinary" else 1
    if subject in SURVEYS:
        return f"{subject}.so.{group}", f"{subject}.answered.{group}", 1
    return None


PEOPLE_OF = {
    "appointment": ("appointed", "shortlisted"),
    "disciplinary": ("disciplinary", "staff"),
    "training": ("training", "staff"),
    "leavers": ("leavers", "staff"),
}
STAGES = ("applicants", "shortlisted", "appointed", "starters", "leavers", "staff")


def attacker_on(bundle: Path, totals: dict[str, int], years: int) -> Attacker:
    """Read a published folder, and add what holds anyway and what is found elsewhere."""
    attacker = Attacker()
    for stage in STAGES:
        attacker.add_up([f"{stage}.{group}" for group in GROUPS], f"{stage}.total")
        attacker.add_up([f"{stage}.reference", f"{stage}.compared"], f"{stage}.known")
        attacker.add_up([f"{stage}.known"], f"{stage}.declared")
        attacker.at_most(f"{stage}.recorded", f"{stage}.total")
        attacker.at_most(f"{stage}.known", f"{stage}.recorded")
    for stage in STAGES[:4]:
        parts = [f"{stage}.reference_first", f"{stage}.reference_other"]
        attacker.add_up(parts, f"{stage}.reference")
    for group, codes in CATEGORIES.items():
        attacker.add_up([f"category.{code}" for code in codes], f"staff.{group}")
    for name, total in totals.items():
        attacker.say({name: 1}, total, total)
    with (bundle / "figures.csv").open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            meaning = shares_of(row["key"], years) if row["year"] == "this" else None
            if meaning is not None:
                part, whole, times = meaning
                attacker.read(part, whole, row["printed"], times)
                attacker.at_most(part, whole, int(times))
    add_up_the_pay_bands(attacker)
    return attacker


def add_up_the_pay_bands(attacker: Attacker) -> None:
    """Every row has three groups, and where rows or clusters are shown they make up all staff."""
    for stem in ("representation", "clusters"):
        places = {n.rsplit(".", 1)[0] for n in attacker.names if n.startswith(f"{stem}.")}
        for place in sorted(places):
            attacker.add_up([f"{place}.{group}" for group in GROUPS], f"{place}.total")
        if stem == "representation" and places:
            for group in GROUPS:
                attacker.add_up([f"{place}.{group}" for place in sorted(places)], f"staff.{group}")


def small_numbers(annual: AnnualFigures, years: int) -> dict[str, int]:
    """Return the true numbers of people that are small, by the attacker's names."""
    small: dict[str, int] = {}
    for figure in annual.every_figure:
        meaning = shares_of(figure.key, years)
        base = figure.bases[0] if figure.bases else None
        if meaning is None or base is None or base.numerator is None:
            continue
        if not meaning[0].endswith(("recorded", "declared")) and base.numerator < THRESHOLD:
            small[meaning[0]] = base.numerator
    return small


def published(folder: Path) -> Path:
    propose_release(folder, as_of=DAY)
    decide(folder, "publish_safe")
    bundle = decide_release(folder, as_of=DAY).bundle
    assert bundle is not None
    return bundle


def numbers_in(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,]\d+)*", text))


def assert_no_number_is_found(folder: Path, totals: tuple[str, ...], years: int) -> int:
    annual = compute_figures(folder, as_of=DAY).annual
    bundle = published(folder)
    known = {
        f"{stage}.total": sum(
            cell.n
            for cell in annual.data_return.cells
            if cell.population == stage and cell.characteristic == "ethnicity"
            if cell.year == annual.data_return.reporting_year and cell.employment != "bank"
        )
        for stage in totals
    }
    attacker = attacker_on(bundle, known, years)
    small = small_numbers(annual, years)
    found = {
        name: value
        for name, value in small.items()
        if name in attacker.names and attacker.most(name) < THRESHOLD
    }
    assert found == {}
    return len(small)


@pytest.fixture
def appendix(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "appendix-1", tmp_path / "appendix-1"))


@pytest.mark.requirement("T-07", "R-050", "R-240")
def test_appendix_gives_nobody_away(appendix: Path) -> None:
    """The internal report has 19, 2 and 1 of 22; nobody can find them in the public folder."""
    annual = compute_figures(appendix, as_of=DAY).annual
    inside = {figure.key: figure.bases for figure in annual.section("recruitment").figures}
    counts = [
        (inside[f"recruitment.shortlisted.share.{band}"][0].numerator, 22)
        for band in ("reference_first", "reference_other", "compared")
    ]
    assert counts == [(19, 22), (2, 22), (1, 22)]
    assert assert_no_number_is_found(appendix, ("staff", "shortlisted", "starters"), 1) >= 5
    printed = printed_texts(appendix / "public" / "2015" / "v1")
    for leak in ("4.5%", "5%", "86%", "86.4%", "85%", "9%", "9.1%", "100%", "100.0%", "0%"):
        assert leak not in printed
    assert not any("22)" in text for text in printed)


def printed_texts(bundle: Path) -> list[str]:
    document = json.loads((bundle / "figures.json").read_text("utf-8"))
    return [figure["printed"] for figure in document["figures"]]


EVERYBODY = ("applicants", "shortlisted", "appointed", "starters", "leavers", "staff")


def test_attacker_finds_what_is_not_protected() -> None:
    """The attacker is no weakling: 86 %, 9 % and 4.5 % of 22 give 19, 2 and 1 at once."""
    attacker = Attacker()
    attacker.add_up(["white", "other", "bme"], "all")
    attacker.say({"all": 1}, 22, 22)
    for part, text in (("white", "86%"), ("other", "9%"), ("bme", "4.5%")):
        attacker.read(part, "all", text)
    assert [attacker.most(part) for part in ("white", "other", "bme")] == [19, 2, 1]


@pytest.mark.slow
@pytest.mark.requirement("T-07", "R-050")
def test_commissioner_of_56_gives_nobody_away(tmp_path: Path) -> None:
    """A small body with applicants, a survey and a board: none of its small numbers is found."""
    folder = Path(shutil.copytree(EXAMPLES / "small-commissioner", tmp_path / "small"))
    assert assert_no_number_is_found(folder, EVERYBODY, 2) >= 25


@pytest.mark.slow
@pytest.mark.requirement("R-050")
@pytest.mark.parametrize("seed", [5, 11])
def test_generated_body_of_361_gives_nobody_away(tmp_path: Path, seed: int) -> None:
    """A body of 361 people, of which far more can be shown, gives nobody away either."""
    folder = tmp_path / "body"
    make_example(Request(folder, size=361, seed=seed))
    assert assert_no_number_is_found(folder, EVERYBODY, 2) >= 10


@pytest.mark.requirement("R-240")
def test_zero_and_small_look_alike(appendix: Path) -> None:
    """None of 56 staff and one of 22 shortlisted: neither 0 nor 1 stands anywhere outside."""
    bundle = published(appendix)
    document = json.loads((bundle / "figures.json").read_text("utf-8"))
    by_key = {figure["key"]: figure for figure in document["figures"]}
    for key in ("recruitment.shortlisted.share.unknown", "recruitment.shortlisted.share.compared"):
        assert (by_key[key]["state"], by_key[key]["printed"]) == ("suppressed", "[c]")
    assert by_key["completeness.starters.blank"]["printed"] == "[c]"
    assert by_key["training.ratio"]["state"] == "not collected"


@pytest.mark.requirement("R-050")
def test_public_files_hold_no_other_number(appendix: Path) -> None:
    """Every number in every public file is in a released text, a name, a date or the version."""
    bundle = published(appendix)
    document = json.loads((bundle / "figures.json").read_text("utf-8"))
    allowed = numbers_in(" ".join(document["about"].values()))
    allowed |= numbers_in(f"{document['version']} {document['published_on']}")
    for figure in document["figures"]:
        allowed |= numbers_in(f"{figure['printed']} {figure['figure']} {figure['key']}")
    page = (bundle / "index.html").read_text("utf-8")
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL).partition("<body>")[2]
    body = re.sub(r"</?h\d>|tabindex=\"0\"", "", body)
    assert numbers_in(body) <= allowed
    assert numbers_in((bundle / "figures.csv").read_text("utf-8")) <= allowed
    about = json.dumps({k: v for k, v in document.items() if k not in {"figures", "schema"}})
    assert numbers_in(about) <= allowed
    names = {path.name for path in bundle.iterdir()}
    assert names == {
        "figures.csv", "figures.json", "index.html", "manifest.json", "publication.json"
    }  # fmt: skip
    manifest = json.loads((bundle / "manifest.json").read_text("utf-8"))
    assert set(manifest) == {
        "schema", "organisation", "edition", "version", "register_head", "files"
    }  # fmt: skip
