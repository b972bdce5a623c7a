"""The Reporting Template 2015: its fields, whence its answers come, and what it may not show."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dueregard.disclosure.released import SYMBOL
from dueregard.editions.loader import load_edition
from dueregard.figures import Unit
from dueregard.records import Action, Facts, Records
from dueregard.records.narratives import read_narrative
from dueregard.reports.pages.model import Table, blocks_of
from dueregard.reports.publication.model import figures_of
from dueregard.reports.template.document import template_document
from dueregard.reports.template.form import due_day
from dueregard.reports.template.from_records import particulars_of
from dueregard.reports.template.from_release import template_from_release
from dueregard.reports.template.from_year import template_from_year
from dueregard.reports.template.measures import measures_of
from dueregard.reports.template.model import (
    NOT_APPLICABLE,
    NOT_GIVEN,
    NOT_PUBLISHED,
    FieldState,
    Particulars,
)
from dueregard.reports.template.workbook import template_workbook
from tests.oracle.spreadsheets import cells_of
from tests.unit.reports.forms.years import DAY, publication, second_year, year

ORDER = (
    [f"H{n}" for n in range(1, 9)]
    + ["1a", "1b", "2a", "2b", "3a", "3b", "3c", "4a"]
    + [f"5.{n}.{part}" for n in range(1, 10) for part in ("iii", "iv")]
    + ["6", "7", "S1", "S2"]
)
GIVEN = Particulars(
    report_date=date(2016, 4, 20),
    board_lead="A. Example, Chair",
    commissioners=("One CCG", "Two CCG"),
    coordinating_commissioner="One CCG",
    signed_off_by="A. Example",
    signed_off_on=date(2016, 4, 26),
    narratives={2: "Few posts were filled."},
    actions={2: "A1: Train panels."},
)


@pytest.mark.parametrize("edition", ["2015", "2016", "2019", "2025"])
def test_every_field_stands_in_the_order_of_the_form(edition):
    """H1 to H8, 1a to 4a, 5 for each of nine indicators, 6 and 7, in every edition."""
    template = template_from_year(year(edition=edition), GIVEN, made_on=DAY)
    assert [one.code for one in template.fields] == ORDER
    assert [one.number for one in template.indicators] == list(range(1, 10))
    assert all(entry.lines for entry in template.indicators)


def test_survey_indicators_are_split_by_group():
    """Indicators 5 to 8 have one line for White staff and one for BME staff."""
    template = template_from_year(year(), made_on=DAY)
    for entry in template.indicators[4:8]:
        assert [line.measure for line in entry.lines] == ["White", "BME"]


@pytest.mark.requirement("R-060")
def test_the_form_says_what_the_figures_say():
    """Every line is its figure: value and counts, worked out here from the bare counts."""
    annual = second_year()
    template = template_from_year(annual, made_on=DAY)
    now = {figure.key: figure for one in annual.indicators for figure in one.figures}
    then = {figure.key: figure for one in annual.indicators for figure in one.previous}
    compared = 0
    for line in template.lines:
        for text, figure in (
            (line.reporting_year, now[line.key]),
            (line.previous_year, then[line.key]),
        ):
            if figure.value is None:
                assert not re.search(r"\d", text), line
                continue
            expected = expected_text(figure)
            assert text == expected, line
            compared += 1
    assert compared > 60
    answers = template.answers()
    assert answers["2a"] == str(int(now_people(annual)))
    assert answers["2b"] == expected_text(now["representation.all.compared"])


def now_people(annual):
    return sum(
        cell.n
        for cell in annual.data_return.cells
        if cell.population == "staff" and cell.characteristic == "ethnicity"
    )


def expected_text(figure):
    """Print a figure by arithmetic of the test's own: halves up, in whole numbers."""
    base = figure.bases[0]
    if figure.unit is Unit.SHARE:
        if base.numerator is None:
            tenths = int(figure.value * 1000 + 0.5)
            return f"{tenths // 10}.{tenths % 10}%"
        tenths = (2 * 1000 * base.numerator + base.denominator) // (2 * base.denominator)
        return f"{tenths // 10}.{tenths % 10}% ({base.numerator:,} of {base.denominator:,})"
    if figure.unit is Unit.RATIO:
        return f"{figure.value + 1e-12:.2f}"
    text = f"{100 * figure.value:+.1f}"
    return f"{'0.0' if float(text) == 0 else text} points"


def test_a_commissioner_sends_its_own_form_to_nobody():
    """H5 and H6 are N/A for a commissioner on itself, and names for a provider."""
    own = template_from_year(year(), GIVEN, made_on=DAY).answers()
    assert (own["H5"], own["H6"]) == (NOT_APPLICABLE, NOT_APPLICABLE)
    provider = template_from_year(year(kind="provider"), GIVEN, made_on=DAY).answers()
    assert (provider["H5"], provider["H6"]) == ("One CCG; Two CCG", "One CCG")


def test_what_nobody_wrote_stands_as_not_given():
    """A field without an answer says so; it is neither empty nor 'none'."""
    template = template_from_year(year(), made_on=DAY)
    blank = {one.code for one in template.fields if one.state is FieldState.NOT_GIVEN}
    assert {"H2", "H3", "3b", "5.1.iii", "7"} <= blank
    assert all(one.answer == NOT_GIVEN for one in template.fields if one.code in blank)


@pytest.mark.requirement("R-057")
def test_commissioners_and_providers_are_due_on_one_day():
    """A commissioner's own report of 2016 is due when those of providers are, 1 May 2016."""
    edition = load_edition("2016")
    assert due_day(edition, on_itself=True) == due_day(edition, on_itself=False) == date(2016, 5, 1)


