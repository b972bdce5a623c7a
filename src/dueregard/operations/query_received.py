"""Read a received report that is kept as evidence, and turn what is wrong into questions."""

from __future__ import annotations

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
from dueregard.operations.read_received import read_received
from dueregard.reports.spreadsheets.notices import Notice

GIVES_AWAY = "small_number_given_away"
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
    """

    evidence: Evidence
    form: str
    queries: tuple[Query, ...]


def question_evidence(
    place: Place, evidence: str, *, as_of: date, edition: str = "", last_year: str = ""
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
        kept = _kept(ledger, evidence, folder)
        before = _kept(ledger, last_year, folder) if last_year else None
        form, notices = _read(kept, folder, edition, before)
        queries = tuple(_new_queries(ledger, kept, notices, as_of))
        after = _with(ledger, kept, queries, notices)
        if after != ledger:
            desk.put(after, "queries", "evidence")
    return Questioned(kept, form, queries)


def _kept(ledger: Ledger, name: str, folder: Path) -> Evidence:
    versions = ledger.versions.get(name)
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


def _new_queries(
    ledger: Ledger, kept: Evidence, notices: tuple[Notice, ...], as_of: date
) -> list[Query]:
    asked = {
        (one.code, one.where) for one in ledger.queries if (one.evidence, one.version) == kept.key
    }
    queries: list[Query] = []
    for notice in notices:
        if notice.kind.severity is Severity.NOTE or (notice.code, notice.where) in asked:
            continue
        asked.add((notice.code, notice.where))
        queries.append(
            Query(
                id=f"F{len(ledger.queries) + len(queries) + 1}",
                asked_of=AskedOf.PROVIDER,
                provider=kept.party,
                evidence=kept.id,
                version=kept.version,
                code=notice.code,
                where=notice.where,
                question=question_for(notice.code, notice.value, notice.detail, notice.kind.remedy),
                asked_on=as_of,
            )
        )
    return queries


def _with(
    ledger: Ledger, kept: Evidence, queries: tuple[Query, ...], notices: tuple[Notice, ...]
) -> Ledger:
    """Add the questions; a report that gives a small number away is not hosted."""
    gives_away = any(one.code == GIVES_AWAY for one in notices)
    evidence = tuple(
        replace(one, disclosure=Disclosure.QUERIED)
        if gives_away and one.key == kept.key and one.disclosure is not Disclosure.TAKEN_DOWN
        else one
        for one in ledger.evidence
    )
    return replace(ledger, queries=(*ledger.queries, *queries), evidence=evidence)
