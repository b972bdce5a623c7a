"""What each edition says, as tables that a reviewer can hold against the guidance."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dueregard.editions.checks import clauses
from dueregard.editions.loader import available_editions, load_edition, load_edition_file
from dueregard.editions.schema import BoardComparison, SeniorBlock, ShareByRow

YEARS = tuple(str(year) for year in range(2015, 2026))
EDITIONS = {name: load_edition(name) for name in YEARS}
FROM_2016 = YEARS[1:]
LIST = {
    1: "representation",
    2: "appointment",
    3: "disciplinary",
    4: "training",
    5: "harassment_public",
    6: "harassment_staff",
    7: "fair_progression",
    8: "discrimination",
    9: "board",
}


def test_exactly_these_editions_exist() -> None:
    """No edition is lost and none slips in."""
    assert available_editions() == YEARS


@pytest.mark.requirement("T-06", "R-120")
@pytest.mark.parametrize("name", YEARS)
def test_nine_indicators_in_three_families(name) -> None:
    """Four indicators on the workforce, four from the survey, one on the board."""
    edition = EDITIONS[name]
    assert {one.number: one.key for one in edition.indicators} == LIST
    assert [one.family for one in edition.indicators] == ["workforce"] * 4 + ["survey"] * 4 + [
        "board"
    ]
    assert isinstance(edition.indicator(9).method, BoardComparison)


@pytest.mark.requirement("R-001")
@pytest.mark.parametrize("name", YEARS)
def test_every_document_cited_is_listed(name) -> None:
    """Each clause cites a document of the list, with a section and a mark."""
    edition = EDITIONS[name]
    listed = {document.id for document in edition.documents}
    found = dict(clauses(edition))
    assert len(found) >= 45
    assert {clause.document for clause in found.values()} <= listed
    assert all(clause.section for clause in found.values())


@pytest.mark.parametrize("name", YEARS)
def test_nothing_unread_is_called_read(name) -> None:
    """A clause whose section was not read never carries the mark of one that was."""
    for path, clause in clauses(EDITIONS[name]):
        if "not read" in clause.section or "not found" in clause.section:
            assert clause.verified != "yes", path


@pytest.mark.parametrize("name", YEARS)
def test_half_read_rules_say_what_was_not(name) -> None:
    """A clause about an indicator, date or group that was partly read has a note."""
    for path, clause in clauses(EDITIONS[name]):
        if clause.verified == "partly" and path[0] in ("indicators", "milestones", "comparison"):
            assert clause.note, path


@pytest.mark.requirement("R-003")
@pytest.mark.parametrize("name", YEARS)
def test_every_document_is_cited(name) -> None:
    """Each document has a title and date, and is cited by a rule or by another document."""
    edition = EDITIONS[name]
    cited = {clause.document for _, clause in clauses(edition)}
    for document in edition.documents:
        assert document.title
        assert document.date
        assert document.id in cited or document.cited_in


@pytest.mark.requirement("R-001")
def test_guidance_of_2015_is_identified() -> None:
    """Title, gateway number, version, date, classification, and that it supersedes nothing."""
    guidance = next(one for one in EDITIONS["2015"].documents if one.id == "03764")
    assert guidance.title.startswith("Supplementary Technical Guidance for Clinical Commissioning")
    assert (guidance.version, guidance.date) == ("1", "2015-07-20")
    assert (guidance.classification, guidance.supersedes) == ("OFFICIAL", "nothing")
    assert "03764" in guidance.reference


@pytest.mark.requirement("R-003")
def test_cross_references_of_2015_are_listed() -> None:
    """The guidance refers to the technical guidance, the questions and answers and the updates."""
    listed = {document.id: document.date for document in EDITIONS["2015"].documents}
    assert listed["wres-technical-guidance-2015"] == "2015-03"
    assert listed["wres-faqs-2015"] == "2015-03"
    assert listed["wres-updates-2015"] == "2015-05"


@pytest.mark.parametrize("name", YEARS)
def test_nobody_checks_their_own_edition(name) -> None:
    """No edition claims to have been checked by the one who drafted it."""
    review = EDITIONS[name].review
    assert review.drafted_by
    assert review.checked_by != review.drafted_by
    assert bool(review.checked_by) == bool(review.checked_on)


@pytest.mark.requirement("R-150")
@pytest.mark.parametrize("name", YEARS)
def test_snapshot_and_period(name) -> None:
    """The baseline is dated 1 April 2015; later snapshots are 31 March, with the year before."""
    reporting = EDITIONS[name].reporting
    year = int(name)
    snapshot = date(2015, 4, 1) if name == "2015" else date(year, 3, 31)
    assert (reporting.year, reporting.snapshot_date) == (year, snapshot)
    assert reporting.period_start == date(year - 1, 4, 1)
    assert reporting.period_end == date(year, 3, 31)
    assert reporting.survey.year == year - 1


DIRECTIONS = {
    "2015": {2: ("compared", "below"), 3: ("compared", "above"), 4: ("compared", "below")},
    "later": {2: ("reference", "above"), 3: ("compared", "above"), 4: ("reference", "above")},
}


@pytest.mark.parametrize("name", YEARS)
def test_ratio_directions(name) -> None:
    """In 2015 BME stands on top throughout; from 2016 a ratio above 1 is always worse for BME."""
    for number, expected in DIRECTIONS["2015" if name == "2015" else "later"].items():
        method = EDITIONS[name].indicator(number).method
        assert (method.over, method.adverse) == expected


@pytest.mark.parametrize("name", YEARS)
def test_window_of_indicator_3(name) -> None:
    """Two years up to 2019, one year from 2020, and the other reading is a switch."""
    years = 2 if int(name) < 2020 else 1
    assert EDITIONS[name].indicator(3).method.years == years
    switch = {one.id: one for one in EDITIONS[name].switches}["i3_window"]
    assert (switch.value, switch.alternatives) == (years, (3 - years,))


@pytest.mark.parametrize("name", YEARS)
def test_base_of_indicator_7(name) -> None:
    """From the survey of 2021, which feeds 2022, people who don't know are in the base."""
    base = ("yes", "no") if int(name) < 2022 else ("yes", "no", "dont_know")
    assert EDITIONS[name].indicator(7).method.base_answers == base


