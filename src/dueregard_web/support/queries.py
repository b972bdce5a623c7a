"""Reading grants, the board, pools and comparisons."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db.models import QuerySet

from dueregard.benchmarks.agreement import agreements_of
from dueregard.benchmarks.peers import Likeness, PeerGroup, PeerRule
from dueregard.benchmarks.profiles import Profile, Standing, load_profile, profile_json, profile_of
from dueregard.errors import DueRegardError
from dueregard.operations.compare_bodies import beside
from dueregard.reports.comparison.beside_peers import comparison_document
from dueregard.reports.comparison.pooled import pool_document
from dueregard.reports.documents.pro_forma import pro_forma
from dueregard.reports.pages.model import Document
from dueregard.returns.pooling import pool_returns
from dueregard.vocabulary import OrganisationKind
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotHereError, NotNowError
from dueregard_web.core.tasks import TaskState
from dueregard_web.due_regard.queries import material_of
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.models import AccessGrant, Organisation
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.queries import acting_in, live_grants
from dueregard_web.organisations.recorded import Done, check_may, reading, subject_of
from dueregard_web.returns.models import Year
from dueregard_web.returns.queries import (
    find_year,
    history_of,
    latest_count,
    steps_of,
    years_of,
)
from dueregard_web.returns.steps import Step
from dueregard_web.returns.storage import ReturnTexts, return_of
from dueregard_web.support.models import PeerProfile, Pool, PoolMember
from dueregard_web.support.policies import PoolStanding, standing_of


# --- grants -----------------------------------------------------------------------------------
def grants_of(acting: Acting) -> list[AccessGrant]:
    """Return the grants that the acting body has given, those that live first."""
    check_may(acting, Permission.MANAGE_PEOPLE)
    rows = AccessGrant.objects.of(acting.organisation).select_related("unit", "granted_by")
    return sorted(rows, key=lambda one: not is_live(one, acting))


def is_live(grant: AccessGrant, acting: Acting) -> bool:
    """Whether a grant holds today."""
    return grant.revoked_at is None and grant.until >= acting.today


def support_units(acting: Acting) -> QuerySet[Organisation]:
    """Return the support units of this installation."""
    check_may(acting, Permission.MANAGE_PEOPLE)
    return Organisation.objects.filter(kind=OrganisationKind.SUPPORT_UNIT.value)


def find_grant(acting: Acting, grant_id: str, *, lock: bool = False) -> AccessGrant:
    """Return a grant of the acting body."""
    rows = AccessGrant.objects.of(acting.organisation)
    found = (rows.select_for_update() if lock else rows).filter(pk=grant_id).first()
    if found is None:
        raise NotHereError("There is no such grant.")
    return found


# --- the board --------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class BoardYear:
    """Where a year of a body stands: its process, never its figures."""

    year: Year
    steps: tuple[Step, ...]
    is_counted: bool

    @property
    def next(self) -> Step | None:
        """The first thing that is not done."""
        return next((one for one in self.steps if one.state != TaskState.DONE), None)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A body that granted access, and where its years stand."""

    grant: AccessGrant
    years: tuple[BoardYear, ...]


def check_unit(acting: Acting) -> None:
    """Refuse a page of support units to any other organisation."""
    check_may(acting, Permission.WORK_FOR_BODIES)
    if acting.organisation.kind != OrganisationKind.SUPPORT_UNIT.value:
        raise NotHereError("There is no such page, or none that you may see.")


def grants_to(acting: Acting) -> list[AccessGrant]:
    """Return the grants to the acting support unit that hold today, by the bodies' names."""
    check_unit(acting)
    rows = live_grants(acting.today).filter(unit=acting.organisation)
    return list(rows.select_related("organisation").order_by("organisation__name"))


def at_body(acting: Acting, code: str) -> Acting:
    """Return the same person at work for a body that granted access; any other is not there."""
    check_unit(acting)
    held = live_grants(acting.today).filter(unit=acting.organisation)
    if not held.filter(organisation__code=code).exists():
        raise NotHereError("This body has not granted access.")
    return acting_in(code, acting.person, now=acting.now, request=acting.request)


@reading(Permission.WORK_FOR_BODIES, Event.BOARD_READ)
def read_board(acting: Acting) -> Done[list[BoardRow]]:
    """Return where every body stands that has granted access."""
    rows = []
    for grant in grants_to(acting):
        there = at_body(acting, grant.organisation.code)
        years = tuple(
            BoardYear(year, steps_of(there, year), latest_count(there, year) is not None)
            for year in years_of(there)
        )
        rows.append(BoardRow(grant, years))
    return Done(rows, subject_of(acting.organisation), reason=f"{len(rows)} bodies")


