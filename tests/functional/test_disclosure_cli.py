"""``dueregard protect`` and ``dueregard audit``, as a user types them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dueregard.cli.disclosure import audit, protect
from dueregard.errors import DueRegardError, FileNotUsableError

TABLES = Path(__file__).parents[1] / "reference" / "disclosure"
CLUSTERS = TABLES / "a3_ccg_e3xclusterxclin.csv"
HIERARCHY = TABLES / "a3_ccg_e3xclusterxclin.json"
HITAS = TABLES / "patterns" / "a3_ccg_e3xclusterxclin.sdcTable_HITAS.csv"
EXERCISE = TABLES / "percentages_exercise.csv"


def run(command: object, *words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def answer(result: Result) -> dict:
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return json.loads(result.stdout)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.requirement("R-050")
def test_protect_writes_every_cell_and_says_what_is_proved(tmp_path: Path) -> None:
    """The table holds every combination of nodes, and the summary states a proven optimum."""
    out = tmp_path / "out.csv"
    summary = answer(run(protect, CLUSTERS, "--hierarchy", HIERARCHY, "--out", out, "--json"))
    rows = read(out)
    assert len(rows) == 4 * 6 * 3 == summary["cells"]
    assert list(rows[0]) == ["eth", "band", "clin", "n", "state"]
    assert {row["state"] for row in rows} == {"shown", "hidden"}
    assert all((row["n"] == "") == (row["state"] == "hidden") for row in rows)
    assert (summary["status"], summary["secondaries"], summary["gap"]) == ("optimal", 15, 0.0)
    assert (summary["primaries"], summary["hidden_cells"], summary["bound"]) == (27, 42, 15.0)


@pytest.mark.requirement("R-050")
def test_what_protect_writes_audit_finds_safe(tmp_path: Path) -> None:
    """A release with percentages passes the audit, read back from its own file."""
    out = tmp_path / "out.csv"
    words = (CLUSTERS, "--hierarchy", HIERARCHY, "--percentages", "eth", "--out", out, "--json")
    summary = answer(run(protect, *words))
    rows = read(out)
    assert list(rows[0])[-2:] == ["percent", "percent_state"]
    assert {row["percent_state"] for row in rows} <= {"", "shown", "coarsened", "hidden"}
    assert summary["worth"] >= summary["counts_shown"] > 0
    result = run(audit, out, "--hierarchy", HIERARCHY, "--json")
    assert result.exit_code == 0
    assert answer(result)["safe"] is True


def test_audit_explains_a_leak_with_the_figures_that_make_it() -> None:
    """A cell that is a total less its neighbour is explained by just those two figures."""
    result = run(audit, CLUSTERS, "--pattern", HITAS, "--explain", 1, "--json")
    report = answer(result)
    assert result.exit_code == 9
    assert (report["exact"], report["provably_unsafe"], report["safe"]) == (27, 27, False)
    (proof,) = report["proofs"]
    assert len(proof["figures"]) == 2
    assert "is exactly" in proof["conclusion"]


def test_audit_in_words_names_the_cells() -> None:
    """Without --json the report is sentences."""
    result = run(audit, CLUSTERS, "--pattern", HITAS)
    assert "27 known to be below 5, 27 of them exactly" in result.output
    assert "Why eth=T, band=B1-4, clin=Clin is known:" in result.output


@pytest.mark.requirement("R-050")
def test_percentages_with_the_head_count_settle_every_count() -> None:
    """In the invented exercise each group's number of people comes back exactly."""
    report = answer(run(audit, EXERCISE, "--explain", 0, "--json"))
    people = {c["cell"]: c for c in report["cells"] if c["cell"].startswith("people in ")}
    assert len(people) == 13
    assert all(cell["verdict"] == "exact" for cell in people.values())
    assert people["people in clinical, Band 8a"]["lower"] == 9
    assert people["people in all"]["lower"] == 18


@pytest.mark.requirement("T-07")
def test_the_guidances_own_percentages_are_single_people() -> None:
    """86 %, 9 % and 4.5 % of 22 are 19, 2 and 1."""
    words = ("--percent", "86", "--percent", "9", "--percent", "4.5", "--of", "22")
    assert answer(run(audit, *words, "--json"))["counts"] == {"86": [19], "9": [2], "4.5": [1]}
    assert "4.5 % of 22 is exactly 1." in run(audit, *words).output


@pytest.mark.requirement("T-08")
def test_a_percentage_that_no_number_gives_is_called_impossible() -> None:
    """14.1 % of 161 is no number of people, so the base is another."""
    result = run(audit, "--percent", "14.1", "--of", "161")
    assert "No number of people is 14.1 % of 161" in result.output


