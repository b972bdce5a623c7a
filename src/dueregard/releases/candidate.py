"""The release candidate: everything that two reviewers look at, with the proofs, in one file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dueregard.disclosure.released import Line, ReleasedState, content_digest, digest
from dueregard.errors import FileNotUsableError, ReleaseNeededError, UnsafeReleaseError
from dueregard.releases.statements import Statement, from_document, is_true, to_document

if TYPE_CHECKING:
    from dueregard.disclosure.policy import Policy
    from dueregard.releases.choosing import Choice
    from dueregard.releases.proposal import Proposal

SCHEMA = "dueregard-release-candidate-1"
NAME = "candidate.json"
MARK = "INTERNAL - not for publication. It holds the true numbers beside what would be shown."


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate as it was read.

    Parameters
    ----------
    document
        The whole file.
    sha256
        Hash of what it holds now; a decision names it.
    lines, exception
        What would be shown, and the lines that a signed board exception replaces.
    statements, exception_statements
        What the lines tell.
    """

    document: Mapping[str, Any]
    sha256: str
    lines: tuple[Line, ...]
    exception: tuple[Line, ...]
    statements: tuple[Statement, ...]
    exception_statements: tuple[Statement, ...]

    @property
    def about(self) -> dict[str, str]:
        """What the content is about, as it will stand on the page."""
        return {str(key): str(value) for key, value in self.document["about"].items()}

    @property
    def full_is_safe(self) -> bool:
        """Whether everything in the internal report may be shown."""
        return bool(self.document["full_is_safe"])

    @property
    def register_head(self) -> str:
        """Where the register ended when this was audited."""
        return str(self.document["register_head"])

    def with_exception(self) -> tuple[Line, ...]:
        """Return the lines as a signed board exception shows them."""
        replaced = {(line.key, line.year): line for line in self.exception}
        return tuple(replaced.get((line.key, line.year), line) for line in self.lines)


def candidate_text(
    proposal: Proposal, *, about: Mapping[str, str], policy: Policy, marks: Mapping[str, str]
) -> str:
    """Return a proposal as the text of a candidate.

    Parameters
    ----------
    about
        Organisation, edition and dates, as they will stand on the page.
    policy
        The publisher's choices.
    marks
        ``made_on``, ``rules_sha256``, ``return_sha256`` and ``register_head``.
    """
    lines = [line_of(choice) for choice in proposal.choices]
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "mark": MARK,
        "about": dict(about),
        **marks,
        "policy": {
            "name": policy.name,
            "dated": policy.dated,
            "reason": policy.reason,
            "threshold": policy.threshold,
        },
        "content_sha256": content_digest(lines, about),
        "full_is_safe": proposal.full_is_safe,
        "lines": [_line_document(choice) for choice in proposal.choices],
        "exception_lines": [_line_document(choice) for choice in proposal.exception],
        **_told(proposal),
        **_proofs(proposal),
    }
    document["sha256"] = digest(document)
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def line_of(choice: Choice) -> Line:
    """Return a choice as the line that the public would see."""
    item = choice.item
    return Line(
        key=item.key,
        label=item.label,
        base=item.base,
        table=item.table,
        year=item.year,
        state=ReleasedState(choice.state.value),
        text=choice.print.text if choice.print is not None else "",
    )


def _line_document(choice: Choice) -> dict[str, str]:
    line = line_of(choice)
    return {
        "key": line.key,
        "label": line.label,
        "base": line.base,
        "table": line.table,
        "year": line.year,
        "state": line.state.value,
        "text": line.text,
        "because": choice.because,
    }


def _told(proposal: Proposal) -> dict[str, Any]:
    told = [c.print.statement for c in proposal.choices if c.print is not None]
    further = [c.print.statement for c in proposal.exception if c.print is not None]
    return {
        "statements": [to_document(one) for one in told if one.facts],
        "exception_statements": [to_document(one) for one in further if one.facts],
    }


def _proofs(proposal: Proposal) -> dict[str, Any]:
    ledger = proposal.catalogue.ledger
    return {
        "options": [
            {name: getattr(option, name) for name in option.__slots__}
            for option in proposal.options
        ],
        "readers": [
            {"reader": one.reader, "numbers": one.numbers, "found_out": one.found_out}
            for one in proposal.verdicts
        ],
        "unreleasable": [
            {"key": one.key, "label": one.label, "reason": one.reason}
            for one in proposal.catalogue.unreleasable
        ],
        "told_before": list(proposal.exposed),
        "superseded": [one.words for one in proposal.superseded],
        "rules": [to_document(rule) for rule in proposal.rules],
        "true_numbers": {key: one.value for key, one in ledger.quantities.items()},
        "witnesses": [
            {"protects": list(one.protects), "changes": one.changes} for one in proposal.witnesses
        ],
    }


def read_candidate(path: Path) -> Candidate:
    """Read a candidate, and refuse it when it is not as it was written.

    Raises
    ------
    ReleaseNeededError
        There is none.
    FileNotUsableError
        It is no candidate.
    UnsafeReleaseError
        It was changed by hand.
    """
    if not path.exists():
        raise ReleaseNeededError(
            f"There is no {path}.", advice="Propose a release first: 'dueregard release DIR'."
        )
    try:
        document = json.loads(path.read_text("utf-8"))
        candidate = _candidate(document)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise FileNotUsableError(
            f"{path} is no release candidate: {fault}.",
            advice="Propose the release again: 'dueregard release DIR'.",
        ) from None
    if candidate.sha256 != document["sha256"]:
        raise UnsafeReleaseError(
            f"{path} was changed after it was proposed and audited.",
            advice="Propose the release again: 'dueregard release DIR'.",
        )
    check_witnesses(candidate, path)
    return candidate


def _candidate(document: dict[str, Any]) -> Candidate:
    if document["schema"] != SCHEMA:
        raise ValueError(f"its schema is {document['schema']!r}")
    bare = {key: value for key, value in document.items() if key != "sha256"}
    return Candidate(
        document,
        digest(bare),
        tuple(map(_read_line, document["lines"])),
        tuple(map(_read_line, document["exception_lines"])),
        tuple(map(from_document, document["statements"])),
        tuple(map(from_document, document["exception_statements"])),
    )


def _read_line(data: Mapping[str, str]) -> Line:
    return Line(
        key=data["key"],
        label=data["label"],
        base=data["base"],
        table=data["table"],
        year=data["year"],
        state=ReleasedState(data["state"]),
        text=data["text"],
    )


def check_witnesses(candidate: Candidate, path: Path) -> int:
    """Add every witness up again: it prints the identical release and lifts what it protects.

    Returns
    -------
    int
        How many small numbers are protected.

    Raises
    ------
    UnsafeReleaseError
        A witness does not prove what it says.
    """
    document = candidate.document
    truth: dict[str, int | None] = dict(document["true_numbers"])
    threshold = int(document["policy"]["threshold"])
    rules = tuple(map(from_document, document["rules"]))
    for witness in document["witnesses"]:
        table = {**truth, **witness["changes"]}
        alike = all(is_true(one, table) for one in (*candidate.statements, *rules))
        lifted = all((table.get(key) or 0) >= threshold for key in witness["protects"])
        if not (alike and lifted):
            raise UnsafeReleaseError(
                f"{path}: a witness does not add up, so the release is not proved safe.",
                advice="Propose the release again: 'dueregard release DIR'.",
            )
    return len({key for witness in document["witnesses"] for key in witness["protects"]})
