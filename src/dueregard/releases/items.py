"""What could be shown, and in which forms: from the figure of the internal report to "hidden".

A form is a way to print a figure. Each says with whole numbers exactly what it tells, so that the
audit is of the print and not of the number behind it. The first form tells most.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from dueregard.disclosure.percentages import (
    NEAREST_FIVE,
    TEN_POINT_BAND,
    Precision,
    exact_precision,
)
from dueregard.releases.linear import gap_line_pair, ratio_lines, rounded_away
from dueregard.releases.statements import Line, Share, Statement, between, exactly

if TYPE_CHECKING:
    from collections.abc import Collection

    from dueregard.figures import Figure
    from dueregard.releases.quantities import Ledger


class Kind(StrEnum):
    """What sort of figure."""

    COUNT = "count"
    SHARE = "share"
    RATIO = "ratio"
    GAP = "gap"
    GIVEN = "given"
    """A number about other people, public already: the population served."""


class Form(StrEnum):
    """How it is printed, from what tells most to what tells least."""

    WITH_COUNTS = "with counts"
    ONE_DECIMAL = "one decimal"
    ROUNDED = "rounded"
    NEAREST_FIVE = "nearest five"
    BAND = "ten-point band"
    COUNTS_TO_FIVE = "counts to the nearest five"


EXACT_OR_COARSE = frozenset(Form) - {Form.COUNTS_TO_FIVE}


class Detail(StrEnum):
    """Which table a figure belongs to: tables of ever finer cells are offered one at a time."""

    OVERALL = "overall"
    CLUSTERS = "pay bands in clusters"
    ROWS = "every pay band"
    CHARACTERISTIC = "another characteristic"


@dataclass(frozen=True, slots=True)
class Term:
    """A share: ``part_weight x part`` over ``whole_weight x whole``."""

    part: str
    whole: str
    part_weight: int = 1
    whole_weight: int = 1

    @property
    def is_plain(self) -> bool:
        """Whether it is people of people, without a window of years or a mean."""
        return self.part_weight == self.whole_weight == 1


@dataclass(frozen=True, slots=True)
class Item:
    """A figure that could be shown.

    Parameters
    ----------
    key, label, base
        Its name, what it is, and whom its base counts.
    table, row, group
        Where it stands.
    kind, terms
        One term for a count or share; reference and compared, or first and second, for a ratio or
        a gap. A gap to a published share has one term and ``constant``.
    year
        ``this`` or ``last``.
    """

    key: str
    label: str
    base: str
    table: str
    kind: Kind
    terms: tuple[Term, ...]
    row: str = ""
    group: str = ""
    detail: Detail = Detail.OVERALL
    year: str = "this"
    constant: Fraction | None = None
    figure: Figure | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The numbers of people under it."""
        return tuple(dict.fromkeys(key for t in self.terms for key in (t.part, t.whole)))


@dataclass(frozen=True, slots=True)
class Print:
    """One form of one item: the text, and what it tells."""

    item: Item
    form: Form
    text: str
    statement: Statement


_FORMS = {
    Kind.COUNT: (Form.WITH_COUNTS, Form.COUNTS_TO_FIVE),
    Kind.SHARE: (
        Form.WITH_COUNTS,
        Form.ROUNDED,
        Form.NEAREST_FIVE,
        Form.BAND,
        Form.COUNTS_TO_FIVE,
    ),
    Kind.RATIO: (Form.WITH_COUNTS, Form.ROUNDED, Form.ONE_DECIMAL),
    Kind.GAP: (Form.WITH_COUNTS, Form.ONE_DECIMAL, Form.ROUNDED),
    Kind.GIVEN: (Form.WITH_COUNTS,),
}
_PRECISIONS = {
    Form.ONE_DECIMAL: exact_precision(1),
    Form.ROUNDED: exact_precision(0),
    Form.NEAREST_FIVE: NEAREST_FIVE,
    Form.BAND: TEN_POINT_BAND,
}


def prints_of(
    item: Item, ledger: Ledger, forms: Collection[Form] = EXACT_OR_COARSE
) -> tuple[Print, ...]:
    """Return every way to print an item that can be written down as facts, the fullest first."""
    if item.figure is None or item.figure.value is None:
        return ()
    wanted = (form for form in _forms(item) if form in forms)
    found = (_PRINTERS[item.kind](item, form, ledger) for form in wanted)
    return tuple(one for one in found if one is not None)


def _forms(item: Item) -> tuple[Form, ...]:
    if item.kind is Kind.SHARE and not item.terms[0].is_plain:
        return (Form.ONE_DECIMAL, *_FORMS[Kind.SHARE][1:-1])
    return _FORMS[item.kind]


def _print(item: Item, form: Form, text: str, facts: tuple[Line | Share, ...]) -> Print:
    year = " (last year)" if item.year == "last" else ""
    return Print(item, form, text, Statement(f"{item.label}{year} is {text}", facts))


