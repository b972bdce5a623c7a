"""The pages of releases, incidents and requests with something in them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse

from dueregard.releases.decision import Verdict
from dueregard_web.core.clock import LONDON
from dueregard_web.organisations.policies import Permission, Role, roles_with
from dueregard_web.releases import incident_actions
from dueregard_web.releases.folders import folder_of
from dueregard_web.releases.models import Incident, Proposal
from dueregard_web.releases.policies import State
from dueregard_web.requests import actions as requests
from dueregard_web.requests.models import Case
from tests.integration.web.releases_house import ALL, BME, EDITION, NARRATIVE, WHY, Desk
from tests.integration.web.test_addresses import OF_ORGANISATIONS, patterns
from tests.web_people import House, signed_in

ONE = f"/o/EX016/{EDITION}/release/"


@pytest.fixture
def desk(house: House) -> Iterator[Desk]:
    yield Desk.set_up(house)
    shutil.rmtree(folder_of(house.organisation).parent, ignore_errors=True)


def page_of(desk: Desk, rest: str = "") -> str:
    return f"{ONE}{desk.proposal.pk}/{rest}"


@pytest.mark.parametrize("state", State)
def test_every_page_of_a_proposal_opens_in_every_state(state: State, desk: Desk) -> None:
    """Whatever the state, a page says where the release stands and nothing falls over."""
    proposal = desk.bring_to(state)
    for role in (Role.HR_ANALYST, Role.IG_OFFICER, Role.SIGNATORY, Role.GOVERNING_BODY_READER):
        client = desk.house.client(role)
        assert client.get(ONE).status_code == 200
        assert client.get(f"{ONE}{proposal.pk}/").status_code == 200
        assert client.get("/o/EX016/").status_code == 200
    for role, name in (
        (Role.HR_ANALYST, "words"),
        (Role.HR_ANALYST, "take-back"),
        (Role.IG_OFFICER, "review"),
        (Role.IG_OFFICER, "exception"),
        (Role.SIGNATORY, "decide"),
        (Role.SIGNATORY, "send-back"),
        (Role.SIGNATORY, "take-decision-back"),
        (Role.SIGNATORY, "withdraw"),
    ):
        response = desk.house.client(role).get(f"{ONE}{proposal.pk}/{name}/")
        assert response.status_code == 200, name
    content = desk.house.client(Role.IG_OFFICER).get(f"{ONE}{proposal.pk}/content/")
    assert content.status_code == (409 if state is State.DRAFT else 200)


@pytest.mark.requirement("R-048")
def test_release_goes_through_the_pages(desk: Desk) -> None:
    """Words, submitting, two reviews, a decision and its carrying out, each by its person."""
    desk.check()
    analyst = desk.house.client(Role.HR_ANALYST)

    def send(client, rest: str, **typed: str):
        seen = desk.proposal.content_sha256
        response = client.post(page_of(desk, rest), {"seen": seen, **typed})
        assert response.status_code == 302, (rest, response.content.decode())

    send(analyst, "words/", narrative=NARRATIVE)
    send(analyst, "submit/")
    for role in (Role.IG_OFFICER, Role.APPROVER):
        review = {"conflict": "no", "verdict": "approve", "comments": "I looked."}
        send(desk.house.client(role), "review/", **review)
    signatory = desk.house.client(Role.SIGNATORY)
    desk.read()
    decision = {"verdict": "publish_safe", "reasons": WHY, "office": "Accountable officer"}
    send(signatory, "decide/", **decision, attests="on")
    assert b"Decided, not carried out yet" in signatory.get(page_of(desk)).content
    send(signatory, "carry-out/")
    assert b"Released" in signatory.get(page_of(desk)).content
    bundle = signatory.get(page_of(desk, "release.zip"))
    assert bundle.content.startswith(b"PK")
    assert (
        NARRATIVE in (folder_of(desk.house.organisation) / "public/2016/v1/index.html").read_text()
    )


@pytest.mark.parametrize(
    ("role", "state", "rest", "typed", "field"),
    [
        (Role.IG_OFFICER, State.SUBMITTED, "review/", {"verdict": "approve"}, "id_conflict"),
        (Role.SIGNATORY, State.TWO_REVIEWS, "decide/", {"verdict": "publish_safe"}, "id_reasons"),
        (Role.HR_ANALYST, State.CHECKED, "words/", {"exception_reason": WHY}, "told_on"),
        (Role.SIGNATORY, State.TWO_REVIEWS, "send-back/", {}, "id_reason"),
        (Role.SIGNATORY, State.RELEASED, "withdraw/", {}, "id_reason"),
    ],
)
def test_fault_in_a_form_is_said_first_and_leads_to_its_field(
    role: Role, state: State, rest: str, typed: dict[str, str], field: str, desk: Desk
) -> None:
    """The summary stands at the top of the page, and the title says that there is an error."""
    desk.bring_to(state)
    seen = {"seen": desk.proposal.content_sha256}
    response = desk.house.client(role).post(page_of(desk, rest), {**seen, **typed})
    text = response.content.decode()
    assert response.status_code == 422
    assert "There is a problem" in text
    assert "<title>Error: " in " ".join(text.split()).replace("<title> ", "<title>")
    assert f'href="#id_{field.removeprefix("id_")}' in text or f"{field}" in text


def test_narrative_that_tells_is_refused_on_the_page(desk: Desk) -> None:
    """The person reads which phrase tells a number; nothing is kept of it."""
    desk.check()
    typed = {"seen": desk.proposal.content_sha256, "narrative": "The only BME director left."}
    response = desk.house.client(Role.HR_ANALYST).post(page_of(desk, "words/"), typed)
    assert response.status_code == 422
    assert "only" in response.content.decode()
    assert desk.proposal.narrative == ""


def test_what_was_changed_since_is_told(desk: Desk) -> None:
    """A review of a page that is out of date is not kept."""
    desk.bring_to(State.SUBMITTED)
    typed = {"conflict": "no", "verdict": "approve", "comments": "Fine.", "seen": "0" * 64}
    response = desk.house.client(Role.IG_OFFICER).post(page_of(desk, "review/"), typed)
    assert response.status_code == 409
    assert b"changed since you opened the page" in response.content
    assert desk.proposal.known_state is State.SUBMITTED


def test_incident_through_the_pages(desk: Desk) -> None:
    """Open, see the clock, take down, note who was told, close."""
    proposal = desk.bring_to(State.RELEASED)
    officer = desk.house.client(Role.IG_OFFICER)
    since = desk.house.now.astimezone(LONDON) - timedelta(hours=5)
    later = since + timedelta(hours=1)
    typed = {
        "what": "A table stood on the page that had to be hidden.",
        "proposal": str(proposal.pk),
    }
    response = officer.post(
        "/o/EX016/incidents/open/", {**typed, "aware_at": f"{since:%Y-%m-%dT%H:%M}"}
    )
    assert response.status_code == 302, response.content.decode()
    place = response["Location"]
    text = officer.get(place).content.decode()
    assert "67 hours are left" in text or "66 hours are left" in text
    assert b"Releases are frozen" in officer.get(ONE).content
    assert officer.post(f"{place}take-down/").status_code == 302
    assert not (folder_of(desk.house.organisation) / "public/2016/v1").exists()
    closing = officer.post(f"{place}close/", {"reason": WHY})
    assert closing.status_code == 422
    told = {"kind": "commissioner", "words": "By the form.", "told_at": f"{later:%Y-%m-%dT%H:%M}"}
    assert officer.post(place, told).status_code == 302
    assert officer.post(f"{place}close/", {"reason": WHY}).status_code == 302
    assert b"Closed incident" in officer.get(place).content
    assert officer.get("/o/EX016/incidents/").status_code == 200


def test_request_through_the_pages(desk: Desk) -> None:
    """Enter, draft, approve by another, answer; the list shows when it is due."""
    desk.bring_to(State.RELEASED)
    officer, approver = desk.house.client(Role.IG_OFFICER), desk.house.client(Role.APPROVER)
    typed = {
        "reference": "FOI 16/7",
        "received_on": f"{desk.house.now.date()}",
        "question": "How many staff are BME?",
        "first": BME,
        "second": ALL,
    }
    response = officer.post(f"/o/EX016/{EDITION}/requests/enter/", typed)
    assert response.status_code == 302, response.content.decode()
    place = response["Location"]
    assert officer.post(f"{place}draft/").status_code == 302
    case = Case.objects.of(desk.house.organisation).get()
    assert b"Approve the answer" in approver.get(place).content
    seen = {"seen": case.drafted_at.isoformat()}
    assert approver.post(f"{place}send-back/", {**seen}).status_code == 422
    assert approver.post(f"{place}approve/", seen).status_code == 302
    assert officer.post(f"{place}answer/", seen).status_code == 302
    assert b"FOI 16/7" in officer.get("/o/EX016/requests/").content
    assert officer.get(f"/o/EX016/{EDITION}/requests/enter/").status_code == 200


def test_audit_is_asked_for_and_cancelled_on_the_pages(desk: Desk) -> None:
    """The page of the audit says how far it has come, and stops it."""
    client = desk.house.client(Role.HR_ANALYST)
    assert client.get(f"{ONE}propose/").status_code == 200
    response = client.post(f"{ONE}propose/", {"way": "coarsen", "seen": ""})
    assert response.status_code == 302, response.content.decode()
    place = response["Location"]
    assert b"waits for its turn" in client.get(place).content
    assert client.post(f"{place}cancel/").status_code == 302
    assert b"was cancelled" in client.get(place).content
    assert client.get(page_of(desk)).status_code == 200


NAMED = ("proposal", "incident", "case", "job")


@pytest.mark.requirement("R-006")
def test_another_organisations_objects_are_refused_on_every_page(
    desk: Desk, other_house: House
) -> None:
    """Under one's own address, with another body's number, there is nothing, for any role."""
    desk.bring_to(State.RELEASED)
    officer = desk.by(Role.IG_OFFICER)
    incident = incident_actions.open_incident(
        officer, what="A page was wrong.", aware_at=officer.now
    )
    case = requests.enter_case(
        desk.by(Role.IG_OFFICER),
        edition=EDITION,
        reference="FOI 1",
        question="?",
        received_on=officer.today,
        keys=[BME],
    )
    Desk.set_up(other_house)
    job = desk.proposal.pk
    parts = {"proposal": desk.proposal.pk, "incident": incident.pk, "case": case.pk, "job": job}
    from django.urls import get_resolver

    seen = 0
    for one in patterns(get_resolver()):
        needs = set(one.pattern.converters)
        if one.name not in OF_ORGANISATIONS or not needs & set(NAMED):
            continue
        if not one.lookup_str.startswith(("dueregard_web.releases", "dueregard_web.requests")):
            continue
        values = {"code": other_house.code, "edition": EDITION, "text": "a" * 64, **parts}
        address = reverse(one.name, kwargs={name: values[name] for name in needs})
        rule = OF_ORGANISATIONS[one.name]
        for role in Role:
            client = signed_in(other_house.person(role))
            for method in ("get", "post"):
                status = getattr(client, method)(address, {"reason": WHY}).status_code
                allowed = role in roles_with(rule.permission)
                assert status in ({404, 405, 422} if allowed else {403, 405}), (one.name, role)
                seen += 1
    assert seen > 300
    assert Proposal.objects.of(other_house.organisation).count() == 0
    assert Incident.objects.of(desk.house.organisation).get().closed_at is None
    assert Verdict(desk.proposal.decision.verdict) is Verdict.PUBLISH_SAFE
    assert Permission.DECIDE_RELEASE
