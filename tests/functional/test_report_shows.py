"""What the internal report shows beside the nine indicators, as its reader sees it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dueregard.__main__ import main


class Words(HTMLParser):
    """Collects the words of a page, its styles left out."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden = tag in {"style", "title", "desc"}

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words += data.split()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("report") / "there"
    assert main(["example", str(directory), "--size", "120", "--seed", "1"]) == 0
    assert main(["report", str(directory)]) == 0
    return directory


@pytest.fixture(scope="module")
def text(folder: Path) -> str:
    reader = Words()
    reader.feed((folder / "internal" / "annual-report.html").read_text(encoding="utf-8"))
    return " ".join(reader.words)


@pytest.mark.requirement("R-012")
def test_training_names_the_pledge_it_answers(text: str) -> None:
    """Indicator 4 stands beside what the NHS Constitution pledges to staff."""
    fourth = text[text.rindex("Non-mandatory training") :]
    assert "NHS Constitution pledges personal development" in fourth


@pytest.mark.requirement("R-223")
def test_sources_are_named_with_their_systems(folder: Path, text: str) -> None:
    """Each file counted is listed with the system it came from, its rows and its digest."""
    counted = text[text.index("Files counted") :]
    for name, system in (("staff.csv", "ESR"), ("applicants.csv", "NHS Jobs")):
        rows = len((folder / "data" / name).read_text(encoding="utf-8").splitlines()) - 1
        assert re.search(rf"{name} \w+ {system} {rows} [0-9a-f]{{12}}", counted)


@pytest.mark.requirement("R-170")
def test_another_characteristic_has_its_own_base(folder: Path, text: str) -> None:
    """Disability is counted by the same engine, out of everybody and out of those who are known."""
    with (folder / "data" / "staff.csv").open(encoding="utf-8", newline="") as file:
        people = Counter(row["disability"] for row in csv.DictReader(file))
    known = people["Y"] + people["N"]
    shown = re.search(r"Disabled (\d+) ([\d.]+)% ([\d.]+)% Not disabled (\d+)", text)
    assert shown is not None
    assert (int(shown[1]), int(shown[4])) == (people["Y"], people["N"])
    assert float(shown[2]) == pytest.approx(100 * people["Y"] / people.total(), abs=0.051)
    assert float(shown[3]) == pytest.approx(100 * people["Y"] / known, abs=0.051)
