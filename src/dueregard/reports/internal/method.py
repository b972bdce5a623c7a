"""The method note: by which rules, with which doubts, from which files the figures were made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dueregard.editions.schema import Clause
from dueregard.reports.internal.model import MethodView, TableView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.editions.schema import Edition, Switch
    from dueregard.returns.data_return import DataReturn


def method_view(data_return: DataReturn, edition: Edition, rules_digest: str) -> MethodView:
    """Return the method note of one return under one edition."""
    return MethodView(
        edition=f"{edition.title} ({edition.status}), rules {rules_digest[:12]}",
        duty=_duty(edition),
        rule_statement=(
            "Rules are data and may have been corrected since: check for a newer edition file "
            "before relying on this copy."
        ),
        unverified=_unverified(edition),
        switches=_switches(edition, data_return),
        inclusion=_inclusion(data_return),
        sources=_sources(data_return),
        accounting=_accounting(data_return),
        references=tuple(_reference(edition)),
        contact=f"{edition.contact.name}: {edition.contact.email}",
    )


def _duty(edition: Edition) -> str:
    for duty in edition.duties:
        if duty.bears_on == "commissioner_as_employer":
            return f"{duty.label}: {duty.basis}"
    return ""


def clauses(node: object, path: str = "") -> Iterator[tuple[str, Clause]]:
    """Walk an edition and yield every clause with the path of the rule it belongs to."""
    if isinstance(node, Clause):
        yield path, node
    elif isinstance(node, msgspec.Struct):
        for name in node.__struct_fields__:
            yield from clauses(getattr(node, name), f"{path}.{name}" if path else name)
    elif isinstance(node, tuple):
        for number, part in enumerate(node):
            label = getattr(part, "key", None) or getattr(part, "id", None) or number
            yield from clauses(part, f"{path}.{label}")


def _unverified(edition: Edition) -> tuple[str, ...]:
    """Return the rules whose text was not read, grouped by the first two names of their path."""
    found: dict[str, int] = {}
    for path, clause in clauses(edition):
        if clause.verified == "no":
            place = " ".join(path.removesuffix(".source").split(".")[:2]).replace("_", " ")
            found[place] = found.get(place, 0) + 1
    return tuple(f"{place} ({count})" if count > 1 else place for place, count in found.items())


def _switches(edition: Edition, data_return: DataReturn) -> TableView:
    return TableView(
        caption="Rules in doubt, and the value used",
        columns=("Question", "Used here", "Could also be", "Effect"),
        rows=tuple(_switch_row(switch, data_return) for switch in edition.switches),
    )


def _switch_row(switch: Switch, data_return: DataReturn) -> tuple[str, ...]:
    chosen = data_return.switches.get(switch.id)
    used = f"{_plain(switch.value)} (as set)" if chosen is not None else _plain(switch.value)
    others = "; ".join(_plain(value) for value in switch.alternatives)
    return (switch.question, used, others, switch.effect)


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_plain(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)


def _inclusion(data_return: DataReturn) -> tuple[str, ...]:
    rule = data_return.inclusion
    return (
        f"Office holders without a contract of employment are {_counted(rule.office_holders)}.",
        f"People solely on the bank are {_counted(rule.bank_staff)}.",
        f"People on honorary contracts are {_counted(rule.honorary)}.",
        _appointed(data_return),
        f"The counts come from {_basis(data_return.counts_basis)}.",
        f"Staff survey: {data_return.survey.source}"
        + (f" ({data_return.survey.reason})." if data_return.survey.reason else "."),
        *data_return.notes,
    )


def _counted(included: bool) -> str:  # noqa: FBT001 - the rule itself is a yes or no
    return "counted as staff" if included else "not counted as staff"


def _appointed(data_return: DataReturn) -> str:
    if data_return.appointed_basis == "started_proxy":
        return "New starters stand for people appointed from the shortlist (a proxy)."
    return "People appointed are those recorded as appointed."


def _basis(counts_basis: str) -> str:
    words = {
        "records": "the organisation's records",
        "typed": "counts typed by hand",
        "published": "a publication",
    }
    return words.get(counts_basis, counts_basis)


def _sources(data_return: DataReturn) -> TableView:
    return TableView(
        caption="Files counted",
        columns=("File", "Holds", "System", "Rows", "SHA-256"),
        rows=tuple(
            (source.name, source.population, source.system, str(source.rows), source.sha256[:16])
            for source in data_return.sources
        ),
    )


def _accounting(data_return: DataReturn) -> TableView:
    return TableView(
        caption="What became of every row read",
        columns=("File", "Rows", "Fate", "Reason"),
        rows=tuple(
            (line.file, str(line.rows), line.fate, line.reason) for line in data_return.accounting
        ),
        note="Rows read are rows counted and rows excluded; nothing is dropped in silence.",
    )


def _reference(edition: Edition) -> Iterator[str]:
    for document in edition.documents:
        parts = (document.title, document.publisher, document.date, document.reference)
        yield ". ".join(part for part in parts if part) + "."
