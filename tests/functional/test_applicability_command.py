"""``dueregard applicability``, ``milestones`` and ``register``, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dueregard.cli.root import root

HEAD = "provider,name,kind,contract_year,commissioner,form,expected_income\n"
REGISTER = HEAD + (
    "R1,One Trust,nhs_trust,2015/16,00C,full_length,9000000\n"
    "R2,Two Trust,foundation_trust,2015/16,00C,full_length,9000000\n"
    "R3,Three Ltd,independent,2015/16,00C,full_length,200000.01\n"
    "R4,Four Aid,voluntary,2015/16,00C,full_length,200000.00\n"
    "R5,Five Trust,nhs_trust,2015/16,00C,full_length,100000\n"
    "R6,Six Surgery,primary_care,2015/16,00C,not_standard,900000\n"
    "R7,Seven Surgery,primary_care,2015/16,00C,not_standard,900000\n"
    "R7,Seven Surgery,primary_care,2015/16,00C,full_length,200000.01\n"
    "R8,Eight Ltd,independent,2015/16,00C,full_length,\n"
)
DECLARATIONS = (
    "id,provider,contract_year,says,expected_income,declared_by,declared_on,approved_by,approved_on\n"
    "D4,R4,2015/16,small,200000.00,B. Boss,2015-07-24,A. Lead,2015-07-28\n"
    "D5,R5,2015/16,small,100000.00,B. Boss,2015-07-24,A. Lead,2015-07-28\n"
)
EXPECTED = {
    "R1": "Y Y Y Y", "R2": "Y Y Y Y", "R3": "N Y Y Y", "R4": "N N N as contract says",
    "R5": "Y N N as contract says", "R6": "N N N N", "R7": "N Y Y Y", "R8": "N Y Y Y",
}  # fmt: skip


def run(*words: str) -> Result:
    return CliRunner().invoke(root, list(words))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "register.csv").write_text(REGISTER)
    (tmp_path / "declarations.csv").write_text(DECLARATIONS)
    return tmp_path


@pytest.mark.requirement("R-110", "T-03", "T-04")
def test_the_truth_table_is_printed(folder) -> None:
    """The eight rows of the guidance's table come out of the command, in words and as JSON."""
    file = str(folder / "register.csv")
    call = ("applicability", file, "--edition", "2015", "--as-of", "2015-08-01")
    found = json.loads(run(*call, "--json").output)
    letters = {"required": "Y", "not applicable": "N"}
    table = {
        one["provider"]: " ".join(
            letters.get(duty["outcome"], duty["outcome"]) for duty in one["duties"][:4]
        )
        for one in found["providers"]
    }
    assert table == EXPECTED
    printed = run(*call).output
    lines = {line.split()[0]: line for line in printed.splitlines() if line[:1] == "R"}
    assert "presumed in scope" in lines["R8"]
    assert "(primary care - not Standard Contract)" in lines["R6"]
    assert "R8: Its whole expected income is not known" in printed


@pytest.mark.requirement("T-01")
def test_milestones_on_the_day_after_the_guidance() -> None:
    """Nothing is late that was due before the rule came out, and the catch-up letter is named."""
    call = ("milestones", "--edition", "2015", "--as-of", "2015-07-21")
    rows = {one["id"]: one for one in json.loads(run(*call, "--json").output)}
    assert {key: one["status"] for key, one in rows.items()} == {
        "L1": "overdue at issue", "M1": "overdue at issue", "L2": "not due", "M2": "not due",
        "L3": "not due", "M3": "not due", "C3": "not due",
    }  # fmt: skip
    assert "catch-up letter" in run(*call).output
    assert rows["L1"]["source"] == "03764, 6, before July 1st 2015"


def test_a_folder_without_a_register_is_told_so(tmp_path) -> None:
    """What is missing is said, and how to make it."""
    result = run("obligations", str(tmp_path))
    assert result.exit_code != 0
    assert "register.csv is not there" in str(result.exception)


def test_a_register_is_started_and_filled(tmp_path) -> None:
    """Start, import, export: three commands from nothing to a workbook."""
    folder, file = tmp_path / "ours", tmp_path / "in.csv"
    file.write_text(REGISTER)
    assert run("register", "start", str(folder), "--code", "00C", "--name", "Us").exit_code == 0
    assert "9 rows added" in run("register", "import", str(folder), str(file)).output
    out = tmp_path / "out.xlsx"
    assert run("register", "export", str(folder), str(out)).output == f"9 rows in {out}.\n"
    read = run("applicability", str(out), "--edition", "2015", "--json")
    assert len(json.loads(read.output)["providers"]) == 8
