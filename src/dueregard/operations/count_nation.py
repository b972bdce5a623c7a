"""Count the files of many organisations into a collection of returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.extracts.findings import Finding
from dueregard.operations.count_extracts import refuse_stops
from dueregard.returns.data_return import AccountingLine
from dueregard.settings import FileSettings, Settings
from dueregard.vocabulary import OrganisationKind

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition
    from dueregard.extracts.engine import Engine
    from dueregard.returns.collection import CollectionMeta
    from dueregard.returns.nation import NationalCount, NationalRules


@dataclass(frozen=True, slots=True)
class NationalFiles:
    """The files, each with a column for the organisation; ``others`` by kind of file."""

    staff: Path
    applicants: Path | None = None
    others: Mapping[str, Path] = field(default_factory=dict)

    def by_population(self) -> dict[str, Path]:
        """Return the files that are there, by kind."""
        found = {"staff": self.staff}
        if self.applicants is not None:
            found["applicants"] = self.applicants
        return found | dict(self.others)


@dataclass(frozen=True, slots=True)
class NationalResult:
    """What the count of a nation came to."""

    organisations: int
    cells: int
    findings: tuple[Finding, ...]
    accounting: tuple[AccountingLine, ...]


def count_nation(
    files: NationalFiles,
    edition: str,
    out: Path,
    *,
    compare_people: bool = False,
    by_category: bool = False,
) -> NationalResult:
    """Count files of many organisations, and write the collection.

    Parameters
    ----------
    files
        Where they are.
    edition
        The edition, by its year.
    out
        The folder that the collection goes to.
    compare_people
        Whether to look for numbers that stand in a file twice; takes as long again.
    by_category
        Whether to keep ethnic categories instead of the edition's groups.

    Raises
    ------
    EditionError
        If there is no such edition.
    FileNotUsableError
        If a file cannot be read or lacks a column it must have.
    FindingsRefuseError
        If a value in a file cannot be read.
    """
    from dueregard.editions.loader import load_edition  # noqa: PLC0415 - only when needed
    from dueregard.extracts.coding import Coder  # noqa: PLC0415 - as above
    from dueregard.extracts.engine import open_engine  # noqa: PLC0415 - as above
    from dueregard.returns.assembly import window_of  # noqa: PLC0415 - as above
    from dueregard.returns.collection import write_collection  # noqa: PLC0415 - as above
    from dueregard.returns.nation import NationalRules, groups_of  # noqa: PLC0415 - as above
    from dueregard.returns.nation_kinds import Kinds  # noqa: PLC0415 - as above

    rule = load_edition(edition)
    settings = Settings(files.staff, edition, "nation", "", OrganisationKind.PROVIDER)
    groups = {} if by_category else groups_of(rule)
    rules = NationalRules(Coder(settings), window_of(settings, rule), groups, Kinds())
    with open_engine() as engine:
        counts = []
        for population, path in files.by_population().items():
            file = FileSettings(population, path)
            counts.append(_count_file(engine, file, rules, compare_people=compare_people))
        findings = tuple(finding for one in counts for finding in one.findings)
        refuse_stops(findings)
        frames = [frame for one in counts for frame in one.frames]
        meta = _meta(rule, settings, counts, by_category=by_category)
        organisations, cells = write_collection(engine, frames, rules.kinds, meta, out)
    return NationalResult(organisations, cells, findings, meta.accounting)


def _count_file(
    engine: Engine, file: FileSettings, rules: NationalRules, *, compare_people: bool
) -> NationalCount:
    """Count a file in one reading; a text that is not as tidy as it looks is read row by row."""
    from dueregard.extracts.engine import RowsUnreadableError  # noqa: PLC0415 - only when needed
    from dueregard.extracts.reader import read_extract, read_rows  # noqa: PLC0415 - as above
    from dueregard.returns.nation import count_nation_file  # noqa: PLC0415 - as above

    extract = read_extract(engine, file, on_promise=True)
    try:
        return count_nation_file(engine, extract, rules, compare_people=compare_people)
    except RowsUnreadableError:
        if not extract.promised:
            raise
    # The exact reader finds out what is wrong, and on which line.
    exact = read_rows(engine, file, {}, extract.sha256)
    return count_nation_file(engine, exact, rules, compare_people=compare_people)


def _meta(
    edition: Edition, settings: Settings, counts: list[NationalCount], *, by_category: bool
) -> CollectionMeta:
    from dueregard.returns.assembly import inclusion_of, window_of  # noqa: PLC0415 - only when needed
    from dueregard.returns.collection import CollectionMeta  # noqa: PLC0415 - as above

    window = window_of(settings, edition)
    years = {one.source.population: tuple(sorted(one.years, reverse=True)) for one in counts}
    return CollectionMeta(
        standard=edition.standard,
        edition=edition.edition,
        snapshot_date=window.snapshot,
        period_start=window.start,
        period_end=window.end,
        inclusion=inclusion_of(settings, edition),
        sources=tuple(
            replace(one.source, population=population)
            for one in counts
            for population in (one.source.population, *one.also)
        ),
        accounting=tuple(line for one in counts for line in one.accounting),
        windows={"disciplinary": years["disciplinary"]} if years.get("disciplinary") else {},
        by_category=by_category,
    )
