"""The operator's store: one person, one answer, and nothing that joins the two."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.survey import vault
from dueregard.survey.codes import new_code
from dueregard.survey.handover import load_handover, write_handover
from dueregard.survey.opening import open_handover
from dueregard.survey.store import NotTakenError, Receipt, Store, start_store
from tests.survey_parties import AFTER, DURING, Parties, close, gather

SIZES = (5,) * 5
YES = {"violence": "yes", "ethnicity": "A"}


@pytest.fixture
def made(tmp_path: Path) -> Parties:
    return gather(tmp_path, SIZES, 'lot = 5\ncomments = ["What would help?"]')


def everyones(made: Parties) -> list[str]:
    return [code for _, code in made.everybody]


def opened_count(made: Parties) -> int:
    return open_handover(close(made), made.manifest, made.analyst).answers


@pytest.mark.requirement("R-212")
def test_one_person_has_one_answer(made: Parties) -> None:
    """A second sending with the same code changes nothing, whatever it says."""
    code = everyones(made)[0]
    assert made.store.receive(code, YES, day=DURING) is Receipt.RECEIVED
    assert made.store.receive(code.lower(), {}, day=DURING) is Receipt.ALREADY
    assert Store(made.store.folder).receive(code, YES, day=DURING) is Receipt.ALREADY
    handover = close(made)
    opened = open_handover(handover, made.manifest, made.analyst)
    assert opened.answers == 1
    assert [
        one.groups["reference"].counted for one in opened.tallies if one.item.key == "violence"
    ] == [1]


def test_one_code_sent_at_once_many_times_is_one_answer(made: Parties) -> None:
    """Of eight senders of one code at the same moment, one is received."""
    codes = everyones(made)[:3]
    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(lambda code: made.store.receive(code, YES, day=DURING), codes * 8))
    assert receipts.count(Receipt.RECEIVED) == 3
    assert opened_count(made) == 3


def test_all_lots_are_kept_and_the_rest_at_the_close(made: Parties) -> None:
    """Answers that were mixed and those that waited all come out, and nobody's twice."""
    for code in everyones(made)[:13]:
        made.store.receive(code, YES, ["words"], day=DURING)
    assert made.store.standing().answered is None  # 10 are mixed, below 11
    for code in everyones(made)[13:16]:
        made.store.receive(code, YES, day=DURING)
    assert made.store.standing().answered == 15
    handover = close(made)
    opened = open_handover(handover, made.manifest, made.analyst)
    assert opened.answers == 16
    assert opened.comments == (("words",) * 13,)
    assert len(handover.contents.comments[0]) == 16
    assert {code: one.answered for code, one in handover.participation.items()} == {
        "B01": 5, "B02": 5, "B03": 5, "B04": 1, "B05": 0
    }  # fmt: skip


def test_strange_codes_and_days_are_refused(made: Parties) -> None:
    """A code of no letter, a day before or after, and a closed survey are told."""
    code = everyones(made)[0]
    with pytest.raises(NotTakenError, match="does not belong"):
        made.store.receive(new_code(), YES, day=DURING)
    with pytest.raises(NotTakenError, match="opens on 1 June 2026"):
        made.store.receive(code, YES, day=date(2026, 5, 31))
    with pytest.raises(NotTakenError, match="closed"):
        made.store.receive(code, YES, day=AFTER)
    with pytest.raises(NotTakenError, match="open until"):
        made.store.close(day=DURING)
    made.store.close(day=AFTER)
    with pytest.raises(NotTakenError, match="closed"):
        made.store.receive(code, YES, day=DURING)