@pytest.mark.requirement("R-059")
@pytest.mark.parametrize(
    ("day", "reason", "expected"),
    [
        (date(2016, 5, 1), "", ""),
        (date(2016, 5, 2), "", "after 1 May 2016, when it was due. No reason is given."),
        (date(2016, 6, 9), "The survey came late.", "9 June 2016, after 1 May 2016"),
    ],
)
def test_a_late_report_says_so_with_its_reason(day, reason, expected):
    """A report dated after the day it was due carries a note with the reason."""
    given = Particulars(report_date=day, late_reason=reason)
    notes = " ".join(template_from_year(year(), given, made_on=DAY).notes)
    assert (expected in notes) if expected else ("due" not in notes)
    assert not expected or reason in notes


def test_the_public_form_has_the_fields_of_the_internal_one():
    """Same fields and lines in the same order, whatever was hidden."""
    internal = template_from_year(year(), made_on=DAY)
    public = template_from_release(publication(), load_edition("2016"), GIVEN, on_itself=True)
    assert list(public.answers()) == list(internal.answers())
    assert [line.measure for line in public.lines] == [line.measure for line in internal.lines]


@pytest.mark.requirement("R-060")
def test_the_public_form_holds_released_texts_only():
    """Each number of the public form stands in the release; what is hidden shows no number."""
    released = publication()
    template = template_from_release(released, load_edition("2016"), Particulars(), on_itself=True)
    texts = {one.printed for _, one in figures_of(released)}
    allowed = texts | {NOT_PUBLISHED, "not collected", NOT_GIVEN, NOT_APPLICABLE, "Invented CCG"}
    allowed |= {"Staff in post on 31 March 2016; events 1 April 2015 to 31 March 2016"}
    assert set(template.answers().values()) <= allowed
    answers = template.answers()
    assert (answers["2a"], answers["2b"], answers["3a"]) == ("250", SYMBOL, "90-100%")
    assert answers["5.2.2.ii"] == "40%"
    assert answers["5.4.2.i"] == "not collected"
    assert answers["5.9.2.i"] == "withheld"
    assert answers["5.3.1.i"] == NOT_PUBLISHED


@pytest.mark.parametrize("edition", ["2015", "2016", "2017", "2021", "2025"])
def test_the_lines_come_from_the_edition_and_name_its_figures(edition):
    """Each line names a figure that the edition's year has, whoever is in it."""
    annual = year(edition=edition)
    keys = {figure.key for figure in annual.every_figure}
    named = [m.key for one in annual.edition.indicators for m in measures_of(annual.edition, one)]
    assert set(named) <= keys
    assert len(named) == len(set(named))


def test_records_answer_the_fields_they_are_for():
    """Facts, narratives and actions of the records stand in their fields, and in no others."""
    records = Records(
        facts=Facts(
            board_lead="A. Lead",
            lead_manager="B. Manager",
            commissioners=("One CCG",),
            report_url="https://www.example.org/wres",
            report_date=date(2016, 4, 20),
            signed_off_by="C. Chair",
            signed_off_on=date(2016, 4, 26),
        ),
        narratives={
            "indicator-2": read_narrative("indicator-2", "Why.\n\n- one\n- two"),
            "self-reporting-taken": read_narrative("self-reporting-taken", "Asked."),
            "other-factors": read_narrative("other-factors", "A merger."),
        },
        actions=(Action("A1", "Train panels", "HR", date(2016, 9, 30), indicators=(2, 7)),),
    )
    given = particulars_of(records)
    answers = template_from_year(year(kind="provider"), given, made_on=DAY).answers()
    assert answers["H2"] == "April 2016"
    assert answers["H3"] == "A. Lead"
    assert answers["H5"] == "One CCG"
    assert answers["H7"] == "https://www.example.org/wres"
    assert answers["H8"] == "C. Chair, 26 April 2016"
    assert answers["3b"] == "Asked."
    assert answers["5.2.iii"] == "Why.\n- one\n- two"
    assert answers["5.7.iv"] == "A1: Train panels (HR; due 30 September 2016; status: planned)."
    assert answers["5.1.iv"] == NOT_GIVEN
    assert answers["6"] == "A merger."
    assert "A1: Train panels" in answers["7"]


def test_document_and_workbook_say_the_same():
    """Every answer stands in a table of the document and in a cell of the workbook."""
    template = template_from_year(second_year(), GIVEN, made_on=DAY)
    tables = [one for one in blocks_of(template_document(template)) if isinstance(one, Table)]
    rows = {row[0]: row for table in tables for row in table.rows}
    cells = {cell.value for cell in cells_of(template_workbook(template)).values()}
    for field in template.fields:
        assert rows[field.code][2] == field.answer
        assert field.answer in cells
    for line in template.lines:
        assert rows[line.code][2:] == (line.reporting_year, line.previous_year)


def test_equal_forms_are_equal_bytes():
    """The same form gives the same workbook, and it names no person as its author."""
    template = template_from_year(year(), made_on=DAY)
    assert template_workbook(template) == template_workbook(template)


def test_a_text_is_never_a_formula():
    """A narrative that begins with an equals sign is a text in its cell."""
    given = Particulars(narratives={1: '=HYPERLINK("http://example.org")'})
    content = template_workbook(template_from_year(year(), given, made_on=DAY))
    found = [cell for cell in cells_of(content).values() if "HYPERLINK" in str(cell.value)]
    assert len(found) == 1
    assert found[0].formula == ""
