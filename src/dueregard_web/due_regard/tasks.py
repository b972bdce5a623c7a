"""What there is to do about due regard: what is due, what is to be read, what is to be signed."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from dueregard.records.catalogue import FACTS_FILE
from dueregard.records.checking import Remark, Weight
from dueregard_web.core.tasks import Task, TaskState
from dueregard_web.due_regard.models import Source
from dueregard_web.due_regard.policies import LISTED
from dueregard_web.due_regard.queries import (
    briefing_in_force,
    latest_sign_off,
    living_of,
    remarks_on,
    who_has_not_read,
)
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission
from dueregard_web.returns.models import Year
from dueregard_web.returns.queries import years_of

DUE = {Weight.OVERDUE: TaskState.STOPPED, Weight.SOON: TaskState.TO_DO}


def due_regard_tasks(acting: Acting) -> tuple[Task, ...]:
    """Return what is next for this person in each year."""
    return tuple(
        task
        for year in years_of(acting)
        for source in (_to_read, _to_sign, _to_review)
        for task in source(acting, year)
    )


def _address(acting: Acting, year: Year, page: str, **parts: str) -> str:
    code = acting.organisation.code
    return reverse(page, kwargs={"code": code, "edition": year.edition, **parts})


def _to_read(acting: Acting, year: Year) -> Iterator[Task]:
    briefing = briefing_in_force(acting, year)
    if briefing is None or not acting.may(Permission.ACKNOWLEDGE_BRIEFING):
        return
    rows = living_of(acting, year).kinds["acknowledgements"]
    if not any(
        one.made_by_id == acting.person.pk
        and one.source == Source.SERVER
        and one.cells["briefing"] == briefing.version
        for one in rows
    ):
        title = f"Read the briefing ({year.edition})"
        yield Task(title, _address(acting, year, "briefing"), TaskState.TO_DO)


def _to_sign(acting: Acting, year: Year) -> Iterator[Task]:
    briefing = briefing_in_force(acting, year)
    if briefing is None or not acting.may(Permission.DECIDE_RELEASE):
        return
    if latest_sign_off(acting, year) is not None:
        return
    missing = who_has_not_read(acting, year)
    state = TaskState.WAITING if missing else TaskState.TO_DO
    hint = f"The briefing is still to be read by {', '.join(missing)}" if missing else ""
    title = f"Sign that due regard was had ({year.edition})"
    yield Task(title, _address(acting, year, "due_regard"), state, hint)


def _to_review(acting: Acting, year: Year) -> Iterator[Task]:
    """Yield what is overdue or falls due, whatever kind of record it is about."""
    if not acting.may(Permission.DRAFT_REPORT):
        return
    for one in remarks_on(acting, year):
        if one.weight in DUE:
            yield Task(one.sentence, _place(acting, year, one), DUE[one.weight], one.advice)


def _place(acting: Acting, year: Year, remark: Remark) -> str:
    kind = remark.file.removesuffix(".csv")
    if kind in LISTED:
        return _address(acting, year, "record_list", kind=kind)
    return _address(acting, year, "facts" if remark.file == FACTS_FILE else "records")
