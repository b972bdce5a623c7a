"""Whole runs of a survey of invented people, dumped as somebody who holds everything has them.

``sound`` is the build as it ships. The others are builds in which one leak is planted, here and
nowhere else: each leak was found in a real product (docs/explanation/survey-confidentiality.md).
"""

from __future__ import annotations

import csv
import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from dueregard.survey.codes import digest_of, mark_of, read_code
from dueregard.survey.handover import Handover, write_handover
from dueregard.survey.opening import Opened, open_handover
from dueregard.survey.results import RESULTS_NAME, work_out, write_results
from dueregard.survey.store import Receipt, Store
from tests.survey_parties import DURING, Parties, close, gather, opinion

COMMENTS = 'lot = 5\ncomments = ["What would help most?"]'
SMALL = (25,) * 10
COPIES, MANY_COPIES = 8, 30
Given = dict[str, str]
Said = tuple[str, Given, str]
"""Somebody's code, ticks and words, in the order in which people came."""


class WatchedStore(Store):
    """A store that remembers which sealed texts it made last, so that a leak can be planted."""

    def receive(
        self, code: str, given: Mapping[str, str], words: Sequence[str] = (), *, day: object
    ) -> Receipt:
        receipt = super().receive(code, given, words, day=day)
        self.leak(code, *self.made)
        return receipt

    def _sealed(
        self, given: Mapping[str, str], words: Sequence[str]
    ) -> tuple[bytes, dict[str, list[bytes]]]:
        self.made = super()._sealed(given, words)
        return self.made

    def mark(self, code: str) -> str:
        digest = digest_of(read_code(code), self.manifest.sha256)
        return mark_of(digest, self.keys.pepper).hex()

    def write(self, statement: str, *values: object) -> None:
        with closing(sqlite3.connect(self.folder / "store.sqlite3")) as connection, connection:
            connection.execute("PRAGMA secure_delete = OFF")
            connection.execute(statement, values)

    def leak(self, code: str, sealed: bytes, comments: dict[str, list[bytes]]) -> None:
        """Do what no build may do."""
        raise NotImplementedError


class Stamping(WatchedStore):
    """Times of spending and of answers stay behind (LimeSurvey, pull requests 4842 and 5071)."""

    at = datetime(2026, 6, 8, 9, tzinfo=UTC)

    def leak(self, code: str, sealed: bytes, comments: dict[str, list[bytes]]) -> None:
        self.at += timedelta(seconds=97)
        self.write("CREATE TABLE IF NOT EXISTS seen (mark, at) ")
        self.write("CREATE TABLE IF NOT EXISTS came (answer PRIMARY KEY, at) WITHOUT ROWID")
        self.write("INSERT INTO seen VALUES (?, ?)", self.mark(code), self.at.isoformat())
        when = (self.at + timedelta(seconds=2)).isoformat()
        self.write("INSERT INTO came VALUES (?, ?)", sha256(sealed).hexdigest(), when)


class Printing(WatchedStore):
    """A log names the code with what was stored (LimeSurvey, issues 14302 and 20192)."""

    def leak(self, code: str, sealed: bytes, comments: dict[str, list[bytes]]) -> None:
        with (self.folder.parent / "server.log").open("a") as log:
            log.write(f"POST /answers?code={code} stored {sha256(sealed).hexdigest()[:16]}\n")


class Remembering(WatchedStore):
    """A table that could undo the anonymity is deleted, not destroyed (EUSurvey, request 324)."""

    def leak(self, code: str, sealed: bytes, comments: dict[str, list[bytes]]) -> None:
        self.write("CREATE TABLE IF NOT EXISTS undo (mark BLOB, answer BLOB)")
        mark = bytes.fromhex(self.mark(code))
        self.write("INSERT INTO undo VALUES (?, ?)", mark, sealed)

    def forget(self) -> None:
        self.write("DELETE FROM undo")


class Joining(WatchedStore):
    """Only the screen does not show whose it is (formr, discussion 611)."""

    number = 1000

    def leak(self, code: str, sealed: bytes, comments: dict[str, list[bytes]]) -> None:
        self.number += 7
        self.write("CREATE TABLE IF NOT EXISTS runs (mark PRIMARY KEY, run) WITHOUT ROWID")
        self.write("CREATE TABLE IF NOT EXISTS items (answer PRIMARY KEY, run) WITHOUT ROWID")
        self.write("INSERT INTO runs VALUES (?, ?)", self.mark(code), self.number)
        self.write("INSERT INTO items VALUES (?, ?)", sha256(sealed).hexdigest(), self.number)


class Tracking(WatchedStore):
    """The network address is kept by default (Formbricks, requests 7079 and 8895)."""

    def leak(self, code: str, sealed: bytes, comments: dict[str, list[bytes]]) -> None:
        # Three people share a connection.
        place = f"198.51.100.{int(self.mark(code)[:6], 16) % 80}"
        with (self.folder.parent / "server.log").open("a") as log:
            log.write(f"{place} asked about {code}\n")
        self.write("CREATE TABLE IF NOT EXISTS meta (answer PRIMARY KEY, ip) WITHOUT ROWID")
        self.write("INSERT INTO meta VALUES (?, ?)", sha256(sealed).hexdigest(), place)


class Naming(WatchedStore):
    """One pseudonym goes through all answers of a person (TEAMMATES, issue 4597)."""

    def leak(self, code: str, sealed: bytes, comments: dict[str, list[bytes]]) -> None:
        name = sha256(sealed).hexdigest()[20:30]
        self.write("CREATE TABLE IF NOT EXISTS said (record PRIMARY KEY, who) WITHOUT ROWID")
        for one in (sealed, *(one for said in comments.values() for one in said)):
            self.write("INSERT INTO said VALUES (?, ?)", sha256(one).hexdigest(), name)


