"""Somebody leaves: a colleague has the work, and the leaver has nothing."""

from __future__ import annotations

import pytest
from django.test import Client

from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.audit.queries import verify
from dueregard_web.core.refusals import NotHereError, NotNowError
from dueregard_web.organisations import actions
from dueregard_web.organisations.hand_over_actions import hand_over
from dueregard_web.organisations.models import Invitation, Membership
from dueregard_web.organisations.policies import BY_GRANT, Role
from dueregard_web.organisations.queries import acting_in, live_roles
from dueregard_web.releases.models import Preparer, Proposal, Review
from dueregard_web.releases.policies import State
from dueregard_web.returns.models import CountedReturn, Year
from tests.integration.web.test_addresses import OF_ORGANISATIONS, address
from tests.web_people import House

INSIDE = [role for role in Role if role not in BY_GRANT | {Role.ADMINISTRATOR}]


def roles_of(house: House, person: object) -> frozenset[Role]:
    return live_roles(person, house.organisation, house.now.date())


def a_colleague(house: House, role: Role) -> object:
    """Return somebody who may hold this role beside their own."""
    return house.join(role, "the colleague")


@pytest.mark.parametrize("role", INSIDE)
def test_who_has_handed_over_can_do_nothing_any_more(role: Role, house: House) -> None:
    """Whatever they were: every page is gone, in the open session too, and no action runs."""
    leaver = house.person(role)
    heir = a_colleague(house, role)
    client = house.client(role)
    assert client.get(f"/o/{house.code}/").status_code == 200
    hand_over(house.acting(Role.ADMINISTRATOR), leaver=leaver, heir=heir)
    assert client.get(f"/o/{house.code}/")["Location"].startswith("/account/sign-in/")
    again = Client()
    again.force_login(leaver, "allauth.account.auth_backends.AuthenticationBackend")
    for name, rule in OF_ORGANISATIONS.items():
        answer = getattr(again, rule.method)(address(name, house.code))
        assert answer.status_code in {302, 404}, name
        if answer.status_code == 302:
            assert answer["Location"].startswith("/account/"), name
    leaver.refresh_from_db()
    signed = house.client(role)
    for name, rule in OF_ORGANISATIONS.items():
        assert getattr(signed, rule.method)(address(name, house.code)).status_code == 404, name
    with pytest.raises(NotHereError):
        acting_in(house.code, leaver, now=house.now)


def test_roles_go_to_the_colleague_with_a_row_for_each(house: House) -> None:
    """What the leaver held ends, what the colleague lacks is given, all of it in the trail."""
    admin = house.acting(Role.ADMINISTRATOR)
    leaver, heir = house.person(Role.EQUALITY_LEAD), house.person(Role.HR_ANALYST)
    actions.give_role(admin, person=leaver, grant=actions.Grant(Role.APPROVER))
    actions.give_role(admin, person=leaver, grant=actions.Grant(Role.HR_ANALYST))
    given = hand_over(admin, leaver=leaver, heir=heir)
    assert set(given) == {Role.EQUALITY_LEAD, Role.APPROVER}
    assert roles_of(house, heir) == {Role.HR_ANALYST, Role.EQUALITY_LEAD, Role.APPROVER}
    assert roles_of(house, leaver) == frozenset()
    rows = list(AuditEvent.objects.order_by("-seq")[:6])
    assert [row.event for row in rows] == [
        Event.HANDED_OVER, *[Event.ROLE_GIVEN] * 2, *[Event.ROLE_ENDED] * 3,
    ]  # fmt: skip
    assert rows[0].subject == f"person/{leaver.pk}"
    assert str(heir.pk) in rows[0].reason
    assert verify()[1] == ()


@pytest.mark.parametrize("role", sorted(BY_GRANT))
def test_access_from_outside_is_not_inherited(role: Role, house: House) -> None:
    """It was given to this person, for a purpose, until a day; a colleague needs their own."""
    leaver, heir = house.person(role), house.person(Role.HR_ANALYST)
    assert hand_over(house.acting(Role.ADMINISTRATOR), leaver=leaver, heir=heir) == ()
    assert roles_of(house, heir) == {Role.HR_ANALYST}
    assert roles_of(house, leaver) == frozenset()


def test_last_administrator_cannot_leave(house: House) -> None:
    """Not even to a colleague; with a second one they can, and see nothing from then on."""
    me = house.acting(Role.ADMINISTRATOR)
    with pytest.raises(NotNowError, match="last administrator"):
        hand_over(me, leaver=me.person, heir=house.person(Role.HR_ANALYST))
    assert roles_of(house, me.person) == {Role.ADMINISTRATOR}
    other = house.join(Role.ADMINISTRATOR, "second admin")
    client = house.client(Role.ADMINISTRATOR)
    answer = client.post(f"/o/{house.code}/people/{me.person.pk}/leaves/", {"heir": other.pk})
    assert answer["Location"] == "/"
    assert client.get("/")["Location"].startswith("/account/sign-in/")
    assert roles_of(house, me.person) == frozenset()


