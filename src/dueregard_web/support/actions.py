"""What changes grants, pools and the peers of a comparison."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dueregard.errors import DueRegardError
from dueregard.operations.pool_bodies import pool_bodies
from dueregard.returns.pooling_storage import NAME as RECORD
from dueregard.returns.storage import CSV_NAME, JSON_NAME
from dueregard.settings import FILE_NAME
from dueregard.vocabulary import OrganisationKind
from dueregard_web.audit.events import Event
from dueregard_web.core.refusals import NotHereError, NotNowError, TooLateError
from dueregard_web.due_regard.checks import check_reason
from dueregard_web.due_regard.recorded import never_delegated
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.models import AccessGrant, Organisation
from dueregard_web.organisations.policies import LONGEST_GRANT_DAYS, Permission
from dueregard_web.organisations.recorded import Done, action, subject_of
from dueregard_web.returns.models import CountedReturn
from dueregard_web.returns.queries import find_year, latest_count
from dueregard_web.support.models import MemberDecision, PeerProfile, Pool, PoolMember
from dueregard_web.support.queries import (
    at_body,
    check_unit,
    find_grant,
    find_own_place,
    profile_from,
    written,
)

_KEPT = (f"return/{CSV_NAME}", f"return/{JSON_NAME}", RECORD, FILE_NAME)


# --- grants -----------------------------------------------------------------------------------
@action(Permission.MANAGE_PEOPLE, Event.ACCESS_GRANTED)
def grant_access(
    acting: Acting, *, unit: Organisation, purpose: str, until: date
) -> Done[AccessGrant]:
    """Let a support unit's analysts prepare work here, for a purpose and until a day."""
    is_unit = unit.kind == OrganisationKind.SUPPORT_UNIT.value
    if not is_unit or unit == acting.organisation:
        raise DueRegardError("Access is granted to a support unit.", advice="Choose one.")
    if not purpose.strip():
        raise DueRegardError("A grant needs a purpose.", advice="Say what the unit is to do.")
    if not acting.today <= until <= acting.today + timedelta(days=LONGEST_GRANT_DAYS):
        raise DueRegardError(
            "Access from outside is given for at most a year.",
            advice="Choose a day between today and a year from now.",
        )
    held = AccessGrant.objects.of(acting.organisation).select_for_update()
    for before in held.filter(unit=unit, revoked_at=None):
        if before.until >= acting.today:
            raise TooLateError(
                "This unit has access already.", advice="Take that away first, to change it."
            )
        _revoke(acting, before)
    made = AccessGrant.objects.add(
        acting.organisation,
        unit=unit,
        purpose=purpose.strip(),
        until=until,
        granted_at=acting.now,
        granted_by=acting.person,
    )
    return Done(made, subject_of(made), reason=f"{unit.code} until {until.isoformat()}")


@action(Permission.MANAGE_PEOPLE, Event.ACCESS_REVOKED)
def revoke_access(acting: Acting, *, grant_id: str) -> Done[None]:
    """Take a unit's access away: from this moment its people see nothing here."""
    found = find_grant(acting, grant_id, lock=True)
    if found.revoked_at is not None:
        raise TooLateError("This access was taken away already.")
    _revoke(acting, found)
    return Done(None, subject_of(found), reason=found.unit.code)


def _revoke(acting: Acting, grant: AccessGrant) -> None:
    grant.revoked_at, grant.revoked_by = acting.now, acting.person
    grant.save()


# --- pools ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class WantedPool:
    """What a pool is to be made of."""

    code: str
    name: str
    edition: str
    bodies: Sequence[str]
    lead: str = ""


