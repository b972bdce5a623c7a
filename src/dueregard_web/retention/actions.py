"""Deleting what was kept long enough, and erasing a person; each with its row in the trail."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from dueregard_web.accounts.models import Person
from dueregard_web.audit.actions import append
from dueregard_web.audit.chain import Happening
from dueregard_web.audit.events import Event
from dueregard_web.core.clock import day_of
from dueregard_web.core.refusals import NotNowError
from dueregard_web.due_regard.living import Living
from dueregard_web.due_regard.models import DocumentFile, DocumentSet, RecordVersion
from dueregard_web.organisations.acting import Keeping
from dueregard_web.organisations.models import Invitation, Membership, Organisation, Owned
from dueregard_web.organisations.recorded import Done, keeping, subject_of
from dueregard_web.releases.models import ExceptionApproval, MadeDecision, Proposal, Review
from dueregard_web.releases.queries import content_of
from dueregard_web.retention.ending import ENDINGS
from dueregard_web.retention.erasing import Stand
from dueregard_web.retention.queries import erasable, open_parts, organisations_with
from dueregard_web.retention.schedule import SCHEDULE, Kind
from dueregard_web.returns.models import Year

DONE_FOLDER = "retention"
SWEPT = (models.CharField, models.TextField, models.JSONField)
COUNTS = frozenset(
    {"returns.CountedReturn.cells", "returns.TypedCounts.cells", "support.Pool.cells"}
)
"""Columns of numbers by category: no person types a name there, and a name must change no count."""


# --- the schedule -------------------------------------------------------------------------------
def carry_out_daily(now: datetime) -> None:
    """Delete what was kept long enough, once a day; a chore of the program."""
    place = Path(settings.CONFIGURATION.data) / DONE_FOLDER
    mark = place / f"{day_of(now).isoformat()}.txt"
    if mark.exists():
        return
    carry_out(now)
    place.mkdir(parents=True, exist_ok=True)
    for old in place.glob("*.txt"):
        old.unlink()
    mark.write_text("done\n", encoding="ascii")


def carry_out(now: datetime) -> dict[Kind, int]:
    """Delete what was kept long enough.

    Each kind is one transaction with a row of the trail for each organisation: what, and how many.

    Returns
    -------
    dict
        How many records of each kind were deleted; kinds of which none was are left out.
    """
    ended: dict[Kind, int] = {}
    for kind, end in ENDINGS.items():
        with transaction.atomic():
            gone = end(SCHEDULE[kind].ends_before(now))
            for code, number in sorted(gone.items()):
                reason = f"{number} after {SCHEDULE[kind].how_long.lower()}"
                append(
                    Happening(
                        now, Event.RETENTION_ENDED.value, "", "", code, f"retention/{kind.value}",
                        reason=reason,
                    )
                )  # fmt: skip
        if gone:
            ended[kind] = gone.total()
    return ended


# --- a person -----------------------------------------------------------------------------------
@keeping(Event.PERSON_ERASED)
def erase_person(acting: Keeping, *, person_id: str, reason: str) -> Done[Person]:
    """Take somebody's name and address out of everything but what was published.

    What the person did stays, under a number. The trail holds no name, so it stays as it is; what
    is bound to a hash of a text with the name is bound to the text without it, and the trail gets a
    row that ties the two.

    Raises
    ------
    NotHereError
        When the person holds a role.
    NotNowError
        When a release on its way still needs the name of this person.
    """
    person = erasable(person_id, day_of(acting.now), lock=True)
    if open_parts(person).exists():
        raise NotNowError(
            "A release that is on its way names this person.",
            advice="Have it decided, or taken back, first.",
        )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    short = person.pk.hex[:8]
    stand = Stand(
        person.name, person.email, f"Erased person {short}", f"{person.pk.hex}@erased.invalid"
    )
    for organisation in organisations_with(person):
        _erase_in(acting, organisation, stand)
    _erase_account(person, stand)
    transaction.on_commit(lambda: _erase_files(stand))
    return Done(person, subject_of(person), reason=reason)


def _erase_account(person: Person, stand: Stand) -> None:
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    for table in (AccessAttempt, AccessFailureLog, AccessLog):
        table.objects.filter(username__iexact=person.email).delete()
    for one in Invitation.unscoped.filter(email__iexact=person.email):
        one.email = stand.new_email
        one.save()
    person.name, person.email = stand.new_name, stand.new_email
    person.is_active = False
    person.session_generation += 1
    person.set_unusable_password()
    person.save()


def _erase_in(acting: Keeping, organisation: Organisation, stand: Stand) -> None:
    """Take a name out of an organisation's rows; documents that may hold it are deleted."""
    before = {year.pk: _records_sha256(year) for year in _years(organisation)}
    DocumentFile.objects.of(organisation).delete()
    DocumentSet.objects.of(organisation).filter(made_on__isnull=False).delete()
    for model in _swept():
        for row in model.objects.of(organisation):
            _sweep(row, stand)
    for proposal in Proposal.objects.of(organisation).exclude(content_sha256=""):
        _bind_again(acting, proposal)
    for year in _years(organisation):
        after = _records_sha256(year)
        if after != before[year.pk]:
            _tie(acting, organisation, subject_of(year), before[year.pk], after)


def _swept() -> list[type[Owned]]:
    """Return every table of organisations in which people type texts."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, Owned) and model not in {DocumentFile, DocumentSet, Membership}
    ] + [Membership]


def _sweep(row: Owned, stand: Stand) -> None:
    changed = []
    for field in row._meta.concrete_fields:  # noqa: SLF001 - Django's documented API
        is_text = isinstance(field, SWEPT) and str(field) not in COUNTS
        if is_text and not field.choices:
            held = getattr(row, field.attname)
            said = stand.said_in(held)
            if said != held:
                setattr(row, field.attname, said)
                changed.append(field.name)
    if changed:
        row.save(update_fields=changed)


def _bind_again(acting: Keeping, proposal: Proposal) -> None:
    """Bind what was approved to the text without the name, and tie the two in the trail."""
    before, after = proposal.content_sha256, content_of(proposal).sha256
    if before == after:
        return
    for model in (Review, ExceptionApproval, MadeDecision):
        rows = model.objects.of(proposal.organisation)
        rows.filter(proposal=proposal, content_sha256=before).update(content_sha256=after)
    proposal.content_sha256 = after
    proposal.save(update_fields=["content_sha256"])
    _tie(acting, proposal.organisation, subject_of(proposal), before, after)


def _tie(
    acting: Keeping, organisation: Organisation, subject: str, before: str, after: str
) -> None:
    append(
        acting.happening(
            Event.RECORDS_ERASED_IN,
            subject,
            organisation=organisation.code,
            before=before,
            after=after,
        )
    )


def _years(organisation: Organisation) -> list[Year]:
    return list(Year.objects.of(organisation))


def _records_sha256(year: Year) -> str:
    rows = RecordVersion.objects.of(year.organisation).filter(year=year).order_by("version")
    return Living.of(rows).sha256


def _erase_files(stand: Stand) -> None:
    """Delete e-mails in files that name somebody, and what is left of old pages."""
    folder = Path(str(getattr(settings, "EMAIL_FILE_PATH", "") or "."))
    if getattr(settings, "EMAIL_FILE_PATH", ""):
        for path in folder.glob("*"):
            text = path.read_text(encoding="utf-8", errors="replace").lower()
            is_named = stand.is_searched and stand.name.lower() in text
            if stand.email.lower() in text or is_named:
                path.unlink()
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
