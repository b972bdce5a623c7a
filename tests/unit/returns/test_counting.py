"""People become counts: each once, none lost, and every row with its fate."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dueregard.errors import ConfigurationError, FileNotUsableError, FindingsRefuseError
from dueregard.operations.check_extracts import check
from dueregard.operations.count_extracts import count_organisation, look
from dueregard.vocabulary import Population, SurveySource

AS_OF = date(2016, 6, 1)
HEAD = 'edition = "2016"\n[organisation]\ncode = "X01"\nname = "Invented"\n'
STAFF = (
    "staff_number,ethnic_category,part,pay_band,staff_group,employment,seat,disability,sex\n"
    "1,A,non_clinical,5,,employee,,N,F\n"
    "2,CA,clinical,8a,,employee,voting executive,Y,F\n"
    "3,N,,6,Nursing and Midwifery Registered,bank,,,M\n"
    "4,Z,non_clinical,VSM,,office_holder,voting non-executive,Z,M\n"
    "5,,non_clinical,5,,,,N,F\n"
    "6,99,non_clinical,5,,employee,,N,F\n"
)


def organisation(folder: Path, settings: str = "", **files: str) -> Path:
    text = HEAD + settings
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
        text += f'[files.{name}]\npath = "{name}.csv"\n'
    (folder / "organisation.toml").write_text(text, encoding="utf-8")
    return folder


def counted(folder: Path, settings: str = "", **files: str):
    return count_organisation(organisation(folder, settings, **files), as_of=AS_OF)


def sums(result, *names: str, characteristic: str = "ethnicity", **where) -> Counter:
    totals: Counter = Counter()
    for cell in result.data_return.cells:
        matches = all(getattr(cell, name) == value for name, value in where.items())
        if matches and cell.characteristic == characteristic:
            totals[tuple(getattr(cell, name) for name in names)] += cell.n
    return totals


def fates(result, population: str) -> dict[str, int]:
    return {line.reason: line.rows for line in result.accounting if line.population == population}


@pytest.mark.requirement("R-234", "R-170", "R-011")
def test_staff(tmp_path):
    """Ethnicity, post, footing and seat are counted; three kinds of unknown stay three."""
    result = counted(tmp_path, staff=STAFF)
    by_code = sums(result, "category", population="staff")
    assert by_code == {("A",): 1, ("C",): 1, ("N",): 1, ("Z",): 1, ("blank",): 1, ("99",): 1}
    by_part = sums(result, "part", "pay_band", population="staff")
    assert by_part["clinical", "6"] == 1
    assert by_part["non_clinical", "vsm"] == 1
    by_sex = sums(result, "category", population="staff", characteristic="sex")
    assert sum(by_sex.values()) == 6
    unknown = [one.detail for one in result.findings if one.code == "ethnicity_not_known"]
    said = "staff 2016: 1 not recorded, 1 chose not to say, 1 recorded as not known, of 6"
    assert said in unknown


def test_board_comes_from_the_seats_of_staff_where_it_has_no_file(tmp_path):
    """Two of the staff hold seats, and they are the board."""
    result = counted(tmp_path, staff=STAFF)
    seats = sums(result, "seat", population="board")
    assert seats == {("voting_executive",): 1, ("voting_non_executive",): 1}


@pytest.mark.requirement("R-221")
def test_inclusion_rule_is_the_editions_until_the_organisation_says_otherwise(tmp_path):
    """Everybody is in the cells with their footing; the rule says who counts, and is stated."""
    default = counted(tmp_path, staff=STAFF)
    changed = counted(
        tmp_path, "[include]\noffice_holders = false\nbank_staff = true\n", staff=STAFF
    )
    assert default.data_return.inclusion.office_holders
    assert not changed.data_return.inclusion.office_holders
    assert changed.data_return.inclusion.bank_staff
    assert default.data_return.cells == changed.data_return.cells


def test_duplicates_are_counted_once_and_accounted(tmp_path):
    """Equal lines are a note, lines that differ ask a question; the first line counts."""
    text = STAFF + "1,A,non_clinical,5,,employee,,N,F\n2,N,clinical,8a,,employee,,Y,F\n"
    result = counted(tmp_path, staff=text)
    assert fates(result, "staff") == {"": 6, "the same person again": 2}
    found = {(one.code, one.line) for one in result.findings if one.value in {"1", "2"}}
    assert found == {("duplicate", 8), ("duplicate_differs", 9)}
    assert sums(result, "category", population="staff")["C",] == 1


def test_unmapped_value_stops_the_count_and_check_lists_its_lines(tmp_path):
    """Nobody guesses who T is; the exit code says that a finding stopped the count."""
    folder = organisation(
        tmp_path, staff=STAFF.replace("1,A,", "1,T,").replace("5,,non", "5,Q,non")
    )
    with pytest.raises(FindingsRefuseError, match="no code list knows"):
        count_organisation(folder, as_of=AS_OF)
    checked = check(folder, as_of=AS_OF, write_to=tmp_path / "findings.csv")
    assert checked.exit_code == 5
    lines = [(one.line, one.value) for one in checked.findings if one.code == "unmapped_value"]
    assert lines == [(2, "T"), (6, "Q")]
    assert {line.reason: line.rows for line in checked.accounting}[
        "a value that no code list knows"
    ] == 2
    assert "unmapped_value" in (tmp_path / "findings.csv").read_text()


def test_own_words_and_grades(tmp_path):
    """[values] and [grades] make an organisation's own words readable."""
    settings = (
        '[values.ethnic_category]\n"Welsh" = "A"\n[values.employment]\n"Perm FT" = "employee"\n'
        '[grades]\n"Local 6" = { equivalent = "6", author = "A. Person", date = 2016-04-01 }\n'
    )
    text = (
        "staff_number,ethnic_category,part,pay_band,employment\n1,welsh,clinical,Local 6,Perm FT\n"
    )
    result = counted(tmp_path, settings, staff=text)
    assert sums(result, "category", "pay_band", "employment", population="staff") == {
        ("A", "6", "employee"): 1
    }


