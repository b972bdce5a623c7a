"""The method note: by which rules, with which doubts, from which files the figures were made."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dueregard.editions.currency import find_currency_cautions, find_unread
from dueregard.editions.switches import words
from dueregard.reports.documents.matters import staff_count
from dueregard.reports.documents.outline import METHOD
from dueregard.reports.documents.tables import table
from dueregard.reports.pages.model import Bullets, Paragraph, Section
from dueregard.vocabulary import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.editions.schema import Edition, Switch
    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block
    from dueregard.returns.data_return import DataReturn

_NEWER = (
    "Rules are data and may have been corrected since: check for a newer edition file before "
    "relying on this copy."
)


def method_section(material: Material) -> Section:
    """Return the method note of one return under one edition."""
    data_return, edition = material.annual.data_return, material.annual.edition
    return Section(
        title=METHOD.title,
        anchor=METHOD.anchor,
        blocks=(*_rules(material), *_switches(edition, data_return)),
        sections=(
            Section("Who is counted", "counted", (Bullets(_inclusion(material)),)),
            Section("Files", "files", tuple(_files(data_return))),
            Section("Documents", "documents", tuple(_documents(edition))),
        ),
    )


def _rules(material: Material) -> Iterator[Block]:
    edition = material.annual.edition
    digest = f", rules {material.rules_digest[:12]}" if material.rules_digest else ""
    yield Paragraph(
        " ".join(
            (
                f"{edition.title} ({edition.status}){digest}.",
                _NEWER,
                *find_currency_cautions(edition, material.made_on),
            )
        )
    )
    yield Paragraph(duty_in_words(edition), lead="The duty.")
    unread = _unverified(edition)
    if unread:
        yield Paragraph(
            "These rules follow general knowledge of the standard and have not been held against "
            f"the published text: {'; '.join(unread)}.",
            lead="Rules whose text has not been read.",
            quiet=True,
        )


def duty_in_words(edition: Edition) -> str:
    """Say on what duty the organisation reports on its own staff, with its label."""
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


def _switches(edition: Edition, data_return: DataReturn) -> Iterator[Block]:
    if edition.switches:
        yield table(
            "Rules in doubt, and the value used",
            ("Question", "Used here", "Could also be", "Effect"),
            tuple(_switch_row(switch, data_return) for switch in edition.switches),
        )


def _switch_row(switch: Switch, data_return: DataReturn) -> tuple[str, ...]:
    chosen = data_return.switches.get(switch.id)
    used = f"{words(switch.value)} (as set)" if chosen is not None else words(switch.value)
    others = "; ".join(words(value) for value in switch.alternatives)
    return (switch.question, used, others, switch.effect)


def _inclusion(material: Material) -> tuple[str, ...]:
    data_return = material.annual.data_return
    rule = data_return.inclusion
    reason = f" ({data_return.survey.reason})." if data_return.survey.reason else "."
    return (
        f"Office holders without a contract of employment are {_counted(rule.office_holders)}.",
        f"People solely on the bank are {_counted(rule.bank_staff)}.",
        f"People on honorary contracts are {_counted(rule.honorary)}.",
        _appointed(data_return),
        f"The counts come from {_basis(data_return.counts_basis)}.",
        f"Staff survey: {data_return.survey.source}{reason}",
        _profile(material),
        *data_return.notes,
    )


def _profile(material: Material) -> str:
    annual = material.annual
    limit = int(annual.edition.thresholds.cautious_profile_below_people.value)
    if annual.profile is Profile.CAUTIOUS:
        return (
            f"Cautious profile: with fewer than {limit} staff a percentage can be one person. "
            "Read counts first; look at several years together; pool with similar bodies."
        )
    return f"Full profile: there are {staff_count(annual):,} staff, {limit} or more."


def _counted(included: bool) -> str:  # noqa: FBT001 - the rule itself is a yes or no
    return "counted as staff" if included else "not counted as staff"


def _appointed(data_return: DataReturn) -> str:
    if data_return.appointed_basis == "started_proxy":
        return "New starters stand for people appointed from the shortlist (a proxy)."
    return "People appointed are those recorded as appointed."


def _basis(counts_basis: str) -> str:
    words_of = {
        "records": "the organisation's records",
        "typed": "counts typed by hand",
        "published": "a publication",
    }
    return words_of.get(counts_basis, counts_basis)


def _files(data_return: DataReturn) -> Iterator[Block]:
    sources = tuple(
        (source.name, source.population, source.system, f"{source.rows:,}", source.sha256[:16])
        for source in data_return.sources
    )
    if sources:
        columns = ("File", "Holds", "System", "Rows", "SHA-256")
        yield table("Files counted", columns, sources)
    lines = tuple(
        (line.file, f"{line.rows:,}", line.fate, line.reason) for line in data_return.accounting
    )
    if lines:
        yield table(
            "What became of every row read",
            ("File", "Rows", "Fate", "Reason"),
            lines,
            "Rows read are rows counted and rows excluded; nothing is dropped in silence.",
        )
    if not sources:
        yield Paragraph("No file of records was counted.")


def _documents(edition: Edition) -> Iterator[Block]:
    told = (
        ". ".join(
            part
            for part in (document.title, document.publisher, document.date, document.reference)
            if part
        )
        for document in edition.documents
    )
    yield Bullets(tuple(f"{words}." for words in told))
    yield Paragraph(
        f"{edition.contact.name}: {edition.contact.email}", lead="Questions about the standard."
    )
