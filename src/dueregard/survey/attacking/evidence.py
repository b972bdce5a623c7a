"""What an attacker holds: traces of people on one side, traces of sealed records on the other.

People are known by their codes and everything made of them: digests, marks, the addresses the codes
were sent to. Records are known by their sealed bytes and digests of these. Wherever either shows up
in a row of any dump is a trace.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dueregard.errors import DueRegardError, FileNotUsableError
from dueregard.survey.attacking.reading import Row, plain, read_dump, source_name
from dueregard.survey.codes import digest_of, mark_of, read_code
from dueregard.survey.handover import ANSWERS_NAME
from dueregard.survey.instrument import decode, decode_comment
from dueregard.survey.keys import Party, PrivateKeys, load_private, read_document, unseal
from dueregard.survey.manifest import NAME as MANIFEST_NAME
from dueregard.survey.manifest import Manifest, load_manifest
from dueregard.survey.store import KEYS_FOLDER, WAITING_FOLDER, Store
from dueregard.survey.vault import DATABASE, WAITING, keys_of

TRUTH, OPERATOR, HANDOVER, BACKUPS = "truth", "operator", "handover", "backups"
TRUTH_NAME = "answers.csv"
_SHORT = 16


@dataclass(frozen=True, slots=True)
class Trace:
    """Where somebody or something showed up: who or what, and the row."""

    who: int
    row: Row


@dataclass(frozen=True, slots=True)
class Truth:
    """What really happened in a survey of invented people; for scoring only.

    Parameters
    ----------
    codes
        Of those who answered.
    answers
        What each ticked, as one text.
    comments
        What each wrote.
    """

    codes: tuple[str, ...]
    answers: tuple[str, ...]
    comments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that the attacks go by.

    Parameters
    ----------
    folder, manifest
        The dumps, and the survey.
    truth
        For scoring.
    contents
        What each sealed answer holds, opened for scoring.
    sealed, marks
        Each record's own bytes, and each person's mark.
    people, records, notes
        Traces of people, of sealed answers, and of sealed comments (known by who wrote them).
    """

    folder: Path
    manifest: Manifest
    truth: Truth
    contents: tuple[str, ...]
    sealed: tuple[bytes, ...]
    marks: tuple[bytes, ...]
    people: tuple[Trace, ...]
    records: tuple[Trace, ...]
    notes: tuple[Trace, ...]


def gather_evidence(folder: Path) -> Evidence:
    """Read complete dumps of a survey whose truth is known.

    Parameters
    ----------
    folder
        With ``custodian``, ``operator``, ``handover``, and where there are any ``logs``,
        ``backups`` and ``results``; ``truth`` holds the analyst's keys and ``answers.csv``.

    Raises
    ------
    FileNotUsableError
        Something is missing without which nothing could be scored.
    """
    manifest = load_manifest(folder / OPERATOR / MANIFEST_NAME)
    truth = read_truth(folder / TRUTH / TRUTH_NAME, manifest)
    analyst = load_private(folder / TRUTH, Party.ANALYST)
    pepper = load_private(folder / OPERATOR, Party.OPERATOR).pepper
    handed = read_document(folder / HANDOVER / ANSWERS_NAME)
    sealed = [_bytes(one) for one in handed["answers"]]
    rows = [row for row in read_dump(folder) if not row.source.startswith(f"{TRUTH}/")]
    rows += opened_rows(folder / OPERATOR, folder)
    survey = manifest.sha256
    digests = [digest_of(read_code(code), survey) for code in truth.codes]
    marks = [mark_of(digest, pepper) for digest in digests]
    return Evidence(
        folder,
        manifest,
        truth,
        tuple(_content(unseal(one, analyst, survey), manifest) for one in sealed),
        tuple(sealed),
        tuple(marks),
        find_traces(rows, _people_tokens(truth, digests, marks, folder)),
        find_traces(rows, _tokens_of(enumerate(sealed))),
        find_traces(rows, _tokens_of(_written(handed, truth, analyst, survey))),
    )


def read_truth(path: Path, manifest: Manifest) -> Truth:
    """Read who ticked what (CSV: code, the questions, and ``comment``).

    Raises
    ------
    FileNotUsableError
        It is no such file.
    """
    keys = [question.key for question in manifest.questions]
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        answers = tuple(_joined({key: row[key] for key in keys}, keys) for row in rows)
        codes = tuple(row["code"] for row in rows)
    except (OSError, KeyError, csv.Error) as fault:
        raise FileNotUsableError(
            f"{path} does not say who answered what: {fault}.",
            advice="Dumps are attacked where the truth is known: those of invented people.",
        ) from None
    return Truth(codes, answers, tuple(row.get("comment") or "" for row in rows))


