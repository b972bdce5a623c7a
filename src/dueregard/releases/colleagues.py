"""The colleague who knows the own record, takes it away, and looks at what is left.

A colleague inside a number knows that it is at least one. The others in it, and those in any other
number, must still be able to be as many as the threshold less that one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dueregard.releases.choosing import Choice, State
from dueregard.releases.items import Detail
from dueregard.releases.statements import Statement, between

if TYPE_CHECKING:
    from dueregard.releases.choosing import Selection
    from dueregard.releases.watch import Watch


def repair_for_colleagues(selection: Selection, watch: Watch) -> int:
    """Hide what a colleague could use; answer how many pairs of place and number were looked at.

    The board's members are public, so the watch is the one over a reader who knows them.
    """
    places = _places(selection, watch)
    for place in places:
        while not _is_safe_beside(watch, selection, place) and _hide_one(selection):
            pass
    return len(places) * len(watch.targets)


def _places(selection: Selection, watch: Watch) -> list[int]:
    """Return the numbers that a colleague can be in, as finely as anything is shown of them."""
    ledger = selection.catalogue.ledger
    shown = {
        key
        for choice in selection.choices
        if choice.print is not None or choice.item.detail is Detail.OVERALL
        for key in choice.item.keys
    }
    return [
        watch.numbering.place[key]
        for key in sorted(shown)
        if ledger.quantities[key].is_sensitive and ledger.value(key) > 0
    ]


def _is_safe_beside(watch: Watch, selection: Selection, place: int) -> bool:
    """Whether every small number can be large enough for the colleague at this place."""
    quantities = selection.catalogue.ledger.quantities
    own = watch.numbering.keys[place]
    mine = watch.tables[watch.tables[:, place] >= 1]
    highest = mine.max(axis=0) if len(mine) else np.zeros(len(watch.truth), dtype=np.int64)
    missing: dict[int, list[int]] = {}
    for cell in watch.targets:
        quantity = quantities.get(watch.numbering.keys[cell])
        inside = quantity is not None and own in quantity.members
        height = watch.threshold if inside else watch.threshold - 1
        if highest[cell] < height:
            missing.setdefault(height, []).append(cell)
    if not missing:
        return True
    known = Statement("the own record", (between(own, 1, None),), is_rule=True)
    system = watch.with_one_more(known)
    return all(watch.find(system, cells, height) for height, cells in missing.items())


def _hide_one(selection: Selection) -> bool:
    """Hide the last figure that was admitted: those before it mattered more.

    Where nothing is shown any more, a colleague knows what no release has told: nothing to hide.
    """
    for number in range(len(selection.choices) - 1, -1, -1):
        choice = selection.choices[number]
        if choice.print is not None and choice.print.statement.facts:
            for watch in selection.watches:
                watch.withdraw(choice.print.statement)
            because = "what a colleague could work out from the own record"
            selection.choices[number] = Choice(choice.item, State.SUPPRESSED, because=because)
            return True
    return False
