"""Propose what may be published of an organisation's year; nothing leaves the building yet."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.disclosure.policy import load_policy
from dueregard.disclosure.released import digest
from dueregard.editions.loader import edition_digest, load_edition
from dueregard.errors import FileNotUsableError
from dueregard.indicators.compute import Earlier
from dueregard.operations.pool_release import protect_pool
from dueregard.operations.write_report import compute_figures
from dueregard.placing import place
from dueregard.releases.candidate import NAME as CANDIDATE
from dueregard.releases.candidate import candidate_text, read_candidate
from dueregard.releases.decision import decision_to_fill_in
from dueregard.releases.proposal import Proposal, propose
from dueregard.releases.readers import Known
from dueregard.releases.register import NAME as REGISTER
from dueregard.releases.register import (
    answered_statements,
    head_of,
    load_register,
    public_statements,
)
from dueregard.releases.ways import Way
from dueregard.returns.storage import load_return
from dueregard.settings.reading import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from dueregard.disclosure.policy import Policy
    from dueregard.indicators.annual import AnnualFigures

FOLDER = "release"
TO_FILL_IN = "decision-to-fill-in.toml"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal, and where its files are."""

    proposal: Proposal
    candidate: Path
    to_fill_in: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A year that was computed already, and the return whose figures stand beside it."""

    annual: AnnualFigures
    earlier: Earlier | None


def register_path(directory: Path, register: Path | None) -> Path:
    """Return the register that counts: one shared by several bodies, or the organisation's own."""
    return directory / FOLDER / REGISTER if register is None else register


def propose_release(  # noqa: PLR0913 - a year, and what surrounds its release
    directory: Path,
    *,
    as_of: date,
    register: Path | None = None,
    policy: Path | None = None,
    members: Mapping[str, int] | None = None,
    way: Way = Way.COARSEN,
    ready: Ready | None = None,
    progress: Callable[[str], None] | None = None,
) -> Proposed:
    """Compute the year of a folder and write a release candidate beside it.

    Parameters
    ----------
    directory
        Holds organisation.toml.
    as_of
        The day on which the candidate is made.
    register
        The register of releases; the folder's own if left out.
    policy
        A policy file of the publisher; the one that comes with the software if left out.
    members
        Own numbers of other members of pools, by key, where they are known.
    way
        The way out that is taken.
    ready
        The year's figures, from counts that were kept; the folder's files are counted if left out.
    progress
        Is told what is being done.

    Returns
    -------
    Proposed
        What was proposed; the files are in ``release/``.

    Raises
    ------
    DueRegardError
        For anything a user can mend.
    """
    say = progress or _silent
    choices = load_policy(policy)
    ready = ready or _computed(directory, as_of, progress)
    annual = ready.annual
    entries = load_register(register_path(directory, register))
    known = Known(public_statements(entries), answered_statements(entries), members or {})
    proposal = propose(
        annual,
        ready.earlier,
        known=known,
        policy=choices,
        respondents_at_least=int(annual.edition.thresholds.survey_respondents_at_least.value),
        progress=say,
        way=way,
    )
    said = public_statements(entries)
    proposal = protect_pool(directory, proposal, annual.edition, said=said, progress=say)
    return _write(directory, proposal, _text(annual, proposal, choices, head_of(entries), as_of))


def _computed(directory: Path, as_of: date, progress: Callable[[str], None] | None) -> Ready:
    annual = compute_figures(directory, as_of=as_of, progress=progress).annual
    return Ready(annual, earlier_of(directory))


def _silent(_: str) -> None:
    """Keep quiet."""


def earlier_of(directory: Path) -> Earlier | None:
    """Return the return whose figures stand beside this year's, if the settings name one."""
    path = load_settings(directory).previous_return
    if path is None:
        return None
    before = load_return(path)
    return Earlier(before, load_edition(before.edition))


def _text(annual: AnnualFigures, proposal: Proposal, policy: Policy, head: str, as_of: date) -> str:
    data_return, edition = annual.data_return, annual.edition
    about = {
        "organisation": data_return.organisation.name,
        "code": data_return.organisation.code,
        "standard": edition.standard_name,
        "edition": edition.edition,
        "snapshot_date": data_return.snapshot_date.isoformat(),
        "period_start": data_return.period_start.isoformat(),
        "period_end": data_return.period_end.isoformat(),
    }
    marks = {
        "made_on": as_of.isoformat(),
        "rules_sha256": edition_digest(edition.edition),
        "return_sha256": digest([list(cell) for cell in data_return.cells]),
        "register_head": head,
    }
    return candidate_text(proposal, about=about, policy=policy, marks=marks)


def _write(directory: Path, proposal: Proposal, text: str) -> Proposed:
    folder = directory / FOLDER
    try:
        candidate = place(folder / CANDIDATE, text)
        sha256 = read_candidate(candidate).sha256
        to_fill_in = place(folder / TO_FILL_IN, decision_to_fill_in(sha256))
    except OSError as fault:
        raise FileNotUsableError(f"{folder} cannot be written: {fault.strerror}.") from None
    return Proposed(proposal, candidate, to_fill_in, sha256)
