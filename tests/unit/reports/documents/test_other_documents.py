"""Monitoring report, due-regard statement, EDS report, support unit form, cover paper."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from dueregard.codelists.equality_delivery import load_crosswalk
from dueregard.editions.loader import load_edition
from dueregard.indicators.annual import compute_annual
from dueregard.records.consideration import Acknowledgement, FormAnswer
from dueregard.records.facts import Facts
from dueregard.records.model import Records
from dueregard.records.narratives import Block, Narrative
from dueregard.records.plans import Action, Objective, Target
from dueregard.records.standing import EdsOutcome, Policy
from dueregard.records.words import HowFar, Principle
from dueregard.reports.documents.annual_report import annual_report
from dueregard.reports.documents.cover_paper import cover_paper, shortened
from dueregard.reports.documents.due_regard_statement import due_regard_statement
from dueregard.reports.documents.equality_delivery import crosswalk_rows, equality_delivery_report
from dueregard.reports.documents.gathering import gather
from dueregard.reports.documents.monitoring_report import monitoring_report
from dueregard.reports.documents.pro_forma import HEADING, pro_forma
from dueregard.reports.pages.model import Callout, Table, Tone
from dueregard.reports.pages.pdf import pdf_bytes
from dueregard.reports.template.from_year import template_from_year
from tests.unit.reports.documents.reading import (
    callouts,
    find_section,
    find_table,
    section_words,
    words_of,
)


def with_records(material, **changes):
    return gather(replace(material, records=replace(material.records, **changes)))


def pages_of(document):
    return len(pypdfium2.PdfDocument(io.BytesIO(pdf_bytes(document))))


@pytest.mark.requirement("R-222", "R-220")
def test_monitoring_report_has_the_four_sections_and_the_nine(small, appendix):
    """Profile as at the day, recruitment and leavers of the period, conclusions; then the nine."""
    for material, day, period in (
        (small, "31 March 2016", "1 April 2015 to 31 March 2016"),
        (appendix, "31 March 2014", "1 April 2013 to 31 March 2014"),
    ):
        document = monitoring_report(material)
        assert [section.title for section in document.sections] == [
            f"1. Workforce profile as at {day}",
            f"2. Recruitment: {period}",
            f"3. Leavers: {period}",
            "4. Conclusions and recommendations",
            "The nine indicators of the standard",
        ]
        assert document.title.endswith(period)
        assert len(find_table(document, "The indicators on one table").rows) == 9


@pytest.mark.requirement("R-221")
def test_head_count_is_told_with_and_without_office_holders(small):
    """56 people, 8 of them office holders; left out, the note says so and the total falls."""
    opening = words_of(monitoring_report(small))
    assert "56 people on 31 March 2016" in opening
    assert "8 office holders" in opening
    assert "without them there were 48" in opening
    data_return = small.annual.data_return
    rule = replace(data_return.inclusion, office_holders=False)
    annual = compute_annual(replace(data_return, inclusion=rule), small.annual.edition)
    other = words_of(monitoring_report(replace(small, annual=annual)))
    assert "48 people on 31 March 2016" in other
    assert "are not counted. There are 8 of them." in other


@pytest.mark.requirement("R-224")
def test_monitoring_report_carries_the_caution(appendix):
    """The guidance's own 56 people: one of them is 1.8 points."""
    cautions = callouts(monitoring_report(appendix), Tone.CAUTION)
    assert any("1.8 percentage points" in text for one in cautions for text in one.texts)


@pytest.mark.requirement("R-228", "R-229", "R-230")
def test_monitoring_report_reproduces_the_guidances_recruitment(appendix):
    """86.4% and 4.5% of those shortlisted, 14.1% of applicants as printed, 2.9% of the area."""
    words = section_words(monitoring_report(appendix).sections[1]).replace("\xa0", " ")
    assert "86.4% (19 of 22)" in words
    assert "4.5% (1 of 22)" in words
    assert "14.1%" in words
    assert "2.9%" in words


@pytest.mark.requirement("R-020")
def test_statement_answers_six_principles_or_names_the_gap(small):
    """Each section has at least one id of evidence, or says outright that there is none."""
    ids = {one.id for one in small.records.evidence}
    for material in (small, gather(replace(small, records=Records()))):
        document = due_regard_statement(material)
        for principle in Principle:
            section = find_section(document, f"principle-{principle.value}")
            tables = [block for block in section.blocks if isinstance(block, Table)]
            shown = [row[0] for t in tables if t.caption == "Evidence" for row in t.rows]
            holes = [block for block in section.blocks if isinstance(block, Callout)]
            assert set(shown) <= ids
            assert shown or any(block.tone is Tone.GAP and block.texts for block in holes)


@pytest.mark.requirement("R-017", "R-020")
def test_duties_keep_their_labels(small):
    """Due regard towards one's own staff, the contract towards providers."""
    rows = {
        row[0]: row[1] for row in find_table(due_regard_statement(small), "Duties and labels").rows
    }
    assert rows["A commissioner, for its own workforce"] == "due regard (PSED)"
    assert rows["A commissioner, towards its providers"] == "contract"


