"""Read a received report that is kept as evidence, and turn what is wrong into questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dueregard.assurance.evidence import Evidence
from dueregard.assurance.happenings import Query
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.questions import question_for
from dueregard.assurance.words import AskedOf, Disclosure
from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.extracts.findings import Severity
from dueregard.operations.desk import Place, desk_of
from dueregard.operations.keep_evidence import problem_of
from dueregard.operations.read_prose import Prose, read_prose, small_numbers
from dueregard.operations.read_received import read_received
from dueregard.reports.spreadsheets.notices import Notice

GIVES_AWAY = "small_number_given_away"
TELLS = "small_number_in_text"
SMALL_NUMBERS = frozenset({GIVES_AWAY, TELLS})
"""Kinds of fault with which no copy is hosted while the question is open."""
_FORMS = frozenset({".xlsx", ".docx"})


@dataclass(frozen=True, slots=True)
class Questioned:
    """What came of reading a report.

    Parameters
    ----------
    form
        Which form it is; empty where it is neither, which is no fault.
    queries
        The questions added now; those that were there already are not asked again.
    unread
        Why its words could not be read for small numbers, in a sentence; empty where they were.
    """

    evidence: Evidence
    form: str
    queries: tuple[Query, ...]
    unread: str = ""


def question_evidence(  # noqa: PLR0913 - the last four are asked by name
    place: Place,
    evidence: str,
    *,
    as_of: date,
    edition: str = "",
    last_year: str = "",
    version: int = 0,
) -> Questioned:
    """Read a kept report and add a question for each thing that is wrong with it.

    Parameters
    ----------
    place
        The commissioner's folder, or the desk.
    evidence
        The report's id; its latest version is read.
    as_of
        The day the questions bear.
    edition
        The edition, where the report does not name it.
    last_year
        Id of last year's report in the same form, whose figures this one should repeat.
    version
        Which version; the latest if left out.

    Raises
    ------
    ConfigurationError
        There is no such evidence, or no file of it.
    FileNotUsableError
        The file is not as it was kept.
    """
    desk = desk_of(place)
    folder = desk.folder
    with desk.held():
        ledger = desk.load()
        kept = _kept(ledger, evidence, folder, version)
        before = _kept(ledger, last_year, folder) if last_year else None
        form, notices = _read(kept, folder, edition, before)
        prose = Prose(()) if form else read_prose(folder / kept.path)
        places = [where for where, text in prose.parts if small_numbers(text)]
        asked = (*_notices_asked(notices), *((TELLS, place, "", "", "") for place in places))
        queries = tuple(_new_queries(ledger, kept, asked, as_of))
        after = _with(ledger, kept, queries)
        if after != ledger:
            desk.put(after, "queries", "evidence")
    return Questioned(kept, form, queries, prose.unread)


def _kept(ledger: Ledger, name: str, folder: Path, version: int = 0) -> Evidence:
    there = ledger.versions.get(name, ())
    versions = [one for one in there if version in {0, one.version}]
    if not versions or not versions[-1].path:
        raise ConfigurationError(
            f"There is no kept file of evidence {name!r}.",
            advice="Keep it first: dueregard evidence keep.",
        )
    latest = versions[-1]
    problem = problem_of(latest, folder)
    if problem:
        raise FileNotUsableError(f"{latest.path} {problem}.")
    return latest


def _read(
    kept: Evidence, folder: Path, edition: str, before: Evidence | None
) -> tuple[str, tuple[Notice, ...]]:
    """Read the report; a report in another form than ours is read by people, and no fault."""
    path = folder / kept.path
    if path.suffix.lower() not in _FORMS:
        return "", ()
    last_year = None if before is None else folder / before.path
    try:
        form = read_received(path, edition=edition, last_year=last_year)
    except FileNotUsableError as fault:
        if "is neither" in fault.message:
            return "", ()
        raise
    return form.form, form.notices


Asked = tuple[str, str, str, str, str]
"""Kind of fault, place, value, what it was held against, and what to do."""


def _notices_asked(notices: tuple[Notice, ...]) -> Iterator[Asked]:
    for one in notices:
        if one.kind.severity is not Severity.NOTE:
            yield one.code, one.where, one.value, one.detail, one.kind.remedy


def _new_queries(
    ledger: Ledger, kept: Evidence, found: Iterable[Asked], as_of: date
) -> Iterator[Query]:
    asked = {
        (one.code, one.where) for one in ledger.queries if (one.evidence, one.version) == kept.key
    }
    number = len(ledger.queries)
    for code, where, value, detail, remedy in found:
        if (code, where) in asked:
            continue
        asked.add((code, where))
        number += 1
        yield Query(
            id=f"F{number}",
            asked_of=AskedOf.PROVIDER,
            provider=kept.party,
            evidence=kept.id,
            version=kept.version,
            code=code,
            where=where,
            question=question_for(code, value, detail, remedy),
            asked_on=as_of,
        )


def _with(ledger: Ledger, kept: Evidence, queries: tuple[Query, ...]) -> Ledger:
    """Add the questions; a report that gives a small number away is not hosted."""
    after = replace(ledger, queries=(*ledger.queries, *queries))
    if not waits_for_hosting(after, kept):
        return after
    evidence = tuple(
        replace(one, disclosure=Disclosure.QUERIED)
        if one.key == kept.key and one.disclosure is not Disclosure.TAKEN_DOWN
        else one
        for one in ledger.evidence
    )
    return replace(after, evidence=evidence)


def waits_for_hosting(ledger: Ledger, evidence: Evidence) -> bool:
    """Whether a question about small numbers in a version is open."""
    return any(
        (one.evidence, one.version) == evidence.key
        and one.code in SMALL_NUMBERS
        and one.closed_on is None
        for one in ledger.queries
    )
