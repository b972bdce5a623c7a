"""What is a figure: one number that may be shown, with everything it must never be shown without.

Made by ``indicators``, consumed by ``disclosure`` and ``reports``. A percentage without its base
cannot be built, and an absent number always says why through its state.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """In what a figure is measured."""

    PEOPLE = "people"
    SHARE = "share"
    """A proportion from 0 to 1; becomes a percentage only when printed."""
    RATIO = "ratio"
    """Times as likely. Never printed with a per cent sign."""
    POINTS = "points"
    """A difference of two shares, from -1 to 1; printed as percentage points."""
    SCORE = "score"


class FigureState(StrEnum):
    """What kind of answer a figure is. An undefined ratio is a state, never nan."""

    OK = "ok"
    CAUTION = "caution"
    """Computed, on numbers so small that it must be read with care."""
    ZERO_NUMERATOR = "zero_numerator"
    ZERO_DENOMINATOR = "zero_denominator"
    NO_EVENTS = "no_events"
    NO_GROUP = "no_group"
    UNKNOWN_DOMINANT = "unknown_dominant"
    """So many are of unknown group that only bounds can be given."""
    WINDOW_SHORT = "window_short"
    NOT_COLLECTED = "not_collected"
    NOT_APPLICABLE = "not_applicable"
    NOT_COMPARABLE = "not_comparable"
    """Two editions define it differently and the counts are too coarse to recount."""

    @property
    def has_value(self) -> bool:
        """Whether a figure in this state carries a number."""
        return self is FigureState.OK or self is FigureState.CAUTION or self is _ZERO


_ZERO = FigureState.ZERO_NUMERATOR


class Inference(StrEnum):
    """What an interval around a figure would mean."""

    FACT = "fact"
    """A whole population on a date: there is no sampling error and no interval."""
    PROCESS = "process"
    """All events were counted; chance in the process could have moved them."""
    SURVEY = "survey"
    """Some of those asked have answered."""


class CautionKind(StrEnum):
    """A reason to read a figure carefully, said beside it."""

    SMALL_NUMBERS = "small_numbers"
    UNKNOWN_SHARE = "unknown_share"
    PROXY = "proxy"
    UNVERIFIED_RULE = "unverified_rule"
    DEFINITION_CHANGED = "definition_changed"
    NOT_SEPARATED = "not_separated"
    STOCK_NOT_FLOW = "stock_not_flow"
    RECEIVED = "received"
    BASE_UNKNOWN = "base_unknown"
    LOW_RESPONSE = "low_response"


@dataclass(frozen=True, slots=True)
class Caution:
    """A caution and the sentence that says it, with the numbers of this very figure."""

    kind: CautionKind
    sentence: str


@dataclass(frozen=True, slots=True)
class Base:
    """The people under a figure.

    Parameters
    ----------
    numerator, denominator
        Whole numbers of people; ``None`` where a received percentage came without them.
    words
        Who the denominator counts, in words ("staff in post on 31 March 2016, unknown included").
    """

    numerator: int | None
    denominator: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Range:
    """The lowest and highest value something could take; an open end is infinite."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high):
            raise ValueError("A range has ends; an open end is infinity, never nan.")


@dataclass(frozen=True, slots=True)
class Interval:
    """How far chance alone could have moved a figure, and by which method that was computed."""

    low: float
    high: float
    level: float
    method: str


@dataclass(frozen=True, slots=True)
class BandPlace:
    """Where a ratio lies against the four-fifths band; its ends are inside.

    The band takes no account of how many people a ratio is made from, so it is set only where
    there is an interval to read it with, and never on small numbers.
    """

    low: float
    high: float
    is_inside: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """How strongly the counts speak, in terms that need no taste for statistics.

    ``p_value`` is Fisher's mid-p. ``is_testable`` is false where no outcome of these numbers could
    have been conclusive. ``fragility`` is the smallest number of people whose outcome would have
    to differ for the groups to be level, ``shortfall`` how many people the smaller group is from
    parity (negative: fewer than parity).
    """

    p_value: float
    test: str
    is_testable: bool
    fragility: int | None
    shortfall: float


@dataclass(frozen=True, slots=True)
class OnePerson:
    """What the figure would become if one person more or fewer were counted.

    ``None`` where it would become undefined. ``flips`` says that one person is enough to cross a
    line that readers look at (1, or an end of the four-fifths band), or to define the figure.
    """

    one_more: float | None
    one_fewer: float | None
    flips: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """What a figure is called, whom its base counts, where it is defined and how to read it."""

    key: str
    label: str
    words: str
    source: str = ""
    row: str = ""
    inference: Inference = Inference.FACT


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that may be shown, with its base, state, direction and cautions.

    Parameters
    ----------
    key
        Stable name: ``"appointment.ratio"``, ``"representation.clinical.8a.compared"``.
    label
        What it is, in words.
    value
        The number in its unit, or ``None`` where the state has no value.
    unit, state
        See the enums.
    bases
        One base for a count or share; reference then compared for a ratio or difference.
    direction
        In words, which way the figure points ("White applicants were 2.00 times as likely ...").
    reason
        Why there is no value, in words; required when the state has none.
    bounds
        The lowest and highest value whatever the unknown people are.
    source
        Where its definition stands: document and section.
    """

    key: str
    label: str
    value: float | None
    unit: Unit
    state: FigureState
    bases: tuple[Base, ...]
    direction: str = ""
    reason: str = ""
    cautions: tuple[Caution, ...] = ()
    bounds: Range | None = None
    one_person: OnePerson | None = None
    interval: Interval | None = None
    evidence: Evidence | None = None
    inference: Inference = Inference.FACT
    source: str = ""
    group: str = ""
    row: str = ""
    band: BandPlace | None = None

    def __post_init__(self) -> None:
        if self.state.has_value:
            self._check_value()
        elif self.value is not None:
            raise ValueError(f"{self.key}: the state {self.state} carries no value.")
        elif not self.reason:
            raise ValueError(f"{self.key}: a figure without a value says why.")
        if self.band is not None and self.interval is None:
            raise ValueError(
                f"{self.key}: the four-fifths band is never shown without an interval."
            )

    def _check_value(self) -> None:
        if self.value is None or not math.isfinite(self.value):
            raise ValueError(f"{self.key}: the state {self.state} needs a finite value.")
        if self.unit is not Unit.PEOPLE and not any(base.words for base in self.bases):
            raise ValueError(f"{self.key}: a {self.unit} cannot be shown without its base.")
