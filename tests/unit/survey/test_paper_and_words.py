"""Paper, comments, and what is destroyed."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dueregard.errors import (
    ConfigurationError,
    DueRegardError,
    FileNotUsableError,
    UnsafeReleaseError,
)
from dueregard.survey.destroying import destroy_due, find_due
from dueregard.survey.handover import write_handover
from dueregard.survey.opening import open_handover
from dueregard.survey.paper import add_sheets, read_sheets, read_slips, take_slips
from dueregard.survey.redaction import Reader, agree, write_comments, write_queue
from dueregard.survey.store import Store
from tests.survey_parties import AFTER, DURING, Parties, close, gather

COMMENTS = 'lot = 5\ncomments = ["What would help?"]'


@pytest.fixture
def made(tmp_path: Path) -> Parties:
    return gather(tmp_path, (5,) * 5, COMMENTS)


def test_slips_and_sheets_from_files(made: Parties, tmp_path: Path) -> None:
    """Slips are taken one by one, used and wrong ones named by line, sheets only for the taken."""
    codes = [code for _, code in made.everybody]
    made.store.receive(codes[0], {}, day=DURING)
    slips = tmp_path / "slips.csv"
    slips.write_text(f"code\n{codes[0]}\n{codes[1]}\nABCD\n{codes[2]}\n")
    done = take_slips(made.store, read_slips(slips), day=DURING)
    assert (done.taken, done.already, [line for line, _ in done.refused]) == (2, (2,), [4])
    sheets = tmp_path / "sheets.csv"
    sheets.write_text("violence,ethnicity,comment\nyes,D,My words\nno,A,\nno,B,\n")
    typed = read_sheets(sheets, made.manifest)
    with pytest.raises(FileNotUsableError, match="3 sheets, and slips for 2"):
        add_sheets(made.store, typed, day=DURING)
    assert add_sheets(made.store, typed[:2], day=DURING) == 0
    opened = open_handover(close(made), made.manifest, made.analyst)
    assert (opened.answers, opened.comments) == (3, (("My words",),))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,violence\nX,yes\n", "column 'code'"),
        ("violence\nyes\nmaybe\n", "line 3: 'maybe' is no answer"),
        (f"comment\n{'a' * 1001}\n", "line 2: A comment is too long"),
    ],
)
def test_faults_of_sheets_are_named(made: Parties, tmp_path: Path, text: str, said: str) -> None:
    """A sheet with a code on it, a strange answer and a long comment are told with their line."""
    path = tmp_path / "sheets.csv"
    path.write_text(text)
    with pytest.raises(DueRegardError, match=said):
        read_sheets(path, made.manifest)


def filled(path: Path, out: Path, change: dict[int, str]) -> Path:
    """Let a reader let every comment through, but for some."""
    with path.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    with out.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, ["question", "comment", "may_be_shown"])
        writer.writeheader()
        for number, row in enumerate(rows):
            writer.writerow(row | {"may_be_shown": change.get(number, row["comment"])})
    return out


def test_two_readers_have_to_agree(made: Parties, tmp_path: Path) -> None:
    """Comments are released where two people say the same, and 11 of them at least."""
    said = tuple(f"words {n:02}" for n in range(12))
    queue = write_queue((said,), made.manifest, tmp_path / "queue.csv")
    first = Reader("Ann", filled(queue, tmp_path / "1.csv", {3: "words"}))
    other = Reader("Ben", filled(queue, tmp_path / "2.csv", {}))
    same = Reader("Ben", filled(queue, tmp_path / "3.csv", {3: "words"}))
    with pytest.raises(UnsafeReleaseError, match="differ on comment 4"):
        agree(first, other, made.manifest)
    with pytest.raises(ConfigurationError, match="one person"):
        agree(first, Reader("ann ", same.path), made.manifest)
    kept = agree(first, same, made.manifest)
    assert len(kept["What would help?"]) == 12
    assert "words 03" not in write_comments(kept, tmp_path / "out.md").read_text()
    few = dict.fromkeys(range(2), "")
    fewer = [Reader(n, filled(queue, tmp_path / f"{n}.csv", few)) for n in ("Ann", "Ben")]
    assert agree(*fewer, made.manifest) == {}


def test_ten_comments_are_not_even_read(made: Parties, tmp_path: Path) -> None:
    """A question with fewer comments than the threshold is left out of the readers' list."""
    said = tuple(f"words {n}" for n in range(10))
    text = write_queue((said,), made.manifest, tmp_path / "queue.csv").read_text()
    assert text.splitlines() == ["question,comment,may_be_shown"]


def test_everything_goes_on_its_day(made: Parties, tmp_path: Path) -> None:
    """Letters go when the survey opens, codes and answers on the promised days; a note stays."""
    letters = made.root / "custodian" / "B01"
    assert destroy_due(letters, made.manifest, day=date(2026, 5, 31)) == ()
    assert [due.what for due in destroy_due(letters, made.manifest, day=DURING)] == ["letters"]
    assert {path.name for path in letters.iterdir()} == {"people.csv", "destroyed.json"}

    for _, code in made.everybody[:12]:
        made.store.receive(code, {}, day=DURING)
    with pytest.raises(ConfigurationError, match="still needed"):
        destroy_due(made.store.folder, made.manifest, day=made.manifest.codes_destroyed)
    write_handover(close(made), made.manifest, made.store.keys, tmp_path / "handover")
    folder = made.store.folder
    assert destroy_due(folder, made.manifest, day=AFTER) == ()
    done = destroy_due(folder, made.manifest, day=made.manifest.codes_destroyed)
    assert [due.what for due in done] == ["codes"]
    assert Store(folder).opened()["spent"] == []
    assert len(Store(folder).opened()["answers"]) == 12
    assert [due.what for due in find_due(folder, made.manifest)] == ["answers"]
    done = destroy_due(folder, made.manifest, day=made.manifest.answers_destroyed)
    assert [due.what for due in done] == ["answers"]
    left = {path.name for path in folder.rglob("*") if path.is_file()}
    assert left == {
        "manifest.json",
        "operator.private.json",
        "operator.public.json",
        "destroyed.json",
    }
    destroy_due(made.root / "analyst", made.manifest, day=made.manifest.answers_destroyed)
    assert not (made.root / "analyst" / "analyst.private.json").exists()
