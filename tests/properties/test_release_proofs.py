"""A proof of why a figure is hidden holds, and nothing in it can be left out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.figures import Base, Figure, FigureState, Unit
from dueregard.releases.items import Item, Kind, Term, prints_of
from dueregard.releases.proofs import prove
from dueregard.releases.quantities import Ledger
from dueregard.releases.statements import Statement, exactly, is_true, rule_of

THRESHOLD, MOST = 4, 14


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3), st.integers(1, 10), st.booleans())
def test_proof_is_true_and_bare(small: int, rest: int, is_known: bool) -> None:
    """Every world that prints the proof's figures has the number where the proof says it is."""
    ledger = Ledger()
    parts = [ledger.put("a", "a", small, is_sensitive=True), ledger.put("b", "b", rest)]
    ledger.total("t", "t", parts)
    figure = Figure("k", "share", 0.1, Unit.SHARE, FigureState.OK, (Base(1, 2, "people"),))
    item = Item("k", "share", "people", "T", Kind.SHARE, (Term("a", "t"),), figure=figure)
    total = Statement("all: known from elsewhere", (exactly("t", small + rest),))
    held = [*map(rule_of, ledger.relations), *([total] if is_known else [])]
    worlds = [{"a": a, "b": b, "t": a + b} for a in range(MOST) for b in range(MOST)]
    for one in prints_of(item, ledger):
        proof = prove(one, held, ["a"], THRESHOLD)
        if proof is None:
            continue
        needed = [s for s in held if s.words in {*proof.figures, *proof.knowledge}]
        fitting = [w for w in worlds if all(is_true(s, w) for s in (*needed, one.statement))]
        assert {world[proof.whose] for world in fitting} <= set(
            range(proof.lowest, proof.highest + 1)
        )
        assert proof.highest < THRESHOLD
        assert proof.lowest <= small <= proof.highest
