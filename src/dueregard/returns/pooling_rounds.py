"""A round of secure pooling: who takes part, by which rules, on which ground, with which keys.

Nothing is shared without a record of the sharing: purpose, basis, fields, retention, and the data
protection impact assessment (guidance 03764, section 6.1: "subject to DPA considerations").
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dueregard.disclosure.released import digest
from dueregard.errors import ConfigurationError, FileNotUsableError, ReturnError
from dueregard.placing import place
from dueregard.returns.data_return import DataReturn
from dueregard.vocabulary import Population

FORMAT = 1
ROUND_NAME = "round.json"
AGGREGATORS = ("a", "b")
FEWEST = 3
KEY_BYTES = 32
_RECORD = ("purpose", "basis", "dpia")


@dataclass(frozen=True, slots=True)
class SharingRecord:
    """On which ground counts are shared, which, why, and until when they are kept."""

    purpose: str
    basis: str
    fields: tuple[str, ...]
    retention: date
    dpia: str


@dataclass(frozen=True, slots=True)
class Round:
    """What everybody in a round knows.

    Parameters
    ----------
    id
        Random; a round is never used twice.
    code, name
        Of the pool.
    members
        Codes and names of the bodies that are expected.
    rules
        What the returns have to agree on.
    populations
        What is counted.
    record
        The ground on which it is shared.
    """

    id: str
    code: str
    name: str
    members: Mapping[str, str]
    rules: Mapping[str, Any]
    populations: tuple[str, ...]
    record: SharingRecord

    @property
    def sha256(self) -> str:
        """The digest that every file of the round carries."""
        return digest(_document(self))

    @property
    def years(self) -> tuple[int, ...]:
        """The reporting year, and the year before where disciplinary entries of it are counted."""
        year = date.fromisoformat(self.rules["period_end"]).year
        window = self.rules["windows"].get(Population.DISCIPLINARY.value, [year])
        return tuple(sorted({year, *window}, reverse=True))


def read_sharing_record(path: Path, *, as_of: date) -> SharingRecord:
    """Read the record of a sharing.

    Raises
    ------
    ConfigurationError
        Something that it has to say is missing, or it has run out.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ConfigurationError(f"{path}: {fault}.", advice=_ADVICE) from None
    texts = {key: data.get(key) for key in _RECORD}
    for key, value in texts.items():
        if not isinstance(value, str) or not value.strip():
            raise ConfigurationError(f"{path}: {key} is missing.", advice=_ADVICE)
    fields, until = data.get("fields"), data.get("retention")
    known = {population.value for population in Population}
    if not isinstance(fields, list) or not fields or not set(fields) <= known:
        raise ConfigurationError(
            f"{path}: fields has to list what is shared, of {', '.join(sorted(known))}.",
            advice=_ADVICE,
        )
    if type(until) is not date or until <= as_of:
        raise ConfigurationError(
            f"{path}: retention has to be the day, still to come, on which the counts are deleted.",
            advice=_ADVICE,
        )
    strings = [str(texts[key]).strip() for key in _RECORD]
    return SharingRecord(strings[0], strings[1], tuple(sorted(set(fields))), until, strings[2])


_ADVICE = "Nothing is shared without it. docs/how-to/pool-without-showing.md shows a whole record."


def start_round(
    like: DataReturn, members: Mapping[str, str], record: SharingRecord, *, code: str, name: str
) -> Round:
    """Start a round by the rules of a return, whose counts are not looked at.

    Raises
    ------
    ConfigurationError
        Too few members.
    """
    if len(members) < FEWEST:
        raise ConfigurationError(
            f"{len(members)} bodies are too few for a round; it takes {FEWEST}.",
            advice="In a pool of two each body learns the other's counts.",
        )
    return Round(
        secrets.token_hex(16),
        code,
        name,
        dict(sorted(members.items())),
        rules_of(like),
        record.fields,
        record,
    )


def rules_of(data_return: DataReturn) -> dict[str, Any]:
    """Return what the returns of a round have to agree on."""
    one = data_return
    return {
        "standard": one.standard,
        "edition": one.edition,
        "snapshot_date": one.snapshot_date.isoformat(),
        "period_start": one.period_start.isoformat(),
        "period_end": one.period_end.isoformat(),
        "inclusion": asdict(one.inclusion),
        "switches": dict(sorted(one.switches.items())),
        "windows": {key: list(years) for key, years in sorted(one.windows.items())},
        "appointed_basis": one.appointed_basis,
        "kind": one.organisation.kind.value,
        "survey_source": one.survey.source.value,
    }


