"""Comments are read by two people apart before anybody else sees one.

Each of the two gets the same list and writes, beside each comment, what may be shown: the words
with names and places taken out, other words with the same sense, or nothing. A comment is released
where both wrote the same, and only where there are enough comments.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from dueregard.errors import ConfigurationError, FileNotUsableError, UnsafeReleaseError
from dueregard.survey.keys import write_text
from dueregard.survey.manifest import Manifest

_COLUMNS = ("question", "comment", "may_be_shown")


@dataclass(frozen=True, slots=True)
class Reader:
    """One of the two who redact, and the list they filled in."""

    name: str
    path: Path


def write_queue(comments: tuple[tuple[str, ...], ...], manifest: Manifest, path: Path) -> Path:
    """Write the list that each of the two readers fills in, apart from all answers.

    Questions with fewer comments than the threshold are left out altogether.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for question, said in zip(manifest.comments, comments, strict=True):
        if len(said) >= manifest.rules.threshold:
            writer.writerows((question, _harmless(words), "") for words in said)
    return write_text(path, stream.getvalue(), mode=0o600)


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def agree(first: Reader, second: Reader, manifest: Manifest) -> dict[str, tuple[str, ...]]:
    """Return, by question, the comments of which two readers say the same.

    Raises
    ------
    ConfigurationError
        The two are one person.
    FileNotUsableError
        The lists are not of the same comments.
    UnsafeReleaseError
        The two do not agree; names the lines, never the words.
    """
    if first.name.casefold().strip() == second.name.casefold().strip():
        raise ConfigurationError(
            "Both lists are of one person.", advice="Two people redact, each without the other."
        )
    lists = _read(first.path), _read(second.path)
    if [row[:2] for row in lists[0]] != [row[:2] for row in lists[1]]:
        raise FileNotUsableError(
            f"{first.path} and {second.path} are not of the same comments.",
            advice="Both fill in the list that 'dueregard survey open' wrote, in its order.",
        )
    pairs = list(zip(*lists, strict=True))
    apart = [str(n) for n, (one, two) in enumerate(pairs, start=1) if one[2] != two[2]]
    if apart:
        raise UnsafeReleaseError(
            f"The two readers differ on comment {', '.join(apart)}.",
            advice="Let them talk it over; what they do not agree on is left empty in both lists.",
        )
    kept = [row for row in lists[0] if row[2]]
    # Fewer than the threshold of one question, and who wrote them is a small group.
    by_question = {
        question: tuple(sorted(words for asked, _, words in kept if asked == question))
        for question in manifest.comments
    }
    return {q: said for q, said in by_question.items() if len(said) >= manifest.rules.threshold}


def _read(path: Path) -> list[tuple[str, str, str]]:
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        return [
            (row["question"], row["comment"], (row["may_be_shown"] or "").strip()) for row in rows
        ]
    except (OSError, UnicodeDecodeError, csv.Error, KeyError):
        raise FileNotUsableError(
            f"{path} is no list of comments.", advice=f"It has {', '.join(_COLUMNS)}."
        ) from None


def write_comments(comments: dict[str, tuple[str, ...]], path: Path) -> Path:
    """Write the comments that two readers let through, in the order of their words."""
    lines = []
    for question, said in comments.items():
        lines += [question, "", *(f"* {words}" for words in said), ""]
    return write_text(path, "\n".join(lines))
