"""Comparison as a user makes it: export, page, too few peers, and a small nation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dueregard.cli.root import root
from dueregard.returns.storage import write_return
from tests.pooled_bodies import body


def run(*words: object) -> Result:
    """Run the program as a user does."""
    return CliRunner().invoke(root, [str(word) for word in words])


def bodies(folder: Path, number: int) -> list[Path]:
    """Write returns of invented bodies."""
    places = []
    for n in range(number):
        one = body(
            f"P{n}",
            staff=(50 + n, 4 + n, 2),
            applicants=(40, 20 + n, 1),
            shortlisted=(15, 5, 0),
            appointed=(4, 1, 0),
        )
        write_return(one, folder / one.organisation.code / "return")
        places.append(folder / one.organisation.code)
    return places


def page(folder: Path, number: int, *more: object) -> Result:
    """Compare the first of so many bodies with the others."""
    own, *others = bodies(folder, number)
    return run("compare", own, "--peers", *others, "--out", folder / "out", *more)


@pytest.mark.requirement("R-124", "R-237")
def test_page_beside_five_peers(tmp_path: Path) -> None:
    """With five peers each measure is compared, pictures first, the peers listed by code."""
    done = page(tmp_path, 6)
    assert done.exit_code == 0, done.output
    assert "Being shortlisted after applying" in done.output
    text = (tmp_path / "out" / "comparison.html").read_text("utf-8")
    assert text.index("<svg") < text.index("The numbers behind the pictures")
    for n in range(1, 6):
        assert f"Invented P{n}" in text
    assert "INTERNAL" in text


@pytest.mark.requirement("R-124", "R-237")
def test_four_peers_are_too_few(tmp_path: Path) -> None:
    """With four peers nothing is compared, and the page and the terminal say so."""
    done = page(tmp_path, 5)
    assert "No comparison. There are 4 similar organisations" in done.output
    text = (tmp_path / "out" / "comparison.html").read_text("utf-8")
    assert "No comparison" in text
    assert "<svg" not in text


@pytest.mark.requirement("R-123")
def test_own_position_from_files_of_others(tmp_path: Path) -> None:
    """Others' exchange files are enough to see one's position; there is no table of ranks."""
    own, *others = bodies(tmp_path, 7)
    files = []
    for place in others:
        files.append(tmp_path / f"{place.name}.json")
        done = run("compare", "export", place, "--out", files[-1], "--kind", "commissioner")
        assert done.exit_code == 0, done.output
    done = run("compare", own, "--peers", *files, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert "inside the range expected" in done.output
    assert not any(word in done.output.lower() for word in ("rank", "rating", " best", "worst"))


@pytest.mark.requirement("R-127")
def test_page_rates_nobody(tmp_path: Path) -> None:
    """No word of the page rates an organisation; the peers' own figures carry no name."""
    page(tmp_path, 6)
    text = (tmp_path / "out" / "comparison.html").read_text("utf-8").lower()
    for word in ("league", "best performing", "worst", "red flag", "amber", "failing"):
        assert word not in text


def test_page_as_pdf(tmp_path: Path) -> None:
    """The same page can be written as PDF."""
    assert page(tmp_path, 6, "--format", "pdf").exit_code == 0
    assert (tmp_path / "out" / "comparison.pdf").read_bytes().startswith(b"%PDF")


def test_same_files_same_page(tmp_path: Path) -> None:
    """Two runs on one day give the same bytes."""
    texts = []
    for _ in range(2):
        page(tmp_path, 6, "--as-of", "2017-01-01")
        texts.append((tmp_path / "out" / "comparison.html").read_bytes())
    assert texts[0] == texts[1]


def test_csv_export(tmp_path: Path) -> None:
    """A name that ends in .csv gives the numbers alone."""
    (place,) = bodies(tmp_path, 1)
    run("compare", "export", place, "--out", tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text().startswith("code,key,title")


def test_folder_without_a_return_is_named(tmp_path: Path) -> None:
    """What is no organisation is named with the way out."""
    (tmp_path / "empty").mkdir()
    done = run("compare", tmp_path / "empty", "--peers", tmp_path, "--out", tmp_path / "o")
    assert "no return" in str(done.exception)


@pytest.mark.requirement("R-125")
def test_years_come_from_the_settings(tmp_path: Path) -> None:
    """An organisation's earlier years are found through its settings, and stand in its file."""
    for year in ("2016", "2017"):
        done = run("example", tmp_path / "e" / year, "--edition", year, "--seed", 3)
        assert done.exit_code == 0, done.output
        settings = tmp_path / "e" / year / "organisation.toml"
        if year == "2017":
            settings.write_text(settings.read_text() + '\n[previous]\nreturn = "../2016/return"\n')
        done = run("count", tmp_path / "e" / year)
        assert done.exit_code == 0, done.output
    run("compare", "export", tmp_path / "e" / "2017", "--out", tmp_path / "e.json")
    measures = json.loads((tmp_path / "e.json").read_text())["measures"]
    assert {one["year"] for one in measures} == {2016, 2017}
