"""The nightly run: twice, across a weekend, and killed at each of its writes."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from dueregard.assurance.contract_years import ContractYear
from dueregard.assurance.files import ledger_texts
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.words import EvidenceKind, LetterKind
from dueregard.cli.root import root
from dueregard.errors import FileNotUsableError
from dueregard.operations import journal
from dueregard.operations.assess_providers import load, status_board
from dueregard.operations.keep_evidence import Incoming, keep, verify
from dueregard.operations.run_tick import tick
from dueregard.operations.send_letters import mark_sent
from tests.unit.assurance import records_for_tests as given


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "ours", 3)


def write(place: Path, providers: int) -> Path:
    names = [f"P{n}" for n in range(1, providers + 1)]
    ledger = Ledger(
        register=tuple(given.contract(name, income=300_000) for name in names),
        commissioners=(replace(given.US, email="us@example.org"),),
        contacts=tuple(map(given.contact, names)),
    )
    place.mkdir()
    for name, text in ledger_texts(ledger).items():
        (place / name).write_text(text, encoding="utf-8")
    return place


def content(place: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(place)): path.read_bytes()
        for path in sorted(place.rglob("*"))
        if path.is_file() and journal.JOURNAL not in path.parts
    }


def test_running_it_twice_changes_nothing(folder) -> None:
    """The second run of a day, and one the day after, prepare nothing and touch no file."""
    first = tick(folder, as_of=date(2015, 7, 21))
    assert [one.kind for one in first.letters] == [LetterKind.L1B] * 3
    after = content(folder)
    assert tick(folder, as_of=date(2015, 7, 21)).letters == ()
    assert tick(folder, as_of=date(2015, 7, 22)).letters == ()
    assert content(folder) == after


@pytest.mark.requirement("R-189")
def test_a_year_run_daily_and_run_weekly_gives_the_same_letters(tmp_path) -> None:
    """None twice and none lost: the weekly run has each letter that the daily one has but one kind.

    Of reminders whose days lie within one week only the latest is written.
    """
    daily, weekly = write(tmp_path / "daily", 1), write(tmp_path / "weekly", 1)
    days = [date.fromordinal(n) for n in range(date(2016, 3, 25).toordinal(), 736_093)]
    for day in days:
        tick(daily, as_of=day)
        if day.weekday() == 0:
            tick(weekly, as_of=day)
    every = [one.id for one in load(daily).letters]
    some = [one.id for one in load(weekly).letters]
    assert len(set(every)) == len(every)
    assert set(some) <= set(every)
    steps = [one.split("/")[-1] for one in every if "/l3/" in one]
    assert steps == ["2016-04-01", "2016-04-17", "2016-04-24", "2016-04-30"]


def writes_of(folder: Path, monkeypatch) -> int:
    """Count the writes and renames of a run on a copy of the folder."""
    copy = folder.with_name("counted")
    shutil.copytree(folder, copy)
    seen = []
    with monkeypatch.context() as patched:
        for name in ("write_bytes", "rename"):
            real = getattr(journal, name)
            patched.setattr(
                journal, name, lambda *args, real=real: (seen.append(1), real(*args))[1]
            )
        tick(copy, as_of=date(2015, 7, 21))
    return len(seen)


class KilledError(BaseException):
    """The machine stopped."""


def kill_at(number: int, monkeypatch) -> None:
    """Stop at one write or rename, in the middle of what a write would have written."""
    seen = []
    for name in ("write_bytes", "rename"):
        real = getattr(journal, name)

        def step(*args, real=real, name=name):
            seen.append(1)
            if len(seen) == number:
                if name == "write_bytes":
                    args[0].write_bytes(args[1][: len(args[1]) // 2])
                raise KilledError
            return real(*args)

        monkeypatch.setattr(journal, name, step)


def test_killed_at_any_write_no_letter_is_lost_or_doubled(tmp_path, monkeypatch) -> None:
    """Whichever write it dies at, the next run leaves the folder as an undisturbed run would."""
    folder = write(tmp_path / "ours", 1)
    whole = folder.with_name("whole")
    shutil.copytree(folder, whole)
    number = writes_of(folder, monkeypatch)
    tick(whole, as_of=date(2015, 7, 21))
    expected = content(whole)
    assert number > 9
    for at in range(1, number + 1):
        copy = folder.with_name(f"killed-{at}")
        shutil.copytree(folder, copy)
        with monkeypatch.context() as patched:
            kill_at(at, patched)
            with pytest.raises(KilledError):
                tick(copy, as_of=date(2015, 7, 21))
        tick(copy, as_of=date(2015, 7, 21))
        left = {name: one for name, one in content(copy).items() if not name.endswith(".part")}
        assert left == expected, f"killed at write {at}"
        assert len(load(copy).letters) == 1


def test_a_reader_after_a_kill_sees_all_or_nothing(tmp_path, monkeypatch) -> None:
    """Reading is enough to put in place what had been decided."""
    folder = write(tmp_path / "ours", 1)
    for at in range(1, writes_of(folder, monkeypatch) + 1):
        copy = folder.with_name(f"read-{at}")
        shutil.copytree(folder, copy)
        with monkeypatch.context() as patched:
            kill_at(at, patched)
            with pytest.raises(KilledError):
                tick(copy, as_of=date(2015, 7, 21))
        ledger = load(copy)
        assert len(ledger.letters) == len(ledger.evidence)
        assert len(ledger.letters) in {0, 1}


def test_two_at_once_do_not_meet(folder, monkeypatch) -> None:
    """While one holds the folder, another is told to wait, and nothing is written twice."""
    monkeypatch.setattr(journal, "_PATIENCE_SECONDS", 0.0)
    with journal.held(folder), pytest.raises(FileNotUsableError, match="Another program"):
        tick(folder, as_of=date(2015, 7, 21))
    assert len(tick(folder, as_of=date(2015, 7, 21)).letters) == 3


def test_a_letter_is_kept_as_evidence_and_counts_once_sent(folder) -> None:
    """Word and mail file, hash on record; the commissioner's duty is met once a person sent all."""
    done = tick(folder, as_of=date(2015, 7, 21))
    assert verify(folder) == (3, ())
    for one in done.letters:
        mark_sent(folder, one.id, on=date(2015, 7, 22), by="A. Lead")
    board = status_board(folder, as_of=date(2015, 7, 23), year=ContractYear(2015))
    first = {one.obligation.what: one for one in board.own}["L1"]
    assert (first.result.value, first.days_late) == ("met", 0)


