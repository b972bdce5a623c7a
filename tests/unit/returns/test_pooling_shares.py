"""Secure pooling: halves tell nothing, sums tell the pool, and what does not belong is refused."""

from __future__ import annotations

import base64
from array import array
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.editions.loader import load_edition
from dueregard.errors import ConfigurationError, ReturnError
from dueregard.operations.share_counts import pool_of
from dueregard.returns.data_return import DataReturn
from dueregard.returns.pooling import pool_returns
from dueregard.returns.pooling_plan import coarsened, is_planned, plan_of
from dueregard.returns.pooling_rounds import (
    Round,
    SharingRecord,
    check_rules,
    load_round,
    read_sharing_record,
    start_round,
    write_round,
)
from dueregard.returns.pooling_shares import (
    MODULUS,
    MOST,
    add,
    combined,
    share_documents,
    split,
    sum_document,
)
from tests.pooled_bodies import body

TODAY = date(2016, 6, 1)
RECORD = SharingRecord(
    "See what small bodies cannot see alone",
    "Equality Act 2010, section 149",
    ("board", "shortlisted", "staff"),
    date(2017, 6, 1),
    "DPIA-7",
)
BODIES = [
    body(c, staff=(30 + n, 3, n), staff_8a=(4, n, 0), shortlisted=(9, 2 + n, 1), board=(8, 1, 0))
    for n, c in enumerate("ABCD")
]
KEYS = {code: {"a": "aa" * 32, "b": "bb" * 32} for code in "ABCD"}
MEMBERS = {one.organisation.code: one.organisation.name for one in BODIES}


def a_round(members: dict[str, str] | None = None) -> Round:
    return start_round(BODIES[0], members or MEMBERS, RECORD, code="R", name="Region")


def plan(one: Round) -> tuple:
    return plan_of(load_edition("2016"), one.populations, one.years)


def halves(one: Round, returns: list[DataReturn]) -> dict[str, list[dict]]:
    """Let every body send its two files."""
    grid = plan(one)
    sent: dict[str, list[dict]] = {"a": [], "b": []}
    for each in returns:
        code = each.organisation.code
        counts = coarsened(each, load_edition("2016"), grid)
        for to, document in share_documents(one, code, counts, KEYS[code], grid).items():
            sent[to].append(document)
    return sent


def keys_of(aggregator: str) -> dict[str, str]:
    return {code: own[aggregator] for code, own in KEYS.items()}


def sums(one: Round, sent: dict[str, list[dict]]) -> list[dict]:
    return [sum_document(one, to, keys_of(to), sent[to], plan(one)) for to in "ab"]


@given(st.lists(st.lists(st.integers(0, MOST), min_size=7, max_size=7), min_size=1, max_size=9))
def test_sums_of_halves_are_the_plain_sums(bodies: list[list[int]]) -> None:
    """Whatever the counts, the two sums together are the plain sums."""
    pairs = [split(counts) for counts in bodies]
    totals = add([add([one[n] for one in pairs], 7) for n in (0, 1)], 7)
    assert list(totals) == [sum(column) for column in zip(*bodies, strict=True)]


def chi_squared(values: array) -> float:
    """Measure how far the leading hexadecimal digits are from being alike often."""
    observed = [0] * 16
    for value in values:
        observed[value >> 60] += 1
    expected = len(values) / 16
    return sum((n - expected) ** 2 / expected for n in observed)


@pytest.mark.parametrize("count", [0, 1, 3, 250])
def test_one_half_is_a_random_number(count: int) -> None:
    """Either half of 40,000 equal counts is uniform: the digit test stays below its 1 in 10^9.

    The quantile of chi-squared with 15 degrees of freedom at 1 - 1e-9 is 77.4.
    """
    for half in split([count] * 40_000):
        assert chi_squared(half) < 77.4


