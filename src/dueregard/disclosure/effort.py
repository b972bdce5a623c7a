"""How long a search may take, by a clock that is handed in.

Processor time is the default: a busy machine then takes longer and finds the same.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Deadline:
    """A limit in seconds of the clock, from now.

    Parameters
    ----------
    seconds
        Length of the search.
    clock
        Gives the present in seconds; only differences matter.
    """

    seconds: float
    clock: Callable[[], float] = time.process_time
    _start: float = field(init=False)

    def __post_init__(self) -> None:
        self._start = self.clock()

    @property
    def left(self) -> float:
        """Seconds that are left, never below zero."""
        return max(self.seconds - (self.clock() - self._start), 0.0)

    @property
    def is_over(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0.0

    def part(self, share: float) -> Deadline:
        """Return a deadline over a share of what is left."""
        return Deadline(self.left * share, self.clock)
