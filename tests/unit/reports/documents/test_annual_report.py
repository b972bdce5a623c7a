"""The internal annual report: what stands on it, in which order, and what it never says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from dueregard.editions.loader import load_edition
from dueregard.indicators.adversity import disadvantage
from dueregard.records.facts import Facts
from dueregard.records.model import Records
from dueregard.records.narratives import Block, Narrative
from dueregard.records.plans import Action
from dueregard.records.words import Aim
from dueregard.reports.documents.annual_report import annual_report
from dueregard.reports.documents.gathering import gather
from dueregard.reports.documents.header import report_milestone
from dueregard.reports.documents.outline import ANNUAL_ORDER, APPENDIX_1
from dueregard.reports.pages.model import Callout, Chart, Table, Tone, blocks_of
from tests.unit.reports.documents.reading import (
    callouts,
    find_section,
    find_table,
    section_words,
    words_of,
)


@pytest.fixture(scope="module")
def report(small):
    return annual_report(small)


def with_records(material, **changes):
    return gather(replace(material, records=replace(material.records, **changes)))


def test_first_page_answers_five_questions_in_order(report):
    """Who and which year stand in the head; then what matters, what we will do, how sure."""
    assert report.organisation == "Invented Commissioner (seed 2016)"
    assert ("People counted on", "31 March 2016") in report.facts
    titles = [block.title for block in report.opening if isinstance(block, Callout)]
    assert titles == ["What matters most", "What we will do", "How sure we are"]
    matters = report.opening[-3]
    assert len(matters.texts) == 3


def test_every_page_says_internal(report):
    """The mark is set on every page by whoever writes the document."""
    assert report.mark == "INTERNAL"
    assert report.closing[0].startswith("INTERNAL")


@pytest.mark.requirement("T-06", "R-043")
def test_nine_indicators_stand_in_three_families(report):
    """Four from the workforce, four from the survey, one on the board."""
    families = [find_section(report, f"{name}-indicators") for name in ("workforce", "survey")] + [
        find_section(report, "board-indicator")
    ]
    numbers = [[int(part.title.split(".")[0]) for part in one.sections] for one in families]
    assert numbers == [[1, 2, 3, 4], [5, 6, 7, 8], [9]]


@pytest.mark.requirement("T-06")
def test_the_board_indicator_is_never_a_likelihood(report):
    """Indicator 9 stands in no table and no picture of ratios."""
    words = words_of(report)
    assert "9. Board representation | 70.0% | 0.0% | -8.9 points" in words
    assert "9. Board representation: -8.9 points" in words
    assert not re.search(r"9\. Board representation[^\n]{0,40}(?:times|likel)", words)
    ninth = section_words(find_section(report, "indicator-9"))
    assert "times as likely" not in ninth


def test_each_indicator_has_counts_sentence_last_year_and_chart(report):
    """Whatever was computed comes with its people, its words, last year and a drawing."""
    for number in range(1, 10):
        section = find_section(report, f"indicator-{number}")
        words = section_words(section)
        assert re.search(r"\d+ of \d+", words), number
        assert "no earlier return" in words, number
        assert any(isinstance(block, Table) for block in section.blocks), number
        assert any(isinstance(block, Chart) for block in section.blocks), number


@pytest.mark.requirement("R-049")
def test_an_indicator_shows_what_lies_behind_it_and_what_is_done(small):
    """The organisation's own words and its actions stand with the indicator they are about."""
    text = "Panels of one shortlisted by themselves."
    narratives = {"indicator-2": Narrative("indicator-2", (Block((text,)),), text)}
    action = Action("A7", "Two people shortlist", "Chair", date(2016, 6, 1), indicators=(2,))
    document = annual_report(with_records(small, narratives=narratives, actions=(action,)))
    words = section_words(find_section(document, "indicator-2"))
    assert text in words
    assert "A7: Two people shortlist (Chair, by 1 June 2016)." in words
    assert "A7" not in section_words(find_section(document, "indicator-3"))


@pytest.mark.requirement("R-223")
def test_every_chart_names_its_source(report):
    """Under each chart stands the file its figures come from, with the system."""
    charts = [block for block in blocks_of(report) if isinstance(block, Chart)]
    assert len(charts) >= 10
    assert all(chart.source.startswith("Source: ") for chart in charts)
    assert any("applicants.csv (NHS Jobs)" in chart.source for chart in charts)
    assert len({chart.key for chart in charts}) == len(charts)


def test_sections_keep_the_order_of_the_outline(report, appendix):
    """A section without content is left out; none changes its place."""
    order = [heading.anchor for heading in ANNUAL_ORDER]
    for document in (report, annual_report(appendix)):
        found = [section.anchor for section in document.sections]
        assert found == [anchor for anchor in order if anchor in found]
        assert {heading.anchor for heading in APPENDIX_1} <= set(found)


@pytest.mark.requirement("R-058")
def test_there_is_a_section_on_the_brown_principles(report):
    """The report is made by the six principles, in the guidance's order."""
    section = find_section(report, "due-regard")
    assert [part.title for part in section.sections] == [
        "1. Knowledge",
        "2. Sufficient information",
        "3. Timeliness",
        "4. Real consideration",
        "5. Accountability",
        "6. Monitoring and review",
    ]


