"""A release prints what was chosen, as it was then; a phrase that may tell is signed by name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dueregard.errors import DueRegardError
from dueregard.releases.decision import Verdict
from dueregard.releases.narrative import find_risks
from dueregard.releases.texts import Part
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.core.refusals import NotAllowedError, NotHereError, NotNowError, TooLateError
from dueregard_web.due_regard import actions as records
from dueregard_web.organisations.policies import Role
from dueregard_web.releases import actions, text_actions
from dueregard_web.releases.folders import folder_of
from dueregard_web.releases.models import Proposal, SignedText
from dueregard_web.releases.policies import State
from dueregard_web.releases.printed import texts_of, title_of_place
from dueregard_web.releases.text_plan import TextPlan
from tests.integration.web.releases_house import EDITION, WHY, Desk, saying
from tests.web_people import House

ACTION = {"id": "A1", "text": "Train those who shortlist.", "owner": "The equality lead",
          "due": "2027-03-31", "indicators": "2", "aims": "advance"}  # fmt: skip
TELLING = "The only BME director will lead this work."
SHOWN = "The head count is 120 people."


@pytest.fixture
def desk(house: House) -> Iterator[Desk]:
    desk = Desk.set_up(house)
    add(desk, **ACTION)
    yield desk
    shutil.rmtree(folder_of(house.organisation).parent, ignore_errors=True)


def add(desk: Desk, kind: str = "actions", **typed: str) -> str:
    analyst = desk.by(Role.HR_ANALYST)
    return str(records.add_record(analyst, edition=EDITION, kind=kind, typed=typed).record)


def reviewed(desk: Desk) -> None:
    desk.submit()
    for name in ("First One", "Second Two"):
        desk.review(desk.another(Role.APPROVER, name))


def page(desk: Desk) -> str:
    return (folder_of(desk.house.organisation) / "public/2016/v1/index.html").read_text()


def printed(desk: Desk) -> dict[str, str]:
    plan = TextPlan.of(desk.proposal.texts)
    return {one.place: one.text for one in texts_of(desk.house.organisation, plan)}


# --- what is printed ----------------------------------------------------------------------------
def test_nothing_of_the_records_is_printed_unless_it_was_chosen(desk: Desk) -> None:
    """The default is none; chosen actions stand on the public page, and nothing else does."""
    desk.bring_to(State.RELEASED)
    assert ACTION["text"] not in page(desk)


def test_chosen_records_are_printed_as_they_were_when_they_were_chosen(desk: Desk) -> None:
    """A record that is changed after the reviews changes nothing of what is released."""
    desk.check()
    before = desk.proposal.content_sha256
    desk.choose_texts(Part.ACTIONS)
    assert desk.proposal.content_sha256 != before
    assert printed(desk)["actions.csv A1 text"] == ACTION["text"]
    reviewed(desk)
    add(desk, **{**ACTION, "id": "A2", "text": "Something that nobody has reviewed."})
    place = f"/o/EX016/{EDITION}/release/{desk.proposal.pk}/"
    old = desk.house.client(Role.HR_ANALYST).get(f"{place}texts/").content.decode()
    assert "The records were changed since they were chosen." in old
    content = desk.house.client(Role.IG_OFFICER).get(f"{place}content/").content.decode()
    assert ACTION["text"] in content
    desk.decide()
    desk.carry_out()
    assert ACTION["text"] in page(desk)
    assert "nobody has reviewed" not in page(desk)


def test_other_words_and_leaving_out_make_reviews_void(desk: Desk) -> None:
    """Each is another content; the public reads the other words and not the record's."""
    add(desk, **{**ACTION, "id": "A2", "text": "Ask our staff."})
    desk.check()
    desk.choose_texts(Part.ACTIONS)
    reviewed(desk)
    analyst = desk.by(Role.HR_ANALYST)
    words = "Everybody who shortlists is trained."
    text_actions.say_otherwise(analyst, **desk.on(place="actions.csv A1 text", words=words))
    assert desk.proposal.known_state is State.CHECKED
    reviewed(desk)
    text_actions.leave_out(analyst, **desk.on(place="actions.csv A2 text", out=True))
    assert desk.proposal.known_state is State.CHECKED
    assert "actions.csv A2 text" not in printed(desk)
    reviewed(desk)
    desk.decide()
    desk.carry_out()
    assert words in page(desk)
    assert ACTION["text"] not in page(desk)
    assert "Ask our staff." not in page(desk)


def test_what_was_left_out_can_be_taken_in_again(desk: Desk) -> None:
    desk.check()
    desk.choose_texts(Part.ACTIONS)
    analyst = desk.by(Role.HR_ANALYST)
    text_actions.leave_out(analyst, **desk.on(place="actions.csv A1 text", out=True))
    assert printed(desk) == {}
    text_actions.leave_out(analyst, **desk.on(place="actions.csv A1", out=False))
    assert "actions.csv A1 text" in printed(desk)


