"""What a figure is called where nothing stands around it but the heading of its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.releases.boards import SURVEY
from dueregard.releases.flows import EVENTS
from dueregard.releases.items import Kind
from dueregard.releases.staff import RECORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dueregard.releases.items import Item


CHARACTERISTIC = "characteristic"
"""Key of the name of the characteristic among the titles."""


def full_label(item: Item, label: str, titles: Mapping[str, str]) -> str:
    """Return a label that can be read alone.

    Parameters
    ----------
    item, label
        The figure, and its label in the internal report, which stands under a heading there.
    titles
        Titles of the indicators, and names of the staff groups, by key.
    """
    subject, *rest = item.key.split(".")
    if item.table == SURVEY or (item.table == EVENTS and item.kind is Kind.RATIO):
        return f"{titles[subject]}. {label}"
    if item.table == RECORDS:
        whose = f"{rest[0]}, {titles.get(item.row, item.row)}" if item.row else rest[0]
        return (
            f"{titles.get(CHARACTERISTIC, 'Ethnicity')} of {whose}: {label[:1].lower()}{label[1:]}"
        )
    return label
