"""Invitations, roles and grants: who comes in, as what, until when."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from dueregard.errors import DueRegardError
from dueregard_web.accounts.models import Person
from dueregard_web.core.refusals import NotHereError, NotNowError
from dueregard_web.organisations import actions
from dueregard_web.organisations.acting import Keeping
from dueregard_web.organisations.models import Invitation, Membership, UnscopedError
from dueregard_web.organisations.policies import BY_GRANT, Role
from dueregard_web.organisations.queries import acting_in, live_roles
from tests.web_people import PASSWORD, House

Grant = actions.Grant


def invited_link() -> str:
    found = re.search(r"https?://[^/]+(/invitation/\S+)", mail.outbox[-1].body)
    assert found
    return found.group(1)


def test_invitation_comes_by_mail_and_works_once(house: House) -> None:
    """The administrator never sees the link; who has it makes an account, and nobody does twice."""
    admin = house.client(Role.ADMINISTRATOR)
    sent = admin.post(
        "/o/EX016/people/invite/", {"email": "New@Example.org", "role": "approver"}, follow=True
    )
    assert "invitation/" not in re.sub(r"invitations/", "", sent.content.decode())
    assert mail.outbox[-1].to == ["new@example.org"]
    link = invited_link()
    stranger = Client()
    page = stranger.get(link).content.decode()
    assert "Approver" in page
    assert "new@example.org" in page
    answer = stranger.post(link, {"name": "Nia New", "password": PASSWORD})
    assert answer["Location"] == "/account/sign-in/"
    person = Person.objects.get(email="new@example.org")
    assert live_roles(person, house.organisation, house.now.date()) == {Role.APPROVER}
    assert Client().get(link).status_code == 404
    assert Client().post(link, {"name": "Eve", "password": PASSWORD}).status_code == 404
    assert Person.objects.filter(name="Eve").count() == 0


def test_token_is_not_in_the_database(house: House) -> None:
    """Whoever reads the database cannot accept anything."""
    invited = actions.invite(
        house.acting(Role.ADMINISTRATOR), email="new@example.org", grant=Grant(Role.APPROVER)
    )
    stored = Invitation.unscoped.filter(pk=invited.invitation.pk).values().get()
    assert invited.token not in str(stored)
    assert len(invited.token) >= 32


def test_old_and_withdrawn_invitations_open_nothing(house: House) -> None:
    """After a week, or when it was taken back."""
    acting = house.acting(Role.ADMINISTRATOR)
    old = actions.invite(acting, email="old@example.org", grant=Grant(Role.APPROVER))
    later = house.now + timedelta(days=actions.INVITATION_DAYS, seconds=1)
    with pytest.raises(NotHereError):
        actions.accept_invitation(old.token, now=later, request="", name="O", password=PASSWORD)
    back = actions.invite(acting, email="back@example.org", grant=Grant(Role.APPROVER))
    actions.withdraw_invitation(acting, invitation_id=str(back.invitation.pk))
    with pytest.raises(NotHereError):
        actions.accept_invitation(
            back.token, now=house.now, request="", name="B", password=PASSWORD
        )


@pytest.mark.parametrize("password", ["sh0rt-one", "password1234"])
def test_weak_password_is_refused_with_a_summary(house: House, password: str) -> None:
    """Short, common, or told about: the page says what is wrong and where."""
    invited = actions.invite(
        house.acting(Role.ADMINISTRATOR), email="new@example.org", grant=Grant(Role.APPROVER)
    )
    page = Client().post(f"/invitation/{invited.token}/", {"name": "N", "password": password})
    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()
    assert "<title>Error: " in page.content.decode()
    assert password not in page.content.decode()


def test_known_person_signs_in_first(house: House, other_house: House) -> None:
    """An account is never taken over by an invitation; its owner accepts from within."""
    person = house.person(Role.EQUALITY_LEAD)
    invited = actions.invite(
        other_house.acting(Role.ADMINISTRATOR),
        email=person.email,
        grant=Grant(Role.OUTSIDE_REVIEWER, house.now.date() + timedelta(days=9), "Second review."),
    )
    link = f"/invitation/{invited.token}/"
    answer = Client().post(link, {"name": "Eve", "password": PASSWORD})
    assert answer.status_code == 422
    assert person.check_password(PASSWORD)
    wrong = house.client(Role.APPROVER).post(link)
    assert "another e-mail address" in wrong.content.decode()
    assert house.client(Role.EQUALITY_LEAD).post(link)["Location"] == "/"
    assert live_roles(person, other_house.organisation, house.now.date()) == {Role.OUTSIDE_REVIEWER}


@pytest.mark.parametrize("role", sorted(BY_GRANT))
def test_access_from_outside_needs_an_end_and_a_purpose(role: Role, house: House) -> None:
    """Without either, or for longer than a year, it is not given."""
    acting = house.acting(Role.ADMINISTRATOR)
    today = house.now.date()
    for grant in (
        Grant(role),
        Grant(role, until=today + timedelta(days=5)),
        Grant(role, purpose="Because."),
        Grant(role, today + timedelta(days=5), "  "),
        Grant(role, today - timedelta(days=1), "Because."),
        Grant(role, today + timedelta(days=367), "Because."),
    ):
        with pytest.raises(DueRegardError):
            actions.invite(acting, email="out@example.org", grant=grant)
    page = house.client(Role.ADMINISTRATOR).post(
        "/o/EX016/people/invite/", {"email": "out@example.org", "role": role.value}
    )
    assert page.status_code == 422
    assert "Enter the last day of this access" in page.content.decode()
    assert "Enter what this access is for" in page.content.decode()


def test_grant_ends_by_itself(house: House) -> None:
    """On its last day it holds, on the next it does not; nobody has to remember."""
    person = house.person(Role.SUPPORT_ANALYST)
    last = Membership.objects.of(house.organisation).get(person=person).until
    assert last is not None
    assert live_roles(person, house.organisation, last) == {Role.SUPPORT_ANALYST}
    assert live_roles(person, house.organisation, last + timedelta(days=1)) == frozenset()
    with pytest.raises(NotHereError):
        acting_in("EX016", person, now=house.now + timedelta(days=400))


def test_administrator_cannot_give_a_role_to_themselves(house: House) -> None:
    """Not by role, not by invitation, not under another spelling of the address."""
    acting = house.acting(Role.ADMINISTRATOR)
    with pytest.raises(NotNowError):
        actions.give_role(acting, person=acting.person, grant=Grant(Role.HR_ANALYST))
    with pytest.raises(NotNowError):
        actions.invite(
            acting, email=f" {acting.person.email.upper()}", grant=Grant(Role.HR_ANALYST)
        )


def test_roles_that_exclude_each_other_are_not_given(house: House) -> None:
    """Nobody is administrator and anything else, even by way of another administrator."""
    other = house.join(Role.ADMINISTRATOR, "second admin")
    acting = house.acting(Role.ADMINISTRATOR)
    with pytest.raises(NotNowError, match="may not be the same person"):
        actions.give_role(acting, person=other, grant=Grant(Role.HR_ANALYST))
    analyst = house.person(Role.HR_ANALYST)
    actions.give_role(acting, person=analyst, grant=Grant(Role.EQUALITY_LEAD))
    assert live_roles(analyst, house.organisation, house.now.date()) == {
        Role.HR_ANALYST,
        Role.EQUALITY_LEAD,
    }
    with pytest.raises(NotNowError, match="already"):
        actions.give_role(acting, person=analyst, grant=Grant(Role.EQUALITY_LEAD))


def test_last_administrator_stays(house: House) -> None:
    """There is always somebody who can let people in."""
    acting = house.acting(Role.ADMINISTRATOR)
    mine = Membership.objects.of(house.organisation).get(person=acting.person)
    with pytest.raises(NotNowError, match="last administrator"):
        actions.end_role(acting, membership_id=str(mine.pk))
    house.join(Role.ADMINISTRATOR, "second admin")
    actions.end_role(acting, membership_id=str(mine.pk))
    assert live_roles(acting.person, house.organisation, house.now.date()) == frozenset()


def test_person_of_another_organisation_is_given_no_role(house: House, other_house: House) -> None:
    """Who does not work here has to be invited."""
    stranger = other_house.person(Role.HR_ANALYST)
    with pytest.raises(NotHereError):
        actions.give_role(
            house.acting(Role.ADMINISTRATOR), person=stranger, grant=Grant(Role.APPROVER)
        )
    page = house.client(Role.ADMINISTRATOR).get(f"/o/EX016/people/{stranger.pk}/role/")
    assert page.status_code == 404


def test_query_without_an_organisation_raises(house: House) -> None:
    """There is one door, and forgetting it is no way in."""
    with pytest.raises(UnscopedError):
        Membership.objects.all()
    with pytest.raises(UnscopedError):
        Membership.objects.filter(role="approver")
    with pytest.raises(UnscopedError):
        Invitation.objects.count()


def test_first_link_works_until_somebody_has_an_account(db: None) -> None:
    """The program's start invites one keeper, a later start makes earlier links useless."""
    from tests.web_people import NOW

    first = actions.invite_first(Keeping(None, NOW))
    second = actions.invite_first(Keeping(None, NOW + timedelta(minutes=1)))
    assert first is not None
    assert second is not None
    now = NOW + timedelta(minutes=2)
    with pytest.raises(NotHereError):
        actions.accept_invitation(first.token, now=now, request="", name="K", password=PASSWORD)
    person = actions.accept_invitation(
        second.token, now=now, request="", name="Kit", password=PASSWORD, email="Kit@example.org"
    )
    person.refresh_from_db()
    assert (person.is_keeper, person.email) == (True, "kit@example.org")
    assert actions.invite_first(Keeping(None, now)) is None


def test_last_day_is_typed_in_three_fields(house: House) -> None:
    """And comes back with its mistake beside it."""
    client = house.client(Role.ADMINISTRATOR)
    last = house.now.date() + timedelta(days=40)
    told = {"email": "out@example.org", "role": "support_analyst", "purpose": "Helps."}
    day = {"until_day": last.day, "until_month": last.month, "until_year": last.year}
    wrong = client.post("/o/EX016/people/invite/", {**told, **day, "until_month": "13"})
    page = wrong.content.decode()
    assert wrong.status_code == 422
    assert "The last day of this access must be a real date" in page
    assert 'href="#id_until"' in page
    assert 'id="id_until"' in page
    assert 'value="13"' in page
    assert client.post("/o/EX016/people/invite/", {**told, **day}).status_code == 302
    assert Invitation.unscoped.get(email="out@example.org").until == last