@pytest.mark.requirement("R-030")
def test_who_has_not_read_the_briefing_is_named(small):
    """A decision maker who has not acknowledged the briefing in force is a gap in knowledge."""
    people = (
        Acknowledgement("A. Known", "Chair", "2016-1", date(2016, 3, 1)),
        Acknowledgement("B. Late", "Member", "2016-1"),
    )
    facts = Facts(briefing="2016-1", signed_off_by="A. Known", signed_off_on=date(2016, 4, 1))
    material = with_records(small, acknowledgements=people, facts=facts)
    words = section_words(find_section(due_regard_statement(material), "principle-knowledge"))
    assert "B. Late | Member | 2016-1 | not yet" in words
    assert "have not acknowledged the briefing in force: B. Late" in words


@pytest.mark.requirement("R-036")
def test_third_parties_show_three_kinds_of_proof(small):
    words = section_words(find_section(due_regard_statement(small), "principle-accountability"))
    assert "Able to comply | Required to | Does so in practice" in words
    assert "that it does so in practice" in words


@pytest.mark.requirement("R-169")
def test_both_sources_serve_the_equality_duty_by_id(small):
    """The summary lists evidence on the standard and outcomes of EDS2, each by its id."""
    eds = (EdsOutcome("3.1", shows="Figures on recruitment."),)
    document = due_regard_statement(with_records(small, eds2=eds))
    rows = find_table(document, "What serves the Equality Duty").rows
    assert {row[1] for row in rows} == {one.id for one in small.records.evidence} | {"EDS2/3.1"}


@pytest.mark.requirement("R-016")
def test_an_objective_past_its_review_is_a_gap(small):
    """An objective shows measure, owner, review and indicators; one overdue is said to be."""
    one = Objective(
        "O9", "Fairness", "BME share", "Chair", date(2012, 4, 1), date(2016, 4, 1), (1, 9)
    )
    document = annual_report(with_records(small, objectives=(one,)))
    row = find_table(document, "Equality objectives").rows[0]
    assert row[2:6] == ("BME share", "Chair", "set 1 April 2012; review 1 April 2016", "1, 9")
    section = find_section(document, "objectives")
    gaps = [block for block in section.blocks if isinstance(block, Callout)]
    assert any("O9" in text for block in gaps for text in block.texts)


@pytest.mark.requirement("R-166", "R-168")
def test_the_two_reports_are_apart_and_linked(small):
    """Neither holds the other: each links to the other, and only one has the outcomes."""
    annual = annual_report(small, (("EDS", "equality-delivery-system.html"),))
    eds = equality_delivery_report(small, (("WRES", "annual-report.html"),))
    assert "equality-delivery-system.html" in words_of(annual)
    assert "annual-report.html" in words_of(eds)
    assert "no part of it" in words_of(eds)
    outcomes = [line.outcome.words for line in load_crosswalk("EDS2")]
    assert not [words for words in outcomes if words in words_of(annual)]


@pytest.mark.requirement("R-167")
@pytest.mark.parametrize(
    ("year", "scheme"), [("2016", "EDS2"), ("2022", "EDS2"), ("2023", "EDS 2022")]
)
def test_crosswalk_holds_each_pair_with_its_figure(small, year, scheme):
    """Each indicator beside each outcome it speaks to, by the scheme in force in the year."""
    edition = load_edition(year)
    annual = compute_annual(replace(small.annual.data_return, edition=year), edition)
    material = replace(small, annual=annual)
    rows = crosswalk_rows(material)
    expected = {(line.indicator, line.outcome.outcome) for line in load_crosswalk(scheme)}
    assert {(int(row[4]), row[2]) for row in rows} == expected
    assert {row[0] for row in rows} == {scheme}
    assert scheme in equality_delivery_report(material).title


@pytest.mark.requirement("R-203", "R-209")
def test_form_keeps_heading_and_six_items_in_order(small):
    """Prepared and shared are two answers: prepared but not shared can be said."""
    answer = FormAnswer(1, HowFar.YES, HowFar.NO, ("E1",), "Nothing below ten is shared.")
    document = pro_forma(with_records(small, form_answers=(answer,)))
    assert document.subtitle == HEADING
    assert HEADING == (
        "Employment-related actions to improve patient access, experience and health and "
        "wellbeing outcomes"
    )
    assert [section.title[:2] for section in document.sections] == [f"{n}." for n in range(1, 7)]
    words = section_words(document.sections[0])
    for part in ("Prepared: yes", "Shared: no", "Evidence: E1", "Nothing below ten is shared."):
        assert part in words
    assert "Prepared: not stated" in section_words(document.sections[1])


