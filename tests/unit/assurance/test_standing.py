"""Where an obligation stands: every boundary day of the guidance, with the clock held."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dueregard.assurance.applicability import scopes
from dueregard.assurance.contract_years import ContractYear
from dueregard.assurance.happenings import LocalDate, Survey
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.obligations import Family, own_obligations, provider_obligations
from dueregard.assurance.schedule import shipped_schedule
from dueregard.assurance.standing import Process, Result, standing_of
from dueregard.assurance.words import EvidenceKind, YesNo
from tests.unit.assurance import records_for_tests as given

SCHEDULE = shipped_schedule(ContractYear(2015))
M1, M2, M3 = (f"P1/2015-16/{name}" for name in ("M1", "M2", "M3"))
EDS = "P1/2015-16/eds"
CONTENT = "nine_indicators data_steps gap_steps own_assessment plans_to_close stand_alone url"


def obligations(ledger, on):
    found = scopes(ledger, SCHEDULE.rules, on)
    return {one.id: one for scope in found for one in provider_obligations(scope, SCHEDULE, ledger)}


def standing(name, on, **records):
    records.setdefault("register", (given.contract(income=300_000),))
    ledger = Ledger(**records)
    day = date.fromisoformat(on)
    return standing_of(obligations(ledger, day)[name], ledger, day)


def annual(on, yes, no="", **more):
    """An annual report that came on a day, attested, reviewed and accepted."""
    more.setdefault("on", on)
    return {
        "evidence": (given.report("E1", "P1", M3, **more),),
        "attestations": (given.attested(on=on),),
        "reviews": (given.reviewed(on=on),),
        "answers": given.answers(M3, yes, no=no),
    }


@pytest.mark.requirement("T-01")
@pytest.mark.parametrize(
    ("name", "on", "process"),
    [
        (M1, "2015-07-19", Process.NOT_KNOWN_YET),
        (M1, "2015-07-20", Process.OVERDUE_AT_ISSUE),
        (M1, "2015-07-21", Process.OVERDUE_AT_ISSUE),
        (M3, "2016-04-30", Process.DUE_SOON),
        (M3, "2016-05-01", Process.DUE_SOON),
        (M3, "2016-05-02", Process.OVERDUE),
        (M3, "2016-03-31", Process.NOT_DUE),
        (M3, "2016-04-01", Process.DUE_SOON),
    ],
)
def test_process_by_day(name, on, process) -> None:
    """A day that passed before the rule was known is never called late."""
    one = standing(name, on)
    assert one.process is process
    assert one.days_late == (1 if process is Process.OVERDUE else 0)


@pytest.mark.requirement("T-02", "R-102")
@pytest.mark.parametrize(("on", "late"), [("2016-04-30", 0), ("2016-05-01", 0), ("2016-05-02", 1)])
def test_annual_report_is_late_from_2_may(on, late) -> None:
    """The latest of the three days that the guidance names governs."""
    one = standing(M3, "2016-06-01", **annual(on, CONTENT, late_reason="Board met on 2 May."))
    assert (one.received_on, one.days_late) == (date.fromisoformat(on), late)
    assert one.late_reason == ("Board met on 2 May." if late else "")


@pytest.mark.requirement("R-152")
@pytest.mark.parametrize(
    ("dated", "counts"),
    [("2015-03-31", False), ("2015-04-01", True), ("2016-03-31", True), ("2016-04-01", False)],
)
def test_edges_of_the_interim_window(dated, counts) -> None:
    """An interim report of 31 March 2016 counts, one of 1 April does not."""
    interim = given.report("E1", "P1", M2, on="2016-04-02", dated=date.fromisoformat(dated))
    one = standing(M2, "2016-05-01", evidence=(interim,))
    assert (one.evidence, one.outside) == ((("E1",), ()) if counts else ((), ("E1",)))


@pytest.mark.requirement("R-188")
def test_without_interim_report_by_the_end_of_march_it_is_not_met() -> None:
    """Nothing by 31 March 2016 is unmet on the day after, not on the day."""
    assert standing(M2, "2016-03-31").result is Result.UNDETERMINED
    assert standing(M2, "2016-04-01").result is Result.NOT_MET


@pytest.mark.requirement("R-154")
@pytest.mark.parametrize(
    ("reached", "result"),
    [
        ("commissioner website board staff", Result.MET),
        ("commissioner website board", Result.PARTLY_MET),
        ("commissioner", Result.PARTLY_MET),
    ],
)
def test_four_destinations(reached, result) -> None:
    """Three of four is partly met; each destination is shown on its own."""
    one = standing(M3, "2016-05-02", **annual("2016-05-01", f"{CONTENT} {reached}"))
    assert one.result is result
    left = {item.key for item in one.outstanding}
    assert left == {"commissioner", "website", "board", "staff"} - set(reached.split())


@pytest.mark.requirement("R-190")
def test_a_copy_without_a_link_leaves_the_website_unmet() -> None:
    """On 2 May 2016 a report that is not online has not reached the website."""
    yes = "nine_indicators data_steps gap_steps own_assessment plans_to_close stand_alone"
    one = standing(M3, "2016-05-02", **annual("2016-05-01", f"{yes} commissioner board staff"))
    assert {item.key for item in one.outstanding} == {"website", "url"}
    assert one.result is Result.PARTLY_MET


@pytest.mark.requirement("R-151", "R-156", "R-184")
def test_baseline_without_shortcomings_is_incomplete() -> None:
    """What came without its shortcomings stays "received - incomplete"; link and copy are two."""
    records = {
        "evidence": (given.report("E1", "P1", M1),),
        "attestations": (given.attested(),),
        "reviews": (given.reviewed(),),
        "answers": given.answers(M1, "nine_indicators plans url", no="shortcomings copy"),
    }
    one = standing(M1, "2015-08-05", **records)
    assert (one.process, one.result) == (Process.INCOMPLETE, Result.PARTLY_MET)
    assert {"shortcomings", "copy", "commissioner"} <= {item.key for item in one.outstanding}
    assert "url" not in {item.key for item in one.outstanding}


@pytest.mark.requirement("R-155", "R-157", "R-158", "R-185", "R-186")
def test_checklists_hold_what_the_guidance_asks() -> None:
    """Each thing asked of a baseline or an annual report is an item answered by itself."""
    ledger = Ledger(register=(given.contract(income=300_000),))
    found = obligations(ledger, date(2015, 8, 1))
    baseline = {item.key for item in found[M1].items}
    assert baseline >= {"narrative", "self_reporting", "stand_alone", "shortcomings", "plans"}
    yearly = {item.key for item in found[M3].items}
    assert yearly >= {"data_steps", "gap_steps", "own_assessment", "plans_to_close", "stand_alone"}
    missing_both = annual("2016-05-01", "nine_indicators url", no="data_steps gap_steps")
    assert standing(M3, "2016-05-02", **missing_both).process is Process.INCOMPLETE


@pytest.mark.requirement("R-101")
def test_no_evidence_is_not_met_after_the_day_and_nothing_when_out_of_scope() -> None:
    """In scope and silent: not met. Exempt: no such obligation at all."""
    assert standing(M3, "2016-05-02").result is Result.NOT_MET
    exempt = Ledger(register=(given.contract(),), declarations=(given.declaration(),))
    assert M3 not in obligations(exempt, date(2016, 5, 2))


@pytest.mark.requirement("R-160")
def test_without_attestation_nothing_is_accepted_and_a_correction_keeps_the_original() -> None:
    """SC28.5: a named person says it is accurate; the first version goes on beside the second."""
    records = annual("2016-05-01", f"{CONTENT} commissioner website board staff")
    del records["attestations"]
    one = standing(M3, "2016-05-02", **records)
    assert (one.result, one.process) == (Result.UNDETERMINED, Process.RECEIVED)
    records["attestations"] = (given.attested(on="2016-05-03"),)
    assert standing(M3, "2016-05-02", **records).result is Result.UNDETERMINED
    assert standing(M3, "2016-05-03", **records).result is Result.MET
    records["evidence"] += (given.report("E1", "P1", M3, version=2, on="2016-05-10"),)
    waiting = standing(M3, "2016-05-11", **records)
    assert (waiting.result, waiting.received_on) == (Result.MET, date(2016, 5, 1))


@pytest.mark.requirement("R-108", "R-109")
def test_each_survey_calls_for_a_report_of_its_own() -> None:
    """Two surveys are two obligations; one without a published address stays open."""
    surveys = (
        Survey("S1", "P1", "2015/16", "NHS Staff Survey 2015", YesNo.YES),
        Survey("S2", "P1", "2015/16", "Pulse survey"),
    )
    first = "P1/2015-16/survey_report/S1"
    records = {
        "surveys": surveys,
        "evidence": (given.report("E1", "P1", first, kind="survey_report"),),
        "attestations": (given.attested(),),
        "reviews": (given.reviewed(),),
        "answers": given.answers(first, "results actions status", no="url"),
    }
    ledger = Ledger(register=(given.contract(income=300_000),), surveys=surveys)
    names = {one for one in obligations(ledger, date(2016, 3, 1)) if "survey_report" in one}
    assert names == {first, "P1/2015-16/survey_report/S2"}
    assert standing(first, "2016-03-01", **records).result is Result.PARTLY_MET
    records["answers"] = given.answers(first, "results actions status url")
    assert standing(first, "2016-03-01", **records).result is Result.MET


@pytest.mark.requirement("R-165")
def test_eds_closes_with_stakeholders_or_a_reason() -> None:
    """Everything answered is not enough: somebody outside took part, or it is said why not."""
    trust = (given.contract(kind="nhs_trust", income=300_000),)
    records = {
        "register": trust,
        "evidence": (given.report("E1", "P1", EDS, kind="other"),),
        "reviews": (given.reviewed(),),
        "answers": given.answers(EDS, "implemented engagement separate_report"),
    }
    assert standing(EDS, "2016-03-01", **records).result is Result.PARTLY_MET
    engaged = given.report("E2", "P1", EDS, kind=EvidenceKind.ENGAGEMENT)
    more = {**records, "evidence": (*records["evidence"], engaged)}
    assert standing(EDS, "2016-03-01", **more).result is Result.MET


@pytest.mark.requirement("R-166", "R-168", "R-022")
def test_eds_and_wres_stay_two_obligations_even_on_one_day() -> None:
    """The same day chosen for both: two rows, two families, each with a standing of its own."""
    register = (given.contract(kind="nhs_trust", income=300_000),)
    dates = (LocalDate("P1", "2015/16", "eds", date(2016, 5, 1)),)
    ledger = Ledger(register=register, local_dates=dates)
    found = obligations(ledger, date(2015, 8, 1))
    assert found[EDS].due == found[M3].due
    assert {found[EDS].family, found[M3].family} == {Family.EDS, Family.WRES}
    records = annual("2016-05-01", f"{CONTENT} commissioner website board staff")
    both = {"register": register, "local_dates": dates, **records}
    assert standing(M3, "2016-05-02", **both).result is Result.MET
    assert standing(EDS, "2016-05-02", **both).result is Result.NOT_MET


@pytest.mark.requirement("T-02")
def test_the_report_of_may_2016_belongs_to_2015_16_with_figures_of_2016() -> None:
    """Contract year 2015/16, figures of edition 2016; and it is one obligation, not two."""
    ledger = Ledger(register=(given.contract(income=300_000),))
    one = obligations(ledger, date(2016, 4, 1))[M3]
    assert (str(one.year), one.figures, one.due) == ("2015/16", "2016", date(2016, 5, 1))
    later = shipped_schedule(ContractYear(2016))
    assert date(2016, 5, 1) not in {each.milestone.due for each in later.milestones}


def test_a_contract_that_starts_after_the_day_has_no_such_obligation() -> None:
    """A provider whose contract begins in October had no baseline to publish in July."""
    late = given.contract(income=300_000, starts_on=date(2015, 10, 1))
    found = obligations(Ledger(register=(late,)), date(2015, 12, 1))
    assert M1 not in found
    assert M3 in found


def test_expired_and_rejected_evidence_shows_nothing() -> None:
    """What has run out or was rejected is as if it had not come."""
    records = annual("2016-05-01", CONTENT, expires_on=date(2016, 6, 30))
    assert standing(M3, "2016-06-30", **records).evidence == ("E1",)
    assert standing(M3, "2016-07-01", **records).evidence == ()
    records = annual("2016-05-01", CONTENT)
    records["reviews"] += (given.reviewed(verdict="rejected", on="2016-05-05"),)
    assert standing(M3, "2016-05-06", **records).result is Result.NOT_MET


@pytest.mark.parametrize("days", range(-3, 4))
def test_nothing_is_known_before_it_came(days) -> None:
    """Asked of a day before it arrived, a report has not arrived."""
    on = date(2016, 5, 1) + timedelta(days=days)
    one = standing(M3, on.isoformat(), **annual("2016-05-01", CONTENT))
    assert (one.received_on is not None) is (days >= 0)


def test_a_commissioner_has_obligations_of_its_own() -> None:
    """Three letters and its own report, each with day and section."""
    found = own_obligations(given.US, SCHEDULE)
    assert [one.what for one in found] == ["L1", "L2", "L3", "C3"]
    assert all(one.source.document == "03764" for one in found)
