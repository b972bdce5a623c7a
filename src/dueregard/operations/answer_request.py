"""Whether a number that somebody asks for can be given, together with everything said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dueregard.errors import ConfigurationError
from dueregard.operations.propose_release import FOLDER, register_path
from dueregard.releases.bundles import PUBLIC, check_bundles
from dueregard.releases.candidate import NAME as CANDIDATE
from dueregard.releases.candidate import read_candidate
from dueregard.releases.register import (
    answered_statements,
    load_register,
    public_statements,
)
from dueregard.releases.requests import may_be_told

REFUSAL = (
    "refused. Together with what is known already, the number could identify people (Freedom of "
    "Information Act 2000, section 40(2)). Whether the public interest weighs more is for named "
    "people to decide and to record."
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to somebody who asks for one number."""

    key: str
    may_be_given: bool
    text: str


def answer_request(
    directory: Path, keys: Sequence[str], *, register: Path | None = None
) -> tuple[Answer, ...]:
    """Answer a request for numbers, each audited with those before it.

    Nothing is entered: once the answer is sent, enter it with ``dueregard release import``.

    Parameters
    ----------
    directory
        Holds a release candidate, which knows the numbers.
    keys
        The numbers asked for, by key.

    Raises
    ------
    ConfigurationError
        There is no number of that key.
    """
    candidate = read_candidate(directory / FOLDER / CANDIDATE)
    entries = load_register(register_path(directory, register))
    check_bundles(directory / PUBLIC, entries)
    said = (*public_statements(entries), *answered_statements(entries))
    numbers = candidate.document["true_numbers"]
    unknown = [key for key in keys if key not in numbers]
    if unknown:
        raise ConfigurationError(
            f"There is no number with the key {unknown[0]!r}.",
            advice="The keys stand in release/candidate.json under true_numbers.",
        )
    given = may_be_told(candidate, said, keys)
    return tuple(
        Answer(key, fine, f"{numbers[key]:,}" if fine else REFUSAL)
        for key, fine in zip(keys, given, strict=True)
    )
