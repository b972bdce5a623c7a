"""Whether an edition that decodes also makes sense: every fault that can be found, together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from dueregard.editions.list_checks import Fault, find_list_faults
from dueregard.editions.paths import read_field
from dueregard.editions.schema import Clause, Edition, Row, ShareByRow

Path = tuple[str | int, ...]


def find_faults(edition: Edition) -> tuple[Fault, ...]:
    """Return every fault of sense in an edition, in the order of the checks."""
    checks = (
        _documents,
        _review,
        _unique_names,
        _reporting,
        _thresholds,
        _rows,
        _switches,
        _milestones,
        _contract_duties,
        find_list_faults,
    )
    return tuple(fault for check in checks for fault in check(edition))


def clauses(edition: Edition) -> Iterator[tuple[Path, Clause]]:
    """Yield every clause of an edition with its path in the file."""
    yield from _clauses(edition, ())


def _clauses(thing: object, path: Path) -> Iterator[tuple[Path, Clause]]:
    if isinstance(thing, Clause):
        yield path, thing
    elif isinstance(thing, msgspec.Struct):
        for field in thing.__struct_fields__:
            yield from _clauses(getattr(thing, field), (*path, field))
    elif isinstance(thing, tuple):
        for index, member in enumerate(thing):
            yield from _clauses(member, (*path, index))


def _documents(edition: Edition) -> Iterator[Fault]:
    known = {document.id for document in edition.documents}
    cited = set()
    for path, clause in clauses(edition):
        cited.add(clause.document)
        if clause.document not in known:
            yield Fault(
                (*path, "document"),
                f"the document '{clause.document}' is not in the list of documents.",
                "Add it under 'documents', or correct the id.",
            )
        if not clause.section.strip():
            yield Fault(
                (*path, "section"),
                "a clause must say which section it rests on.",
                "Name the section, or say that it was not read.",
            )
    for index, document in enumerate(edition.documents):
        if document.id not in cited and not document.cited_in:
            yield Fault(
                ("documents", index, "id"),
                f"no clause cites the document '{document.id}'.",
                "Cite it, say in 'cited_in' which document refers to it, or take it out.",
            )


def _review(edition: Edition) -> Iterator[Fault]:
    review = edition.review
    if review.checked_by and review.checked_by == review.drafted_by:
        yield Fault(
            ("review", "checked_by"),
            "the person who drafted an edition cannot be the one who checked it.",
            "Have somebody else hold the file against the documents, or leave it unchecked.",
        )
    if bool(review.checked_by) != (review.checked_on is not None):
        yield Fault(
            ("review",),
            "'checked_by' and 'checked_on' go together.",
            "Give both, or neither.",
        )


def _unique_names(edition: Edition) -> Iterator[Fault]:
    yield from _repeated("documents", "id", (item.id for item in edition.documents))
    yield from _repeated("indicators", "number", (item.number for item in edition.indicators))
    yield from _repeated("indicators", "key", (item.key for item in edition.indicators))
    yield from _repeated("switches", "id", (item.id for item in edition.switches))
    yield from _repeated("milestones", "id", (item.id for item in edition.milestones))
    yield from _repeated("duties", "id", (item.id for item in edition.duties))
    yield from _repeated("contract_duties", "id", (item.id for item in edition.contract_duties))


def _repeated(part: str, key: str, names: Iterable[str | int]) -> Iterator[Fault]:
    seen: set[str | int] = set()
    for index, name in enumerate(names):
        if name in seen:
            yield Fault(
                (part, index, key),
                f"two of the {part} have the {key} {name}.",
                f"Give each of the {part} a {key} of its own.",
            )
        seen.add(name)


def _reporting(edition: Edition) -> Iterator[Fault]:
    reporting = edition.reporting
    if reporting.period_start >= reporting.period_end:
        yield Fault(
            ("reporting", "period_end"),
            f"the period ends on {reporting.period_end}, not after it starts.",
            "Correct 'period_start' or 'period_end'.",
        )
    if edition.good_until is not None and edition.good_until < reporting.snapshot_date:
        yield Fault(
            ("good_until",),
            f"the edition is good until {edition.good_until}, before its own snapshot date.",
            "Correct 'good_until' or 'snapshot_date'.",
        )


def _thresholds(edition: Edition) -> Iterator[Fault]:
    limits = edition.thresholds
    for name in limits.__struct_fields__:
        value = getattr(limits, name).value
        if not math.isfinite(value) or value < 0:
            yield Fault(
                ("thresholds", name, "value"),
                f"the threshold {name} is {value}.",
                "Give a number of 0 or more.",
            )
    yield from _order(edition, "unknown_caution_above_percent", "unknown_refusal_from_percent")
    yield from _order(edition, "four_fifths_low_ratio", "four_fifths_high_ratio")


def _order(edition: Edition, low: str, high: str) -> Iterator[Fault]:
    limits = edition.thresholds
    if not getattr(limits, low).value < getattr(limits, high).value:
        yield Fault(
            ("thresholds", low, "value"),
            f"{low} must lie below {high}.",
            "Correct one of the two.",
        )


def _rows(edition: Edition) -> Iterator[Fault]:
    for index, indicator in enumerate(edition.indicators):
        if isinstance(indicator.method, ShareByRow):
            path = ("indicators", index, "method", "rows")
            yield from _repeated_rows(indicator.method.rows, path)
            yield from _within(indicator.method.rows, path)
            yield from _counted_twice(indicator.method.rows, path)


def _repeated_rows(rows: tuple[Row, ...], path: Path) -> Iterator[Fault]:
    for key, times in Counter(row.key for row in rows).items():
        if times > 1:
            yield Fault(
                path, f"{times} rows have the key '{key}'.", "Give each row a key of its own."
            )


def _within(rows: tuple[Row, ...], path: Path) -> Iterator[Fault]:
    by_key = {row.key: row for row in rows}
    for index, row in enumerate(rows):
        outer = by_key.get(row.within)
        if not row.within:
            continue
        if outer is None or outer.within:
            yield Fault(
                (*path, index, "within"),
                f"the row '{row.key}' is within '{row.within}', which is no main row.",
                "Name a row that stands in no other.",
            )
        elif outer.part != row.part or not set(row.pay_bands) <= set(outer.pay_bands):
            yield Fault(
                (*path, index, "pay_bands"),
                f"the row '{row.key}' is not a subset of '{row.within}'.",
                "A row within another counts some of its people: same part, some of its bands.",
            )


def _counted_twice(rows: tuple[Row, ...], path: Path) -> Iterator[Fault]:
    counted: dict[tuple[str, str], str] = {}
    for index, row in enumerate(rows):
        for pay_band in row.pay_bands:
            if row.within:
                continue
            first = counted.setdefault((row.part, pay_band), row.key)
            if first != row.key:
                yield Fault(
                    (*path, index, "pay_bands"),
                    f"{row.part} {pay_band} is counted in '{first}' and in '{row.key}'.",
                    "Count it once, or mark the smaller row with 'within'.",
                )


def _switches(edition: Edition) -> Iterator[Fault]:
    values = msgspec.json.decode(msgspec.json.encode(edition))
    for index, switch in enumerate(edition.switches):
        path = ("switches", index)
        if switch.value in switch.alternatives:
            yield Fault(
                (*path, "alternatives"),
                f"the switch '{switch.id}' offers its own value as an alternative.",
                "Leave only the other readings there.",
            )
        if switch.path:
            yield from _switch_field(switch.path, switch.value, values, path)


def _switch_field(field: str, value: object, values: Any, path: Path) -> Iterator[Fault]:  # noqa: ANN401 - plain values of any shape
    try:
        found = read_field(values, field)
    except (KeyError, TypeError, AttributeError):
        yield Fault(
            (*path, "path"),
            f"the path '{field}' names no field of this edition.",
            "Correct the path, or leave it empty where no field carries the rule.",
        )
        return
    said = list(value) if isinstance(value, tuple) else value
    if found != said:
        yield Fault(
            (*path, "value"),
            f"the switch says {said!r}, and the field {field} says {found!r}.",
            "Make the two agree.",
        )


def _milestones(edition: Edition) -> Iterator[Fault]:
    for index, milestone in enumerate(edition.milestones):
        start: date | None = milestone.window_start
        if start is not None and start > milestone.due:
            yield Fault(
                ("milestones", index, "window_start"),
                f"the window of '{milestone.id}' opens on {start}, after it is due.",
                "Correct 'window_start' or 'due'.",
            )


def _contract_duties(edition: Edition) -> Iterator[Fault]:
    for index, duty in enumerate(edition.contract_duties):
        both = set(duty.forms) & set(duty.spared_forms)
        if both or not duty.forms:
            yield Fault(
                ("contract_duties", index, "forms"),
                f"the duty '{duty.id}' must stand in a form of contract, and not also be spared.",
                "Name each form of contract once, in 'forms' or in 'spared_forms'.",
            )