QUESTIONS = {
    ("2015",): ("KF18", "KF19", "KF27", "Q23b"),
    ("2016", "2017", "2018"): ("KF25", "KF26", "KF21", "Q17b"),
    ("2019", "2020", "2021"): ("Q13a", "Q13b+c", "Q14", "Q15b"),
    ("2022", "2023", "2024", "2025"): ("Q14a", "Q14b+c", "Q15", "Q16b"),
}


@pytest.mark.parametrize(("names", "questions"), list(QUESTIONS.items()))
def test_survey_questions(names, questions) -> None:
    """The question of each survey year, and the good direction of each indicator."""
    for name in names:
        methods = [EDITIONS[name].indicator(number).method for number in (5, 6, 7, 8)]
        assert tuple(method.question_id for method in methods) == questions
        assert [method.good for method in methods] == ["low", "low", "high", "low"]
        assert methods[1].items == ("harassment_managers", "harassment_colleagues")
        assert all(method.counted_answers == ("yes",) for method in methods)


@pytest.mark.requirement("R-122")
@pytest.mark.parametrize("name", YEARS)
def test_board(name) -> None:
    """2015 looks to the population served, 2016 to voting seats, later years to more seats."""
    method = EDITIONS[name].indicator(9).method
    expected = {"2015": ("population", ("total",)), "2016": ("workforce", ("voting",))}
    later = ("workforce", ("total", "voting", "executive"))
    assert (method.leads, method.seats) == expected.get(name, later)


BANDS = ("under_1", "1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", "vsm")


@pytest.mark.parametrize("name", FROM_2016)
def test_pay_rows(name) -> None:
    """Fourteen rows each for non-clinical and clinical staff, five for medical and dental."""
    method = EDITIONS[name].indicator(1).method
    assert isinstance(method, ShareByRow)
    rows = {(row.part, row.key): row.pay_bands for row in method.rows}
    for part in ("non_clinical", "clinical"):
        assert [key for p, key in rows if p == part] == [f"{part}.{band}" for band in BANDS]
        assert all(rows[part, f"{part}.{band}"] == (band,) for band in BANDS)
    assert [key for p, key in rows if p == "medical"] == [
        "medical.consultant",
        "medical.senior_medical_manager",
        "medical.career_grade",
        "medical.trainee",
        "medical.other_medical",
    ]


