"""Which organisation a code stands for, and what became of it."""

from __future__ import annotations

from collections import Counter

import pytest

from dueregard.geography.files import read_rows
from dueregard.geography.organisations import (
    find_lineage,
    find_organisations,
    find_predecessors,
    organisation_name,
)
from dueregard.vocabulary import OrganisationKind


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("11T", "NHS North Somerset CCG"),
        ("11t ", "NHS North Somerset CCG"),
        ("RTQ", "GLOUCESTERSHIRE HEALTH AND CARE NHS FOUNDATION TRUST"),
        ("ZZZ9", None),
        ("", None),
    ],
)
def test_names(code, name) -> None:
    """A code is looked up whatever its case; an unknown one has no name."""
    assert organisation_name(code) == name


def test_latest_name_counts() -> None:
    """A group that kept its code has the name of the latest list, and both lists are given."""
    found = find_organisations("11X")
    assert [one.list for one in found] == ["CCG 2013", "CCG 2021"]
    assert {one.kind for one in found} == {OrganisationKind.COMMISSIONER}
    assert organisation_name("11X") == found[-1].name
    assert find_organisations("RTQ")[0].name == "2gether NHS Foundation Trust"


def test_lineage_from_group_to_board() -> None:
    """A group of 2020 became one of 2021 and then part of the board with the area's code."""
    lineage = find_lineage("00C")
    assert (lineage.code_2021, lineage.stp_code) == ("16C", "QHM")
    assert "NORTH EAST" in organisation_name(lineage.stp_code)
    assert "00C" in find_predecessors("16C")
    assert set(find_predecessors("16C")) < set(find_predecessors("QHM"))
    assert find_lineage("ZZZ") is None
    assert find_predecessors("ZZZ") == ()


def test_lists_are_whole() -> None:
    """209 groups of 2013, 106 of 2021, 42 boards, and no code twice in a list."""
    rows = read_rows("organisations")
    counts = Counter(row["list"] for row in rows)
    assert (counts["CCG 2013"], counts["CCG 2021"], counts["ICB 2023"]) == (209, 106, 42)
    assert len({(row["code"], row["list"]) for row in rows}) == len(rows)
    boards = {row["code"] for row in rows if row["list"] == "ICB 2023"}
    assert {row["stp_code"] for row in read_rows("ccg_lineage")} == boards
