"""What the guidance asks to be shown on the pages: staff heard, stakeholders asked, groups met."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from dueregard.records.words import SurveyMeans
from dueregard_web.core.refusals import NotNowError
from dueregard_web.due_regard import actions, queries, voice_actions
from dueregard_web.home.tasks import tasks_for
from dueregard_web.organisations.policies import Role
from dueregard_web.returns import actions as returns
from dueregard_web.returns.queries import find_year
from dueregard_web.returns.settings_text import change_text
from tests.integration.web.test_due_regard_documents import make
from tests.integration.web.test_due_regard_records import DECISION, add, held, place, year
from tests.integration.web.test_due_regard_signing import EDITION, all_read, digest, issue
from tests.web_people import House
from tests.web_years import counted_year

__all__ = ["year"]
WHY = "We have too few staff for a survey of our own to be confidential."


def without_survey(house: House) -> None:
    """Say in the settings that there is no staff survey."""
    lead = house.acting(Role.EQUALITY_LEAD)
    text = find_year(lead, "2016").settings_text
    changed = change_text(text, {"survey.source": "none", "survey.reason": "Too few staff."})
    returns.take_over_settings(lead, **EDITION, text=changed)


def page(house: House, rest: str, role: Role = Role.EQUALITY_LEAD) -> str:
    answer = house.client(role).get(place(house, rest))
    assert answer.status_code == 200
    return answer.content.decode()


def sign(house: House) -> None:
    actions.sign_off(house.acting(Role.SIGNATORY), **EDITION, seen=digest(house))


# --- how staff are heard ------------------------------------------------------------------------
@pytest.mark.requirement("R-034")
@pytest.mark.parametrize("means", [one for one in SurveyMeans if one])
def test_without_a_survey_nothing_is_signed_before_it_is_decided_how_staff_are_heard(
    means: SurveyMeans, year: House
) -> None:
    """The page offers each way, records the choice with its decision, and then it can be signed."""
    without_survey(year)
    all_read(year, issue(year))
    with pytest.raises(NotNowError, match="how staff are heard instead"):
        sign(year)
    assert "how staff are heard instead" in page(year, "records/")
    form = page(year, "due-regard/staff-voice/")
    assert f'value="{means.value}"' in form
    typed = {"means": means.value, "considered": "Ask nobody\nWait a year", "why": WHY}
    client = year.client(Role.EQUALITY_LEAD)
    assert client.post(place(year, "due-regard/staff-voice/"), typed).status_code == 302
    [decision] = held(year, "decisions")
    facts = queries.living_of(year.acting(Role.EQUALITY_LEAD), _year(year)).facts
    assert facts["survey_means"] == means.value
    assert facts["survey_decision"] == decision.cells["id"]
    assert decision.cells["decision"] == WHY
    assert decision.cells["options"].endswith("Ask nobody; Wait a year")
    assert decision.cells["status"] == "open", "who decides signs it"
    sign(year)


def _year(house: House):
    return find_year(house.acting(Role.EQUALITY_LEAD), "2016")


def test_staff_voice_is_all_or_nothing_and_has_its_faults_in_a_summary(year: House) -> None:
    """A word is no reason, and one way alone was not chosen; neither leaves half a record."""
    client, address = year.client(Role.EQUALITY_LEAD), place(year, "due-regard/staff-voice/")
    for typed in (
        {},
        {"means": "interviews", "considered": "x", "why": "so"},
        {"means": "interviews", "considered": "  \n ", "why": WHY},
        {"means": "telepathy", "considered": "x", "why": WHY},
    ):
        answer = client.post(address, {"csrf": "x", **typed})
        assert answer.status_code == 422
        assert "There is a problem" in answer.content.decode()
    assert held(year, "decisions") == []
    assert queries.living_of(year.acting(Role.EQUALITY_LEAD), _year(year)).facts == {}


def test_another_choice_is_another_decision(year: House) -> None:
    """What was decided before stays."""
    lead = year.acting(Role.EQUALITY_LEAD)
    for means in ("interviews", "listening_events"):
        voice_actions.choose_staff_voice(
            lead, **EDITION, means=means, considered="Nothing", why=WHY
        )
    assert [one.cells["id"] for one in held(year, "decisions")] == ["D-voice", "D-voice-2"]
    facts = queries.living_of(lead, _year(year)).facts
    assert (facts["survey_means"], facts["survey_decision"]) == ("listening_events", "D-voice-2")


# --- stakeholders -------------------------------------------------------------------------------
@pytest.mark.requirement("R-165", "R-022")
@pytest.mark.parametrize(
    ("engaged", "is_enough"),
    [
        ({}, False),
        ({"who": "The staff network"}, False),
        ({"who": "The staff network", "held_on": "2016-02-20", "outcomes": "3.4"}, False),
        ({"who": "The staff network", "held_on": "2016-02-20", "outcomes": "3.1"}, True),
        ({"who": "Patients' panel", "held_on": "2016-02-20", "outcomes": "all"}, True),
        ({"why_nobody": "No time", "outcomes": "3.1"}, False),
        ({"why_nobody": "The network was founded in the week after.", "outcomes": "3.1"}, True),
    ],
)
def test_outcome_of_eds_is_not_closed_without_stakeholders_or_a_reason(
    engaged: dict[str, str], is_enough: bool, year: House
) -> None:
    """An outcome that was graded alone holds the signature up; somebody asked, or why not, ends it.

    It is the Equality Delivery System's own matter: no indicator of the standard is touched.
    """
    client = year.client(Role.EQUALITY_LEAD)
    add(client, year, "eds2", outcome="3.1", grade="developing")
    if engaged:
        assert add(client, year, "engagements", id="G1", **engaged).status_code == 302
    all_read(year, issue(year))
    text = page(year, "records/")
    assert ("no stakeholder took part" in text) != is_enough
    if is_enough:
        sign(year)
        return
    with pytest.raises(NotNowError, match="no stakeholder took part"):
        sign(year)


def test_outcome_without_a_grade_asks_for_nobody_yet(year: House) -> None:
    add(year.client(Role.EQUALITY_LEAD), year, "eds2", outcome="3.1")
    assert "no stakeholder took part" not in page(year, "records/")


# --- training -----------------------------------------------------------------------------------
@pytest.mark.requirement("R-174")
def test_training_compliance_is_kept_with_its_base_and_day_and_fills_item_4(
    house: House, work: Callable[[], bool]
) -> None:
    """Recorded as so many of so many on a day, and found again in item 4 of the form."""
    counted_year(house, work)
    client = house.client(Role.EQUALITY_LEAD)
    typed = {"measure": "equality_training", "group": "all", "n": "49", "of": "53",
             "measured_on": "2016-03-31", "source": "Staff record"}  # fmt: skip
    assert add(client, house, "own_measures", **typed).status_code == 302
    [one] = held(house, "own_measures")
    assert {name: one.cells[name] for name in ("n", "of", "measured_on")} == {
        "n": "49", "of": "53", "measured_on": "2016-03-31",
    }  # fmt: skip
    shown = page(house, "records/own_measures/")
    assert "49" in shown
    assert "53" in shown
    files = make(house, work, kinds=["pro-forma"], formats=["html"])
    html = bytes(next(one for one in files if one.name.endswith(".html")).content).decode()
    fourth = html.split("4. ")[-1].split("5. ")[0]
    assert "49 of 53" in fourth
    assert "31 March 2016" in fourth


# --- groups -------------------------------------------------------------------------------------
@pytest.mark.requirement("R-239")
def test_group_lower_than_expected_has_a_decision_or_stays_open(
    house: House, work: Callable[[], bool]
) -> None:
    """The page names each group that figures show lower; a decision about it answers it."""
    counted_year(house, work)
    lead = house.acting(Role.EQUALITY_LEAD)
    material = queries.material_of(lead, **EDITION)
    assert material is not None
    asked = [one for one in material.remarks if one.code == "lower-unanswered"]
    assert asked, "the example shows a group lower than expected"
    first = asked[0]
    assert first.sentence in page(house, "due-regard/").replace("&#39;", "'")
    number = re.search(r"Indicator (\d)", first.sentence)
    group = re.match(r"(.+) are lower than expected", first.sentence)
    about = {"indicators": number[1]} if number else {"group": group[1] if group else ""}
    typed = {**DECISION, "id": "D7", **about}
    assert add(house.client(Role.EQUALITY_LEAD), house, "decisions", **typed).status_code == 302
    after = queries.material_of(lead, **EDITION)
    assert after is not None
    assert first.sentence not in {one.sentence for one in after.remarks}


# --- accreditations, late reports, standards ----------------------------------------------------
@pytest.mark.requirement("R-238")
def test_accreditation_that_has_ended_is_a_task_and_one_that_holds_is_none(year: House) -> None:
    """The day after the last day it stands on the first page."""
    client = year.client(Role.EQUALITY_LEAD)
    add(client, year, "accreditations", id="M1", name="Disability Confident", status="held",
        expires_on="2020-01-01")  # fmt: skip
    add(client, year, "accreditations", id="M2", name="Carer Confident", status="held",
        expires_on="2099-01-01")  # fmt: skip
    titles = " ".join(one.title for one in tasks_for(year.acting(Role.EQUALITY_LEAD)))
    assert "Disability Confident" in titles
    assert "Carer Confident" not in titles


@pytest.mark.requirement("R-059")
@pytest.mark.parametrize(("day", "is_late"), [("2016-05-01", False), ("2016-05-02", True)])
def test_report_of_2016_after_the_1st_of_may_is_late_with_its_reason(
    day: str, is_late: bool, house: House, work: Callable[[], bool]
) -> None:
    """The latest of the guidance's days governs; a later report says why, on the page."""
    counted_year(house, work)
    lead = house.acting(Role.EQUALITY_LEAD)
    reason = "The survey came in June."
    typed = {"report_date": day, "late_reason": reason if is_late else ""}
    actions.keep_facts(lead, **EDITION, seen=0, typed=typed)
    text = page(house, "report/")
    assert "1 May 2016" in text
    assert (reason in text) == is_late
    assert ("It is late: dated 2 May 2016" in text) == is_late


@pytest.mark.requirement("R-163")
def test_signature_page_leads_to_the_standards_of_business_conduct(year: House) -> None:
    """A link with its day beside the button with which due regard is signed."""
    text = page(year, "due-regard/", Role.SIGNATORY)
    link = "https://www.england.nhs.uk/long-read/standards-of-business-conduct-policy"
    assert f'<a href="{link}">' in text
    assert "23 July 2025" in text.split(link)[1][:200]