@pytest.mark.parametrize("name", FROM_2016)
def test_senior_medical_managers_are_counted_once(name) -> None:
    """A senior medical manager is among the consultants; adding up main rows counts each once."""
    rows = EDITIONS[name].indicator(1).method.rows
    inner = [row for row in rows if row.within]
    assert [(row.key, row.within) for row in inner] == [
        ("medical.senior_medical_manager", "medical.consultant")
    ]
    counted = [(row.part, band) for row in rows if not row.within for band in row.pay_bands]
    assert len(counted) == len(set(counted))
    assert ("medical", "senior_medical_manager") in counted


def test_senior_block_of_2015() -> None:
    """Bands 8a to 9, very senior managers and senior medical staff in one block."""
    method = EDITIONS["2015"].indicator(1).method
    assert isinstance(method, SeniorBlock)
    assert method.pay_bands == ("8a", "8b", "8c", "8d", "9", "vsm")
    assert method.medical_rows == ("consultant", "senior_medical_manager")


@pytest.mark.parametrize("name", YEARS)
def test_disparity_ratio_from_2021(name) -> None:
    """Three tiers that share no band, on both parts outside medicine, from 2021."""
    disparity = EDITIONS[name].disparity
    assert (disparity is not None) == (int(name) >= 2021)
    if disparity is not None:
        assert [tier.key for tier in disparity.tiers] == ["lower", "middle", "upper"]
        bands = [band for tier in disparity.tiers for band in tier.pay_bands]
        assert tuple(bands) == BANDS
        assert disparity.parts == ("non_clinical", "clinical")


THRESHOLDS = {
    "unknown_caution_above_percent": 10,
    "unknown_refusal_from_percent": 50,
    "small_expected_count_below": 5,
    "cautious_profile_below_people": 100,
    "four_fifths_low_ratio": 0.8,
    "four_fifths_high_ratio": 1.25,
    "survey_respondents_at_least": 11,
    "confidence_level_percent": 95,
    "peers_at_least": 5,
    "small_provider_income_at_most_gbp": 200_000,
}


@pytest.mark.parametrize("name", YEARS)
def test_thresholds(name) -> None:
    """The numbers at which a rule changes; exactly 200,000 pounds is still small."""
    limits = EDITIONS[name].thresholds
    assert {key: getattr(limits, key).value for key in limits.__struct_fields__} == THRESHOLDS


MILESTONES_2015 = {
    "L1": ("commissioner", date(2015, 6, 30)),
    "M1": ("provider", date(2015, 7, 1)),
    "L2": ("commissioner", date(2016, 3, 31)),
    "M2": ("provider", date(2016, 3, 31)),
    "L3": ("commissioner", date(2016, 4, 30)),
    "M3": ("provider", date(2016, 5, 1)),
    "C3": ("commissioner", date(2016, 5, 1)),
}


@pytest.mark.requirement("T-01", "T-02")
def test_milestones_of_2015() -> None:
    """The dates of the guidance; the first ones precede the day the guidance came out."""
    found = {one.id: one for one in EDITIONS["2015"].milestones}
    assert {key: (one.actor, one.due) for key, one in found.items()} == MILESTONES_2015
    assert {one.rule_known_from for one in found.values()} == {date(2015, 7, 20)}
    early = {key for key, one in found.items() if one.due < one.rule_known_from}
    assert early == {"L1", "M1"}
    assert found["M2"].window_start == date(2015, 4, 1)
    assert found["M3"].destinations == ("commissioner", "website", "board", "staff")
    assert EDITIONS["2015"].reporting.period_end == date(2015, 3, 31)


def test_annual_report_of_2016_is_one_duty() -> None:
    """The report due on 1 May 2016 is the same duty in the edition that announced it."""
    first = {one.id: one for one in EDITIONS["2015"].milestones}["M3"]
    second = {one.id: one for one in EDITIONS["2016"].milestones}["M3"]
    assert first == second


