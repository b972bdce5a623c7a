"""Signing in by the employer's own service: who gets in, who does not, and what is believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.test import Client, override_settings
from pytest_django import Settings

from dueregard.errors import ConfigurationError
from dueregard_web.accounts.models import Person
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.core.sign_in_service import (
    ClaimsError,
    SignInService,
    read_claims,
    read_sign_in_service,
)
from dueregard_web.organisations import actions
from dueregard_web.organisations.policies import Role
from dueregard_web.organisations.queries import live_roles
from tests.integration.web.fake_service import CLIENT, SHARED, FakeService, new_key, serving
from tests.web_people import PASSWORD, House, signed_in

BEGIN, BACK = "/account/sign-in/service/", "/account/sign-in/service/back/"


@pytest.fixture
def service(settings: Settings) -> Iterator[FakeService]:
    """Run a service, and configure it as the installation's own."""
    with serving() as running:
        configure(settings, running)
        yield running


def configure(settings: Settings, running: FakeService, strong: str = "") -> None:
    told = {
        "DUEREGARD_OIDC_ISSUER": running.address,
        "DUEREGARD_OIDC_CLIENT": CLIENT,
        "DUEREGARD_OIDC_SECRET": SHARED,
        "DUEREGARD_OIDC_STRONG": strong,
        "DUEREGARD_OIDC_NAME": "Invented Trust",
    }
    read = read_sign_in_service(told)
    settings.CONFIGURATION = replace(settings.CONFIGURATION, sign_in_service=read)
    settings.SOCIALACCOUNT_PROVIDERS = read.for_allauth()


def says(service: FakeService, email: str, subject: str = "s-1", **more: object) -> None:
    """Let the service say of whoever signs in next that this is their address."""
    service.said = {"sub": subject, **more}
    service.told = {"sub": subject, "email": email, "email_verified": True, "name": "Nia New"}


def come_in(service: FakeService, client: Client, following: str = "") -> object:
    """Press the button, sign in there, come back."""
    sent = client.post(BEGIN + (f"?next={following}" if following else ""))
    assert sent.status_code == 302, sent.content.decode()
    assert sent["Location"].startswith(f"{service.address}/authorise?")
    state = service.permit(sent["Location"])
    return client.get(BACK, {"code": "a-code", "state": state})


def invite(house: House, email: str = "nia@example.org") -> actions.Invited:
    grant = actions.Grant(Role.APPROVER)
    return actions.invite(house.acting(Role.ADMINISTRATOR), email=email, grant=grant)


def is_inside(client: Client) -> bool:
    return "_auth_user_id" in client.session


def refused(answer: object, words: str) -> None:
    assert answer.status_code == 403
    assert words in answer.content.decode()
    assert AuditEvent.objects.filter(event=Event.SIGN_IN_FAILED).exists()


def test_somebody_invited_comes_in_and_sets_up_the_second_step(
    house: House, service: FakeService
) -> None:
    """The account is made from the invitation, without a password; our second step is asked for."""
    invite(house)
    says(service, "Nia@Example.org")
    client = Client()
    answer = come_in(service, client)
    assert answer.status_code == 302, answer.content.decode()
    person = Person.objects.get(email="nia@example.org")
    assert (person.name, person.has_usable_password()) == ("Nia New", False)
    assert live_roles(person, house.organisation, house.now.date()) == {Role.APPROVER}
    assert client.get("/o/EX016/")["Location"] == "/account/second-step/set-up/"
    events = set(AuditEvent.objects.values_list("event", flat=True))
    assert {Event.INVITATION_ACCEPTED, Event.ROLE_GIVEN, Event.SERVICE_CONNECTED} <= events
    kept = SocialAccount.objects.get(user=person)
    assert set(kept.extra_data) == {"email", "is_verified", "name", "is_strong"}


def test_question_is_bound_to_the_browser_and_asks_for_no_more_than_needed(
    house: House, service: FakeService
) -> None:
    """PKCE, a state, and the three scopes; what stands in the address changes nothing."""
    client = Client()
    client.post(BEGIN + "?scope=admin&auth_params=prompt%3Dnone&process=connect")
    says(service, "x@example.org")
    come_in(service, client)
    asked = service.seen[-1]
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"].endswith(BACK)
    assert "prompt" not in asked


def test_stranger_gets_no_account(house: House, service: FakeService) -> None:
    """There is no sign-up: without an invitation to this very address nothing is made."""
    invite(house, "somebody.else@example.org")
    says(service, "nia@example.org")
    client = Client()
    people = Person.objects.count()
    refused(come_in(service, client), "no open invitation")
    assert Person.objects.count() == people
    assert not is_inside(client)
    assert SocialAccount.objects.count() == 0


