"""A pool's release is decided by every member, or by the lead that they named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dueregard.errors import ReleaseNeededError
from dueregard.operations.pool_release import check_members_decided
from dueregard.returns.pooling import pool_returns
from dueregard.returns.pooling_storage import write_pool
from tests.pooled_bodies import body

TODAY = date(2016, 6, 1)


def one(code: str, *lines: str, candidate: str = "abc", lead: str = "") -> str:
    """Write a member's decision."""
    on = f'lead = "{lead}"' if lead else f'candidate = "{candidate}"'
    rest = "\n".join(lines) or 'organisation_kind = "commissioner"\ndecided_on = 2016-05-30'
    return f'[[member]]\ncode = "{code}"\ndecided_by = "P. Erson"\n{on}\n{rest}\n'


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """A pool of three bodies."""
    parts = [body(code, staff=(30 + n, 3, 1)) for n, code in enumerate("ABC")]
    write_pool(pool_returns(parts, code="R", name="Region"), tmp_path, places={})
    (tmp_path / "release").mkdir()
    return tmp_path


def decided(region: Path, text: str) -> tuple[str, ...]:
    (region / "release" / "members.toml").write_text(text, encoding="utf-8")
    return check_members_decided(region, candidate="abc", as_of=TODAY)


@pytest.mark.requirement("R-201")
def test_every_member_decides(region: Path) -> None:
    """With the decision of each member the release may go on."""
    assert decided(region, one("A") + one("B") + one("C")) == ("A", "B", "C")


def test_members_may_name_a_lead(region: Path) -> None:
    """Two members name the third, which decides on this very candidate."""
    text = 'lead = "A"\n' + one("A") + one("B", lead="A") + one("C", lead="A")
    assert decided(region, text) == ("A", "B", "C")


LED = 'lead = "A"\n'
UNIT = 'organisation_kind = "support_unit"\ndecided_on = 2016-05-30'
LATE = 'organisation_kind = "commissioner"\ndecided_on = 2016-06-02'


@pytest.mark.requirement("R-201")
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (one("A") + one("B"), "C has not decided"),
        ("", "A, B, C have not decided"),
        (one("A") + one("B") + one("C", candidate="old"), "another candidate"),
        (one("A") + one("B") + one("C", UNIT), "a support unit prepares"),
        (one("A") + one("B") + one("C", LATE), "a day that has come"),
        (one("A") + one("B") + one("C", lead="A"), "another lead body"),
        (LED + one("A", lead="A") + one("B") + one("C"), "another lead body"),
        (LED.replace("A", "Z") + one("A", lead="Z") + one("B") + one("C"), "has not decided"),
        (one("A") + one("B") + one("C").replace("P. Erson", ""), "needs decided_by"),
        ("member = 3", "tables are needed"),
        ("member = [", "members.toml"),
    ],
)
def test_what_is_no_decision_is_refused(region: Path, text: str, words: str) -> None:
    """Missing, of another candidate, of a support unit, in the future: nothing is published."""
    with pytest.raises(ReleaseNeededError, match=words) as refusal:
        decided(region, text)
    assert "Nothing was published" in refusal.value.advice


@pytest.mark.requirement("R-201")
def test_without_decisions_nothing_is_published(region: Path) -> None:
    """A pool without the file of its members' decisions is withheld."""
    with pytest.raises(ReleaseNeededError, match="decision of every member"):
        check_members_decided(region, candidate="abc", as_of=TODAY)


def test_an_organisation_of_its_own_needs_none(tmp_path: Path) -> None:
    """Who is in no pool decides alone."""
    assert check_members_decided(tmp_path, candidate="abc", as_of=TODAY) == ()
