"""Who knew, when, on what evidence, and who decided: set by the server, delegated to nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dueregard.vocabulary import OrganisationKind
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.core.refusals import NotAllowedError, NotNowError, TooLateError
from dueregard_web.due_regard import actions, queries
from dueregard_web.due_regard.briefing_text import first_briefing
from dueregard_web.due_regard.models import RecordVersion, SignOff
from dueregard_web.due_regard.policies import MUST_READ
from dueregard_web.home.tasks import tasks_for
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import BY_GRANT, Permission, Role, roles_with
from tests.integration.web.test_due_regard_records import DECISION, add, held, place, year
from tests.web_people import House
from tests.web_years import counted_year

__all__ = ["year"]
EDITION = {"edition": "2016"}


def later(acting: Acting, seconds: int) -> Acting:
    """Return the same person a little later: what comes first is told by time."""
    return Acting(
        acting.person, acting.organisation, acting.roles, acting.now + timedelta(seconds=seconds),
        acting.request,
    )  # fmt: skip


def issue(house: House, text: str = "Read this.") -> str:
    return actions.issue_briefing(house.acting(Role.EQUALITY_LEAD), **EDITION, text=text).version


def all_read(house: House, version: str) -> None:
    for role in (Role.APPROVER, Role.SIGNATORY):
        actions.acknowledge_briefing(house.acting(role), **EDITION, version=version)


def decision(house: House, **more: object) -> RecordVersion:
    assert add(house.client(Role.EQUALITY_LEAD), house, "decisions", **DECISION, **more)
    return held(house, "decisions")[-1]


def sign(house: House, one: RecordVersion, role: Role = Role.SIGNATORY) -> RecordVersion:
    return actions.sign_decision(house.acting(role), **EDITION, record=one.record, seen=one.version)


def digest(house: House) -> str:
    acting = house.acting(Role.SIGNATORY)
    return queries.living_of(acting, queries.find_year(acting, "2016")).sha256


@pytest.mark.requirement("R-030", "R-039")
def test_nothing_is_signed_before_each_approver_has_read_the_briefing_in_force(
    year: House,
) -> None:
    """One who has not read it blocks; a new version blocks again until all have read that one."""
    for role in MUST_READ:
        year.person(role)
    signatory = year.acting(Role.SIGNATORY)
    with pytest.raises(NotNowError, match="No briefing is in force"):
        actions.sign_off(signatory, **EDITION, seen=digest(year))
    version = issue(year)
    actions.acknowledge_briefing(signatory, **EDITION, version=version)
    with pytest.raises(NotNowError, match=str(year.person(Role.APPROVER).name)):
        actions.sign_off(signatory, **EDITION, seen=digest(year))
    actions.acknowledge_briefing(year.acting(Role.APPROVER), **EDITION, version=version)
    actions.sign_off(signatory, **EDITION, seen=digest(year))
    second = issue(year, "Read this too.")
    assert second != version
    with pytest.raises(NotNowError, match="has not been acknowledged"):
        actions.sign_off(signatory, **EDITION, seen=digest(year))
    with pytest.raises(TooLateError):
        actions.acknowledge_briefing(signatory, **EDITION, version=version)
    all_read(year, second)
    actions.sign_off(signatory, **EDITION, seen=digest(year))
    assert SignOff.objects.of(year.organisation).count() == 2
    assert AuditEvent.objects.filter(event=Event.DUE_REGARD_SIGNED).count() == 2
    facts = held(year, "facts")[0].cells
    assert facts["briefing"] == second
    assert facts["signed_off_by"].startswith(year.person(Role.SIGNATORY).name)


@pytest.mark.requirement("R-030")
def test_named_decision_maker_without_an_account_blocks_too(year: House) -> None:
    """A member who is named and has not said so here has not read it, whatever a form says."""
    add(year.client(Role.EQUALITY_LEAD), year, "acknowledgements", name="A. Member",
        acknowledged_on="2016-01-01", briefing="2016-1")  # fmt: skip
    version = issue(year)
    all_read(year, version)
    with pytest.raises(NotNowError, match=r"A\. Member"):
        actions.sign_off(year.acting(Role.SIGNATORY), **EDITION, seen=digest(year))


def test_signature_stands_under_what_was_seen(year: House) -> None:
    """Records that changed while the page was open are not signed; later changes are shown."""
    all_read(year, issue(year))
    seen = digest(year)
    add(year.client(Role.EQUALITY_LEAD), year, "objectives", id="O1", text="Something.")
    signatory = year.acting(Role.SIGNATORY)
    with pytest.raises(TooLateError):
        actions.sign_off(signatory, **EDITION, seen=seen)
    actions.sign_off(signatory, **EDITION, seen=digest(year))
    client = year.client(Role.SIGNATORY)
    assert "changed since" not in client.get(place(year, "due-regard/")).content.decode()
    add(year.client(Role.EQUALITY_LEAD), year, "evidence", id="E1", title="More")
    assert "changed since" in client.get(place(year, "due-regard/")).content.decode()


@pytest.mark.requirement("R-037")
@pytest.mark.parametrize("role", sorted(set(Role) - set(roles_with(Permission.DECIDE_RELEASE))))
def test_decision_is_signed_by_a_signatory_only(role: Role, year: House) -> None:
    """Every other role gets 403 on signing decisions and due regard; the trail has who tried."""
    one = decision(year)
    client = year.client(role)
    for rest in (f"due-regard/decisions/{one.record}/sign/", "due-regard/sign/"):
        answer = client.post(place(year, rest), {"seen": one.version})
        assert answer.status_code == 403
        assert AuditEvent.objects.last().event == Event.REFUSED
    assert held(year, "decisions")[0].cells["status"] == "open"


@pytest.mark.requirement("R-037")
def test_nobody_from_outside_signs_with_another_hat_on(year: House) -> None:
    """A person with a grant from outside, or of a support unit, is refused beside any role."""
    one = decision(year)
    person = year.person(Role.SIGNATORY)
    for outside in sorted(BY_GRANT):
        roles = frozenset({Role.SIGNATORY, outside})
        acting = Acting(person, year.organisation, roles, year.now, "test")
        with pytest.raises(NotAllowedError, match="not delegated"):
            actions.sign_decision(acting, **EDITION, record=one.record, seen=one.version)
        assert AuditEvent.objects.last().reason == "not delegated"
    year.organisation.kind = OrganisationKind.SUPPORT_UNIT.value
    with pytest.raises(NotAllowedError, match="not delegated"):
        actions.sign_off(year.acting(Role.SIGNATORY), **EDITION, seen=digest(year))


@pytest.mark.requirement("R-010")
@pytest.mark.parametrize("blank", ["constitution", "dissent", "changed", "options", "aims"])
def test_decision_is_not_closed_with_something_left_blank(blank: str, year: House) -> None:
    """The NHS Constitution, dissent, options, what changed and aims: each has to be said."""
    all_read(year, issue(year))
    typed = {name: value for name, value in DECISION.items() if name != blank}
    add(year.client(Role.EQUALITY_LEAD), year, "decisions", **typed)
    [one] = held(year, "decisions")
    with pytest.raises(NotNowError, match="does not say"):
        sign(year, one)


@pytest.mark.requirement("R-032", "R-037")
def test_evidence_is_considered_before_and_flagged_when_it_comes_after(year: House) -> None:
    """Unread evidence blocks; what was read in time is not flagged; what came later is."""
    all_read(year, issue(year))
    lead = year.client(Role.EQUALITY_LEAD)
    add(lead, year, "evidence", id="E1", title="Before")
    add(lead, year, "evidence", id="E2", title="After")
    one = decision(year, evidence=["E1"])
    with pytest.raises(NotNowError, match="E1"):
        sign(year, one)
    before = held(year, "evidence")[0]
    member = year.acting(Role.GOVERNING_BODY_READER)
    actions.consider_evidence(member, **EDITION, record=before.record, seen=1)
    assert held(year, "evidence")[0].cells["considered_on"] == member.today.isoformat()
    signed = actions.sign_decision(
        later(year.acting(Role.SIGNATORY), 60), **EDITION, record=one.record, seen=one.version
    )
    assert signed.cells["decided_by"].startswith(year.person(Role.SIGNATORY).name)
    acting = later(year.acting(Role.EQUALITY_LEAD), 120)
    found = queries.find_year(acting, "2016")
    assert queries.post_decision(acting, found, signed) == ()
    after = actions.attach_evidence(
        acting, **EDITION, record=one.record, seen=signed.version, evidence="E2"
    )
    assert queries.post_decision(acting, found, after) == ("E2",)
    page = lead.get(place(year, "records/decisions/")).content.decode()
    assert "Post-decision:" in page
    assert AuditEvent.objects.last().event == Event.RECORDS_READ
    assert AuditEvent.objects.filter(reason="post-decision").count() == 1


@pytest.mark.requirement("R-038")
def test_signed_decision_is_changed_only_after_it_was_opened_again(year: House) -> None:
    """A signatory opens it with a reason; the signature stays in its history."""
    all_read(year, issue(year))
    one = sign(year, decision(year))
    address = place(year, f"records/decisions/{one.record}/")
    lead = year.client(Role.EQUALITY_LEAD)
    refused = lead.post(address, {"seen": one.version, **DECISION})
    assert "signed and cannot be changed" in refused.content.decode()
    signatory = year.acting(Role.SIGNATORY)
    seen = {"record": one.record, "seen": one.version}
    opened = actions.reopen_decision(
        signatory, **EDITION, **seen, reason="The review showed that it did not work."
    )
    assert opened.cells["status"] == "open"
    assert lead.post(address, {"seen": opened.version, **DECISION}).status_code == 302
    history = lead.get(f"{address}history/").content.decode()
    assert f"{year.person(Role.SIGNATORY).name}, Accountable officer" in history


@pytest.mark.requirement("R-035")
def test_plan_that_only_notes_is_challenged(year: House) -> None:
    """It is said on the page, and who signs has to say why nothing follows."""
    lead = year.client(Role.EQUALITY_LEAD)
    add(lead, year, "evidence", id="E1", title="Figures")
    add(lead, year, "conclusions", id="C1", text="A gap.", status="noted", evidence=["E1"])
    all_read(year, issue(year))
    page = year.client(Role.SIGNATORY).get(place(year, "due-regard/")).content.decode()
    assert "Every conclusion is only noted" in page
    signatory = year.acting(Role.SIGNATORY)
    with pytest.raises(Exception, match="Say why"):
        actions.sign_off(signatory, **EDITION, seen=digest(year))
    answer = "The gap closed during the year and is watched every quarter."
    assert actions.sign_off(signatory, **EDITION, seen=digest(year), answer=answer).answer == answer


def test_considered_evidence_stays_what_it_was(year: House) -> None:
    """Its title and file cannot be exchanged behind what was considered."""
    lead = year.client(Role.EQUALITY_LEAD)
    add(lead, year, "evidence", id="E1", title="Figures")
    [one] = held(year, "evidence")
    actions.consider_evidence(year.acting(Role.APPROVER), **EDITION, record=one.record, seen=1)
    answer = lead.post(
        place(year, f"records/evidence/{one.record}/"),
        {"seen": 2, "id": "E1", "title": "Other figures"},
    )
    assert "cannot become something else" in answer.content.decode()


@pytest.mark.requirement("R-014", "R-031", "R-033")
def test_six_principles_stand_beside_the_figures(house: House, work) -> None:
    """With counts, all six are shown with their gaps, and actions are counted by aim."""
    counted_year(house, work)
    lead = house.client(Role.EQUALITY_LEAD)
    add(lead, house, "actions", id="A1", text="Do it", aims=["eliminate", "advance"])
    page = lead.get(place(house, "due-regard/")).content.decode()
    for number in range(1, 7):
        assert f"{number}. " in page
    assert "No evidence is filed under this principle" in page
    assert "liminate discrimination" in page
    assert ": 1</li>" in page


def test_briefing_to_start_from_names_duty_indicators_and_principles() -> None:
    """All nine indicators, three aims and six principles are in it."""
    text = first_briefing("2016")
    assert text.count("- Indicator ") == 9
    assert text.count("\n- ") == 3 + 9 + 6
    assert "section 149" in text


def tasks_of(house: House, role: Role) -> list[str]:
    return [one.title for one in tasks_for(house.acting(role))]


@pytest.mark.requirement("R-016", "R-038", "R-208", "R-238")
@pytest.mark.parametrize(
    ("kind", "typed", "words"),
    [
        ("objectives", {"id": "O1", "text": "As diverse", "review_on": "2020-01-01"}, "O1"),
        ("policies", {"id": "L1", "title": "Hiring", "review_on": "2020-01-01"}, "Hiring"),
        ("accreditations", {"id": "M1", "name": "Confident", "status": "held",
                            "expires_on": "2020-01-01"}, "Confident"),
        ("decisions", {**DECISION, "review_on": "2020-01-01"}, "D1"),
        ("actions", {"id": "A1", "text": "Do it", "due": "2020-01-01"}, "A1"),
        ("third_parties", {"id": "P1", "name": "A unit", "review_on": "2020-01-01"}, "A unit"),
    ],
)  # fmt: skip
def test_what_is_overdue_is_a_task(
    kind: str, typed: dict[str, str], words: str, year: House
) -> None:
    """A review, an end or a day that has passed stands on the first page of who drafts."""
    if kind == "decisions":
        all_read(year, issue(year))
    assert not any(words in title for title in tasks_of(year, Role.EQUALITY_LEAD))
    add(year.client(Role.EQUALITY_LEAD), year, kind, **typed)
    if kind == "decisions":
        sign(year, held(year, "decisions")[0])
    assert any(words in title for title in tasks_of(year, Role.EQUALITY_LEAD))
    assert not any(words in title for title in tasks_of(year, Role.ADMINISTRATOR))


@pytest.mark.requirement("R-030")
def test_reading_and_signing_are_tasks(year: House) -> None:
    """Who decides is asked to read, then the signatory to sign, and then nobody."""
    version = issue(year)
    assert "Read the briefing (2016)" in tasks_of(year, Role.APPROVER)
    all_read(year, version)
    assert "Read the briefing (2016)" not in tasks_of(year, Role.APPROVER)
    assert "Sign that due regard was had (2016)" in tasks_of(year, Role.SIGNATORY)
    actions.sign_off(year.acting(Role.SIGNATORY), **EDITION, seen=digest(year))
    assert "Sign that due regard was had (2016)" not in tasks_of(year, Role.SIGNATORY)
