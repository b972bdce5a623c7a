"""The decision: what four different people have to say before anything is published.

The file is small on purpose, so that it can be read aloud. Whatever is missing, or not as it has to
be, is refused with its line; and without a decision nothing is published at all.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from dueregard.disclosure.released import person
from dueregard.errors import ReleaseNeededError
from dueregard.releases.narrative import check_narrative, text_digest
from dueregard.releases.surroundings import STRICTEST, Surroundings
from dueregard.releases.text_choice import KEYS as TEXT_KEYS
from dueregard.releases.text_choice import NO_TEXTS, TextChoice, read_choice
from dueregard.releases.texts import Part
from dueregard.vocabulary import OrganisationKind

NAME = "decision.toml"
LEAST_REASON = 20
"""Characters of a reason: a word is none."""


class Verdict(StrEnum):
    """How, and indeed whether, to publish."""

    PUBLISH = "publish"
    """Everything in the internal report; possible only where that is safe."""
    PUBLISH_SAFE = "publish_safe"
    NARRATIVE_ONLY = "narrative_only"
    WITHHOLD = "withhold"


@dataclass(frozen=True, slots=True)
class BoardException:
    """A signed decision that the public interest weighs more: the ethnicity of the board."""

    reason: str
    decided_on: date
    approvers: tuple[str, ...]
    members_told_on: date


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that can be carried out."""

    verdict: Verdict
    candidate: str
    reasons: tuple[str, ...]
    prepared_by: str
    reviewers: tuple[str, ...]
    signatory: str
    signed_on: date
    narrative: str
    board_exception: BoardException | None
    signed_role: str = ""
    correction: str = ""
    texts: TextChoice = NO_TEXTS


_KEYS = {
    "": {"decision", "candidate", "reasons", "prepared_by", "narrative", "correction"},
    "reviewers": {"name", "reviewed_on"},
    "signatory": {"name", "role", "organisation", "organisation_kind", "signed_on"},
    "board_exception": {"reason", "date", "approvers", "members_told", "members_told_on"},
    **TEXT_KEYS,
}


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    text: str

    def refuse(self, word: str, message: str, advice: str = "") -> ReleaseNeededError:
        """Return the refusal, with the line on which the word stands first."""
        lines = enumerate(self.text.splitlines(), start=1)
        found = [number for number, line in lines if _names(line, word)]
        place = f"{self.path}, line {found[0]}" if found else f"{self.path}"
        return ReleaseNeededError(f"{place}: {message}", advice=advice or _ADVICE)


_ADVICE = "Nothing was published. docs/how-to/release-figures.md shows a whole decision."


def _names(line: str, word: str) -> bool:
    bare = line.split("#", 1)[0]
    return word in bare.split("=", 1)[0].replace("[", " ").replace("]", " ").split()


def read_decision(
    path: Path, *, candidate: str, as_of: date, surroundings: Surroundings = STRICTEST
) -> Decision:
    """Read a decision on a candidate.

    Parameters
    ----------
    path
        ``decision.toml``.
    candidate
        Hash of the candidate as it is now.
    as_of
        Today: nothing is decided in the future.
    surroundings
        What the release shows; everything that is printed is read beside it.

    Raises
    ------
    ReleaseNeededError
        There is no decision, or it is not one that can be carried out.
    """
    if not path.exists():
        raise ReleaseNeededError(
            f"There is no {path}, and without a decision everything is withheld.",
            advice="Copy decision-to-fill-in.toml beside it, have it filled in, and try again.",
        )
    try:
        text = path.read_text("utf-8-sig")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ReleaseNeededError(f"{path}: {fault}.", advice=_ADVICE) from None
    file = _File(path, text)
    _check_keys(file, data)
    decision = _decision(file, data, as_of)
    has_figures = decision.verdict in {Verdict.PUBLISH, Verdict.PUBLISH_SAFE}
    _check_prose(file, decision, surroundings if has_figures else STRICTEST)
    if decision.candidate != candidate:
        raise file.refuse(
            "candidate",
            "this decision is about another candidate than the one that is here now.",
            "Any change voids the reviews: have the present candidate reviewed, then enter its "
            "hash here.",
        )
    return decision