def check_rules(data_return: DataReturn, a_round: Round) -> None:
    """Refuse a return that is not by the rules of a round.

    Raises
    ------
    ReturnError
        Names the rule.
    """
    code = data_return.organisation.code
    if code not in a_round.members:
        raise ReturnError(
            f"{code} is not a member of the round {a_round.name}.",
            advice="Ask for a round that names it.",
        )
    own = rules_of(data_return)
    for key, value in a_round.rules.items():
        is_free = key == "survey_source" and Population.SURVEY.value not in a_round.populations
        if own[key] != value and not is_free:
            raise ReturnError(
                f"The return of {code} has another {key.replace('_', ' ')} than the round: "
                f"{own[key]} instead of {value}.",
                advice="Have it counted by the rules of the round.",
            )


def _document(a_round: Round) -> dict[str, Any]:
    record = asdict(a_round.record) | {"retention": a_round.record.retention.isoformat()}
    return {"format": FORMAT, **asdict(a_round), "record": record}


def write_round(a_round: Round, folder: Path) -> tuple[Path, ...]:
    """Write a round with its keys: one file for each member and each aggregator.

    Raises
    ------
    FileNotUsableError
        The folder cannot be written, or holds a round already.
    """
    if (folder / ROUND_NAME).exists():
        raise FileNotUsableError(
            f"{folder / ROUND_NAME} is there already.", advice="A new round needs a new folder."
        )
    keys = {code: [secrets.token_hex(KEY_BYTES) for _ in AGGREGATORS] for code in a_round.members}
    written = [write_json(folder / ROUND_NAME, _document(a_round))]
    for code, own in keys.items():
        document = {"round": a_round.id, "keys": dict(zip(AGGREGATORS, own, strict=True))}
        written.append(write_json(folder / "keys" / f"{code}.json", document))
    for number, aggregator in enumerate(AGGREGATORS):
        document = {
            "round": a_round.id,
            "aggregator": aggregator,
            "keys": {code: own[number] for code, own in keys.items()},
        }
        written.append(write_json(folder / "keys" / f"aggregator-{aggregator}.json", document))
    return tuple(written)


def load_round(path: Path, *, as_of: date) -> Round:
    """Read a round.

    Raises
    ------
    ConfigurationError
        It is none, it has no record of the sharing, or its time has run out.
    """
    import msgspec  # noqa: PLC0415 - only when a round is read

    document = read_json(path)
    if not document.get("record"):
        raise ConfigurationError(
            f"{path} has no record of the sharing, so nothing is shared.", advice=_ADVICE
        )
    try:
        document.pop("format")
        a_round = msgspec.convert(document, Round)
    except (KeyError, msgspec.ValidationError) as fault:
        raise ConfigurationError(f"{path} is no round: {fault}.", advice=_ADVICE) from None
    if a_round.record.retention <= as_of:
        raise ConfigurationError(
            f"The record of the sharing in {path} ran out on {a_round.record.retention}.",
            advice="Delete the counts, and start a new round with a new record.",
        )
    if not set(a_round.populations) <= set(a_round.record.fields):
        raise ConfigurationError(
            f"{path} counts what its record of the sharing does not name.", advice=_ADVICE
        )
    return a_round


def seal(document: Mapping[str, Any], key: str) -> str:
    """Return the mark that only who holds the key can make (HMAC with SHA-256)."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.new(bytes.fromhex(key), text.encode(), hashlib.sha256).hexdigest()


def is_sealed(document: Mapping[str, Any], key: str) -> bool:
    """Whether a document bears the mark of a key."""
    bare = {name: value for name, value in document.items() if name != "seal"}
    return hmac.compare_digest(seal(bare, key), str(document.get("seal", "")))


def read_json(path: Path) -> dict[str, Any]:
    """Read a file of a round.

    Raises
    ------
    FileNotUsableError
        It cannot be read.
    """
    try:
        document = json.loads(path.read_bytes())
    except (OSError, ValueError) as fault:
        raise FileNotUsableError(f"{path} cannot be read: {fault}.") from None
    if not isinstance(document, dict):
        raise FileNotUsableError(f"{path} is no file of a round.")
    return document


def write_json(path: Path, document: Mapping[str, Any]) -> Path:
    """Write a file of a round, whole or not at all, for its owner only."""
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    try:
        return place(path, text, mode=0o600)
    except OSError as fault:
        raise FileNotUsableError(f"{path} cannot be written: {fault.strerror or fault}.") from None


def named(codes: Sequence[str]) -> str:
    """Name bodies by their codes."""
    return ", ".join(sorted(codes))