def test_halves_of_different_counts_cannot_be_told_apart() -> None:
    """Two samples of halves, of 0 and of 3, differ no more than two samples of one count.

    Two-sample Kolmogorov-Smirnov distance; with 20,000 each, 0.0325 is passed once in 10^9.
    """
    for place in (0, 1):
        nought, three = (sorted(split([count] * 20_000)[place]) for count in (0, 3))
        assert distance(nought, three) < 0.0325


def distance(first: list[int], second: list[int]) -> float:
    i = j = 0
    largest = 0.0
    while i < len(first) and j < len(second):
        if first[i] <= second[j]:
            i += 1
        else:
            j += 1
        largest = max(largest, abs(i / len(first) - j / len(second)))
    return largest


def test_files_have_the_same_shape_whatever_the_counts() -> None:
    """A body of nobody and a large body send files of the same length with the same keys."""
    one = a_round()
    grid = plan(one)
    files = [share_documents(one, "A", [n] * len(grid), KEYS["A"], grid)["a"] for n in (0, MOST)]
    assert files[0].keys() == files[1].keys()
    assert len(files[0]["values"]) == len(files[1]["values"])


@pytest.mark.requirement("R-201")
def test_pool_of_shares_is_the_plain_pool() -> None:
    """What the two sums give is the plain pool, cell by cell."""
    one = a_round()
    pool = pool_of(one, combined(one, sums(one, halves(one, BODIES)), plan(one)), plan(one))
    plain = pool_returns(BODIES, code="R", name="Region")
    assert pool.data_return.cells == tuple(c for c in plain.data_return.cells if c.n)
    assert pool.data_return.organisation == plain.data_return.organisation


def test_missing_body_is_named_and_nothing_is_added() -> None:
    """A sum of fewer bodies than agreed is never made; who is missing is said."""
    one = a_round()
    sent = halves(one, BODIES[:3])
    with pytest.raises(ReturnError, match="D did not send"):
        sum_document(one, "a", keys_of("a"), sent["a"], plan(one))


def test_new_round_without_the_missing_body_has_new_halves() -> None:
    """A drop-out is met by a new round: files of the old one are refused in it."""
    old = a_round()
    new = a_round({code: name for code, name in MEMBERS.items() if code != "D"})
    with pytest.raises(ReturnError, match="another round"):
        sum_document(new, "a", keys_of("a"), halves(old, BODIES[:3])["a"], plan(new))
    both = sums(new, halves(new, BODIES[:3]))
    assert combined(new, both, plan(new))


def changed(document: dict) -> dict:
    values = array("Q")
    values.frombytes(base64.b64decode(document["values"]))
    values[0] = (values[0] + 1) % MODULUS
    return document | {"values": base64.b64encode(values.tobytes()).decode()}


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (changed, "was changed"),
        (lambda d: d | {"member": "B"}, "was changed"),
        (lambda d: d | {"member": "Z"}, "not in the round"),
        (lambda d: d | {"aggregator": "b"}, "other aggregator"),
        (lambda d: {k: v for k, v in d.items() if k != "seal"}, "was changed"),
    ],
)
def test_spoilt_file_is_refused(spoil, words: str) -> None:
    """A file that was changed, is not from its body or is for the other aggregator is refused."""
    one = a_round()
    sent = halves(one, BODIES)["a"]
    with pytest.raises(ReturnError, match=words):
        sum_document(one, "a", keys_of("a"), [spoil(sent[0]), *sent[1:]], plan(one))


def test_file_twice_is_refused() -> None:
    """A body is added once."""
    one = a_round()
    sent = halves(one, BODIES)["a"]
    with pytest.raises(ReturnError, match="there twice"):
        sum_document(one, "a", keys_of("a"), [*sent, sent[0]], plan(one))


def test_sums_that_do_not_belong_together_are_refused() -> None:
    """Sums of two runs, and a changed sum, are no counts of people."""
    one = a_round()
    first, second = (sums(one, halves(one, BODIES)) for _ in range(2))
    with pytest.raises(ReturnError, match="no counts of people"):
        combined(one, [first[0], second[1]], plan(one))
    with pytest.raises(ReturnError, match="each of the two"):
        combined(one, [first[0], first[0]], plan(one))


