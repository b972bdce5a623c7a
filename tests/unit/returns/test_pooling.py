"""Adding returns: what is added, what stays out, and what is refused with which sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dueregard.errors import ConfigurationError, ReturnError
from dueregard.returns.data_return import (
    AccountingLine,
    DataReturn,
    InclusionRule,
    PopulationServed,
    SurveyRef,
)
from dueregard.returns.pooling import Pool, pool_code, pool_returns, size_class
from dueregard.returns.pooling_storage import (
    load_members,
    load_pool,
    load_pooled_return,
    write_pool,
)
from dueregard.returns.storage import write_return
from dueregard.vocabulary import SurveySource
from tests.pooled_bodies import body, cell

A = body("A", staff=(30, 3, 2), applicants=(20, 10, 0), shortlisted=(8, 2, 0))
B = body("B", staff=(41, 2, 1), applicants=(25, 6, 1), shortlisted=(9, 2, 1))
C = body("C", staff=(60, 9, 0), applicants=(31, 12, 0), shortlisted=(10, 3, 0))


def pooled(*returns: DataReturn, is_joint: bool = False) -> Pool:
    """Pool returns under an invented name."""
    return pool_returns(returns, code="R", name="Region", is_joint=is_joint)


def total(pool: Pool, population: str, category: str) -> int:
    """Add up a category of a population."""
    cells = pool.data_return.cells
    return sum(one.n for one in cells if (one.population, one.category) == (population, category))


@pytest.mark.requirement("R-201")
@pytest.mark.parametrize(
    ("population", "category", "n"),
    [
        ("staff", "group:reference", 131),
        ("staff", "group:compared", 14),
        ("staff", "blank", 3),
        ("applicants", "group:compared", 28),
        ("shortlisted", "group:reference", 27),
    ],
)
def test_counts_are_added(population: str, category: str, n: int) -> None:
    """The pool's count is the sum of the bodies' counts."""
    assert total(pooled(A, B, C), population, category) == n


@pytest.mark.requirement("R-201")
def test_membership_is_listed() -> None:
    """Each member stands in the pool with its code, name, digest and a class of size."""
    members = pooled(C, A, B).members
    assert [one.code for one in members] == ["A", "B", "C"]
    assert [one.size for one in members] == ["fewer than 50", "fewer than 50", "50 to 99"]
    assert len({one.return_sha256 for one in members}) == 3


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (0, "fewer than 50"),
        (49, "fewer than 50"),
        (50, "50 to 99"),
        (999, "250 to 999"),
        (5000, "5,000 or more"),
    ],
)
def test_size_is_a_class(people: int, words: str) -> None:
    """A head count is told by a class, the lowest of which begins far above any threshold."""
    assert size_class(people) == words


def test_code_changes_with_the_membership() -> None:
    """With one member more a pool has another code, in whatever order they are given."""
    assert pool_code("R", ["A", "B"]) == pool_code("R", ["B", "A"])
    assert pool_code("R", ["A", "B"]) != pool_code("R", ["A", "B", "C"])


def changed(**what: object) -> Callable[[DataReturn], DataReturn]:
    """Return what makes body B differ."""
    return lambda one: replace(one, **what)


def negative(one: DataReturn) -> DataReturn:
    return replace(one, cells=(*one.cells, cell("leavers", "blank", -1)))


def lost_row(one: DataReturn) -> DataReturn:
    lines = [line for line in one.accounting if line.population != "staff"]
    return replace(
        one, accounting=(*lines, AccountingLine("staff", "staff.csv", "counted", "", 43))
    )


def two_totals(one: DataReturn) -> DataReturn:
    extra = cell("staff", "F", 5, characteristic="sex", part="non_clinical", pay_band="5")
    return replace(one, cells=tuple(sorted((*one.cells, extra))))


@pytest.mark.requirement("R-201")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (changed(edition="2017"), "different editions"),
        (changed(standard="wdes"), "different standards"),
        (changed(snapshot_date=date(2016, 4, 1)), "different snapshot dates"),
        (changed(period_start=date(2015, 1, 1)), "different periods"),
        (changed(switches={"i3_window": "1"}), "different switches"),
        (changed(windows={"disciplinary": (2016, 2015)}), "different years of events"),
        (changed(appointed_basis="started_proxy"), "different bases of 'appointed'"),
        (
            changed(inclusion=InclusionRule(office_holders=False, bank_staff=False)),
            "different inclusion rules",
        ),
        (negative, "no count of people"),
        (lost_row, "does not account for every row"),
        (two_totals, "two totals"),
        (changed(cells=()), "holds no counts"),
        (changed(organisation=A.organisation), "given 2 times"),
        (changed(cells=A.cells, sources=A.sources, accounting=A.accounting), "very same counts"),
        (changed(organisation=replace(B.organisation, predecessors=("C",))), "took over the staff"),
    ],
)
def test_what_cannot_be_added_is_refused(
    change: Callable[[DataReturn], DataReturn], words: str
) -> None:
    """Each reason against adding is refused with a sentence and an advice."""
    with pytest.raises(ReturnError, match=words) as refusal:
        pooled(A, change(B), C)
    assert refusal.value.advice


def test_refusal_tells_no_count() -> None:
    """A refusal names the file whose rows do not come out, and no number of its rows."""
    with pytest.raises(ReturnError) as refusal:
        pooled(A, lost_row(B), C)
    assert not any(character.isdigit() for character in refusal.value.message)


@pytest.mark.requirement("R-201")
def test_two_bodies_are_refused() -> None:
    """In a pool of two each would learn the other's counts."""
    with pytest.raises(ReturnError, match="two bodies is refused"):
        pooled(A, B)


