"""The method note: by which rules, with which doubts, from which files the figures were made."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dueregard.editions.currency import find_currency_cautions, find_unread
from dueregard.editions.switches import words
from dueregard.reports.internal.model import MethodView, TableView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dueregard.editions.schema import Edition, Switch
    from dueregard.returns.data_return import DataReturn


_NEWER = (
    "Rules are data and may have been corrected since: check for a newer edition file before "
    "relying on this copy."
)


def method_view(
    data_return: DataReturn, edition: Edition, rules_digest: str, as_of: date
) -> MethodView:
    """Return the method note of one return under one edition."""
    return MethodView(
        edition=f"{edition.title} ({edition.status}), rules {rules_digest[:12]}",
        duty=_duty(edition),
        rule_statement=" ".join((_NEWER, *find_currency_cautions(edition, as_of))),
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


def _unverified(edition: Edition) -> tuple[str, ...]:
    """Return the rules whose text was not read, grouped by the first two names of their path."""
    places = (" ".join(path.split(".")[:2]).replace("_", " ") for path, _ in find_unread(edition))
    return tuple(
        f"{place} ({count})" if count > 1 else place for place, count in Counter(places).items()
    )


def _switches(edition: Edition, data_return: DataReturn) -> TableView:
    return TableView(
        caption="Rules in doubt, and the value used",
        columns=("Question", "Used here", "Could also be", "Effect"),
        rows=tuple(_switch_row(switch, data_return) for switch in edition.switches),
    )


def _switch_row(switch: Switch, data_return: DataReturn) -> tuple[str, ...]:
    chosen = data_return.switches.get(switch.id)
    used = f"{words(switch.value)} (as set)" if chosen is not None else words(switch.value)
    others = "; ".join(words(value) for value in switch.alternatives)
    return (switch.question, used, others, switch.effect)


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