def test_no_words_for_a_text_that_is_not_printed(desk: Desk) -> None:
    desk.check()
    with pytest.raises(NotHereError):
        text_actions.say_otherwise(
            desk.by(Role.HR_ANALYST), **desk.on(place="actions.csv A9 text", words="x")
        )


def test_byte_of_the_kept_records_that_changed_stops_everything(desk: Desk) -> None:
    """The hash is taken of the records that are there now."""
    desk.check()
    desk.choose_texts(Part.ACTIONS)
    reviewed(desk)
    desk.decide()
    plan = desk.proposal.texts
    records = {name: text.replace("Train", "Trust") for name, text in plan["records"].items()}
    Proposal.unscoped.filter(pk=desk.proposal.pk).update(texts={**plan, "records": records})
    with pytest.raises(TooLateError):
        desk.carry_out()


# --- phrases that may tell ----------------------------------------------------------------------
def test_web_reads_words_beside_what_is_released_as_the_command_line_does(desk: Desk) -> None:
    """A number that the release prints of the same people may be said; without figures it is not.

    The first half is what ``dueregard release texts`` does; a release of words alone is stricter.
    """
    assert find_risks(SHOWN), "without a release it would be stopped"
    desk.check()
    desk.say(SHOWN)
    (risk,) = desk.proposal.risks
    assert risk["in_words_only"]
    reviewed(desk)
    with pytest.raises(DueRegardError, match="Nobody has signed"):
        desk.decide(Verdict.NARRATIVE_ONLY)
    desk.decide()
    desk.carry_out()
    assert SHOWN in page(desk)


def test_phrase_is_kept_only_on_purpose(desk: Desk) -> None:
    desk.check()
    with pytest.raises(DueRegardError, match="may tell numbers"):
        desk.say(TELLING)
    desk.say(TELLING, keeps_risks=True)
    assert [one["place"] for one in desk.proposal.risks] == ["narrative"]


@pytest.mark.requirement("R-052")
def test_decision_waits_until_somebody_signs_for_exactly_this_text(desk: Desk) -> None:
    """A named reviewer answers for the phrase; who prepared it cannot; the text is then printed."""
    desk.check()
    desk.say(TELLING, keeps_risks=True)
    reviewed(desk)
    with pytest.raises(NotNowError, match="nobody has signed"):
        desk.decide()
    lead = replace(desk.by(Role.HR_ANALYST), roles=frozenset({Role.EQUALITY_LEAD}))
    with pytest.raises(NotAllowedError, match="helped to prepare"):
        desk.sign(lead, "narrative")
    desk.sign(desk.by(Role.IG_OFFICER), "narrative")
    with pytest.raises(TooLateError, match="already"):
        desk.sign(desk.by(Role.IG_OFFICER), "narrative")
    assert AuditEvent.objects.filter(event=Event.RISK_SIGNED).count() == 1
    desk.decide()
    assert "[[signed_risks]]" in desk.proposal.decision.text
    desk.carry_out()
    assert TELLING in page(desk)


def test_signature_is_void_with_one_letter_more(desk: Desk) -> None:
    """It is bound to the text; the text as it was has it back."""
    desk.check()
    desk.say(TELLING, keeps_risks=True)
    reviewed(desk)
    desk.sign(desk.by(Role.IG_OFFICER), "narrative")
    desk.say(TELLING + ".", keeps_risks=True)
    reviewed(desk)
    with pytest.raises(NotNowError, match="nobody has signed"):
        desk.decide()


def test_signature_of_somebody_who_prepares_afterwards_counts_no_more(desk: Desk) -> None:
    """The signer edits another text: from then on the signer is a preparer."""
    desk.check()
    desk.say(TELLING, keeps_risks=True)
    reviewed(desk)
    desk.sign(desk.by(Role.IG_OFFICER), "narrative")
    officer = desk.by(Role.IG_OFFICER)
    chosen = {"parts": [Part.ACTIONS], "studies": ()}
    text_actions.choose_texts(officer, **desk.on(**chosen))
    reviewed(desk)
    assert SignedText.unscoped.count() == 1
    with pytest.raises(NotNowError, match="nobody has signed"):
        desk.decide()


def test_reason_that_may_tell_is_answered_for_by_whoever_decides(desk: Desk) -> None:
    """The reasons are printed too: without a word on why they are safe they are refused."""
    desk.bring_to(State.TWO_REVIEWS)
    telling = f"{WHY}\nNobody who is BME sits on the board of a hospital abroad."
    with pytest.raises(DueRegardError, match="The reason is printed"):
        desk.decide(reasons=telling)
    desk.decide(reasons=telling, safe_because="It is about hospitals abroad, not about us.")
    desk.carry_out()
    assert "hospital abroad" in page(desk)