def _check_keys(file: _File, data: Mapping[str, Any]) -> None:
    tables = set(_KEYS) - {""}
    for key, value in data.items():
        if key not in _KEYS[""] | tables:
            raise file.refuse(key, f"{key!r} is no key of a decision.")
        if key in tables:
            for one in value if isinstance(value, list) else [value]:
                _check_table(file, key, one)


def _check_table(file: _File, name: str, table: object) -> None:
    if not isinstance(table, dict):
        raise file.refuse(name, f"{name} has to be a table.")
    for key in set(table) - _KEYS[name]:
        raise file.refuse(key, f"{key!r} is no key of {name}.")


def _decision(file: _File, data: Mapping[str, Any], as_of: date) -> Decision:
    verdict = _verdict(file, data)
    author = _text(file, data, "prepared_by")
    reviewers = _reviewers(file, data, author, as_of)
    signatory, signed_on = _signatory(file, data, author, as_of)
    narrative = str(data.get("narrative", "")).strip()
    if verdict is Verdict.NARRATIVE_ONLY and not narrative:
        raise file.refuse("narrative", "a narrative release needs the narrative.")
    return Decision(
        verdict,
        _text(file, data, "candidate"),
        _reasons(file, data),
        author,
        reviewers,
        signatory,
        signed_on,
        narrative,
        _exception(file, data, verdict, as_of),
        _role(data),
        str(data.get("correction", "")).strip(),
        read_choice(data, file.refuse, author, as_of),
    )


def _role(data: Mapping[str, Any]) -> str:
    """Return in which office, of which body, the decision is signed; the public is told that."""
    table = data["signatory"]
    return f"{table['role']}, {table['organisation']}"


def _check_prose(file: _File, decision: Decision, surroundings: Surroundings) -> None:
    """Read what the decision itself would print."""
    exception = decision.board_exception
    said = {
        "narrative": ("the narrative", decision.narrative),
        "reasons": ("a reason that is printed", " ".join(decision.reasons)),
        "correction": ("the note on a correction", decision.correction),
        "reason": ("the public reason", "" if exception is None else exception.reason),
    }
    for key, (what, text) in said.items():
        found = check_narrative(text, surroundings)
        if found and text_digest(text) not in decision.texts.signed_texts:
            raise file.refuse(key, f"{what} tells numbers: {', '.join(found)}.", _SAY)


_SAY = (
    "Say what will be done and why, without numbers and without 'only', 'no' or 'all' of a group."
)


def _verdict(file: _File, data: Mapping[str, Any]) -> Verdict:
    try:
        return Verdict(str(data.get("decision", "")))
    except ValueError:
        choices = ", ".join(Verdict)
        raise file.refuse("decision", f"the decision has to be one of: {choices}.") from None


def _text(file: _File, data: Mapping[str, Any], key: str, where: str = "") -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise file.refuse(key, f"{where}{key} has to be given, as text.")
    return value.strip()


def _day(file: _File, data: Mapping[str, Any], key: str, as_of: date) -> date:
    value = data.get(key)
    if type(value) is not date:
        raise file.refuse(key, f"{key} has to be a day, such as 2026-11-22, without quotes.")
    if value > as_of:
        raise file.refuse(key, f"{key} lies in the future.")
    return value


def _reasons(file: _File, data: Mapping[str, Any]) -> tuple[str, ...]:
    reasons = data.get("reasons")
    if not isinstance(reasons, list) or not reasons or not all(map(_is_reason, reasons)):
        raise file.refuse("reasons", "reasons has to be a list of sentences, at least one.")
    return tuple(reasons)


def _is_reason(value: object) -> bool:
    return isinstance(value, str) and len(value.strip()) >= LEAST_REASON