APPLICANTS = (
    "applicant_number,ethnic_category,shortlisted,appointed,route,date,pay_band\n"
    "1,A,yes,yes,internal,2015-05-01,5\n"
    "2,A,Y,N,external,01/06/2015,5\n"
    "3,N,no,no,external,2015-06-02,5\n"
    "4,N,no,yes,external,2015-06-02,5\n"
    "5,N,yes,no,external,2014-01-01,5\n"
    "6,N,yes,no,external,31/02/2016,5\n"
    "7,N,yes,no,external,,5\n"
    "1,A,yes,yes,internal,2015-05-01,5\n"
    "2,A,Y,N,external,02/06/2015,5\n"
)


def test_applicants(tmp_path):
    """Each stage counts in those before it; dates decide the year, and each exclusion says why."""
    result = counted(tmp_path, applicants=APPLICANTS)
    stages = sums(result, "population")
    assert stages == {("applicants",): 5, ("shortlisted",): 3, ("appointed",): 1}
    assert fates(result, "applicants") == {
        "": 5,
        "impossible date": 1,
        "no date": 1,
        "outside the period": 1,
        "the same person again": 1,
    }
    codes = {one.code for one in result.findings}
    assert {"appointed_not_shortlisted", "several_applications", "duplicate"} <= codes


def test_stage_column_says_how_far_an_application_went(tmp_path):
    """A recruitment system's furthest stage gives the three counts."""
    text = "Applicant ID,Ethnic origin,Furthest stage\n1,A,Offer accepted\n2,A,Interview\n3,N,Rejected\n"  # noqa: E501 - a line of a file
    result = counted(tmp_path, applicants=text)
    assert sums(result, "population") == {
        ("applicants",): 3,
        ("shortlisted",): 2,
        ("appointed",): 1,
    }


@pytest.mark.requirement("R-225")
def test_starters_stand_for_appointed_only_where_it_is_said(tmp_path):
    """The proxy is a flag of the return, never a silent replacement."""
    starters = "staff_number,ethnic_category,date\n1,A,2015-05-01\n"
    plain = counted(tmp_path, starters=starters)
    proxy = counted(tmp_path, '[appointed]\nbasis = "started_proxy"\n', starters=starters)
    assert plain.data_return.appointed_basis == "appointed"
    assert proxy.data_return.appointed_basis == "started_proxy"
    absent = {one.population: one.reason for one in plain.data_return.absences}
    assert Population.APPOINTED in absent


def test_events_without_ethnicity_take_it_from_the_staff_file(tmp_path):
    """The number joins and is dropped; who has left is counted with ethnicity not known."""
    events = "staff_number,date\n1,2015-05-01\n3,2014-05-01\n77,2015-07-01\n"
    result = counted(tmp_path, staff=STAFF, disciplinary=events)
    found = sums(result, "year", "category", "employment", population="disciplinary")
    assert found == {
        (2016, "A", "employee"): 1,
        (2015, "N", "bank"): 1,
        (2016, "99", "employee"): 1,
    }
    assert [one.value for one in result.findings if one.code == "not_in_staff_file"] == ["77"]
    assert fates(result, "disciplinary") == {
        "": 1,
        "bank staff by the staff file: in no figure": 1,
        "not in the staff file: not known": 1,
    }
    assert result.data_return.windows == {"disciplinary": (2016, 2015)}


