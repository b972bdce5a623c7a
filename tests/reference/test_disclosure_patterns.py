"""The auditor finds in other tools' patterns every leak that was measured there before."""

from __future__ import annotations

import numpy as np
import pytest

from dueregard.disclosure.audit import Audit, audit
from dueregard.disclosure.percentages import exact_precision
from dueregard.disclosure.reading import read_pattern
from dueregard.disclosure.view import Intruder, all_shares, view_of_pattern
from tests.reference.disclosure_tables import known_leaks, pattern_path, reference_table

LEAKS = known_leaks()
NAMED = [f"{row['instance']}-{row['tool']}" for row in LEAKS]


def attacked(
    key: str, tool: str, intruder: Intruder, shares: tuple[str, int] | None = None
) -> Audit:
    table = reference_table(key)
    hidden = read_pattern(pattern_path(key, tool), table.shape)
    view = view_of_pattern(table, hidden, threshold=5, lowest=1, intruder=intruder)
    if shares:
        view = view.with_figures(all_shares(table, shares[0], exact_precision(shares[1])))
    small = np.flatnonzero(hidden & (table.values < 5))
    whole = intruder is not Intruder.ANY_NUMBER
    return audit(view, 5, targets=small, whole=whole, intervals=False)


@pytest.mark.requirement("R-050")
@pytest.mark.parametrize("row", LEAKS, ids=NAMED)
def test_every_known_leak_is_found(row: dict[str, str]) -> None:
    """An intruder who knows the rule pins down as many cells as were counted, no fewer."""
    found = attacked(row["instance"], row["tool"], Intruder.RULE)
    assert (found.exact, len(found.leaks)) == (int(row["exact_1"]), int(row["unsafe_1"]))
    assert found.undecided == 0


@pytest.mark.parametrize("row", LEAKS, ids=NAMED)
def test_two_symbols_give_more_away(row: dict[str, str]) -> None:
    """Marking the small cells with a symbol of their own betrays as many as were counted."""
    found = attacked(row["instance"], row["tool"], Intruder.TWO_SYMBOLS)
    assert found.exact == int(row["exact_2"])


@pytest.mark.parametrize("row", LEAKS, ids=NAMED)
def test_the_usual_check_sees_less(row: dict[str, str]) -> None:
    """An intruder who reckons with any number finds only what the usual check finds."""
    found = attacked(row["instance"], row["tool"], Intruder.ANY_NUMBER)
    assert (found.exact, len(found.leaks)) == (int(row["exact_0"]), int(row["unsafe_0"]))


@pytest.mark.requirement("R-050")
@pytest.mark.parametrize("decimals", [0, 1])
def test_printed_percentages_undo_a_peers_pattern(decimals: int) -> None:
    """A safe-looking trust table loses every small cell once percentages stand beside it."""
    found = attacked("b1", "gauss_default", Intruder.RULE, ("eth", decimals))
    assert found.exact == len(found.findings) == 34


@pytest.mark.requirement("R-050")
def test_printed_percentages_undo_even_an_optimum() -> None:
    """Percentages that are added after protection break the best pattern too."""
    found = attacked("b1", "optimum", Intruder.RULE, ("eth", 1))
    assert found.exact == 34