def _count(item: Item, form: Form, ledger: Ledger) -> Print:
    key = item.terms[0].part
    value = ledger.value(key)
    if form is Form.COUNTS_TO_FIVE:
        return _print(item, form, f"about {to_five(value):,}", (_about(key, value),))
    return _print(item, form, f"{value:,}", (exactly(key, value),))


def to_five(count: int) -> int:
    """Return a count to the nearest five."""
    return (count + 2) // 5 * 5


def _about(key: str, value: int) -> Line:
    """Return what a count to the nearest five tells."""
    return between(key, max(to_five(value) - 2, 0), to_five(value) + 2)


def _given(item: Item, form: Form, ledger: Ledger) -> Print:  # noqa: ARG001 - a printer's signature
    share = item.constant or Fraction(0)
    slot = exact_precision(1).slot(share.numerator, share.denominator)
    return _print(item, form, f"{exact_precision(1).text(slot)}%", ())


def _share(item: Item, form: Form, ledger: Ledger) -> Print | None:
    term = item.terms[0]
    part, whole = ledger.value(term.part), ledger.value(term.whole)
    if form is Form.WITH_COUNTS:
        text = exact_precision(1).text(exact_precision(1).slot(part, whole))
        return _print(item, form, f"{text}% ({part:,} of {whole:,})", _counted(item, ledger))
    if form is Form.COUNTS_TO_FIVE:
        return _share_of_fives(item, part, whole)
    precision = _PRECISIONS[form]
    slot = precision.slot(term.part_weight * part, term.whole_weight * whole)
    facts = (_share_fact(term, precision, slot), between(term.whole, 1, None))
    # Without the note a reader would take 0% to the nearest five for less than half a per cent.
    note = " (to the nearest 5)" if form is Form.NEAREST_FIVE else ""
    return _print(item, form, f"{precision.text(slot)}%{note}", facts)


def _share_of_fives(item: Item, part: int, whole: int) -> Print | None:
    """Print a share of rounded counts; None where the base rounds to nought."""
    shown, of = to_five(part), to_five(whole)
    if of == 0 or shown > of:
        return None
    percent = exact_precision(0)
    text = f"{percent.text(percent.slot(shown, of))}% (about {shown:,} of {of:,})"
    term = item.terms[0]
    facts = (_about(term.part, part), _about(term.whole, whole))
    return _print(item, Form.COUNTS_TO_FIVE, text, facts)


def _share_fact(term: Term, precision: Precision, slot: int) -> Share:
    fact = precision.fact(0, 1, slot)
    low, high = fact.low * term.whole_weight, fact.high * term.whole_weight
    return Share(term.part, term.whole, low, high, fact.scale * term.part_weight, fact.closed)


def _counted(item: Item, ledger: Ledger) -> tuple[Line | Share, ...]:
    return tuple(exactly(key, ledger.value(key)) for key in item.keys)


def _bases(item: Item, ledger: Ledger) -> tuple[Line, ...]:
    keys = dict.fromkeys(term.whole for term in item.terms)
    return tuple(exactly(key, ledger.value(key)) for key in keys)


def _ratio(item: Item, form: Form, ledger: Ledger) -> Print:
    first, second = item.terms
    decimals = 1 if form is Form.ONE_DECIMAL else 2
    wholes = ledger.value(first.whole), ledger.value(second.whole)
    value = Fraction(ledger.value(first.part) * wholes[1], wholes[0] * ledger.value(second.part))
    slot, text = rounded_away(value, decimals)
    if form is Form.WITH_COUNTS:
        return _print(item, form, text, _counted(item, ledger))
    lines = ratio_lines((first.part, second.part), wholes, slot, decimals)
    return _print(item, form, text, (*_bases(item, ledger), *lines))


def _gap(item: Item, form: Form, ledger: Ledger) -> Print | None:
    decimals = 0 if form is Form.ROUNDED else 1
    shares = [Fraction(ledger.value(t.part), ledger.value(t.whole)) for t in item.terms]
    second = shares[1] if item.constant is None else item.constant
    slot, text = rounded_away(100 * (shares[0] - second), decimals)
    text = f"{'+' if slot > 0 else ''}{text} points"
    if form is Form.WITH_COUNTS:
        return _print(item, form, text, _counted(item, ledger))
    wholes = [ledger.value(term.whole) for term in item.terms]
    parts = [term.part for term in item.terms]
    lines = gap_line_pair(parts, wholes, item.constant, slot, 100 * 10**decimals)
    if lines is None:
        return None
    return _print(item, form, text, (*_bases(item, ledger), *lines))


_PRINTERS = {
    Kind.COUNT: _count,
    Kind.SHARE: _share,
    Kind.RATIO: _ratio,
    Kind.GAP: _gap,
    Kind.GIVEN: _given,
}
