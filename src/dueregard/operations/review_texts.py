"""Read what would be printed of the records before anybody decides: every risk, and the hash."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dueregard.errors import ReleaseNeededError
from dueregard.operations.make_publication import ReadTexts, read_texts, surroundings_of
from dueregard.operations.propose_release import FOLDER
from dueregard.releases.candidate import NAME as CANDIDATE
from dueregard.releases.candidate import read_candidate
from dueregard.releases.decision import NAME as DECISION
from dueregard.releases.decision import Verdict
from dueregard.releases.surroundings import STRICTEST
from dueregard.releases.text_choice import NO_TEXTS, TextChoice, read_choice
from dueregard.releases.texts import Part

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


def review_texts(
    directory: Path, *, as_of: date, parts: Sequence[Part] = (), in_words: bool = False
) -> ReadTexts:
    """Read the texts that a decision would let out.

    Parameters
    ----------
    directory
        Holds organisation.toml, ``records`` and, where one was made, a candidate.
    as_of
        Today.
    parts
        The parts of the records; those that ``release/decision.toml`` names if left out, and all
        of them where there is no decision yet.
    in_words
        As for a publication without any figure: nothing is known of the release.

    Raises
    ------
    ReleaseNeededError
        The decision is there and what it says of texts cannot be read.
    FileNotUsableError
        The records or the candidate cannot be read.
    """
    choice, verdict = _choice(directory / FOLDER / DECISION, as_of)
    publish = tuple(parts) or choice.publish or tuple(Part)
    path = directory / FOLDER / CANDIDATE
    beside = STRICTEST
    if path.exists() and not in_words:
        beside = surroundings_of(read_candidate(path), verdict)
    return read_texts(directory, replace(choice, publish=publish), beside)


def _choice(path: Path, as_of: date) -> tuple[TextChoice, Verdict]:
    """Read what a decision says of texts, however unfinished the rest of it is."""
    if not path.exists():
        return NO_TEXTS, Verdict.PUBLISH_SAFE
    try:
        data: dict[str, Any] = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ReleaseNeededError(f"{path}: {fault}.") from None

    def refuse(key: str, message: str) -> ReleaseNeededError:
        return ReleaseNeededError(f"{path}, {key}: {message}")

    choice = read_choice(data, refuse, str(data.get("prepared_by", "")), as_of)
    in_words = data.get("decision") == Verdict.NARRATIVE_ONLY.value
    return choice, Verdict.NARRATIVE_ONLY if in_words else Verdict.PUBLISH_SAFE