@pytest.mark.requirement("R-046")
def test_senior_posts_and_board_stand_apart(report):
    """Members of the board are left out of the senior posts: 3 posts, 12 members."""
    section = find_section(report, "senior-posts")
    rows = {row[0]: row[1] for row in find_table(report, "Senior posts and the board").rows}
    assert rows["Most senior employed posts (band 8c and above): White"] == "2 of 3"
    assert rows["Governing Body: White"] == "9 of 12"
    assert any(isinstance(block, Chart) for block in section.blocks)


@pytest.mark.requirement("R-013")
def test_the_training_line_cites_staff_duty_4b(report):
    """Training in equality stands beside the duty of the NHS Constitution that it serves."""
    words = section_words(find_section(report, "training"))
    assert "staff duty 4b" in words
    assert "49 of 56 | 87.5%" in words


@pytest.mark.requirement("R-014")
def test_actions_name_the_aims_and_are_counted_by_aim(small, report):
    """Every action says which aim it serves, or that it names none; the table counts them."""
    bare = Action("A9", "Something without an aim")
    actions = (*small.records.actions, bare)
    document = annual_report(with_records(small, actions=actions))
    rows = {row[0]: row for row in find_table(document, "Actions").rows}
    assert "no aim named" in rows["A9"][4]
    assert "advance equality of opportunity" in rows["A1"][4]
    counted = find_table(
        document, "How often each aim of the Public Sector Equality Duty is served"
    )
    by_aim = {row[0]: row[3] for row in counted.rows}
    assert by_aim["Advance equality of opportunity"] == str(
        sum(Aim.ADVANCE in action.aims for action in actions)
    )
    assert by_aim["No aim named"] == "1"


@pytest.mark.requirement("R-049")
def test_a_gap_without_an_action_is_named(small):
    """Every indicator to the disadvantage of one group has an action, or a warning."""
    document = annual_report(with_records(small, actions=()))
    (warning,) = (one for one in callouts(document, Tone.GAP) if "action for these" in one.title)
    pairs = zip(small.annual.indicators, small.annual.edition.indicators, strict=True)
    adverse = {result.number for result, rule in pairs if disadvantage(result.headline, rule) > 0}
    named = {int(re.match(r"Indicator (\d)", words)[1]) for words in warning.texts}
    assert named == adverse
    covered = tuple(Action("A1", "Act", indicators=(number,)) for number in adverse)
    acted = annual_report(with_records(small, actions=covered))
    assert not [one for one in callouts(acted, Tone.GAP) if "action for these" in one.title]


@pytest.mark.requirement("R-057", "R-059")
def test_report_is_due_with_the_providers_and_late_after_it(small):
    """Commissioners and providers are due on 1 May 2016; a later date is flagged, with why."""
    edition = load_edition("2016")
    due = {one.actor: one.due for one in edition.milestones if one.id in {"C3", "M3"}}
    assert due == {"commissioner": date(2016, 5, 1), "provider": date(2016, 5, 1)}
    assert report_milestone(small).due == date(2016, 5, 1)

    def told(**facts):
        material = with_records(small, facts=Facts(**facts))
        return dict(annual_report(material).facts)["Report due"]

    assert told(report_date=date(2016, 5, 1)) == "1 May 2016"
    late = told(report_date=date(2016, 5, 2), late_reason="The survey came late.")
    assert late == "1 May 2016. It is late: dated 2 May 2016. Reason: The survey came late."
    assert "Reason: none is recorded." in told(report_date=date(2016, 6, 1))


@pytest.mark.requirement("R-224", "R-044")
def test_small_numbers_are_cautioned_with_the_real_swing(small, report):
    """With 56 staff one person is 1.8 points, and the report says so; a large body needs none."""
    sure = report.opening[-1]
    assert "56 staff" in sure.texts[0]
    assert "1.8 percentage points" in sure.texts[0]
    large = replace(small.annual, profile="full")
    document = annual_report(replace(small, annual=large))
    assert "Small numbers" not in document.opening[-1].texts[0]


def test_without_records_everything_missing_is_said(small):
    """Nobody's silence is passed over: no action, no conclusion, no objective, no evidence."""
    document = annual_report(gather(replace(small, records=Records())))
    titles = [one.title for one in callouts(document, Tone.GAP)]
    for wanted in (
        "What we will do",
        "conclusions from these figures",
        "an equality objective",
        "a target",
        "a policy or programme",
    ):
        assert wanted in titles
    assert titles.count("to show due regard here") == 6


def test_published_counts_give_a_report_too(appendix):
    """The guidance's own example has no records of people; its report still has nine lines."""
    document = annual_report(appendix)
    assert len(find_table(document, "The indicators on one table").rows) == 9
    assert "counts taken from a publication" in words_of(document)


@pytest.mark.requirement("R-226", "R-225")
def test_appointments_of_the_example_are_bounds_only_and_a_proxy(appendix):
    """12 of 20 new starters are unknown: no ratio, its bounds, and starters said to be a proxy."""
    document = annual_report(appendix)
    words = section_words(find_section(document, "indicator-2"))
    assert "too many unknown" in words
    assert "these bounds" in words
    recruitment = section_words(find_section(document, "recruitment"))
    assert "New starters stand for people appointed" in recruitment
    assert "12 of 20" in recruitment
