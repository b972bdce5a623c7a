"""The app of assurance; it remembers the records that were read last, by their mark."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from django.apps import AppConfig, apps

if TYPE_CHECKING:
    from dueregard_web.assurance.folders import Seen
    from dueregard_web.assurance.keeping import Kept

MOST = 8


class Shelf:
    """The records of the organisations that were looked at last.

    Reading 250 providers over five years takes a second; looking at the same records again takes
    none. A mark names one state of one organisation's records for good, so nothing goes stale.
    """

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str], Kept] = OrderedDict()
        self._seen: dict[str, Seen] = {}
        self._lock = threading.Lock()

    def find(self, organisation: str, stamp: str) -> Kept | None:
        """Return what was put here under a mark."""
        with self._lock:
            return self._held.get((organisation, stamp))

    def seen(self, organisation: str) -> Seen:
        """Return which kept files were compared with their hash, with the time they had then."""
        with self._lock:
            return self._seen.setdefault(organisation, {})

    def put(self, organisation: str, stamp: str, kept: Kept) -> None:
        """Put the records of a mark here; what was looked at longest ago goes."""
        with self._lock:
            self._held[organisation, stamp] = kept
            while len(self._held) > MOST:
                self._held.popitem(last=False)


class AssuranceConfig(AppConfig):
    """Commissioners and their providers."""

    name = "dueregard_web.assurance"
    label = "assurance"
    shelf: Shelf

    def ready(self) -> None:
        """Start with nothing read."""
        self.shelf = Shelf()


def shelf() -> Shelf:
    """Return what this run of the program has read."""
    config = apps.get_app_config("assurance")
    if not isinstance(config, AssuranceConfig):
        raise TypeError(config)
    return config.shelf