def test_events_with_ethnicity_follow_the_footing_in_the_staff_file(tmp_path):
    """Bank staff stay bank staff in a list that says their ethnicity; the list's own word leads."""
    events = "staff_number,ethnic_category,date\n1,A,2015-05-01\n3,N,2015-05-01\n77,M,2015-07-01\n"
    result = counted(tmp_path, staff=STAFF, training=events)
    assert sums(result, "category", "employment", population="training") == {
        ("A", "employee"): 1,
        ("N", "bank"): 1,
        ("M", "employee"): 1,
    }
    assert fates(result, "training") == {"": 2, "bank staff by the staff file: in no figure": 1}
    included = counted(tmp_path, "[include]\nbank_staff = true\n", staff=STAFF, training=events)
    assert fates(included, "training") == {"": 3}


def test_a_stranger_who_cannot_be_read_is_accounted_once(tmp_path):
    """Rows of one fate each: no count below zero where a stranger's line has an unknown grade."""
    events = "staff_number,pay_band,date\n77,Grand Vizier,2015-05-01\n"
    looked = look(organisation(tmp_path, staff=STAFF, training=events), as_of=AS_OF)
    assert fates(looked, "training") == {"": 0, "a value that no code list knows": 1}


def test_applicants_keep_the_band_they_applied_for(tmp_path):
    """Every stage has its pay band, so that progression can be looked at by band."""
    result = counted(tmp_path, applicants=APPLICANTS)
    assert set(sums(result, "population", "pay_band")) == {
        ("applicants", "5"),
        ("shortlisted", "5"),
        ("appointed", "5"),
    }


def test_training_counts_people_and_disciplinary_counts_entries(tmp_path):
    """Two courses are one person; two entries are two, and are noted."""
    events = "staff_number,ethnic_category,date\n1,A,2015-05-01\n1,A,2015-06-01\n2,N,2015-06-01\n"
    result = counted(tmp_path, training=events, disciplinary=events)
    assert sums(result, "population") == {("training",): 2, ("disciplinary",): 3}
    assert fates(result, "training") == {"": 2, "the same person again": 1}


def test_year_before_is_asked_about_where_the_edition_needs_it(tmp_path):
    """Nothing in the year before may be no event or no list; covers_from settles it."""
    events = "staff_number,ethnic_category,date\n1,A,2015-05-01\n"
    result = counted(tmp_path, disciplinary=events)
    assert "year_before_not_covered" in {one.code for one in result.findings}
    folder = organisation(tmp_path, disciplinary=events)
    path = folder / "organisation.toml"
    path.write_text(path.read_text() + "covers_from = 2015-04-01\n")
    short = count_organisation(folder, as_of=AS_OF)
    assert short.data_return.windows == {"disciplinary": (2016,)}
    assert "year_before_not_covered" not in {one.code for one in short.findings}


@pytest.mark.requirement("R-042", "R-207")
def test_survey_counts_people_once_for_several_items_and_each_item_alone(tmp_path):
    """Harassed by managers or by colleagues is one person; violence stands beside."""
    text = (
        "ethnic_category,harassment_managers,harassment_colleagues,fair_progression,violence\n"
        "A,yes,yes,yes,no\nA,no,yes,dont_know,no\nN,no,,no,yes\nN,,,,\nN,perhaps,no,yes,no\n"
    )
    result = counted(tmp_path, survey=text)
    both = sums(result, "category", "answer", item="harassment_staff")
    assert both == {("A", "yes"): 2, ("N", "no"): 2, ("N", "blank"): 1}
    assert sums(result, "answer", item="fair_progression") == {
        ("yes",): 2, ("no",): 1, ("dont_know",): 1, ("blank",): 1,
    }  # fmt: skip
    assert sums(result, "answer", item="violence")["yes",] == 1
    assert "answer_not_known" in {one.code for one in result.findings}
    assert result.data_return.survey.responded == 5


@pytest.mark.requirement("R-023", "R-042", "T-08")
def test_national_survey_results_and_local_answers_both_enter(tmp_path):
    """Percentages come with respondents and their base; the source of the survey is stated."""
    text = "item,category,percent,respondents\nharassment_public,group:compared,30%,20\n"
    settings = '[survey]\nsource = "national"\ninvited = 60\n'
    result = counted(tmp_path, settings, survey_results=text)
    (one,) = result.data_return.received
    assert (one.value, one.unit, one.base, one.base_kind) == (0.3, "share", 20, "known")
    assert result.data_return.survey.source is SurveySource.NATIONAL