def test_zeros_can_be_protected_too(tmp_path: Path) -> None:
    """With protected zeros no zero is printed that a small cell does not look like."""
    out = tmp_path / "out.csv"
    words = (CLUSTERS, "--hierarchy", HIERARCHY, "--zeros", "protected", "--out", out, "--json")
    summary = answer(run(protect, *words))
    assert summary["zeros_shown"] == 0
    assert not any(row["n"] and int(row["n"]) < 5 for row in read(out))
    report = answer(run(audit, out, "--hierarchy", HIERARCHY, "--zeros", "protected", "--json"))
    assert report["safe"] is True


def test_another_threshold_is_a_choice(tmp_path: Path) -> None:
    """Fewer cells are unsafe below 3 than below 5; one of 1 is refused with a reason."""
    out = tmp_path / "out.csv"
    words = (CLUSTERS, "--hierarchy", HIERARCHY, "--out", out, "--json")
    few = answer(run(protect, *words, "--threshold", 3))
    assert few["primaries"] < answer(run(protect, *words))["primaries"]
    refused = run(protect, *words, "--threshold", 1)
    assert isinstance(refused.exception, DueRegardError)
    assert "outside 2 to 100" in refused.exception.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("eth,band,clin,n\nWhite,B1-4,Clin,-1\n", "line 2: n is '-1'"),
        ("eth,band,clin,n\nWhite,B1-4,Clin,1.5\n", "line 2: n is '1.5'"),
        ("eth,band,clin,n\nGreen,B1-4,Clin,1\n", "line 2: 'Green' is not in the hierarchy"),
        ("eth,band,clin,n\nT,B1-4,Clin,1\n", "is a total"),
        ("eth,band,n\nWhite,B1-4,1\n", "no column 'clin'"),
        ("eth,band,clin,n\nWhite,B1-4,Clin,1\nWhite,B1-4,Clin,1\n", "comes a second time"),
        ("eth,band,clin,n\n", "holds no rows"),
        ("eth,band,clin,n\nWhite,B1-4,Clin\n", "do not match the header"),
    ],
)
def test_a_faulty_table_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    """The message names file, line and what is wrong; nothing is written."""
    table, out = tmp_path / "table.csv", tmp_path / "out.csv"
    table.write_text(text, "utf-8")
    result = run(protect, table, "--hierarchy", HIERARCHY, "--out", out)
    assert isinstance(result.exception, FileNotUsableError)
    assert message in result.exception.message
    assert not out.exists()


@pytest.mark.parametrize(
    "text",
    ["[]", "{", '{"eth": {"T": ["a"], "U": ["b"]}}', '{"eth": {"T": ["a", "a"]}}', '{"eth": {}}'],
)
def test_a_faulty_hierarchy_is_refused(tmp_path: Path, text: str) -> None:
    """Two roots, a node twice, an empty tree or another kind of JSON are refused."""
    hierarchy = tmp_path / "h.json"
    hierarchy.write_text(text, "utf-8")
    result = run(protect, CLUSTERS, "--hierarchy", hierarchy, "--out", tmp_path / "out.csv")
    assert isinstance(result.exception, FileNotUsableError)


def test_figures_that_contradict_each_other_are_called_faulty(tmp_path: Path) -> None:
    """A total that its parts cannot make is a fault of the table, not a leak."""
    table = tmp_path / "t.csv"
    table.write_text("eth,n\nT,10\nWhite,4\nBME,5\n", "utf-8")
    result = run(audit, table)
    assert isinstance(result.exception, DueRegardError)
    assert "No whole number of people fits" in result.exception.message


def test_shares_and_protected_zeros_go_together(tmp_path: Path) -> None:
    """A share whose base may be empty is shown only under a proof in which somebody is there."""
    table, hierarchy, out = (tmp_path / name for name in ("t.csv", "t.json", "out.csv"))
    hierarchy.write_text('{"eth": {"T": ["a", "b", "c"]}, "band": {"T": ["1", "2"]}}', "utf-8")
    counts = {
        ("a", "1"): 14,
        ("a", "2"): 3,
        ("b", "1"): 0,
        ("b", "2"): 6,
        ("c", "1"): 2,
        ("c", "2"): 9,
    }
    lines = [f"{eth},{band},{n}" for (eth, band), n in counts.items()]
    table.write_text("\n".join(["eth,band,n", *lines]), "utf-8")
    words = (table, "--zeros", "protected", "--percentages", "eth", "--out", out, "--json")
    assert answer(run(protect, *words))["primaries"] == 3
    report = answer(run(audit, out, "--hierarchy", hierarchy, "--zeros", "protected", "--json"))
    assert report["safe"] is True