@pytest.mark.requirement("R-204", "R-205", "R-207")
def test_form_is_filled_with_the_reports_own_figures(small):
    """Lines of the form are lines of the annual report: indicators, leavers, senior posts."""
    report = {
        tuple(row) for row in find_table(annual_report(small), "The indicators on one table").rows
    }
    form = pro_forma(small)
    for item, numbers in ((0, {1, 9}), (1, {2, 3, 4}), (4, {5, 6, 7, 8})):
        tables = [
            block
            for block in form.sections[item].blocks
            if isinstance(block, Table) and block.caption == "The indicators on one table"
        ]
        assert {int(row[0].split(".")[0]) for row in tables[0].rows} == numbers
        assert set(tables[0].rows) <= report
    leavers = find_table(annual_report(small), "Leavers").rows
    assert leavers == find_table(form, "Leavers").rows


@pytest.mark.requirement("R-060", "R-133")
def test_reporting_template_says_what_the_annual_report_says(small, appendix):
    """Each number of the form, with its counts, stands in the report's section of the indicator."""
    for material in (small, appendix):
        form = template_from_year(material.annual, made_on=material.made_on)
        report = annual_report(material)
        told = 0
        for entry in form.indicators:
            words = section_words(find_section(report, f"indicator-{entry.number}"))
            for line in entry.lines:
                for part in re.findall(r"[\d.,]+%?|[\d,]+ of [\d,]+", line.reporting_year):
                    assert part in words, (entry.number, line)
                    told += 1
        assert told > 0


@pytest.mark.requirement("R-206")
def test_a_target_is_told_in_people_and_what_it_takes(small):
    """A quarter of 12 seats is 3 people: 2 more than now, and only 1 seat falls vacant."""
    one = Target("T1", "BME", "Governing Body", 1, 12, 25.0, date(2018, 3, 31), 1, "Chair")
    words = section_words(pro_forma(with_records(small, targets=(one,))).sections[2])
    assert "1 of 12 (8.3%)" in words
    assert "3 of 12 (25.0% or more)" in words
    assert "at least 2 appointments" in words
    assert "cannot be reached" in words


@pytest.mark.requirement("R-207")
def test_violence_is_counted_beside_the_indicators(small):
    """Violence is no indicator of the standard; the form shows it, or asks for it."""
    words = section_words(pro_forma(small).sections[4])
    assert "Staff who met violence" in words


@pytest.mark.requirement("R-208")
def test_policies_show_owner_review_and_digest(small):
    """A policy past its review is overdue; its file's digest tells one version from another."""
    digest = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
    policy = Policy(
        "L1", "Recruitment", owner="HR", version="3", review_on=date(2016, 1, 31), sha256=digest
    )
    material = with_records(small, policies=(policy,))
    words = section_words(pro_forma(material).sections[5])
    assert "HR | 3 | 31 January 2016 (overdue) | 2c26b46b68ff" in words
    assert any(one.code.startswith("policy-overdue") for one in material.remarks)


def test_cover_paper_has_its_parts_and_fits_one_page(small, appendix):
    """Purpose, due regard, recommendation, decision wanted: on one side of A4."""
    for material in (small, appendix, gather(replace(small, records=Records()))):
        document = cover_paper(material)
        assert [section.title for section in document.sections] == [
            "Purpose",
            "Due regard",
            "Recommendation",
            "Decision wanted",
        ]
        assert pages_of(document) == 1


def test_cover_paper_fits_one_page_whatever_is_written(small):
    """The longest names and texts that anybody may type are cut so that it stays one page."""
    long = "A recommendation that goes on and on without end. " * 40
    wordy = "Consider everything that has ever been thought about this " * 20
    facts = Facts(board_lead="The Right Honourable Somebody of Somewhere, " * 6)
    actions = tuple(Action(f"A{n}", wordy, owner=wordy, indicators=(n,)) for n in (2, 7))
    organisation = replace(
        small.annual.data_return.organisation,
        name="NHS Integrated Care Board of a Very Long Name and Many Places " * 3,
        board_name="Governing Body and Primary Care Commissioning Committee in Common",
    )
    data_return = replace(small.annual.data_return, organisation=organisation)
    titles = "the longest title that any edition has ever given to one of its nine indicators"
    indicators = tuple(replace(one, title=titles) for one in small.annual.indicators)
    annual = replace(small.annual, data_return=data_return, indicators=indicators)
    narrative = {"recommendation": Narrative("recommendation", (Block((long,)),), long)}
    for narratives in (narrative, {}):
        records = replace(small.records, facts=facts, actions=actions, narratives=narratives)
        material = gather(replace(small, annual=annual, records=records))
        assert pages_of(cover_paper(material)) == 1


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("Short.", 10, "Short."),
        ("One sentence. Another one.", 15, "One sentence."),
        ("A single sentence that is too long", 20, "A single …"),
    ],
)
def test_texts_are_shortened_at_a_sentence(text, longest, expected):
    """Whole sentences are kept while they fit; a number is never cut in two."""
    short = shortened(text, longest)
    assert len(short) <= longest
    assert short == expected or re.match(re.escape(expected[:-2]), short)
