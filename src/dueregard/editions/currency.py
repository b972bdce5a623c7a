"""Whether an edition is the one to use on a day, and how far its text was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dueregard.editions.checks import clauses
from dueregard.editions.schema import Clause, Edition, Verified


@dataclass(frozen=True, slots=True)
class Verification:
    """How many clauses of an edition were read, partly read, and not read."""

    yes: int
    partly: int
    no: int

    @property
    def total(self) -> int:
        """All clauses."""
        return self.yes + self.partly + self.no


def count_verified(edition: Edition) -> Verification:
    """Count the clauses of an edition by how far their text was read."""
    counts = Counter(clause.verified for _, clause in clauses(edition))
    return Verification(counts["yes"], counts["partly"], counts["no"])


def find_unread(edition: Edition, verified: Verified = "no") -> tuple[tuple[str, Clause], ...]:
    """Return the clauses of an edition with one mark, each with the name of its rule.

    A rule is named as a switch names a field: ``indicators.3``, ``thresholds.peers_at_least``.
    """
    return tuple(
        (".".join(_names(edition, path[:-1])), clause)
        for path, clause in clauses(edition)
        if clause.verified == verified
    )


def _names(edition: Edition, path: tuple[str | int, ...]) -> Iterator[str]:
    here: Any = edition
    for step in path:
        here = here[step] if isinstance(step, int) else getattr(here, step)
        known = (
            str(getattr(here, name)) for name in ("number", "key", "id") if hasattr(here, name)
        )
        yield next(known, str(step)) if isinstance(step, int) else step


def find_currency_cautions(edition: Edition, as_of: date) -> tuple[str, ...]:
    """Return what a reader must know before relying on an edition on a day.

    Parameters
    ----------
    edition
        The edition.
    as_of
        The day on which it is used.
    """
    found = []
    name = f"{edition.standard_name}, edition {edition.edition}"
    if edition.good_until is not None and as_of > edition.good_until:
        kind = "interim " if edition.status == "interim" else ""
        then = f"; edition {edition.successor} follows it" if edition.successor else ""
        found.append(f"The {kind}rules of {name} were good until {edition.good_until}{then}.")
    if not edition.review.checked_by:
        found.append(f"Nobody has yet held {name} against its documents a second time.")
    unread = count_verified(edition).no
    if unread:
        found.append(f"{unread} rules of {name} rest on text that was not read.")
    found += [
        f"{document.title}: {document.controlled_copy}"
        for document in edition.documents
        if document.controlled_copy
    ]
    return tuple(found)