def test_altered_evidence_is_reported_at_once(folder, tmp_path) -> None:
    """A changed byte, a file gone, a file that cannot be read: each is said, by both commands."""
    source = tmp_path / "report.pdf"
    source.write_bytes(b"figures")
    incoming = Incoming("P1", "Report", EvidenceKind.REPORT, date(2015, 7, 30))
    one, two = keep(folder, incoming, source), keep(folder, incoming, source)
    assert verify(folder) == (2, ())
    (folder / one.path).write_bytes(b"Figures")
    (folder / two.path).unlink()
    number, changed = verify(folder)
    problems = {each.evidence: each.problem for each in changed}
    assert number == 2
    assert problems == {"E1": "has changed since it was kept", "E2": "is not there any more"}
    run = CliRunner().invoke(root, ["evidence", "verify", str(folder)])
    assert (run.exit_code, "E1, version 1" in run.output) == (5, True)
    assert CliRunner().invoke(root, ["tick", str(folder), "--as-of", "2015-07-30"]).exit_code == 5


def test_without_a_hash_nothing_is_kept(folder, tmp_path) -> None:
    """A file that cannot be read is an error, never evidence without a hash."""
    incoming = Incoming("P1", "Report", EvidenceKind.REPORT, date(2015, 7, 30))
    before = content(folder)
    with pytest.raises(FileNotUsableError, match="cannot be read"):
        keep(folder, incoming, tmp_path / "nowhere.pdf")
    assert content(folder) == before


@pytest.mark.requirement("R-160")
def test_a_correction_keeps_the_original(folder, tmp_path) -> None:
    """The corrected report is version 2; the file and row of version 1 stay as they were."""
    source = tmp_path / "report.pdf"
    source.write_bytes(b"first")
    incoming = Incoming("P1", "Report", EvidenceKind.REPORT, date(2015, 7, 30))
    first = keep(folder, incoming, source)
    source.write_bytes(b"second")
    second = keep(folder, replace(incoming, corrects=first.id), source)
    assert (second.id, second.version) == (first.id, 2)
    assert (folder / first.path).read_bytes() == b"first"
    assert load(folder).evidence == (first, second)