def test_a_fault_on_the_way_spends_no_code(made: Parties, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk fails before the answer is kept, the code can be used again."""
    code = everyones(made)[0]

    def fail(*_: object, **__: object) -> bytes:
        raise OSError("disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(vault, "encrypt", fail)
        with pytest.raises(OSError, match="disk"):
            made.store.receive(code, YES, day=DURING)
    assert made.store.receive(code, YES, day=DURING) is Receipt.RECEIVED
    assert opened_count(made) == 1


def test_database_has_no_place_for_what_could_link(made: Parties) -> None:
    """Tables and columns are those and no others; no time, order, address, or body of an answer."""
    with closing(sqlite3.connect(made.store.folder / "store.sqlite3")) as connection:
        columns = connection.execute(
            "SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p "
            "WHERE m.type = 'table' ORDER BY 1, 2"
        ).fetchall()
        facts = {name for (name,) in connection.execute("SELECT name FROM facts")}
    assert columns == [
        ("admitted", "body"), ("admitted", "mark"), ("blocks", "content"), ("blocks", "name"),
        ("facts", "name"), ("facts", "value"),
    ]  # fmt: skip
    assert facts == {"survey", "closed", "key of gathered", "key of waiting"}


def test_size_and_copies_tell_nothing(made: Parties) -> None:
    """The file is as long with no answer as with many, and an old copy opens with no key left."""
    path = made.store.folder / "store.sqlite3"
    empty = path.stat().st_size
    codes = everyones(made)
    for code in codes[:7]:
        made.store.receive(code, YES, day=DURING)
    old = made.root / "old"
    shutil.copytree(made.store.folder, old)
    shutil.rmtree(old / "keys")
    shutil.rmtree(old / "waiting")
    for code in codes[7:20]:
        made.store.receive(code, YES, day=DURING)
    assert path.stat().st_size == empty
    for name in ("keys", "waiting"):
        shutil.copytree(made.store.folder / name, old / name)
    assert Store(old).opened() == {}
    assert len(made.store.opened()["answers"]) == 20


def test_old_keys_are_destroyed(made: Parties) -> None:
    """After each writing there is one key of each group and no other."""
    for code in everyones(made)[:6]:
        made.store.receive(code, YES, day=DURING)
        names = [
            path.name.split("-")[0]
            for folder in ("keys", "waiting")
            for path in (made.store.folder / folder).iterdir()
        ]
        assert names == ["gathered", "waiting"]


def test_same_people_in_any_order_are_the_same_set(made: Parties) -> None:
    """What the operator can open is sorted by random bytes: no order of arrival is in it."""
    for code in reversed(everyones(made)[:20]):
        made.store.receive(code, YES, day=DURING)
    for records in made.store.opened().values():
        assert records == sorted(records)
    assert {len(one) for one in made.store.opened()["answers"]} == {56}


def test_waiting_keys_may_lie_elsewhere(tmp_path: Path) -> None:
    """With a folder of its own for waiting keys, none of them lies beside the database."""
    made = gather(tmp_path, SIZES)
    elsewhere = tmp_path / "memory"
    shutil.move(made.store.folder / "waiting", elsewhere)
    store = Store(made.store.folder, waiting=elsewhere)
    assert store.receive(everyones(made)[0], YES, day=DURING) is Receipt.RECEIVED
    assert not (made.store.folder / "waiting").exists()
    assert len(list(elsewhere.iterdir())) == 1


def test_after_a_restart_the_last_few_codes_are_free_again(tmp_path: Path) -> None:
    """Keys lost from memory stop everything until it is said to go on; then nobody counts twice."""
    made = gather(tmp_path, SIZES, "lot = 5")
    codes = everyones(made)
    for code in codes[:7]:
        made.store.receive(code, YES, day=DURING)
    with pytest.raises(ConfigurationError, match="Nothing is missing"):
        made.store.recover()
    shutil.rmtree(made.store.folder / "waiting")
    with pytest.raises(FileNotUsableError, match="key of the store is missing"):
        made.store.receive(codes[7], YES, day=DURING)
    made.store.recover()
    receipts = [made.store.receive(code, YES, day=DURING) for code in codes[:7]]
    assert receipts.count(Receipt.ALREADY) == 5
    assert opened_count(made) == 7


def test_a_slip_and_its_sheet_are_one_answer(made: Parties) -> None:
    """A slip spends the code, a sheet bears none, and there are never more sheets than slips."""
    codes = everyones(made)
    with pytest.raises(NotTakenError, match="has its sheet already"):
        made.store.add_sheet(YES, day=DURING)
    assert made.store.accept_slip(codes[0], day=DURING) is Receipt.RECEIVED
    assert made.store.accept_slip(codes[0], day=DURING) is Receipt.ALREADY
    assert made.store.receive(codes[0], YES, day=DURING) is Receipt.ALREADY
    assert made.store.add_sheet(YES, ["said"], day=DURING) == 0
    with pytest.raises(NotTakenError):
        made.store.add_sheet(YES, day=DURING)
    made.store.receive(codes[1], YES, day=DURING)
    assert made.store.accept_slip(codes[1], day=DURING) is Receipt.ALREADY
    assert opened_count(made) == 2


def test_codes_of_a_body_come_once(made: Parties) -> None:
    """A second file of a body, or far too many codes, is refused."""
    with pytest.raises(ConfigurationError, match="before"):
        made.store.admit("B01", [bytes(32)])
    with pytest.raises(ConfigurationError, match="does not take part"):
        made.store.admit("B77", [bytes(32)])


def test_another_manifest_is_refused(made: Parties, tmp_path: Path) -> None:
    """Neither a second store nor the manifest of another survey can take a store's place."""
    with pytest.raises(ConfigurationError, match="already"):
        start_store(made.store.folder, made.root / "manifest.json")
    other = gather(tmp_path / "other", SIZES)
    shutil.copy(other.root / "manifest.json", made.store.folder)
    with pytest.raises(ConfigurationError):
        Store(made.store.folder)


def test_handover_is_signed_and_of_one_survey(made: Parties, tmp_path: Path) -> None:
    """A hand-over comes back as it was, once; a changed count of a body is found."""
    for code in everyones(made)[:7]:
        made.store.receive(code, YES, day=DURING)
    handover = close(made)
    write_handover(handover, made.manifest, made.store.keys, tmp_path / "h")
    assert load_handover(tmp_path / "h", made.manifest) == handover
    with pytest.raises(ConfigurationError, match="handed over once"):
        write_handover(handover, made.manifest, made.store.keys, tmp_path / "h")
    path = tmp_path / "h" / "participation.json"
    path.write_text(path.read_text().replace('"answered": 2', '"answered": 3'))
    with pytest.raises(FileNotUsableError, match="not as Otto Operator signed"):
        load_handover(tmp_path / "h", made.manifest)
