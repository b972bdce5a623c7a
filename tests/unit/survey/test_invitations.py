"""Everybody is invited, and the operator learns no names."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from dueregard.errors import ConfigurationError, DueRegardError, FileNotUsableError
from dueregard.survey.codes import digest_of, read_code
from dueregard.survey.invitations import Invited, invite, load_digests, read_people
from dueregard.survey.keys import Party, load_private, make_keys
from dueregard.survey.manifest import Manifest, read_plan
from tests.survey_parties import PLANNED, write_plan

PEOPLE = tuple(Invited(f"Name {n}", f"n{n}@b.example") for n in range(20))


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    return read_plan(write_plan(tmp_path, (20,) * 5), as_of=PLANNED)


def test_operator_gets_digests_in_an_order_that_says_nothing(
    tmp_path: Path, manifest: Manifest
) -> None:
    """The operator's file holds no code, name or address, and is sorted by its own bytes."""
    keys = load_private(tmp_path / "custodian", Party.CUSTODIAN)
    letters, digests = invite(PEOPLE, manifest, "B01", keys, tmp_path / "out")
    with letters.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    listed = json.loads(digests.read_bytes())["digests"]
    assert listed == sorted(listed)
    expected = {digest_of(read_code(row["code"]), manifest.sha256).hex() for row in rows}
    assert set(listed) == expected
    text = digests.read_text()
    assert not any(row[key] in text for row in rows for key in ("code", "name", "address"))
    assert load_digests(digests, manifest)[0] == "B01"


def test_letters_are_for_the_custodian_only(tmp_path: Path, manifest: Manifest) -> None:
    """Letters are readable by their owner, made once, and no formula for a spreadsheet."""
    keys = load_private(tmp_path / "custodian", Party.CUSTODIAN)
    people = (Invited("=1+1", "a@b.example"), *PEOPLE)
    letters, _ = invite(people, manifest, "B01", keys, tmp_path / "out")
    assert letters.stat().st_mode & 0o077 == 0
    assert "\n'=1+1," in letters.read_text()
    with pytest.raises(ConfigurationError, match="two answers"):
        invite(people, manifest, "B01", keys, tmp_path / "out")


def test_not_everybody_is_refused(tmp_path: Path, manifest: Manifest) -> None:
    """A list of fewer people than work there is a chosen one."""
    keys = load_private(tmp_path / "custodian", Party.CUSTODIAN)
    with pytest.raises(ConfigurationError, match="Everybody is invited"):
        invite(PEOPLE[:19], manifest, "B01", keys, tmp_path / "out")
    with pytest.raises(ConfigurationError, match="does not take part"):
        invite(PEOPLE, manifest, "B99", keys, tmp_path / "out")
    many = tuple(Invited(f"Name {n}", f"m{n}@b.example") for n in range(28))
    with pytest.raises(ConfigurationError, match="names 28 people"):
        invite(many, manifest, "B01", keys, tmp_path / "out")
    stranger = make_keys(Party.CUSTODIAN, "Eva")
    with pytest.raises(ConfigurationError, match="names Una Custodian"):
        invite(PEOPLE, manifest, "B01", stranger, tmp_path / "out")


@pytest.mark.parametrize("column", ["ethnic_category", "Ethnicity", "is_bme", "race"])
def test_a_list_with_ethnicity_is_refused(tmp_path: Path, column: str) -> None:
    """Nobody needs ethnicity to send a letter."""
    path = tmp_path / "people.csv"
    path.write_text(f"name,address,{column}\nA,a@b.example,D\n")
    with pytest.raises(ConfigurationError, match="whatever their ethnicity"):
        read_people(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\nA\n", "no column 'address'"),
        ("name,address\nA,\n", "line 2: there is no address"),
        ("name,address\nA,a@b.example\nB,A@b.example\n", "line 3: the address stands there twice"),
    ],
)
def test_faults_of_a_list_are_named(tmp_path: Path, text: str, said: str) -> None:
    """What is wrong with a list is told with its line."""
    path = tmp_path / "people.csv"
    path.write_text(text)
    with pytest.raises(DueRegardError, match=said):
        read_people(path)


@pytest.mark.parametrize("fault", ["one less", "other survey", "other body"])
def test_a_changed_file_of_digests_is_refused(
    tmp_path: Path, manifest: Manifest, fault: str
) -> None:
    """A code added or left out on the way is found by the custodian's signature."""
    keys = load_private(tmp_path / "custodian", Party.CUSTODIAN)
    _, path = invite(PEOPLE, manifest, "B01", keys, tmp_path / "out")
    document = json.loads(path.read_bytes())
    if fault == "one less":
        document["digests"].pop()
    elif fault == "other survey":
        document["survey"] = "00" * 32
    else:
        document["body"] = "B02"
    path.write_text(json.dumps(document))
    with pytest.raises(FileNotUsableError):
        load_digests(path, manifest)
