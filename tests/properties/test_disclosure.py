"""What holds for every release: nobody can be worked out, whatever the table."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dueregard.disclosure.audit import audit
from dueregard.disclosure.explain import explain
from dueregard.disclosure.facts import Published, count_fact
from dueregard.disclosure.percentages import NEAREST_FIVE, TEN_POINT_BAND, exact_precision
from dueregard.disclosure.policy import load_policy
from dueregard.disclosure.protect import Protection, protect
from dueregard.disclosure.reading import CountTable
from dueregard.disclosure.shape import TableShape, build_dimension
from dueregard.disclosure.view import Intruder, all_shares, view_of_pattern
from dueregard.disclosure.writing import release_rows
from tests.reference.disclosure_second_auditor import interval

POLICY = load_policy()
EXAMPLES = settings(max_examples=25)
FEW_EXAMPLES = settings(max_examples=7)
"""Where each example is a release with percentages."""


def small_table(counts: list[int]) -> CountTable:
    """Return a table of two categories by three bands."""
    shape = TableShape(
        (
            build_dimension("eth", {"T": ["White", "BME"]}),
            build_dimension("band", {"T": ["1", "2", "3"]}),
        )
    )
    return CountTable(shape, shape.add_up(np.array(counts, dtype=np.int64)))


counts = st.lists(st.integers(0, 5), min_size=6, max_size=6).filter(lambda c: 5 <= sum(c) <= 17)


def protected(counts: list[int], threshold: int, share: str | None = None) -> Protection:
    return protect(
        small_table(counts),
        POLICY,
        threshold=threshold,
        lowest=1,
        percentages=share,
        seconds=20,
    )


def all_tables(total: int) -> np.ndarray:
    """Return every way to spread the people over six cells, by stars and bars."""
    bars = np.array(list(itertools.combinations(range(total + 5), 5)))
    edges = np.concatenate(
        [np.full((len(bars), 1), -1), bars, np.full((len(bars), 1), total + 5)], 1
    )
    return np.diff(edges, axis=1) - 1


def totals(leaves: np.ndarray) -> dict[tuple[str, str], np.ndarray]:
    """Add up every cell of every table by hand."""
    found = {}
    for row, rows in (("T", [0, 1]), ("White", [0]), ("BME", [1])):
        for column, columns in (("T", [0, 1, 2]), ("1", [0]), ("2", [1]), ("3", [2])):
            picked = [3 * r + c for r in rows for c in columns]
            found[row, column] = leaves[:, picked].sum(axis=1)
    return found


def possible_tables(protection: Protection) -> dict[tuple[str, str], np.ndarray]:
    """Return every table that prints the release, found by trying all of them."""
    header, rows = release_rows(protection)
    printed = [dict(zip(header, row, strict=True)) for row in rows]
    lowest, column = protection.plan.problem.lowest, protection.column
    total = next(r["n"] for r in printed if r["eth"] == r["band"] == "T")
    assume(total != "")
    cells = totals(all_tables(int(total)))
    fits = np.ones(len(cells["T", "T"]), dtype=bool)
    for row in printed:
        label = (row["eth"], row["band"])
        fits &= (cells[label] == int(row["n"])) if row["n"] else (cells[label] >= lowest)
        if row.get("percent"):
            low, high, closed = interval(row["percent"], row["percent_state"])
            whole = cells[("T", row["band"]) if column == "eth" else (row["eth"], "T")]
            fits &= whole >= 1
            scaled_high = cells[label] * high.denominator - whole * high.numerator
            fits &= cells[label] * low.denominator >= whole * low.numerator
            fits &= (scaled_high <= 0) if closed else (scaled_high < 0)
    return {label: values[fits] for label, values in cells.items()}


@pytest.mark.requirement("R-050")
@EXAMPLES
@given(counts=counts, threshold=st.integers(2, 5))
def test_no_small_count_can_be_recovered(counts: list[int], threshold: int) -> None:
    """Among all tables that print the release, each small cell also reaches the threshold."""
    assume(sum(counts) >= threshold)
    protection = protected(counts, threshold)
    possible = possible_tables(protection)
    for cell in np.flatnonzero(protection.plan.problem.unsafe):
        reached = possible[protection.plan.problem.shape.label(int(cell))]
        assert reached.max() >= threshold
        assert reached.min() < threshold


@pytest.mark.requirement("R-050")
@FEW_EXAMPLES
@given(counts=counts)
def test_percentages_give_nobody_away(counts: list[int]) -> None:
    """The same holds when the release prints percentages."""
    protection = protected(counts, 5, "eth")
    possible = possible_tables(protection)
    for cell in np.flatnonzero(protection.plan.problem.unsafe):
        assert possible[protection.plan.problem.shape.label(int(cell))].max() >= 5


@pytest.mark.slow
@pytest.mark.requirement("R-050")
@EXAMPLES
@given(
    counts=counts,
    threshold=st.integers(2, 5),
    lowest=st.sampled_from([0, 1]),
    share=st.sampled_from(["eth", "band"]),
    decimals=st.integers(0, 2),
)
def test_shares_of_any_kind_give_nobody_away(
    counts: list[int], threshold: int, lowest: int, share: str, decimals: int
) -> None:
    """With shares along either side, at any precision, zeros printed or not, by trying all."""
    assume(sum(counts) >= threshold)
    protection = protect(
        small_table(counts),
        POLICY,
        threshold=threshold,
        lowest=lowest,
        percentages=share,
        decimals=decimals,
        seconds=20,
    )
    possible = possible_tables(protection)
    for cell in np.flatnonzero(protection.plan.problem.unsafe):
        assert possible[protection.plan.problem.shape.label(int(cell))].max() >= threshold


@EXAMPLES
@given(counts=counts, threshold=st.integers(2, 5))
def test_no_choice_of_fewer_cells_would_do(counts: list[int], threshold: int) -> None:
    """Where a choice is called optimal, trying every smaller choice finds none that is safe."""
    assume(sum(counts) >= threshold)
    protection = protected(counts, threshold)
    assume(protection.status == "optimal" and 0 < protection.secondaries <= 3)
    problem = protection.plan.problem
    cells = totals(all_tables(sum(counts)))
    labels = [problem.shape.label(cell) for cell in range(problem.shape.size)]
    spare = np.flatnonzero(problem.candidates & ~problem.unsafe & ~problem.kept).tolist()
    for further in itertools.combinations(spare, protection.secondaries - 1):
        hidden = {*np.flatnonzero(problem.unsafe).tolist(), *further}
        fits = np.ones(len(cells["T", "T"]), dtype=bool)
        for cell, label in enumerate(labels):
            is_hidden = cell in hidden
            fits &= (cells[label] >= 1) if is_hidden else (cells[label] == problem.values[cell])
        tops = [cells[labels[cell]][fits].max() for cell in np.flatnonzero(problem.unsafe)]
        assert min(tops) < threshold


@settings(max_examples=8)
@given(counts=counts, seed=st.integers(0, 1000))
def test_a_proof_is_enough_and_nothing_in_it_is_spare(counts: list[int], seed: int) -> None:
    """The figures of a proof pin the cell by trying all tables; without any one they do not."""
    table = small_table(counts)
    rng = np.random.default_rng(seed)
    hidden = (table.values > 0) & (rng.random(table.shape.size) < 0.5)
    hidden[0] = False
    view = view_of_pattern(table, hidden, threshold=5, lowest=1, intruder=Intruder.RULE)
    found = audit(view, 5)
    leaks = [leak for leak in found.leaks if leak.verdict == "exact"]
    assume(leaks)
    leak = leaks[0]
    figures = explain(found, leak).figures
    # The head count bounds what has to be tried; a proof that leans on it is told so as well.
    cells = totals(np.concatenate([all_tables(total) for total in range(1, 20)]))
    labels = [table.shape.label(cell) for cell in range(table.shape.size)]

    def values(kept: list[Published]) -> set[int]:
        fits = np.ones(len(cells["T", "T"]), dtype=bool)
        for fact in (fact for figure in kept for fact in figure.facts):
            column = cells[labels[fact.cells[0]]]
            fits &= column >= fact.lower
            fits &= column <= (np.inf if fact.upper is None else fact.upper)
        return set(cells[labels[leak.cell]][fits].tolist())

    assert values(list(figures)) == {int(table.values[leak.cell])}
    for left_out in figures:
        assert len(values([f for f in figures if f is not left_out])) > 1


@FEW_EXAMPLES
@given(counts=counts)
def test_what_is_shown_is_true(counts: list[int]) -> None:
    """Hiding changes no figure that is shown, and zeros stay zeros."""
    protection = protected(counts, 5, "eth")
    header, rows = release_rows(protection)
    for cell, row in enumerate(rows):
        fields = dict(zip(header, row, strict=True))
        truth = int(protection.plan.problem.values[cell])
        assert fields["n"] in {"", str(truth)}
        assert (truth == 0) <= (fields["n"] == "0")


@EXAMPLES
@given(counts=counts, seed=st.integers(0, 1000))
def test_a_further_figure_never_makes_the_audit_safer(counts: list[int], seed: int) -> None:
    """An intruder who learns one more figure knows at least as much of every cell."""
    table = small_table(counts)
    rng = np.random.default_rng(seed)
    hidden = (table.values > 0) & (rng.random(table.shape.size) < 0.7)
    assume(hidden.any())
    view = view_of_pattern(table, hidden, threshold=5, lowest=1, intruder=Intruder.RULE)
    told = int(rng.choice(np.flatnonzero(hidden)))
    extra = Published("told", (count_fact(told, int(table.values[told])),))
    before, after = audit(view, 5), audit(view.with_figures((extra,)), 5)
    for old, new in zip(before.findings, after.findings, strict=True):
        assert new.lower >= old.lower
        assert (new.upper or np.inf) <= (old.upper or np.inf)


@EXAMPLES
@given(counts=counts, seed=st.integers(0, 1000))
def test_the_order_of_the_figures_does_not_matter(counts: list[int], seed: int) -> None:
    """The same figures in another order give the same findings."""
    table = small_table(counts)
    rng = np.random.default_rng(seed)
    hidden = (table.values > 0) & (rng.random(table.shape.size) < 0.7)
    view = view_of_pattern(table, hidden, threshold=5, lowest=1, intruder=Intruder.RULE)
    view = view.with_figures(all_shares(table, "eth", exact_precision(0)))
    mixed = tuple(view.figures[place] for place in rng.permutation(len(view.figures)))
    other = type(view)(view.size, view.sums, mixed, view.hidden, view.name, view.lowest)
    assert audit(view, 5).findings == audit(other, 5).findings


@EXAMPLES
@given(counts=counts, seed=st.integers(0, 1000))
def test_the_audit_says_what_trying_all_tables_says(counts: list[int], seed: int) -> None:
    """Exact and provably unsafe cells are those that enumeration finds, no more and no fewer."""
    table = small_table(counts)
    rng = np.random.default_rng(seed)
    hidden = (table.values > 0) & (rng.random(table.shape.size) < 0.7)
    hidden[0] = False
    cells = totals(all_tables(int(table.values[0])))
    fits = np.ones(len(cells["T", "T"]), dtype=bool)
    for cell in range(table.shape.size):
        values = cells[table.shape.label(cell)]
        fits &= (values >= 1) if hidden[cell] else (values == table.values[cell])
    view = view_of_pattern(table, hidden, threshold=5, lowest=1, intruder=Intruder.RULE)
    for finding in audit(view, 5).findings:
        possible = cells[table.shape.label(finding.cell)][fits]
        assert finding.is_small == (possible.max() < 5)
        assert (finding.verdict == "exact") == (possible.min() == possible.max())
        assert finding.lower <= possible.min()
        assert possible.max() <= (finding.upper or np.inf)


@given(part=st.integers(0, 400), more=st.integers(0, 400))
def test_a_printed_percentage_admits_just_what_prints_alike(part: int, more: int) -> None:
    """The fact of a percentage holds for exactly the counts that round to it, halves up."""
    whole = part + more
    assume(whole > 0)
    for precision in (exact_precision(0), exact_precision(1), NEAREST_FIVE, TEN_POINT_BAND):
        fact = precision.fact(0, 1, precision.slot(part, whole))
        state = "coarsened" if precision is NEAREST_FIVE else "shown"
        low, high, closed = interval(precision.text(precision.slot(part, whole)), state)
        for other in range(max(part - 3, 0), min(part + 3, whole) + 1):
            share = Fraction(other, whole)
            alike = low <= share < high or (closed and share == high)
            assert fact.admits(other, whole) == alike