class Handing(WatchedStore):
    """What goes to the analyst bears the contributor's key and a date (web-mpc, request 185)."""

    def leak(self, code: str, sealed: bytes, comments: dict[str, list[bytes]]) -> None:
        self.keyed = [*getattr(self, "keyed", []), (self.mark(code), sealed.hex())]


class Counting(WatchedStore):
    """Rows are numbered as they come (SecureDrop, issue 822)."""

    def leak(self, code: str, sealed: bytes, comments: dict[str, list[bytes]]) -> None:
        self.write("CREATE TABLE IF NOT EXISTS spent (id INTEGER PRIMARY KEY, mark)")
        self.write("CREATE TABLE IF NOT EXISTS given (id INTEGER PRIMARY KEY, answer)")
        self.write("INSERT INTO spent (mark) VALUES (?)", self.mark(code))
        self.write("INSERT INTO given (answer) VALUES (?)", sha256(sealed).hexdigest())


class Hoarding(Store):
    """Keys of past writings stay, beside a copy of the store after every few answers."""

    def __init__(self, folder: Path, **more: object) -> None:
        super().__init__(folder, **more)
        for ring in self._vault._made_of[0].values():
            ring.keep_only = lambda name: None


PLANTED: dict[int, type[Store]] = {
    1: Stamping,
    2: Printing,
    3: Remembering,
    4: Joining,
    5: Tracking,
    6: Naming,
    7: Handing,
    8: Counting,
    9: Store,
    10: Hoarding,
}
"""By the leak's number; 9 is planted in what is published, not in the store."""


def people_of(made: Parties, share: float, seed: int) -> list[Said]:
    """Invent who answers what, in which order they come; a third write something."""
    source = random.Random(seed)
    coming = source.sample(made.everybody, round(share * len(made.everybody)))
    return [
        (
            code,
            opinion(source, is_bme=source.random() < 0.25),
            f"My own words, number {n}" if source.random() < 0.33 else "",
        )
        for n, (_, code) in enumerate(coming)
    ]


def run(
    root: Path,
    sizes: Sequence[int] = SMALL,
    *,
    kind: type[Store] = Store,
    share: float = 0.6,
    seed: int = 11,
    with_results: Callable[[dict, Opened], dict] | None = None,
) -> Path:
    """Run a survey from its plan to its results, and dump all of it.

    Returns
    -------
    Path
        The dumps.
    """
    made = gather(root / "survey", sizes, COMMENTS, kind)
    people = people_of(made, share, seed)
    dumps = root / "dumps"
    every = max(1, len(people) // (MANY_COPIES if kind is Hoarding else COPIES))
    for number, (code, given, words) in enumerate(people, start=1):
        made.store.receive(code, given, [words], day=DURING)
        if number % every == 0:
            copy_store(made, dumps / "backups" / f"{number:05}", with_keys=kind is Hoarding)
    finish(made, people, dumps, with_results)
    return dumps


def copy_store(made: Parties, place: Path, *, with_keys: bool) -> None:
    """Keep a copy of the database, as a nightly backup does."""
    place.mkdir(parents=True)
    shutil.copy(made.root / "operator" / "store.sqlite3", place)
    for name in ("keys", "waiting") if with_keys else ():
        shutil.copytree(made.root / "operator" / name, place / name)


def finish(
    made: Parties,
    people: Sequence[Said],
    dumps: Path,
    with_results: Callable[[dict, Opened], dict] | None = None,
) -> Handover:
    """Close, open, work out, and copy everything into the dumps."""
    handover = close(made)
    (dumps / "handover").mkdir(parents=True)
    write_handover(handover, made.manifest, made.store.keys, dumps / "handover")
    opened = open_handover(handover, made.manifest, made.analyst)
    results = work_out(opened, handover, made.manifest)
    write_results(results, made.manifest, dumps / "results")
    if with_results is not None:
        path = dumps / "results" / RESULTS_NAME
        path.write_text(json.dumps(with_results(json.loads(path.read_bytes()), opened)))
    if isinstance(made.store, Remembering):
        made.store.forget()
    if isinstance(made.store, Handing):
        path = dumps / "handover" / "answers.json"
        document = json.loads(path.read_bytes())
        document["answers"] = [
            {"sealed": sealed, "key": mark, "date": str(DURING)}
            for mark, sealed in sorted(made.store.keyed)
        ]
        path.write_text(json.dumps(document))
    shutil.copytree(made.root / "operator", dumps / "operator")
    shutil.copytree(made.root / "custodian", dumps / "custodian")
    (dumps / "logs").mkdir()
    for log in made.root.glob("*.log"):
        shutil.copy(log, dumps / "logs")
    write_truth(made, people, dumps / "truth")
    return handover


def write_truth(made: Parties, people: Sequence[Said], place: Path) -> None:
    """Write down who really said what, for scoring."""
    place.mkdir()
    shutil.copy(made.root / "analyst" / "analyst.private.json", place)
    keys = [question.key for question in made.manifest.questions]
    with (place / "answers.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("code", *keys, "comment"))
        for code, given, words in people:
            writer.writerow((code, *(given.get(key, "") for key in keys), words))


def printing_totals(results: dict, opened: Opened) -> dict:
    """Publish the total beside all groups but a small one (the leak of subtraction)."""
    true = {one.item.key: one for one in opened.tallies}
    for item in results["items"]:
        if item["groups"] and "unknown" not in item["groups"]:
            tallies = true[item["item"]].groups.values()
            base, counted = (sum(getattr(t, n) for t in tallies) for n in ("base", "counted"))
            item["groups"]["all"] = {"counted": counted, "base": base}
    return results
