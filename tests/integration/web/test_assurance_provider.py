"""The provider's own side of the counter: its own, all of it, and nothing of anybody else."""

from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from dueregard_web.assurance.queries import read_kept_records
from dueregard_web.organisations.models import Membership
from dueregard_web.organisations.policies import Permission, Role
from tests.integration.web.assurance_house import M1, Scene, record_in, words
from tests.integration.web.test_addresses import NAMES, OF_ORGANISATIONS, address
from tests.web_people import signed_in

HOME = "/o/EX016/provider/"
NOTE = "ZZNOTE between ourselves"


@pytest.fixture
def scene(db: None, settings) -> Scene:
    return Scene.begun(settings)


@pytest.fixture
def pat(scene: Scene):
    return signed_in(scene.contact_of("P1", "pat@p1.example.org"))


def file(content: bytes = b"first") -> SimpleUploadedFile:
    return SimpleUploadedFile("report.txt", content)


def sent(scene: Scene, client, *obligations: str, **more: object) -> str:
    response = scene.send(client, "P1", *(obligations or (M1,)), **{"file": file(), **more})
    assert response.status_code == 302, words(response)
    return record_in(response["Location"])


def ledger(scene: Scene):
    return read_kept_records(scene.house.organisation).ledger


def test_a_contact_comes_by_invitation_and_only_to_the_provider_they_were_invited_for(
    scene: Scene, pat
) -> None:
    """The page of what is due is that of their provider; the role alone shows nothing."""
    text = words(pat.get(HOME))
    assert "Invented Trust, 2015/16" in text
    assert "Publish the baseline of April 2015" in text
    assert "Invented Carers" not in text
    alone = scene.client(Role.PROVIDER_CONTACT)
    assert "Nobody has said yet for which provider you act" in words(alone.get(HOME))


def test_every_address_shows_a_contact_nothing_of_others_and_no_note(scene: Scene, pat) -> None:
    """Each page of the commissioner is refused; each page of another provider is not there."""
    other = signed_in(scene.contact_of("P2", "sam@p2.example.org"))
    record = sent(scene, pat)
    kept = read_kept_records(scene.house.organisation)
    scene.client(Role.CONTRACT_MANAGER).post(
        f"{scene.base}records/queries/add/",
        {"id": "F1", "provider": "P1", "evidence": "E1", "question": "Which base?"},
    )
    scene.client(Role.CONTRACT_MANAGER).post(
        f"{scene.base}records/contact_log/add/",
        {"id": "N1", "provider": "P1", "on": "2015-07-21", "kind": "call", "said": NOTE},
    )
    query = read_kept_records(scene.house.organisation).rows["queries"][0].record
    scene.client(Role.EQUALITY_LEAD).post(
        f"{scene.base}evidence/{record}/review/", {"verdict": "changes_asked", "note": NOTE}
    )
    for name in sorted(NAMES & set(OF_ORGANISATIONS)):
        rule = OF_ORGANISATIONS[name]
        if rule.permission in {None, Permission.SEND_OWN_EVIDENCE}:
            continue
        for person in (pat, other):
            response = getattr(person, rule.method)(address(name, "EX016"))
            assert response.status_code == 403, name
    own = {
        "provider_send": {"provider": "P1"}, "provider_declare": {"provider": "P1"},
        "provider_attest": {"record": record}, "provider_file": {"record": record},
    }  # fmt: skip
    for name, parts in own.items():
        place = reverse(name, kwargs={"code": "EX016", **parts})
        assert pat.get(place).status_code == 200, name
        assert NOTE not in pat.get(place).content.decode(errors="replace")
        assert other.get(place).status_code == 404, name
        assert other.post(place, {"post": "X", "agreed": "on"}).status_code in {404, 405}, name
    place = reverse("provider_answer", kwargs={"code": "EX016", "record": query})
    assert pat.get(place).status_code == 200
    assert other.get(place).status_code == 404
    nowhere = reverse("provider_answer", kwargs={"code": "EX016", "record": uuid.uuid4()})
    for person in (pat, other):
        assert NOTE not in words(person.get(HOME))
        assert person.get(nowhere).status_code == 404
    assert "WRES report" not in words(other.get(HOME))
    contact = kept.rows["contacts"][0].record
    assert pat.get(f"{HOME}evidence/{contact}/file/").status_code == 404
    assert pat.get("/o/EX099/provider/").status_code == 404


@pytest.mark.requirement("R-160", "R-163", "R-161")
def test_what_is_sent_counts_once_a_named_person_attests_it(scene: Scene, pat) -> None:
    """The page names the seven principles and the standards; name, post and day are kept."""
    record = sent(scene, pat)
    assert "not attested" in words(pat.get(HOME))
    page = words(pat.get(f"{HOME}evidence/{record}/attest/"))
    assert "seven principles of public life" in page
    assert "Standards of Business Conduct, NHS England, named in the guidance of July 2015" in page
    place = f"{HOME}evidence/{record}/attest/"
    assert pat.post(place, {"post": "Director"}).status_code == 422
    assert pat.post(place, {"post": "Director", "agreed": "on"}).status_code == 302
    signed = ledger(scene).attestations[0]
    assert (signed.by, signed.post, str(signed.on)) == ("Pat of P1", "Director", "2015-07-21")
    assert "received" in words(pat.get(HOME))