@action(Permission.WORK_FOR_BODIES, Event.POOL_MADE)
def make_pool(acting: Acting, *, wanted: WantedPool) -> Done[Pool]:
    """Add the counts of bodies that granted access, as ``dueregard pool`` adds returns.

    Raises
    ------
    ReturnError
        They cannot be added: two bodies, different rules, the same people twice.
    NotHereError
        A body has not granted access.
    """
    check_unit(acting)
    counts = {code: _count_of(acting, code, wanted.edition) for code in sorted(set(wanted.bodies))}
    if wanted.lead and wanted.lead not in counts:
        raise DueRegardError("The lead body is no member.", advice="Choose one of the bodies.")
    texts = _pooled(acting, wanted, counts)
    made = Pool.objects.add(
        acting.organisation,
        code=wanted.code,
        name=wanted.name,
        edition=wanted.edition,
        cells=texts[_KEPT[0]],
        about=texts[_KEPT[1]],
        record=texts[_KEPT[2]],
        settings_text=texts[_KEPT[3]],
        sha256=hashlib.sha256("\0".join(texts[name] for name in _KEPT[:3]).encode()).hexdigest(),
        lead=counts[wanted.lead].organisation if wanted.lead else None,
        made_at=acting.now,
        made_by=acting.person,
    )
    for counted in counts.values():
        PoolMember.objects.add(counted.organisation, pool=made, counted=counted)
    return Done(made, subject_of(made), after=made.sha256, reason=" ".join(counts))


def _count_of(acting: Acting, code: str, edition: str) -> CountedReturn:
    there = at_body(acting, code)
    counted = latest_count(there, find_year(there, edition))
    if counted is None:
        raise NotNowError(
            f"{there.organisation.name} has not counted its year {edition}.",
            advice="Leave it out, or wait for its count.",
        )
    return counted


def _pooled(acting: Acting, wanted: WantedPool, counts: dict[str, CountedReturn]) -> dict[str, str]:
    """Pool in a folder laid out as the command line's, and return the texts that it wrote."""
    files = {}
    for code, one in counts.items():
        files[f"{code}/return/{CSV_NAME}"] = one.cells
        files[f"{code}/return/{JSON_NAME}"] = one.about
    with written(files) as folder:
        out = folder / "pool"
        pool_bodies(
            [folder / code for code in counts],
            out,
            code=wanted.code,
            name=wanted.name,
            as_of=acting.today,
        )
        return {name: (out / name).read_bytes().decode() for name in _KEPT}


@never_delegated
@action(Permission.DECIDE_RELEASE, Event.POOL_DECIDED)
def decide_on_pool(
    acting: Acting, *, member_id: str, seen: str, decision: MemberDecision, reason: str
) -> Done[PoolMember]:
    """Record the acting body's own decision on a pool that its counts are in."""
    place = find_own_place(acting, member_id, lock=True)
    if place.pool.sha256 != seen:
        raise TooLateError("This is another pool than you saw.", advice="Open it again.")
    if place.decision:
        raise TooLateError(
            "Your body has decided on this pool already.",
            advice="A decision stands; ask the support unit for a new pool to decide anew.",
        )
    if decision is MemberDecision.LEAD and place.pool.lead in {None, acting.organisation}:
        raise NotNowError(
            "There is no lead body that could decide for yours.", advice="Decide for yourself."
        )
    check_reason(reason)
    place.decision, place.reason = decision.value, reason.strip()
    place.decided_at, place.decided_by = acting.now, acting.person
    place.save()
    return Done(place, subject_of(place), after=seen, reason=decision.value)


# --- peers ------------------------------------------------------------------------------------
@action(Permission.DRAFT_REPORT, Event.PEER_ADDED)
def add_peer(acting: Acting, *, text: str) -> Done[PeerProfile]:
    """Keep the exchange file of a similar organisation, in place of an earlier one of its code.

    Raises
    ------
    FileNotUsableError
        It is no exchange file, or a number in it is impossible.
    """
    profile = profile_from(text)
    facts = profile.facts
    rows = PeerProfile.objects.of(acting.organisation).select_for_update()
    rows.filter(code=facts.code).delete()
    made = PeerProfile.objects.add(
        acting.organisation,
        code=facts.code,
        name=facts.name,
        text=text,
        standing=profile.standing.value,
        added_at=acting.now,
        added_by=acting.person,
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Done(made, subject_of(made), after=digest, reason=facts.code)


@action(Permission.DRAFT_REPORT, Event.PEER_REMOVED)
def remove_peer(acting: Acting, *, peer_id: str) -> Done[None]:
    """Take the figures of an organisation out of the comparison."""
    found = PeerProfile.objects.of(acting.organisation).filter(pk=peer_id).first()
    if found is None:
        raise NotHereError("There is no such organisation in the comparison.")
    subject, code = subject_of(found), found.code
    found.delete()
    return Done(None, subject, reason=code)