def _reviewers(file: _File, data: Mapping[str, Any], author: str, as_of: date) -> tuple[str, ...]:
    tables = data.get("reviewers")
    if not isinstance(tables, list) or len(tables) < 2:
        raise file.refuse("reviewers", "two reviewers are needed, each in a [[reviewers]] table.")
    names = tuple(_text(file, table, "name", "of each reviewer, ") for table in tables)
    for table in tables:
        _day(file, table, "reviewed_on", as_of)
    people = [person(name) for name in names]
    if len(set(people)) < len(people):
        raise file.refuse("reviewers", "the reviewers have to be different people.")
    if person(author) in people:
        raise file.refuse("prepared_by", "who prepared the release cannot review it.")
    return names


def _signatory(file: _File, data: Mapping[str, Any], author: str, as_of: date) -> tuple[str, date]:
    table = data.get("signatory")
    if not isinstance(table, dict):
        raise file.refuse("signatory", "a [signatory] is needed: who answers for the decision.")
    name = _text(file, table, "name", "of the signatory, ")
    for key in ("role", "organisation"):
        _text(file, table, key, "of the signatory, ")
    kinds = {OrganisationKind.COMMISSIONER.value, OrganisationKind.PROVIDER.value}
    if table.get("organisation_kind") not in kinds:
        raise file.refuse(
            "organisation_kind",
            "the signatory has to belong to the commissioner or provider itself; a support unit "
            "prepares, it does not decide.",
        )
    if person(name) == person(author):
        raise file.refuse("signatory", "who prepared the release cannot sign it.")
    return name, _day(file, table, "signed_on", as_of)


def _exception(
    file: _File, data: Mapping[str, Any], verdict: Verdict, as_of: date
) -> BoardException | None:
    table = data.get("board_exception")
    if table is None:
        return None
    if verdict is not Verdict.PUBLISH_SAFE:
        raise file.refuse("board_exception", "a board exception goes with publish_safe only.")
    if not _is_reason(table.get("reason")):
        raise file.refuse("board_exception", "a board exception needs its reason, in a sentence.")
    approvers = _approvers(file, table.get("approvers"))
    if table.get("members_told") is not True:
        raise file.refuse(
            "members_told" if "members_told" in table else "board_exception",
            "the members of the board have to be told first: members_told = true.",
        )
    decided, told = (_day(file, table, key, as_of) for key in ("date", "members_told_on"))
    if told > decided:
        raise file.refuse("members_told_on", "the members are told before the exception is made.")
    return BoardException(str(table["reason"]), decided, approvers, told)


def _approvers(file: _File, value: object) -> tuple[str, ...]:
    names: Sequence[object] = value if isinstance(value, list) else []
    texts = tuple(name for name in names if isinstance(name, str) and name.strip())
    if len({person(name) for name in texts}) < 2 or len(texts) != len(names):
        raise file.refuse("approvers", "a board exception needs two different approvers, by name.")
    return texts


def decision_to_fill_in(candidate: str) -> str:
    """Return a decision on a candidate that refuses to be carried out until people fill it in."""
    return f"""# Copy to {NAME} and have it filled in. Until then everything is withheld.
decision = ""  # {" | ".join(Verdict)}
candidate = "{candidate}"
reasons = []  # sentences
prepared_by = ""
narrative = ""  # without numbers; needed for narrative_only
correction = ""  # what this version puts right, where it follows another

[[reviewers]]
name = ""
# reviewed_on = 2026-01-31

[[reviewers]]
name = ""
# reviewed_on = 2026-01-31

[signatory]
name = ""
role = ""
organisation = ""
organisation_kind = ""  # commissioner | provider
# signed_on = 2026-01-31

# Only where the public interest in the board's ethnicity weighs more:
# [board_exception]
# reason = ""
# date = 2026-01-31
# approvers = ["", ""]
# members_told = true
# members_told_on = 2026-01-30

# Only where records are to be printed: 'dueregard release texts' lists their risks and the hash.
# [texts]
# publish = []  # {" | ".join(Part)}
# sha256 = ""
"""
