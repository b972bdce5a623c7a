"""A pool's release: audited against what each member knows, and decided by every member."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dueregard.disclosure.released import person
from dueregard.editions.loader import load_edition
from dueregard.errors import ReleaseNeededError, UnsafeReleaseError
from dueregard.indicators.annual import compute_annual
from dueregard.indicators.compute import Earlier
from dueregard.returns.pooling import add_returns
from dueregard.returns.pooling_storage import PoolRecord, is_pool, load_members, load_pool
from dueregard.settings.reading import load_settings
from dueregard.vocabulary import OrganisationKind

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition
    from dueregard.releases.proposal import Proposal
    from dueregard.releases.statements import Statement
    from dueregard.returns.data_return import DataReturn

MEMBERS = "members.toml"
_DECIDING = {OrganisationKind.COMMISSIONER.value, OrganisationKind.PROVIDER.value}
_ADVICE = "Nothing was published. docs/how-to/pool-small-bodies.md shows a whole members.toml."


def protect_pool(
    directory: Path,
    proposal: Proposal,
    edition: Edition,
    *,
    said: tuple[Statement, ...],
    progress: Callable[[str], None],
) -> Proposal:
    """Audit a proposal against what each member of the pool knows; any other is left as it is.

    Parameters
    ----------
    directory
        The folder that the proposal is of.
    proposal
        Safe from everybody who is in no pool.
    edition
        With the pool's switches.
    said
        What was said in public before.
    progress
        Is told what is being done.

    Raises
    ------
    UnsafeReleaseError
        The members' numbers are not known here, so nothing can be audited against them.
    ReturnError
        A member's return is not as it was added.
    """
    from dueregard.releases.pool_members import Known, Membership, protect_members  # noqa: PLC0415

    if not is_pool(directory):
        return proposal
    record = load_pool(directory)
    returns = load_members(directory, record)
    if not returns:
        raise UnsafeReleaseError(
            "The members' counts were never shown here, so nobody can say what the pool tells a "
            "member about the others.",
            advice="Publish a narrative, or pool the members' returns themselves.",
        )
    before = _members_before(directory)
    numbers = {code: member_numbers(one, edition, record, before) for code, one in returns.items()}
    own = Membership(record.code, frozenset(returns))
    known = Known(own, numbers, said, is_joint=bool(record.joint))
    return protect_members(proposal, known, progress=progress)


def _members_before(directory: Path) -> dict[str, DataReturn]:
    """Return the members' returns of last year's pool, where there is one."""
    previous = load_settings(directory).previous_return
    if previous is None or not is_pool(previous.parent):
        return {}
    return load_members(previous.parent, load_pool(previous.parent))


def member_numbers(
    data_return: DataReturn, edition: Edition, record: PoolRecord, before: dict[str, DataReturn]
) -> dict[str, int]:
    """Return a member's own numbers under the names that they have in the pool.

    Parameters
    ----------
    data_return
        The member's counts.
    edition, record
        The rules and the pool.
    before
        Returns of last year's members: its own, or its predecessors'.
    """
    from dueregard.releases.catalogue import catalogue_of  # noqa: PLC0415 - heavy

    organisation = data_return.organisation
    codes = [organisation.code] if organisation.code in before else organisation.predecessors
    then = [before[code] for code in codes if code in before]
    earlier = None
    if then:
        whole = add_returns(then, organisation)
        earlier = Earlier(whole, load_edition(whole.edition))
    annual = compute_annual(data_return, edition, () if earlier is None else (earlier,))
    quantities = catalogue_of(annual, earlier).ledger.quantities
    stem = f"{organisation.code}/"
    return {
        f"{record.code}/{key.removeprefix(stem)}": one.value
        for key, one in quantities.items()
        if key.startswith(stem) and one.value is not None
    }


def check_members_decided(directory: Path, *, candidate: str, as_of: date) -> tuple[str, ...]:
    """Refuse a pool's release that not every member, or the lead they named, has decided on.

    Parameters
    ----------
    directory
        Holds ``release/members.toml`` where it is a pool's.
    candidate
        Hash of the candidate as it is now.
    as_of
        Today.

    Returns
    -------
    tuple of str
        Codes of the bodies that decided; none for a folder that is no pool's.

    Raises
    ------
    ReleaseNeededError
        A member has not decided, or somebody who may not has.
    """
    if not is_pool(directory):
        return ()
    path, record = directory / "release" / MEMBERS, load_pool(directory)
    document = _read(path)
    tables = document.get("member", [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise ReleaseNeededError(f"{path}: [[member]] tables are needed.", advice=_ADVICE)
    lead = document.get("lead")
    decided = [_decided(path, one, candidate, as_of, lead) for one in tables]
    missing = sorted({one.code for one in record.members} - set(decided))
    if missing:
        raise ReleaseNeededError(
            f"{path}: {', '.join(missing)} {'has' if len(missing) == 1 else 'have'} not decided "
            "on this release.",
            advice="Each member decides, or names the lead body that decides for it. " + _ADVICE,
        )
    _check_lead(path, lead, tables)
    return tuple(decided)


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        raise ReleaseNeededError(
            f"There is no {path}, and a pool's release needs the decision of every member.",
            advice=_ADVICE,
        )
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ReleaseNeededError(f"{path}: {fault}.", advice=_ADVICE) from None


def _decided(path: Path, table: dict[str, Any], candidate: str, as_of: date, lead: object) -> str:
    """Return the code of the member whose decision this is, or refuse it."""
    code = _text(path, table, "code")
    if not person(_text(path, table, "decided_by")):
        raise ReleaseNeededError(f"{path}: {code} needs a person who decided.", advice=_ADVICE)
    day = table.get("decided_on")
    if type(day) is not date or day > as_of:
        raise ReleaseNeededError(
            f"{path}: {code} needs decided_on, a day that has come.", advice=_ADVICE
        )
    if table.get("organisation_kind") not in _DECIDING:
        raise ReleaseNeededError(
            f"{path}: for {code} somebody of the commissioner or provider decides; a support "
            "unit prepares, it does not decide.",
            advice=_ADVICE,
        )
    if "lead" in table:
        if table["lead"] != lead or lead == code:
            raise ReleaseNeededError(
                f"{path}: {code} names another lead body than the file does.", advice=_ADVICE
            )
    elif table.get("candidate") != candidate:
        raise ReleaseNeededError(
            f"{path}: {code} has decided on another candidate than the one that is here now.",
            advice=_ADVICE,
        )
    return code


def _check_lead(path: Path, lead: object, tables: list[dict[str, Any]]) -> None:
    """Refuse a lead body that is no member, or has not decided on this very candidate itself."""
    led = [one for one in tables if "lead" in one]
    deciding = [one for one in tables if one["code"] == lead and "candidate" in one]
    if led and not deciding:
        raise ReleaseNeededError(
            f"{path}: the lead body {lead} has not decided on this candidate.", advice=_ADVICE
        )


def _text(path: Path, table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ReleaseNeededError(f"{path}: each member needs {key}, as text.", advice=_ADVICE)
    return value.strip()