@pytest.mark.parametrize("ending", ["withdrawn", "old", "used"])
def test_invitation_that_has_ended_lets_nobody_in(
    ending: str, house: House, service: FakeService
) -> None:
    """Taken back, too old, or used before."""
    invited = invite(house)
    if ending == "withdrawn":
        actions.withdraw_invitation(
            house.acting(Role.ADMINISTRATOR), invitation_id=str(invited.invitation.pk)
        )
    elif ending == "old":
        invited.invitation.expires_at = house.now
        invited.invitation.save()
    else:
        invited.invitation.accepted_at = house.now
        invited.invitation.accepted_by = house.person(Role.APPROVER)
        invited.invitation.save()
    says(service, "nia@example.org")
    refused(come_in(service, Client()), "no open invitation")


@pytest.mark.parametrize("verified", [False, None, 1, "yes", ""])
def test_address_that_the_service_has_not_checked_lets_nobody_in(
    verified: object, house: House, service: FakeService
) -> None:
    """Neither somebody invited nor somebody with an account."""
    invite(house)
    for email in ("nia@example.org", house.person(Role.HR_ANALYST).email):
        says(service, email)
        service.told["email_verified"] = verified
        client = Client()
        refused(come_in(service, client), "not confirmed")
        assert not is_inside(client)
    assert SocialAccount.objects.count() == 0


def test_known_person_is_asked_for_the_code(house: House, service: FakeService) -> None:
    """An account with a second step keeps asking for it, whatever the service says of itself."""
    person = house.person(Role.HR_ANALYST)
    signed_in(person)
    says(service, person.email, amr=["mfa"], acr="AAL3")
    client = Client()
    answer = come_in(service, client)
    assert answer["Location"].startswith("/account/second-step/code/")
    assert not is_inside(client)
    assert person.check_password(PASSWORD)
    assert client.get("/o/EX016/")["Location"].startswith("/account/sign-in/")


@pytest.mark.parametrize(
    ("strong", "said", "comes_in"),
    [
        ("amr=mfa", {"amr": ["pwd", "mfa"]}, True),
        ("acr=AAL2 acr=AAL3", {"acr": "AAL3"}, True),
        ("amr=mfa", {"amr": ["pwd"]}, False),
        ("amr=mfa", {}, False),
        ("acr=AAL3", {"acr": "AAL2", "amr": ["AAL3"]}, False),
    ],
)
def test_second_step_of_the_service_counts_where_it_is_configured_and_claimed(
    strong: str, said: dict[str, object], comes_in: bool, house: House, service: FakeService,
    settings: Settings,
) -> None:  # fmt: skip
    """Only the claims that the configuration names, and only in this very sign-in."""
    configure(settings, service, strong)
    person = house.person(Role.HR_ANALYST)
    signed_in(person)
    says(service, person.email, **said)
    client = Client()
    answer = come_in(service, client)
    assert is_inside(client) == comes_in
    assert ("second-step" in answer["Location"]) != comes_in
    assert (client.get("/o/EX016/").status_code == 200) == comes_in
    other = house.person(Role.APPROVER)
    says(service, other.email, subject="s-2", **said)
    fresh = Client()
    come_in(service, fresh)
    inside = fresh.get("/o/EX016/")
    assert (inside.status_code == 200) == comes_in
    if comes_in:
        fresh.post("/account/sign-out/")
        fresh.force_login(other, "allauth.account.auth_backends.AuthenticationBackend")
        assert fresh.get("/o/EX016/")["Location"] == "/account/second-step/set-up/"


def test_strength_is_believed_of_the_signed_token_only(
    house: House, service: FakeService, settings: Settings
) -> None:
    """What the answer about the person adds about how they signed in is not proof."""
    configure(settings, service, "amr=mfa")
    person = house.person(Role.HR_ANALYST)
    says(service, person.email)
    service.told["amr"] = ["mfa"]
    client = Client()
    come_in(service, client)
    assert client.get("/o/EX016/")["Location"] == "/account/second-step/set-up/"


def test_changed_address_does_not_open_the_old_account(house: House, service: FakeService) -> None:
    """The address must be the account's at each sign-in, not only at the first."""
    person = house.person(Role.HR_ANALYST)
    says(service, person.email)
    come_in(service, Client())
    says(service, "new.name@example.org")
    client = Client()
    refused(come_in(service, client), "another e-mail address")
    assert not is_inside(client)


def lie(service: FakeService, kind: str) -> None:
    if kind == "another key":
        service.signs_with = new_key()
    elif kind == "no token":
        service.has_token = False
    elif kind == "two people":
        service.told["sub"] = "s-other"
    elif kind == "another issuer":
        service.named = "https://evil.example.org"
    elif kind == "for another client":
        service.said["aud"] = "somebody-else"
    elif kind == "out of date":
        service.said["exp"] = 1
    elif kind == "issued by another":
        service.said["iss"] = "https://evil.example.org"


@pytest.mark.parametrize(
    "kind",
    [
        "another key", "no token", "two people", "another issuer", "for another client",
        "out of date", "issued by another",
    ],
)  # fmt: skip
def test_token_that_is_not_proof_lets_nobody_in(
    kind: str, house: House, service: FakeService
) -> None:
    """Each check of the token is made, and one page says that it did not work."""
    person = house.person(Role.HR_ANALYST)
    says(service, person.email)
    lie(service, kind)
    client = Client()
    refused(come_in(service, client), "did not work")
    assert not is_inside(client)


