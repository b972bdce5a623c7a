"""Statements become rows in which each number of people stands once."""

from __future__ import annotations

import numpy as np

from dueregard.disclosure.facts import LinearFact
from dueregard.releases.quantities import Ledger
from dueregard.releases.statements import Line, Numbering, Statement, is_true, rule_of


def test_number_named_twice_stands_once_in_its_row() -> None:
    """Two head counts of the same day are twice one number, not two entries of one column."""
    numbering = Numbering(["now", "both"])
    twice = Statement(
        "first and last together", (Line((("now", 1), ("now", 1), ("both", -1)), 0, 0),)
    )
    (fact,) = numbering.published(twice).facts
    assert isinstance(fact, LinearFact)
    assert dict(zip(fact.cells, fact.coefficients, strict=True)) == {0: 2, 1: -1}


def test_row_means_the_same_however_it_is_written() -> None:
    """A table prints a statement alike whether its weights are joined or not."""
    numbering = Numbering(["now", "both"])
    twice = Statement("written out", (Line((("now", 1), ("now", 1), ("both", -1)), 0, 0),))
    joined = Statement("joined", (Line((("now", 2), ("both", -1)), 0, 0),))
    tables = np.array([[now, both] for now in range(4) for both in range(7)])
    expected = [2 * now == both for now in range(4) for both in range(7)]
    assert numbering.prints(twice, tables).tolist() == expected
    assert numbering.prints(joined, tables).tolist() == expected
    assert is_true(twice, {"now": 3, "both": 6})


def test_sum_of_a_number_with_itself_is_one_term() -> None:
    """A ledger's relation names each part once, with how often it counts."""
    ledger = Ledger()
    ledger.put("now", "staff at the end", 7)
    ledger.put("both", "first and last head count together", 14)
    ledger.add_up(["now", "now"], "both")
    (fact,) = rule_of(ledger.relations[0]).facts
    assert isinstance(fact, Line)
    assert dict(fact.terms) == {"now": 2, "both": -1}
    assert len(fact.terms) == 2