# --- pools ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class OpenedPool:
    """A pool with its page, its members and how far they have decided."""

    pool: Pool
    document: Document
    members: tuple[PoolMember, ...]
    standing: PoolStanding
    is_stale: bool
    """Whether a member has counted again since."""


def pools_of(acting: Acting) -> QuerySet[Pool]:
    """Return the pools of the acting support unit."""
    check_unit(acting)
    return Pool.objects.of(acting.organisation)


def members_of(pool: Pool) -> list[PoolMember]:
    """Return a pool's members, by code."""
    rows = PoolMember.unscoped.filter(pool=pool)
    found = rows.select_related("organisation", "counted", "counted__year", "decided_by")
    return list(found.order_by("organisation__code"))


def find_pool(acting: Acting, pool_id: str) -> tuple[Pool, list[PoolMember]]:
    """Return a pool of the acting unit whose members' grants all hold today.

    Raises
    ------
    NotHereError
        There is no such pool here.
    NotNowError
        A member has taken its grant back: what its counts went into is closed with it.
    """
    found = pools_of(acting).select_related("lead").filter(pk=pool_id).first()
    if found is None:
        raise NotHereError("There is no such pool.")
    members, live = members_of(found), {one.organisation_id for one in grants_to(acting)}
    gone = [one for one in members if one.organisation_id not in live]
    if gone:
        raise NotNowError(
            f"This pool is closed: the access to {len(gone)} of its members has ended.",
            advice="Make a pool of the bodies that grant access now.",
        )
    return found, members


@reading(Permission.WORK_FOR_BODIES, Event.POOL_READ)
def read_pool(acting: Acting, *, pool_id: str) -> Done[OpenedPool]:
    """Return a pool as its support unit sees it."""
    pool, members = find_pool(acting, pool_id)
    returns = [return_of(ReturnTexts(one.counted.cells, one.counted.about)) for one in members]
    made = pool_returns(returns, code=pool.code, name=pool.name)
    document = pool_document(made, agreements_of(made.data_return, returns), acting.today)
    latest = [
        latest_count(at_body(acting, one.organisation.code), one.counted.year) for one in members
    ]
    is_stale = any(
        now is None or now.pk != one.counted_id for now, one in zip(latest, members, strict=True)
    )
    opened = OpenedPool(pool, document, tuple(members), standing(pool, members), is_stale)
    return Done(opened, subject_of(pool), after=pool.sha256)


def standing(pool: Pool, members: list[PoolMember]) -> PoolStanding:
    """Say how far a pool's members have decided."""
    decisions = {one.organisation.code: one.decision for one in members}
    return standing_of(decisions, pool.lead.code if pool.lead else "")


@reading(Permission.WORK_FOR_BODIES, Event.POOL_DOWNLOADED)
def download_pool(acting: Acting, *, pool_id: str) -> Done[dict[str, bytes]]:
    """Return a pool and its members' returns as folders that the command line knows."""
    pool, members = find_pool(acting, pool_id)
    files = {
        "pool/organisation.toml": pool.settings_text,
        "pool/pool.json": pool.record,
        "pool/return/return.csv": pool.cells,
        "pool/return/return.json": pool.about,
    }
    for one in members:
        place = f"{one.organisation.code}/return"
        files[f"{place}/return.csv"] = one.counted.cells
        files[f"{place}/return.json"] = one.counted.about
    content = {name: text.encode() for name, text in sorted(files.items())}
    return Done(content, subject_of(pool), after=pool.sha256)


def own_places(acting: Acting) -> list[tuple[PoolMember, PoolStanding]]:
    """Return the pools that the acting body's counts are in, with how far they are decided."""
    check_may(acting, Permission.READ_INTERNAL_REPORT)
    rows = PoolMember.objects.of(acting.organisation).select_related(
        "pool", "pool__lead", "pool__organisation", "decided_by"
    )
    found = rows.order_by("-pool__made_at")
    return [(one, standing(one.pool, members_of(one.pool))) for one in found]