DUE = {
    "2017": {"M3": "2017-08-01", "C3": "2017-08-01", "A3": "2017-09-30"},
    "2018": {"M3": "2018-08-01", "C3": "2018-08-01", "A3": "2018-09-30"},
    "2019": {"M3": "2019-08-01", "C3": "2019-08-01", "A3": "2019-09-30"},
    "2020": {"S1": "2020-08-31", "M3": "2020-10-31", "C3": "2020-10-31"},
    "2021": {"D1": "2021-06-30", "S1": "2021-08-31", "M3": "2021-10-31", "C3": "2021-10-31"},
    "2022": {"S1": "2022-08-31", "M3": "2022-10-31", "C3": "2022-10-31"},
    "2023": {"S1": "2023-05-31", "M3": "2023-10-31", "C3": "2023-10-31"},
    "2024": {"S1": "2024-05-31", "M3": "2024-10-31", "C3": "2024-10-31"},
    "2025": {"S1": "2025-05-31", "M3": "2025-10-31", "C3": "2025-10-31"},
}


@pytest.mark.parametrize(("name", "due"), list(DUE.items()))
def test_later_dates(name, due) -> None:
    """Submission and publication dates by year."""
    assert {one.id: one.due.isoformat() for one in EDITIONS[name].milestones} == due


@pytest.mark.requirement("R-017")
@pytest.mark.parametrize("name", YEARS)
def test_duty_labels(name) -> None:
    """The commissioner's duty as employer is due regard; as commissioner it is the contract."""
    labels = {one.id: (one.bears_on, one.label) for one in EDITIONS[name].duties}
    assert labels["employer_due_regard"] == ("commissioner_as_employer", "due regard (PSED)")
    assert labels["commissioner_assurance"] == ("commissioner", "contract")
    assert labels["provider_wres"] == ("provider", "contract")


@pytest.mark.requirement("R-008")
def test_contact_comes_from_the_file(tmp_path) -> None:
    """The help address is data: another address in the file is another address everywhere."""
    assert EDITIONS["2015"].contact.email == "england.wres@nhs.net"
    source = Path(__file__).parent / "disability.yaml"
    own = tmp_path / "own.yaml"
    own.write_text(source.read_text().replace("nobody@example.org", "help@example.org"))
    assert load_edition_file(own).contact.email == "help@example.org"


@pytest.mark.parametrize("name", YEARS)
def test_groups(name) -> None:
    """White is A, B and C; BME is D to S; three ways of not knowing are a group of their own."""
    rules = EDITIONS[name].comparison
    assert rules.reference.categories == ("A", "B", "C")
    assert rules.compared.categories == tuple("DEFGHJKLMNPRS")
    assert set(rules.unknown.categories) == {"Z", "99", "blank"}


@pytest.mark.parametrize("name", YEARS)
def test_training_cites_the_pledge(name) -> None:
    """Indicator 4 names the pledge of the NHS Constitution it bears on."""
    assert "NHS Constitution" in EDITIONS[name].indicator(4).pledge


DOUBTS = {
    "all": {
        "i3_window", "i3_counting", "i7_base", "appointed_basis", "survey_threshold",
        "four_fifths", "significance_test", "vsm_definition",
    },
    "2015": {"i1_senior_medical", "i2_direction", "i4_direction"},
    "from 2016": {"i9_seats", "small_provider_income", "contract_clause"},
    "2019-2021": {"i5_question", "i6_question", "i7_question", "i8_question"},
    "from 2021": {"disparity_upper", "disparity_lower", "ethnic_codes"},
    "from 2022": {"i7_question"},
    "from 2023": {"icb_collection", "eds_achieving_band", "bank_numbering"},
}  # fmt: skip


@pytest.mark.parametrize("name", YEARS)
def test_doubts_are_switches(name) -> None:
    """Each open doubt about the standard is a switch in the editions where it bites."""
    year = int(name)
    expected = set(DOUBTS["all"])
    expected |= DOUBTS["2015"] if year == 2015 else DOUBTS["from 2016"]
    expected |= DOUBTS["2019-2021"] if 2019 <= year <= 2021 else set()
    for first in (2021, 2022, 2023):
        expected |= DOUBTS[f"from {first}"] if year >= first else set()
    expected |= {2016: {"annual_report_date"}, 2023: {"submission_date"}}.get(year, set())
    assert {one.id for one in EDITIONS[name].switches} == expected
    assert all(one.source.verified != "yes" for one in EDITIONS[name].switches)


def test_every_switch_is_explained() -> None:
    """Each switch of any edition stands in the table of the page of editions."""
    root = Path(__file__).parents[3]
    page = (root / "docs" / "reference" / "editions.md").read_text(encoding="utf-8")
    for edition in EDITIONS.values():
        assert {one.id for one in edition.switches if f"`{one.id}`" not in page} == set()