@pytest.mark.requirement("R-160", "R-161")
def test_nothing_is_decided_without_the_attestation(desk: Desk) -> None:
    """Accurate, complete, by the seven principles: confirmed, and kept word for word."""
    desk.bring_to(State.TWO_REVIEWS)
    desk.read()
    signatory = desk.by(Role.SIGNATORY)
    with pytest.raises(DueRegardError, match="accurate and complete"):
        actions.decide(signatory, **desk.on(saying=saying(attests=False)))
    place = f"/o/EX016/{EDITION}/release/{desk.proposal.pk}/"
    form = {"verdict": "publish_safe", "reasons": WHY, "office": "Accountable officer"}
    seen = {"seen": desk.proposal.content_sha256}
    client = desk.house.client(Role.SIGNATORY)
    assert client.post(f"{place}decide/", {**form, **seen}).status_code == 422
    assert desk.proposal.known_state is State.TWO_REVIEWS
    assert client.post(f"{place}decide/", {**form, **seen, "attests": "on"}).status_code == 302
    kept = desk.proposal.decision.attestation
    for word in ("accurate and complete", "selflessness", "integrity", "objectivity", "openness",
                 "accountability", "honesty", "leadership"):  # fmt: skip
        assert word in kept
    assert kept.splitlines()[0] in client.get(place).content.decode()


@pytest.mark.requirement("R-163")
def test_page_of_the_attestation_leads_to_the_standards_with_their_day(desk: Desk) -> None:
    """The standards of business conduct and the seven principles: a link and a date each."""
    desk.bring_to(State.TWO_REVIEWS)
    desk.read()
    place = f"/o/EX016/{EDITION}/release/{desk.proposal.pk}/decide/"
    text = desk.house.client(Role.SIGNATORY).get(place).content.decode()
    link = '<a href="https://www.england.nhs.uk/long-read/standards-of-business-conduct-policy">'
    assert link in text
    after = text.split(link)[1]
    assert "Standards of business conduct" in after
    assert "(23 July 2025)" in after.split("</a>")[1][:30]
    assert "(31 May 1995)" in text


# --- on the pages -------------------------------------------------------------------------------
def test_texts_are_chosen_worded_left_out_and_signed_on_the_pages(desk: Desk) -> None:
    """The whole way with nothing but pages and forms."""
    add(desk, **{**ACTION, "id": "A2", "text": TELLING})
    desk.check()
    place = f"/o/EX016/{EDITION}/release/{desk.proposal.pk}/"
    analyst = desk.house.client(Role.HR_ANALYST)

    def send(client, rest: str, **typed: str) -> None:
        response = client.post(f"{place}{rest}", {"seen": desk.proposal.content_sha256, **typed})
        assert response.status_code == 302, response.content.decode()

    send(analyst, "texts/", parts="actions")
    text = analyst.get(f"{place}texts/").content.decode()
    assert "May give somebody away" in text
    one = "texts/one/?place=actions.csv%20A1%20text"
    assert ACTION["text"] in analyst.get(f"{place}{one}").content.decode()
    send(analyst, one, words="Everybody who shortlists is trained.")
    send(analyst, "texts/leave-out/", place="actions.csv A1 owner", out="yes")
    assert "Left out" in analyst.get(f"{place}texts/").content.decode()
    send(analyst, "texts/leave-out/", place="actions.csv A1", out="no")
    reviewed(desk)
    sha256 = desk.proposal.risks[0]["text_sha256"]
    officer = desk.house.client(Role.IG_OFFICER)
    assert f"texts/{sha256}/sign/" in officer.get(place).content.decode()
    assert TELLING.split()[1] in officer.get(f"{place}texts/{sha256}/sign/").content.decode()
    assert officer.post(f"{place}texts/{sha256}/sign/", {}).status_code == 422
    send(officer, f"texts/{sha256}/sign/", reason=WHY)
    assert WHY in officer.get(place).content.decode()
    assert analyst.get(f"{place}texts/{sha256}/sign/").status_code == 403


@pytest.mark.parametrize(
    ("place", "title"),
    [
        ("actions.csv A1 text", "Action A1: text"),
        ("conclusions.csv C2 interpretation", "Conclusion C2: interpretation"),
        ("actions.csv A1", "Action A1"),
        ("case_studies.csv S1 done", "Case study S1: what was done"),
        ("narrative", "Narrative"),
    ],
)
def test_page_names_no_file(place: str, title: str) -> None:
    """Whoever reads a page reads of an action, and not of a line in a file."""
    assert title_of_place(place) == title