def _joined(given: Mapping[str, str], keys: Sequence[str]) -> str:
    return "/".join(given.get(key, "") for key in keys)


def _content(text: bytes, manifest: Manifest) -> str:
    return _joined(decode(manifest.questions, text), [one.key for one in manifest.questions])


def _bytes(one: Any) -> bytes:  # noqa: ANN401 - a text, or a row that a leaking build wrote
    return bytes.fromhex(one if isinstance(one, str) else one["sealed"])


def _written(
    handed: Mapping[str, Any], truth: Truth, analyst: PrivateKeys, survey: str
) -> list[tuple[int, bytes]]:
    """Return the sealed comments that somebody is recognised by, with who that is."""
    wrote = {words: who for who, words in enumerate(truth.comments) if words}
    sealed = [_bytes(one) for said in handed["comments"] for one in said]
    opened = [(wrote.get(decode_comment(unseal(one, analyst, survey))), one) for one in sealed]
    return [(who, one) for who, one in opened if who is not None]


def opened_rows(store: Path, folder: Path) -> list[Row]:
    """Return what any key in the dumps opens in a copy of the store.

    The copy is opened in a place of its own: opening a store destroys keys that are past.

    Parameters
    ----------
    store
        A copy of the operator's folder, or of its database alone.
    folder
        The dumps: their name, and every key in them.
    """
    if not (store / DATABASE).is_file():
        return []
    name = source_name(store.relative_to(folder))
    with TemporaryDirectory() as place:
        opened = _open_copy(store, folder, Path(place))
    return [
        Row(f"{name}, opened: {block}", position, {"value": record.hex()})
        for block, records in sorted(opened.items())
        for position, record in enumerate(records)
    ]


def _open_copy(store: Path, folder: Path, place: Path) -> dict[str, list[bytes]]:
    shutil.copy(store / DATABASE, place)
    for name in (MANIFEST_NAME, f"{Party.OPERATOR}.private.json"):
        shutil.copy(folder / OPERATOR / name, place)
    for name in (KEYS_FOLDER, WAITING_FOLDER):
        (place / name).mkdir()
    for group, name in keys_of(place / DATABASE).items():
        for path in folder.rglob(f"{group}-{name}.key"):
            shutil.copy(path, place / (WAITING_FOLDER if group == WAITING else KEYS_FOLDER))
    try:
        return Store(place).opened()
    except DueRegardError:
        return {}


def _people_tokens(
    truth: Truth, digests: Sequence[bytes], marks: Sequence[bytes], folder: Path
) -> dict[str, int]:
    """Return everything that somebody is known by; what two people share is left out."""
    owners = {code: who for who, code in enumerate(truth.codes)}
    tokens = list(owners.items())
    tokens += [(read_code(code).hex(), who) for code, who in owners.items()]
    for one in (digests, marks):
        tokens += [(value.hex(), who) for who, value in enumerate(one)]
    for path in folder.glob("custodian/**/letters.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                who = owners.get(row["code"])
                if who is not None:
                    tokens += [(row["address"], who), (row["name"], who)]
    return _unique(tokens)


def _tokens_of(records: Iterable[tuple[int, bytes]]) -> dict[str, int]:
    tokens = []
    for who, sealed in records:
        digest = hashlib.sha256(sealed).hexdigest()
        tokens += [(sealed.hex(), who), (digest, who), (digest[:_SHORT], who)]
        tokens.append((base64.b64encode(sealed).decode(), who))
    return _unique(tokens)


def _unique(tokens: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, int] = {}
    shared = set()
    for text, who in tokens:
        if found.setdefault(plain(text), who) != who:
            shared.add(plain(text))
    return {text: who for text, who in found.items() if text and text not in shared}


def find_traces(rows: Iterable[Row], tokens: Mapping[str, int]) -> tuple[Trace, ...]:
    """Return who shows up in which row, once for each row."""
    found = []
    for row in rows:
        seen = {tokens[text] for value in row.values.values() if (text := plain(value)) in tokens}
        found += [Trace(who, row) for who in sorted(seen)]
    return tuple(found)