def find_own_place(acting: Acting, member_id: str, *, lock: bool = False) -> PoolMember:
    """Return the acting body's place in a pool."""
    rows = PoolMember.objects.of(acting.organisation)
    found = (rows.select_for_update() if lock else rows).filter(pk=member_id).first()
    if found is None:
        raise NotHereError("There is no such pool.")
    return found


# --- the form ---------------------------------------------------------------------------------
@reading(Permission.READ_INTERNAL_REPORT, Event.FORM_READ)
def read_form(acting: Acting, *, edition: str) -> Done[Document]:
    """Return the support unit's form of a year, with its six items in order."""
    material = material_of(acting, edition=edition)
    if material is None:
        raise NotNowError(
            "Nothing was counted yet.", advice="The form is filled from the counts: count first."
        )
    return Done(pro_forma(material), subject_of(find_year(acting, edition)))


# --- comparisons ------------------------------------------------------------------------------
def own_profile(acting: Acting, year: Year) -> Profile:
    """Return the acting organisation's own profile, from its counts of this year and before."""
    counted = latest_count(acting, year)
    if counted is None:
        raise NotNowError("Nothing was counted yet.", advice="There is nothing to compare.")
    returns = [one.data_return for one in history_of(acting, year)]
    return profile_of([*returns, return_of(ReturnTexts(counted.cells, counted.about))])


def peers_of(acting: Acting) -> list[PeerProfile]:
    """Return the figures of similar organisations that were added here."""
    check_may(acting, Permission.SEE_SMALL_NUMBERS)
    return list(PeerProfile.objects.of(acting.organisation))


@dataclass(frozen=True, slots=True)
class OpenedComparison:
    """A comparison as a page, and the peers that were given."""

    document: Document
    group: PeerGroup
    peers: tuple[PeerProfile, ...] = ()


@reading(Permission.SEE_SMALL_NUMBERS, Event.COMPARISON_READ)
def read_comparison(
    acting: Acting, *, edition: str, alike: tuple[Likeness, ...]
) -> Done[OpenedComparison]:
    """Set the acting organisation beside the peers that were added here."""
    year = find_year(acting, edition)
    kept = peers_of(acting)
    others = [profile_from(one.text) for one in kept]
    opened = _compared(acting, own_profile(acting, year), others, alike)
    return Done(OpenedComparison(*opened, tuple(kept)), subject_of(year))


@reading(Permission.WORK_FOR_BODIES, Event.COMPARISON_READ)
def read_comparison_of(
    acting: Acting, *, code: str, edition: str, alike: tuple[Likeness, ...]
) -> Done[OpenedComparison]:
    """Set a body that granted access beside the others that did."""
    there = at_body(acting, code)
    year = find_year(there, edition)
    others = []
    for grant in grants_to(acting):
        other = at_body(acting, grant.organisation.code)
        found = Year.objects.of(other.organisation).filter(edition=edition).first()
        if found is not None and latest_count(other, found) is not None:
            others.append(own_profile(other, found))
    opened = _compared(acting, own_profile(there, year), others, alike)
    return Done(OpenedComparison(*opened), subject_of(year))


def _compared(
    acting: Acting, own: Profile, others: list[Profile], alike: tuple[Likeness, ...]
) -> tuple[Document, PeerGroup]:
    group, compared = beside(own, others, PeerRule(alike))
    return comparison_document(group, compared, acting.today), group


@reading(Permission.SEE_SMALL_NUMBERS, Event.PROFILE_DOWNLOADED)
def download_profile(acting: Acting, *, edition: str) -> Done[str]:
    """Return the organisation's own exchange file; it says that its numbers are internal."""
    year = find_year(acting, edition)
    profile = own_profile(acting, year)
    if profile.standing is not Standing.INTERNAL:
        raise NotNowError("An exchange file of counts is internal.")
    return Done(profile_json(profile), subject_of(year))


def profile_from(text: str) -> Profile:
    """Read an exchange file that was kept."""
    with written({"peer.json": text}) as folder:
        return load_profile(folder / "peer.json")


@contextmanager
def written(files: Mapping[str, str]) -> Iterator[Path]:
    """Write texts into a folder for as long as the library works on it.

    The folder's name is kept out of what people read.
    """
    with tempfile.TemporaryDirectory(prefix="dueregard-support-") as name:
        folder = Path(name).resolve()
        for place, text in files.items():
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_text(text, encoding="utf-8", newline="")
        try:
            yield folder
        except DueRegardError as fault:
            fault.message = fault.message.replace(f"{folder}/", "")
            raise
