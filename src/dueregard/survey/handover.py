"""What the operator hands over at the close: sealed answers in one file, participation in another.

The answers bear no body. How many people of each body answered is known from the spent codes, and
is handed over apart, because the rules about single bodies are judged by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.survey.keys import PrivateKeys, is_signed, read_document, sign, write_document
from dueregard.survey.manifest import Manifest
from dueregard.survey.store import Contents

ANSWERS_NAME, PARTICIPATION_NAME = "answers.json", "participation.json"


@dataclass(frozen=True, slots=True)
class BodyCount:
    """How many codes a body sent out, and how many of them were spent."""

    invited: int
    answered: int


@dataclass(frozen=True, slots=True)
class Handover:
    """All that the analyst gets: sealed answers, and how many people of each body answered."""

    contents: Contents
    participation: Mapping[str, BodyCount]


def write_handover(
    handover: Handover, manifest: Manifest, keys: PrivateKeys, folder: Path
) -> tuple[Path, Path]:
    """Write a hand-over, signed by the operator.

    Raises
    ------
    ConfigurationError
        There is one already: a survey is handed over once.
    """
    answers, participation = folder / ANSWERS_NAME, folder / PARTICIPATION_NAME
    for path in (answers, participation):
        if path.exists():
            raise ConfigurationError(
                f"{path} is there already; a survey is handed over once.",
                advice="Give the analyst the files that are there.",
            )
    contents = handover.contents
    sealed = {
        "survey": manifest.sha256,
        "answers": [one.hex() for one in contents.answers],
        "comments": [[one.hex() for one in said] for said in contents.comments],
    }
    counts = {
        code: {"invited": one.invited, "answered": one.answered}
        for code, one in sorted(handover.participation.items())
    }
    _write(answers, sealed, keys)
    _write(participation, {"survey": manifest.sha256, "bodies": counts}, keys)
    return answers, participation


def _write(path: Path, document: dict[str, Any], keys: PrivateKeys) -> None:
    write_document(path, {**document, "signature": sign(document, keys)}, mode=0o600)


def load_handover(folder: Path, manifest: Manifest) -> Handover:
    """Read a hand-over.

    Raises
    ------
    FileNotUsableError
        It is of another survey, or not as the operator signed it.
    """
    sealed = _read(folder / ANSWERS_NAME, manifest)
    counts = _read(folder / PARTICIPATION_NAME, manifest)["bodies"]
    comments = tuple(tuple(bytes.fromhex(one) for one in said) for said in sealed["comments"])
    answers = tuple(bytes.fromhex(one) for one in sealed["answers"])
    participation = {
        body.code: BodyCount(int(one["invited"]), int(one["answered"]))
        for body in manifest.bodies
        if (one := counts.get(body.code))
    }
    answered = sum(one.answered for one in participation.values())
    if len(set(answers)) < len(answers) or len(answers) > answered:
        raise FileNotUsableError(
            f"{folder / ANSWERS_NAME} holds {len(answers)} answers of {answered} people.",
            advice="One person has one answer. Ask the operator what happened.",
        )
    return Handover(Contents(answers, comments), participation)


def _read(path: Path, manifest: Manifest) -> dict[str, Any]:
    document = read_document(path)
    signature = str(document.pop("signature", ""))
    if document.get("survey") != manifest.sha256:
        raise FileNotUsableError(
            f"{path} is of another survey than the manifest.",
            advice="Use the manifest that was signed before the survey opened.",
        )
    if not is_signed(document, signature, manifest.operator.signing):
        raise FileNotUsableError(
            f"{path} is not as {manifest.operator.name} signed it.",
            advice="Ask the operator for the file again.",
        )
    return document