def test_answer_that_nobody_asked_for_lets_nobody_in(house: House, service: FakeService) -> None:
    """Another browser's answer, a second use of one, and a refusal at the service."""
    says(service, house.person(Role.HR_ANALYST).email)
    asking, other = Client(), Client()
    state = service.permit(asking.post(BEGIN)["Location"])
    refused(other.get(BACK, {"code": "a-code", "state": state}), "did not work")
    refused(asking.get(BACK, {"error": "access_denied", "state": state}), "did not work")
    refused(asking.get(BACK, {"code": "a-code", "state": state}), "did not work")


def test_way_back_leads_nowhere_else(house: House, service: FakeService) -> None:
    """A link that asks to be led on to another site leads home."""
    person = house.person(Role.HR_ANALYST)
    says(service, person.email)
    answer = come_in(service, Client(), "https://evil.example.org/")
    assert "evil" not in answer["Location"]


def test_closed_account_does_not_open(house: House, service: FakeService) -> None:
    """The service does not bring back what was closed here."""
    person = house.person(Role.HR_ANALYST)
    Person.objects.filter(pk=person.pk).update(is_active=False)
    says(service, person.email)
    client = Client()
    come_in(service, client)
    assert not is_inside(client)


def test_pages_offer_the_service_where_there_is_one(
    house: House, service: FakeService, settings: Settings
) -> None:
    """The sign-in page and an invitation have its button; without a service there is none."""
    link = f"/invitation/{invite(house).token}/"
    for path in ("/account/sign-in/", link):
        assert "Continue with Invented Trust" in Client().get(path).content.decode()
    settings.CONFIGURATION = replace(settings.CONFIGURATION, sign_in_service=None)
    for path in ("/account/sign-in/", link):
        assert "Continue with" not in Client().get(path).content.decode()
    assert Client().post(BEGIN).status_code == 404
    assert Client().get(BACK).status_code == 404
    assert Client().post("/account/sign-in/another/").status_code == 404


def test_account_without_a_password_says_so(house: House, service: FakeService) -> None:
    """There is nothing to change, and no page breaks over it."""
    invite(house)
    says(service, "nia@example.org")
    come_in(service, Client())
    client = signed_in(Person.objects.get(email="nia@example.org"))
    assert "None: you sign in with" in client.get("/account/").content.decode()
    page = client.get("/account/password/", follow=True)
    assert "no password" in page.content.decode()


def test_service_that_does_not_answer_is_said(house: House, service: FakeService) -> None:
    """No fault of the program, but a sentence and the other way in."""
    down = replace(settings.CONFIGURATION.sign_in_service, issuer="http://127.0.0.1:9")
    changed = replace(settings.CONFIGURATION, sign_in_service=down)
    with override_settings(CONFIGURATION=changed, SOCIALACCOUNT_PROVIDERS=down.for_allauth()):
        answer = Client().post(BEGIN)
    assert answer.status_code == 409
    assert "does not answer" in answer.content.decode()


TOLD = {
    "DUEREGARD_OIDC_ISSUER": "https://sign-in.example.org/",
    "DUEREGARD_OIDC_CLIENT": "due-regard",
    "DUEREGARD_OIDC_SECRET": "an-invented-word",
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DUEREGARD_OIDC_ISSUER", "http://sign-in.example.org"),
        ("DUEREGARD_OIDC_ISSUER", "sign-in.example.org"),
        ("DUEREGARD_OIDC_ISSUER", ""),
        ("DUEREGARD_OIDC_CLIENT", ""),
        ("DUEREGARD_OIDC_SECRET", ""),
        ("DUEREGARD_OIDC_STRONG", "mfa"),
        ("DUEREGARD_OIDC_STRONG", "amr="),
    ],
)
def test_service_that_is_configured_by_half_is_refused(name: str, value: str) -> None:
    """The start says which variable it is."""
    with pytest.raises(ConfigurationError, match=name):
        read_sign_in_service({**TOLD, name: value})


def test_service_is_read_whole_or_not_at_all() -> None:
    """Nothing set is no service; a slash at the end does not count."""
    assert read_sign_in_service({}) is None
    made = read_sign_in_service(TOLD)
    assert made == SignInService("https://sign-in.example.org", "due-regard", "an-invented-word")
    assert made.origin == "https://sign-in.example.org"


def test_claims_need_a_subject() -> None:
    """Without one, or with two, there is nobody to believe anything of."""
    made = read_sign_in_service(TOLD)
    for token, told in (({}, {}), ({"sub": 7}, {}), ({"sub": "a"}, {"sub": "b"})):
        with pytest.raises(ClaimsError):
            read_claims(made, token, told)
    assert read_claims(made, {"sub": "a", "email": "A@b.org"}, {}).email == "a@b.org"
