"""init, check, count and rollover, as they are typed."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from dueregard.cli.root import root
from dueregard.errors import ConfigurationError, EditionError, ReturnError
from dueregard.extracts.findings import CATALOGUE, Finding, write_findings
from dueregard.operations.count_extracts import count_organisation
from dueregard.operations.rollover import rollover
from dueregard.returns.collection import load_collection
from dueregard.settings import load_settings

EXAMPLE = Path(__file__).parents[2] / "examples" / "small-commissioner"


def run(*words: object):
    return CliRunner().invoke(root, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(EXAMPLE, tmp_path / "ours-2016"))


def test_a_year_from_check_to_the_next(folder):
    """check lists, count writes, rollover starts 2017 and leaves the decisions behind."""
    checked = run("check", folder)
    assert checked.exit_code == 0
    assert "staff.csv" in checked.output
    assert (folder / "internal" / "findings.csv").exists()
    assert not (folder / "findings.csv").exists()
    assert run("check", folder, "--findings", folder / "mine.csv").exit_code == 0
    assert (folder / "mine.csv").exists()
    assert run("count", folder).exit_code == 0
    assert (folder / "return" / "return.json").exists()
    path = folder / "organisation.toml"
    path.write_text(path.read_text() + '[not_collected]\nboard = "x"\n')
    target = rollover(folder)
    settings = load_settings(target)
    assert target.parent.name == "ours-2017"
    assert (settings.edition, settings.include, settings.not_collected) == ("2017", {}, {})
    assert settings.files["staff"].covers_from is None
    assert settings.previous_return.resolve() == (folder / "return").resolve()
    with pytest.raises(ConfigurationError, match="there already"):
        rollover(folder)


def test_last_edition_has_no_successor(folder):
    """The year after the last edition waits for its rules."""
    path = folder / "organisation.toml"
    path.write_text(path.read_text().replace('"2016"', '"2025"', 1))
    with pytest.raises(EditionError, match="no successor"):
        rollover(folder)


def test_init_looks_the_name_up_and_refuses_an_unknown_edition(tmp_path):
    """A listed code brings its name."""
    assert run("init", tmp_path / "a", "--code", "11T").exit_code == 0
    assert load_settings(tmp_path / "a").name == "NHS North Somerset CCG"
    with pytest.raises(ConfigurationError, match="no edition '1999'"):
        run("init", tmp_path / "b", "--edition", "1999")


def test_findings_file_runs_nothing(tmp_path):
    """A value that a spreadsheet would run stands there as text."""
    nasty = ["=1+1", "+A1", "-1+cmd", "@x", "|calc", "\t=1", " =1"]
    values = [*nasty, "-1"]
    write_findings([Finding("unmapped_value", value=text) for text in values], tmp_path / "f.csv")
    with (tmp_path / "f.csv").open(newline="") as stream:
        values = [row["value"] for row in csv.DictReader(stream)]
    assert values == [*("'" + text for text in nasty), "-1"]


def test_every_kind_of_finding_says_what_it_means_and_what_to_do():
    """The catalogue is whole."""
    assert all(kind.title and kind.meaning and kind.remedy for kind in CATALOGUE.values())


def national(folder: Path, name: str, *codes: str) -> Path:
    """Repeat a file of one organisation for several."""
    with (EXAMPLE / "data" / f"{name}.csv").open(newline="") as stream:
        header, *rows = csv.reader(stream)
    path = folder / f"{name}.csv"
    with path.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["organisation", *header])
        writer.writerows([code, *row] for code in codes for row in rows)
    return path


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("compare", [True, False])
def test_nation_and_single_organisation_agree(tmp_path, ending, compare):
    """Counted alone or among others, an organisation has the same people in the same places."""
    import duckdb

    files = {}
    for name in ("staff", "applicants", "disciplinary", "training"):
        files[name] = national(tmp_path, name, "X1", "X2")
        if ending == "parquet":
            target = files[name].with_suffix(".parquet")
            duckdb.read_csv(str(files[name]), all_varchar=True).write_parquet(str(target))
            files[name] = target
    others = [
        word for name, path in files.items() if name != "staff" for word in (f"--{name}", path)
    ]
    flags = ["--by-category", *(["--compare-people"] if compare else [])]
    out = tmp_path / "out"
    result = run("count", files["staff"], *others, "--edition", "2016", "--out", out, *flags)
    assert result.exit_code == 0, result.output
    first, second = load_collection(out)
    assert (first.organisation.code, second.organisation.code) == ("X1", "X2")
    assert first.cells == second.cells
    alone = count_organisation(EXAMPLE, as_of=date(2026, 1, 1)).data_return
    for population in ("staff", "shortlisted", "appointed", "disciplinary", "training"):
        fine = ("part", "pay_band", "seat") if population == "staff" else ()
        assert places(first, population, fine) == places(alone, population, fine), population


def places(data_return, population: str, fine) -> dict[tuple[str, ...], int]:
    totals: dict[tuple[str, ...], int] = {}
    for cell in data_return.cells:
        if cell.population == population and cell.characteristic == "ethnicity":
            key = (str(cell.year), cell.category, *(getattr(cell, name) for name in fine))
            totals[key] = totals.get(key, 0) + cell.n
    return totals


def test_a_changed_collection_is_refused(tmp_path):
    """The digest of a collection guards its cells."""
    staff = national(tmp_path, "staff", "X1")
    assert run("count", staff, "--edition", "2016", "--out", tmp_path / "out").exit_code == 0
    path = tmp_path / "out" / "returns.parquet"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ReturnError, match="is not the file that was written"):
        list(load_collection(tmp_path / "out"))