@pytest.mark.parametrize("count", [-1, MOST + 1])
def test_number_that_is_no_count_is_not_shared(count: int) -> None:
    """Counts are looked at before they are split; afterwards nobody could."""
    with pytest.raises(ReturnError, match="no count of people"):
        split([1, count])


def test_everybody_counted_is_in_one_cell() -> None:
    """The cells of a round hold as many people as the return has in its populations."""
    grid = plan(a_round())
    for one in BODIES:
        counts = coarsened(one, load_edition("2016"), grid)
        assert sum(counts) == sum(c.n for c in one.cells)
        assert is_planned(one, counts, grid)
        assert not is_planned(one, (*counts[:-1], counts[-1] + 1), grid)


GOOD = """
purpose = "See what small bodies cannot see alone"
basis = "Equality Act 2010, section 149"
fields = ["staff", "shortlisted"]
retention = 2017-06-01
dpia = "DPIA-7"
"""


@pytest.mark.requirement("R-213")
@pytest.mark.parametrize(
    ("line", "other"),
    [
        ('purpose = "See what small bodies cannot see alone"', ""),
        ('basis = "Equality Act 2010, section 149"', 'basis = " "'),
        ('fields = ["staff", "shortlisted"]', "fields = []"),
        ('fields = ["staff", "shortlisted"]', 'fields = ["names"]'),
        ("retention = 2017-06-01", ""),
        ("retention = 2017-06-01", "retention = 2016-06-01"),
        ('dpia = "DPIA-7"', ""),
    ],
)
def test_sharing_needs_its_whole_record(tmp_path: Path, line: str, other: str) -> None:
    """Purpose, basis, fields, retention and assessment: without one of them no round is started."""
    path = tmp_path / "record.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert read_sharing_record(path, as_of=TODAY).dpia == "DPIA-7"
    path.write_text(GOOD.replace(line, other), encoding="utf-8")
    with pytest.raises(ConfigurationError) as refusal:
        read_sharing_record(path, as_of=TODAY)
    assert "Nothing is shared" in refusal.value.advice


@pytest.mark.requirement("R-213")
def test_round_without_a_record_shares_nothing(tmp_path: Path) -> None:
    """A round whose record was taken out, or has run out, is refused by everybody in it."""
    path = write_round(a_round(), tmp_path)[0]
    assert load_round(path, as_of=TODAY).record == RECORD
    with pytest.raises(ConfigurationError, match="ran out"):
        load_round(path, as_of=date(2017, 6, 1))
    path.write_text(path.read_text().replace('"record"', '"removed"'))
    with pytest.raises(ConfigurationError, match="no record of the sharing"):
        load_round(path, as_of=TODAY)


def test_keys_are_everybodys_own(tmp_path: Path) -> None:
    """Each body and aggregator has keys of its own, readable by its owner alone."""
    files = write_round(a_round(), tmp_path)
    assert len(files) == 1 + len(MEMBERS) + 2
    assert all(path.stat().st_mode & 0o077 == 0 for path in files)


def test_two_bodies_are_no_round() -> None:
    """In a round of two each would learn the other's counts."""
    with pytest.raises(ConfigurationError, match="too few"):
        a_round({"A": "A", "B": "B"})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"edition": "2017"}, "another edition"),
        ({"switches": {"i3_window": "1"}}, "another switches"),
        ({"organisation": replace(BODIES[0].organisation, code="Z")}, "not a member"),
    ],
)
def test_return_by_other_rules_is_refused(change: dict, words: str) -> None:
    """A return by other rules than the round's is not shared."""
    with pytest.raises(ReturnError, match=words):
        check_rules(replace(BODIES[0], **change), a_round())
