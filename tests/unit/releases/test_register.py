"""The register only grows, and shows when it was changed."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from dueregard.errors import FileNotUsableError, UnsafeReleaseError
from dueregard.releases.register import (
    BEGINNING,
    EntryKind,
    Happening,
    answered_statements,
    enter,
    head_of,
    load_register,
    next_version,
    public_statements,
)
from dueregard.releases.statements import Statement, exactly

DAY = date(2016, 5, 1)


def happening(kind: EntryKind, number: int) -> Happening:
    statement = Statement(f"number {number}", (exactly(f"A/2016/x/staff/{number}", number),))
    return Happening(kind, DAY, "A", "2016", number, f"{number:064d}", "note", (statement,))


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.jsonl"
    kinds = (EntryKind.RELEASED, EntryKind.ANSWERED, EntryKind.IMPORTED, EntryKind.WITHDRAWN)
    for number, kind in enumerate(kinds, start=1):
        enter(path, happening(kind, number), expected_head=head_of(load_register(path)))
    return path


def test_entries_come_back_as_they_were_entered(register: Path) -> None:
    """What was entered is read again, each entry with the hash of the one before."""
    entries = load_register(register)
    assert [entry.number for entry in entries] == [1, 2, 3, 4]
    assert entries[0].previous == BEGINNING
    pairs = pairwise(entries)
    assert all(later.previous == entry.sha256 for entry, later in pairs)
    assert entries[2].statements == happening(EntryKind.IMPORTED, 3).statements


@pytest.mark.requirement("R-056")
@pytest.mark.parametrize("line", range(4))
@pytest.mark.parametrize("change", ["note", "statement", "day", "sha256"])
def test_changed_entry_is_found(register: Path, line: int, change: str) -> None:
    """Whatever is changed in whichever line, the register is refused."""
    lines = register.read_text("utf-8").splitlines()
    entry = json.loads(lines[line])
    if change == "statement":
        entry["statements"][0]["facts"][0]["upper"] += 1
    else:
        entry[change] = {"note": "other", "day": "2016-05-02", "sha256": "f" * 64}[change]
    lines[line] = json.dumps(entry)
    register.write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(UnsafeReleaseError, match=f"line {line + 1}"):
        load_register(register)


@pytest.mark.requirement("R-056")
@pytest.mark.parametrize("line", range(3))
def test_entry_taken_out_is_found(register: Path, line: int) -> None:
    """An entry that is no longer there breaks the chain; so do two that changed places."""
    lines = register.read_text("utf-8").splitlines()
    register.write_text("\n".join(lines[:line] + lines[line + 1 :]) + "\n", "utf-8")
    with pytest.raises(UnsafeReleaseError):
        load_register(register)
    lines[line], lines[line + 1] = lines[line + 1], lines[line]
    register.write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(UnsafeReleaseError):
        load_register(register)


def test_withdrawal_does_not_make_unknown(register: Path) -> None:
    """What was released is in public for ever; answers are known to those who asked."""
    entries = load_register(register)
    assert [one.words for one in public_statements(entries)] == ["number 1", "number 3"]
    assert [one.words for one in answered_statements(entries)] == ["number 2"]
    assert next_version(entries, "A", "2016") == 5
    assert next_version(entries, "B", "2016") == 1


def test_grown_register_refuses_an_old_audit(register: Path) -> None:
    """What was audited against an earlier end of the register is not entered."""
    before = register.read_bytes()
    with pytest.raises(UnsafeReleaseError, match="grown"):
        enter(register, happening(EntryKind.RELEASED, 9), expected_head=BEGINNING)
    assert register.read_bytes() == before


def test_two_cannot_write_at_once(register: Path) -> None:
    """While somebody writes, nobody else does, and the lock is named."""
    lock = register.with_name("register.jsonl.lock")
    lock.touch()
    head = head_of(load_register(register))
    with pytest.raises(FileNotUsableError, match="written to") as fault:
        enter(register, happening(EntryKind.RELEASED, 9), expected_head=head)
    assert lock.name in fault.value.advice
    assert len(load_register(register)) == 4