def test_clash_of_roles_stops_the_whole_of_it(house: House) -> None:
    """An auditor does not become a signatory by the back door; nothing is half handed over."""
    admin = house.acting(Role.ADMINISTRATOR)
    leaver, heir = house.person(Role.SIGNATORY), house.person(Role.AUDITOR)
    before = AuditEvent.objects.count()
    with pytest.raises(NotNowError, match="may not be the same person"):
        hand_over(admin, leaver=leaver, heir=heir)
    assert roles_of(house, leaver) == {Role.SIGNATORY}
    assert AuditEvent.objects.count() == before
    assert house.client(Role.SIGNATORY).get(f"/o/{house.code}/").status_code == 200


def test_nobody_takes_over_who_should_not(house: House, other_house: House) -> None:
    """Not oneself, not a stranger, not the administrator who presses the button."""
    admin = house.acting(Role.ADMINISTRATOR)
    leaver = house.person(Role.HR_ANALYST)
    stranger = other_house.person(Role.HR_ANALYST)
    with pytest.raises(NotNowError, match="themselves"):
        hand_over(admin, leaver=leaver, heir=leaver)
    with pytest.raises(NotHereError):
        hand_over(admin, leaver=leaver, heir=stranger)
    with pytest.raises(NotHereError):
        hand_over(admin, leaver=stranger, heir=leaver)
    with pytest.raises(NotNowError, match="yourself"):
        hand_over(admin, leaver=leaver, heir=admin.person)
    assert roles_of(other_house, stranger) == {Role.HR_ANALYST}


def test_open_invitation_to_the_leaver_is_taken_back(house: House) -> None:
    """A link in the mailbox is no way back."""
    admin = house.acting(Role.ADMINISTRATOR)
    leaver, heir = house.person(Role.HR_ANALYST), house.person(Role.APPROVER)
    invited = actions.invite(admin, email=leaver.email, grant=actions.Grant(Role.EQUALITY_LEAD))
    hand_over(admin, leaver=leaver, heir=heir)
    assert Invitation.unscoped.get(pk=invited.invitation.pk).withdrawn_by == admin.person
    with pytest.raises(NotHereError):
        actions.accept_invitation(invited.token, now=house.now, request="", person=leaver)


def proposal_of(house: House, preparer: object) -> Proposal:
    year = Year.objects.add(
        house.organisation, edition="2016", started_at=house.now, started_by=preparer
    )
    counted = CountedReturn.objects.add(
        house.organisation, year=year, counted_at=house.now, counted_by=preparer
    )
    made = Proposal.objects.add(
        house.organisation, year=year, counted=counted, state=State.ONE_REVIEW.value,
        way="suppress", proposed_at=house.now, proposed_by=preparer,
    )  # fmt: skip
    Preparer.objects.add(house.organisation, proposal=made, person=preparer, first_at=house.now)
    return made


def test_open_release_goes_with_the_work(house: House) -> None:
    """The colleague stands where the preparer stood: they have no say on it any more."""
    leaver, heir = house.person(Role.HR_ANALYST), house.person(Role.EQUALITY_LEAD)
    made = proposal_of(house, leaver)
    hand_over(house.acting(Role.ADMINISTRATOR), leaver=leaver, heir=heir)
    own = Preparer.objects.of(house.organisation).filter(proposal=made)
    assert set(own.values_list("person_id", flat=True)) == {leaver.pk, heir.pk}


def test_who_has_reviewed_a_release_does_not_take_it_over(house: House) -> None:
    """Otherwise somebody would have reviewed what is their own."""
    leaver, heir = house.person(Role.HR_ANALYST), house.person(Role.EQUALITY_LEAD)
    made = proposal_of(house, leaver)
    Review.objects.add(
        house.organisation, proposal=made, content_sha256="0" * 64, approves=True, comments="Yes.",
        is_outside=False, reviewed_at=house.now, reviewed_by=heir,
    )  # fmt: skip
    with pytest.raises(NotNowError, match="has reviewed the release"):
        hand_over(house.acting(Role.ADMINISTRATOR), leaver=leaver, heir=heir)
    assert roles_of(house, leaver) == {Role.HR_ANALYST}


def test_page_says_what_goes_and_asks_to_whom(house: House) -> None:
    """With the mistake beside the field, and the list of colleagues only of here."""
    leaver, heir = house.person(Role.HR_ANALYST), house.person(Role.APPROVER)
    client = house.client(Role.ADMINISTRATOR)
    path = f"/o/{house.code}/people/{leaver.pk}/leaves/"
    page = client.get(path).content.decode()
    assert "HR analyst" in page
    assert heir.name in page
    for wrong in ({}, {"heir": str(leaver.pk)}, {"heir": "x"}):
        answer = client.post(path, wrong)
        assert answer.status_code == 422
        assert "There is a problem" in answer.content.decode()
    assert client.post(path, {"heir": str(heir.pk)}).status_code == 302
    held = Membership.objects.of(house.organisation).filter(person=leaver, ended_at=None)
    assert not held.exists()