@pytest.mark.requirement("R-024")
def test_what_is_not_collected_says_why(tmp_path):
    """Each absent population carries the reason that the organisation gave."""
    result = counted(tmp_path, '[not_collected]\ntraining = "No register is kept."\n', staff=STAFF)
    reasons = {one.population: one.reason for one in result.data_return.absences}
    assert reasons[Population.TRAINING] == "No register is kept."
    assert all(reasons.values())


@pytest.mark.requirement("R-223")
def test_lineage(tmp_path):
    """Each source carries its file, its digest, its rows and its system."""
    import hashlib

    result = counted(tmp_path, applicants=APPLICANTS.replace("\n", "\n", 1))
    (source,) = [one for one in result.data_return.sources if one.population == "shortlisted"]
    digest = hashlib.sha256((tmp_path / "applicants.csv").read_bytes()).hexdigest()
    assert (source.name, source.sha256, source.rows) == ("applicants.csv", digest, 9)


@pytest.mark.requirement("R-031")
@pytest.mark.parametrize(
    "column", ["staff_number", "part", "pay_band", "staff_group", "employment", "seat", "sex"]
)
def test_dropping_a_column_yields_a_gap_and_not_a_crash(tmp_path, column):
    """Whatever column but ethnicity is missing, people are counted and the gap is said."""
    rows = [line.split(",") for line in STAFF.splitlines()]
    place = rows[0].index(column)
    text = "\n".join(",".join(row[:place] + row[place + 1 :]) for row in rows)
    result = counted(tmp_path, staff=text)
    assert fates(result, "staff") == {"": 6}
    said = {one.column for one in result.findings if one.code == "column_missing"}
    alone = column not in {"part", "staff_group", "seat"}
    assert (column in said) == alone or any(column in one for one in said)
    if column == "part":
        assert "part_not_known" in {one.code for one in result.findings}


def test_a_broken_file_does_not_hide_the_next(tmp_path):
    """All faults are listed together; the exit code is that of a file that cannot be used."""
    folder = organisation(tmp_path, staff="a,b\n1,2\n", board="x,y\n1,2\n", starters=STAFF)
    checked = check(folder, as_of=AS_OF)
    assert checked.exit_code == 4
    assert len(checked.faults) == 2
    with pytest.raises(FileNotUsableError, match="ethnic_category"):
        count_organisation(folder, as_of=AS_OF)


def test_nothing_to_count_and_a_year_to_come(tmp_path):
    """No file at all, and a snapshot that lies ahead, are said."""
    with pytest.raises(ConfigurationError, match="names no file"):
        counted(tmp_path)
    with pytest.raises(ConfigurationError, match="has not come yet"):
        look(organisation(tmp_path, staff=STAFF), as_of=date(2016, 1, 1))
    with pytest.raises(FindingsRefuseError, match="without people"):
        counted(tmp_path, staff=STAFF.splitlines()[0] + "\n")


@pytest.mark.requirement("T-08")
def test_typed_counts_enter_with_their_base(tmp_path):
    """Counts and percentages from a publication are never passed off as counted."""
    counts = (
        "population,category,n,base\nstaff,group:compared,0,known\nstaff,not_separated,56,known\n"
    )
    received = "population,category,item,value,unit,base\napplicants,group:compared,share,14.1%,share,161\n"  # noqa: E501 - a line of a file
    result = counted(tmp_path, counts=counts, received=received)
    assert result.data_return.counts_basis == "typed"
    assert result.data_return.base_kinds["staff"] == "known"
    assert sums(result, "category") == {("group:compared",): 0, ("not_separated",): 56}
    (impossible,) = [one for one in result.findings if one.code == "percentage_impossible"]
    assert "13.7% and 14.3%" in impossible.detail


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("stafff,A,1,all", "did you mean 'staff'"),
        ("staff,White British,1,all", "is no category"),
        ("staff,A,one,all", "is no whole number"),
        ("staff,A,-1,all", "is no whole number"),
        ("staff,A,1,most", "is not known"),
        (",A,1,all", "is blank"),
    ],
)
def test_typed_fault_names_its_line(tmp_path, line, message):
    """A slip of the hand is refused with file, line and column."""
    with pytest.raises(FileNotUsableError, match=message) as caught:
        counted(tmp_path, counts=f"population,category,n,base\nstaff,B,2,all\n{line}\n")
    assert "counts.csv, line 3, column" in caught.value.message