@pytest.mark.requirement("R-160")
def test_a_correction_keeps_the_original(scene: Scene, pat) -> None:
    """Both versions stay and can be read; nobody corrects what is another's."""
    first = sent(scene, pat)
    second = sent(scene, pat, file=file(b"second"), corrects="E1")
    assert [(one.id, one.version) for one in ledger(scene).evidence] == [("E1", 1), ("E1", 2)]
    assert pat.get(f"{HOME}evidence/{first}/file/").content == b"first"
    assert pat.get(f"{HOME}evidence/{second}/file/").content == b"second"
    other = signed_in(scene.contact_of("P2", "sam@p2.example.org"))
    stolen = scene.send(other, "P2", "P2/2015-16/M1", file=file(), corrects="E1")
    assert stolen.status_code == 422
    assert len(ledger(scene).evidence) == 2


def test_nobody_sends_for_another_or_for_what_is_not_asked(scene: Scene, pat) -> None:
    """Another provider's page is not there, and another's obligation is no choice."""
    assert scene.send(pat, "P2", "P2/2015-16/M1", file=file()).status_code == 404
    assert scene.send(pat, "P1", "P2/2015-16/M1", file=file()).status_code == 422
    assert scene.send(pat, "P1", M1).status_code == 422
    assert ledger(scene).evidence == ()


@pytest.mark.requirement("T-02")
def test_lateness_is_said_before_sending_and_needs_a_reason(scene: Scene, pat) -> None:
    """On 1 May 2016 in time; on 2 May a day late and only with a reason. M1 needs none."""
    sent(scene, pat)
    scene.on("2016-05-01")
    sent(scene, signed_in(scene.contact_of("P1", "lou@p1.example.org")), "P1/2015-16/M3")
    scene.on("2016-05-02")
    client = signed_in(scene.contact_of("P2", "sam@p2.example.org"))
    m3 = "P2/2015-16/M3"
    refused = scene.send(client, "P2", m3, file=file())
    assert refused.status_code == 422
    assert "It comes 1 days after its day, 1 May 2016" in words(refused)
    told = scene.send(client, "P2", m3, file=file(), late_reason="The board met late.")
    assert told.status_code == 302
    assert [one.late_reason for one in ledger(scene).evidence] == ["", "", "The board met late."]


def test_a_provider_declares_its_income_and_stays_in_scope_until_it_is_approved(
    scene: Scene,
) -> None:
    """Exactly 200,000 can be approved; the declaration bears the name of who made it."""
    client = signed_in(scene.contact_of("P2", "sam@p2.example.org"))
    place = f"{HOME}P2/declare/?year=2015-16"
    assert client.post(place, {"says": "small", "income": "200000.00"}).status_code == 302
    assert "Declared in scope" in words(client.get(HOME))
    made = ledger(scene).declarations[0]
    assert (made.declared_by, made.approved_by) == ("Pat of P2", "")
    record = read_kept_records(scene.house.organisation).rows["declarations"][0].record
    decision = {"decision": "approve", "why": "Seen."}
    lead = scene.client(Role.EQUALITY_LEAD)
    assert lead.post(f"{scene.base}declarations/{record}/", decision).status_code == 302
    assert "Confirmed out of scope" in words(client.get(HOME))


def test_a_question_is_answered_by_who_is_asked(scene: Scene, pat) -> None:
    """The answer bears name and day, and the commissioner closes the question."""
    sent(scene, pat)
    manager = scene.client(Role.CONTRACT_MANAGER)
    typed = {"id": "F1", "provider": "P1", "evidence": "E1", "question": "Which base was used?"}
    assert manager.post(f"{scene.base}records/queries/add/", typed).status_code == 302
    assert "Which base was used?" in words(pat.get(HOME))
    record = read_kept_records(scene.house.organisation).rows["queries"][0].record
    place = f"{HOME}questions/{record}/"
    assert pat.post(place, {"text": ""}).status_code == 422
    assert pat.post(place, {"text": "The base is 128."}).status_code == 302
    told = ledger(scene).queries[0]
    assert (told.answer, str(told.answered_on)) == ("The base is 128. (Pat of P1)", "2015-07-21")
    assert manager.post(f"{scene.base}questions/{record}/close/").status_code == 302
    refused = pat.post(place, {"text": "Another."})
    assert refused.status_code == 422
    assert "This question is closed" in words(refused)


def test_access_ends_at_once_and_never_stands_beside_another_role(scene: Scene, pat) -> None:
    """An ended access shows nothing more; nobody is a contact and works for the commissioner."""
    from dueregard_web.assurance.models import ProviderAccess

    access = ProviderAccess.objects.of(scene.house.organisation).get()
    manager = scene.client(Role.CONTRACT_MANAGER)
    again = {"email": "pat@p1.example.org"}
    assert manager.post(f"{scene.base}providers/P1/invite/", again).status_code == 422
    assert manager.post(f"{scene.base}access/{access.pk}/end/").status_code == 302
    assert "Nobody has said yet" in words(pat.get(HOME))
    assert pat.get(f"{HOME}P1/send/").status_code == 404
    from dueregard_web.organisations.policies import find_conflict

    for role in Role:
        if role is not Role.PROVIDER_CONTACT:
            assert find_conflict(frozenset({role}), Role.PROVIDER_CONTACT) is role
    held = Membership.objects.of(scene.house.organisation).filter(role="provider_contact")
    assert held.count() == 1
