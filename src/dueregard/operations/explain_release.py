"""Explain why a figure of a candidate is hidden: what would follow if it were published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.disclosure.released import ReleasedState
from dueregard.errors import ConfigurationError
from dueregard.operations.propose_release import FOLDER, earlier_of, register_path
from dueregard.operations.write_report import compute_figures
from dueregard.releases.candidate import NAME as CANDIDATE
from dueregard.releases.candidate import Candidate, read_candidate
from dueregard.releases.catalogue import Catalogue, catalogue_of
from dueregard.releases.items import prints_of
from dueregard.releases.proofs import Proof, prove
from dueregard.releases.register import load_register, public_statements
from dueregard.releases.statements import Statement, exactly, from_document, is_true

if TYPE_CHECKING:
    from datetime import date

    from dueregard.disclosure.released import Line
    from dueregard.releases.items import Item

_SHOWN = {ReleasedState.SHOWN, ReleasedState.COARSENED}


@dataclass(frozen=True, slots=True)
class Explained:
    """A figure of a candidate, and for each form it could have why that gives somebody away."""

    line: Line
    proofs: tuple[Proof, ...]
    words: dict[str, str]


def explain_release(
    directory: Path, key: str, *, as_of: date, year: str = "this", register: Path | None = None
) -> Explained:
    """Look for the published figures that, with a hidden one, give a small number away.

    Parameters
    ----------
    directory
        Holds the files and a release candidate.
    key, year
        The figure, of ``this`` or ``last`` year.
    as_of
        The day on which the figures are computed again.

    Raises
    ------
    ConfigurationError
        The candidate has no such figure.
    """
    candidate = read_candidate(directory / FOLDER / CANDIDATE)
    line = next((one for one in candidate.lines if (one.key, one.year) == (key, year)), None)
    if line is None:
        raise ConfigurationError(
            f"The candidate has no figure {key!r} of {year} year.",
            advice="The keys stand in release/candidate.json under lines.",
        )
    annual = compute_figures(directory, as_of=as_of).annual
    catalogue = catalogue_of(annual, earlier_of(directory))
    words = {name: one.words for name, one in catalogue.ledger.quantities.items()}
    items = [one for one in catalogue.items if (one.key, one.year) == (key, year)]
    if line.state in _SHOWN or not items:
        return Explained(line, (), words)
    said = public_statements(load_register(register_path(directory, register)))
    return Explained(line, _proofs(items[0], catalogue, candidate, said), words)


def _proofs(
    item: Item, catalogue: Catalogue, candidate: Candidate, said: tuple[Statement, ...]
) -> tuple[Proof, ...]:
    """Return a proof for each form, for the public or for a reader who knows the board."""
    values = dict(candidate.document["true_numbers"])
    small = sorted({k for one in candidate.document["witnesses"] for k in one["protects"]})
    rules = [replace(from_document(one), is_rule=True) for one in candidate.document["rules"]]
    earlier = [one for one in said if is_true(one, values) is not False]
    public = [*rules, *earlier, *candidate.statements]
    board = [
        Statement(f"{catalogue.ledger.words(key)}, known from elsewhere", (exactly(key, n),))
        for key in sorted(catalogue.board)
        if (n := catalogue.ledger.value(key)) is not None
    ]
    hidden = [key for key in small if key not in catalogue.board]
    threshold = int(candidate.document["policy"]["threshold"])
    found = [
        prove(one, public, small, threshold) or prove(one, [*public, *board], hidden, threshold)
        for one in prints_of(item, catalogue.ledger)
    ]
    return tuple(one for one in found if one is not None)
