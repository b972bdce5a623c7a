"""An incident: frozen at once, taken down, told in time or why not, closed when learnt from."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from dueregard.errors import DueRegardError
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.core.refusals import NotNowError, TooLateError
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Role
from dueregard_web.releases import incident_actions, queries
from dueregard_web.releases.folders import folder_of
from dueregard_web.releases.incident_words import TELLINGS
from dueregard_web.releases.models import Incident, Telling
from dueregard_web.releases.policies import State
from tests.integration.web.releases_house import WHY, Desk
from tests.web_people import House


@pytest.fixture
def desk(house: House) -> Iterator[Desk]:
    yield Desk.set_up(house)
    shutil.rmtree(folder_of(house.organisation).parent, ignore_errors=True)


def after(acting: Acting, hours: float) -> Acting:
    return replace(acting, now=acting.now + timedelta(hours=hours))


def opened(desk: Desk, *, about: bool = True) -> tuple[Acting, str]:
    officer = desk.by(Role.IG_OFFICER)
    number = str(desk.proposal.pk) if about else ""
    made = incident_actions.open_incident(
        officer, what="A page was wrong.", aware_at=officer.now, proposal_id=number
    )
    return officer, str(made.pk)


def told(kind: str = "commissioner", **more: str) -> dict[str, str]:
    return {"kind": kind, "words": "By the form.", **more}


@pytest.mark.parametrize(("hours", "is_late"), [(71.9, False), (72, False), (72.1, True)])
def test_after_72_hours_it_is_said_why_the_commissioner_was_told_late(
    hours: float, is_late: bool, desk: Desk
) -> None:
    """UK GDPR, article 33(1): the notice is accompanied by reasons for the delay."""
    desk.bring_to(State.RELEASED)
    officer, number = opened(desk)
    later = after(officer, hours)
    on = {"incident_id": number, "told_at": later.now}
    if is_late:
        with pytest.raises(DueRegardError, match="told late"):
            incident_actions.note_telling(later, **on, **told())
        assert Telling.unscoped.count() == 0
    incident_actions.note_telling(later, **on, **told(late_because=WHY if is_late else ""))
    page = desk.house.client(Role.SIGNATORY).get(f"/o/EX016/incidents/{number}/").content.decode()
    assert ("It was late" in page) == is_late


@pytest.mark.parametrize("kind", [one for one in TELLINGS if one != "commissioner"])
def test_others_are_told_at_any_time(kind: str, desk: Desk) -> None:
    """The clock is the commissioner's."""
    desk.bring_to(State.RELEASED)
    officer, number = opened(desk)
    later = after(officer, 100)
    incident_actions.note_telling(later, incident_id=number, told_at=later.now, **told(kind))
    assert Telling.unscoped.get().kind == kind


def test_moment_and_kind_of_a_telling_are_possible(desk: Desk) -> None:
    """Nobody was told before anybody knew, in the future, or of a kind that there is not."""
    desk.bring_to(State.RELEASED)
    officer, number = opened(desk)
    for hours, kind, why in ((-1, "board", "before"), (1, "board", "future"), (0, "x", "kind")):
        at = officer.now + timedelta(hours=hours)
        with pytest.raises(DueRegardError, match=why):
            incident_actions.note_telling(officer, incident_id=number, told_at=at, **told(kind))


def test_incident_is_closed_only_with_the_version_down_or_a_reason_why_it_stays(
    desk: Desk,
) -> None:
    """Forgetting to take down is not a way to end the freeze."""
    desk.bring_to(State.RELEASED)
    officer, number = opened(desk)
    incident_actions.note_telling(officer, incident_id=number, told_at=officer.now, **told())
    with pytest.raises(DueRegardError, match="not taken down"):
        incident_actions.close_incident(officer, incident_id=number, learnt=WHY)
    incident_actions.close_incident(officer, incident_id=number, learnt=WHY, kept_because=WHY)
    assert Incident.unscoped.get().kept_because == WHY
    officer, number = opened(desk)
    incident_actions.take_down_release(officer, incident_id=number)
    incident_actions.note_telling(officer, incident_id=number, told_at=officer.now, **told())
    incident_actions.close_incident(officer, incident_id=number, learnt=WHY)
    with pytest.raises(TooLateError):
        incident_actions.close_incident(officer, incident_id=number, learnt=WHY)


def test_whole_path_is_on_the_trail(desk: Desk) -> None:
    """Opened, taken down, told, closed: each with who and when."""
    desk.bring_to(State.RELEASED)
    officer, number = opened(desk)
    incident_actions.take_down_release(officer, incident_id=number)
    incident_actions.note_telling(officer, incident_id=number, told_at=officer.now, **told())
    incident_actions.close_incident(officer, incident_id=number, learnt=WHY)
    rows = AuditEvent.objects.filter(
        event__in=[Event.INCIDENT_OPENED, Event.RELEASE_TAKEN_DOWN, Event.INCIDENT_TOLD,
                   Event.INCIDENT_CLOSED]
    ).order_by("seq")  # fmt: skip
    assert [row.event for row in rows] == [
        "incident_opened", "release_taken_down", "incident_told", "incident_closed",
    ]  # fmt: skip
    assert {row.actor for row in rows} == {str(officer.person.pk)}


def test_freeze_holds_for_every_year_and_other_bodies_go_on(desk: Desk, other_house: House) -> None:
    """An incident about no version here freezes this organisation, and no other."""
    desk.bring_to(State.TWO_REVIEWS)
    opened(desk, about=False)
    with pytest.raises(NotNowError, match="frozen"):
        desk.decide()
    other = Desk.set_up(other_house)
    assert queries.is_frozen(desk.by(Role.SIGNATORY))
    assert not queries.is_frozen(other.by(Role.SIGNATORY))