def test_two_bodies_may_report_jointly() -> None:
    """By their decisions two bodies are added; three are not a joint report."""
    assert total(pooled(A, B, is_joint=True), "staff", "group:compared") == 5
    with pytest.raises(ReturnError, match="exactly two"):
        pooled(A, B, C, is_joint=True)


def test_surveys_of_two_kinds_are_refused() -> None:
    """Answers to the national survey and to a local one are not added."""
    national = replace(B, survey=SurveyRef(SurveySource.NATIONAL))
    local = replace(C, survey=SurveyRef(SurveySource.LOCAL))
    with pytest.raises(ReturnError, match="different survey sources"):
        pooled(A, national, local)


def test_population_that_one_body_lacks_stays_out() -> None:
    """A rate needs the events of everybody in its base, so the population is left out and named."""
    lacking = body("B", staff=(41, 2, 1))
    pool = pooled(A, lacking, C)
    assert total(pool, "applicants", "group:compared") == 0
    reasons = {one.population.value: one.reason for one in pool.data_return.absences}
    assert "Invented B (B)" in reasons["applicants"]
    assert any("applicants" in note for note in pool.notes)


def test_characteristic_that_one_body_lacks_stays_out() -> None:
    """Disability that one body did not record is no figure of the pool."""
    recorded = [replace(one, cells=tuple(sorted((*one.cells, *disability(one))))) for one in (A, B)]
    assert {one.characteristic for one in pooled(*recorded, C).data_return.cells} == {"ethnicity"}


def disability(one: DataReturn) -> list:
    people = sum(c.n for c in one.cells if c.population == "staff")
    more = {"characteristic": "disability", "part": "non_clinical", "pay_band": "5"}
    return [cell("staff", "N", people, **more)]


def test_rows_of_one_body_are_in_no_file(tmp_path: Path) -> None:
    """Sources and accounting of a pool are sums: no file tells how many rows one body had."""
    whole = pooled(A, B, C).data_return
    assert [one.rows for one in whole.sources if one.population == "applicants"] == [105]
    assert {one.file for one in whole.accounting} == {"returns of 3 bodies"}


def test_populations_served_are_weighed_by_their_size() -> None:
    """The compared share of the areas together is that of their people."""
    served = [
        PopulationServed(f"Area {n}", f"E{n}", "all ages", 2011, "Census", None, share, people)
        for n, (share, people) in enumerate([(0.10, 1000), (0.20, 3000), (0.05, 1000)])
    ]
    parts = [
        replace(one, population_served=(area,)) for one, area in zip((A, B, C), served, strict=True)
    ]
    (area,) = pooled(*parts).data_return.population_served
    assert area.compared_share == pytest.approx(750 / 5000)
    assert area.total == 5000
    assert pooled(A, *parts[1:]).data_return.population_served == ()


def folder(one: DataReturn, place: Path) -> Path:
    write_return(one, place)
    return place


def test_pool_is_written_and_read(tmp_path: Path) -> None:
    """What is read is what was written, and the members' returns are found where they lay."""
    parts = {one.organisation.code: one for one in (A, B, C)}
    places = {code: folder(one, tmp_path / code) for code, one in parts.items()}
    pool = pooled(A, B, C)
    write_pool(pool, tmp_path / "pool", places=places)
    record = load_pool(tmp_path / "pool")
    assert record.members == pool.members
    assert load_pooled_return(tmp_path / "pool") == pool.data_return
    assert load_members(tmp_path / "pool", record) == parts


def test_no_count_of_a_member_is_written(tmp_path: Path) -> None:
    """The record of the membership holds no number of people of any member."""
    write_pool(pooled(A, B, C), tmp_path / "pool", places={})
    text = (tmp_path / "pool" / "pool.json").read_text("utf-8")
    assert "head" not in text
    assert '"n"' not in text


def test_member_that_has_changed_is_refused(tmp_path: Path) -> None:
    """A member's return that was counted again since is not taken for the one that was added."""
    places = {
        one.organisation.code: folder(one, tmp_path / one.organisation.code) for one in (A, B, C)
    }
    write_pool(pooled(A, B, C), tmp_path / "pool", places=places)
    folder(body("B", staff=(40, 3, 1)), tmp_path / "B")
    with pytest.raises(ReturnError, match="has changed"):
        load_members(tmp_path / "pool", load_pool(tmp_path / "pool"))


def test_sums_of_another_pool_are_refused(tmp_path: Path) -> None:
    """A return laid into a pool's folder that is not its own is refused."""
    write_pool(pooled(A, B, C), tmp_path / "pool", places={})
    write_return(A, tmp_path / "pool" / "return")
    with pytest.raises(ReturnError, match="does not hold the sums"):
        load_pooled_return(tmp_path / "pool")


def test_folder_that_is_taken_is_left_alone(tmp_path: Path) -> None:
    """A pool is never written over an organisation's settings."""
    (tmp_path / "organisation.toml").write_text("edition = '2016'\n")
    with pytest.raises(ConfigurationError, match="is there already"):
        write_pool(pooled(A, B, C), tmp_path, places={})
