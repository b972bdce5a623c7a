"""Pool counts that nobody shows: start a round, send halves, add them, open the sums."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dueregard.editions.loader import load_edition
from dueregard.editions.switches import resolve
from dueregard.errors import ReturnError
from dueregard.operations.pool_bodies import load_body
from dueregard.returns.data_return import (
    Absence,
    DataReturn,
    InclusionRule,
    OrganisationRef,
    SourceFile,
    SurveyRef,
)
from dueregard.returns.pooling import Pool, PoolMember, pool_code
from dueregard.returns.pooling_checks import check_whole
from dueregard.returns.pooling_plan import coarsened, is_planned, plan_of
from dueregard.returns.pooling_rounds import (
    Round,
    check_rules,
    load_round,
    read_json,
    read_sharing_record,
    start_round,
    write_json,
    write_round,
)
from dueregard.returns.pooling_shares import combined, plan_digest, share_documents, sum_document
from dueregard.returns.pooling_storage import write_pool
from dueregard.vocabulary import BaseKind, OrganisationKind, Population, SurveySource

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dueregard.editions.schema import Edition
    from dueregard.returns.data_return import Cell

NOT_TOLD = "not told"


def start_sharing(  # noqa: PLR0913 - what a round is made of
    like: Path,
    members: Mapping[str, str],
    record: Path,
    out: Path,
    *,
    code: str,
    name: str,
    as_of: date,
) -> tuple[Round, tuple[Path, ...]]:
    """Start a round, and write its file and everybody's keys.

    Parameters
    ----------
    like
        A return by whose rules all are counted; its counts are not looked at.
    members
        Codes and names of the bodies expected.
    record
        TOML with the record of the sharing.
    out
        A new folder.
    code, name
        Of the pool.
    as_of
        Today.

    Raises
    ------
    ConfigurationError
        The record of the sharing is not whole, or the bodies are too few.
    """
    ground = read_sharing_record(record, as_of=as_of)
    a_round = start_round(load_body(like), members, ground, code=code, name=name)
    return a_round, write_round(a_round, out)


def share_counts(
    place: Path, round_file: Path, key_file: Path, out: Path, *, as_of: date
) -> tuple[Path, ...]:
    """Write a body's two files, one for each aggregator.

    Parameters
    ----------
    place
        The body's return.
    round_file, key_file
        The round, and the body's keys.
    out
        The folder that the files go to.
    as_of
        Today.

    Raises
    ------
    ReturnError
        The return does not add up, is by other rules, or lacks what the round counts.
    """
    a_round, data_return = load_round(round_file, as_of=as_of), load_body(place)
    check_whole(data_return)
    check_rules(data_return, a_round)
    edition, plan = _plan(a_round)
    counts = counts_of(data_return, a_round, edition, plan)
    code, keys = data_return.organisation.code, read_json(key_file).get("keys", {})
    if set(keys) != {"a", "b"}:
        raise ReturnError(f"{key_file} holds no keys of a body.", advice="Use the file of keys.")
    documents = share_documents(a_round, code, counts, keys, plan)
    return tuple(
        write_json(out / f"{code}.to-{aggregator}.json", document)
        for aggregator, document in documents.items()
    )


def _plan(a_round: Round) -> tuple[Edition, tuple[Cell, ...]]:
    rules = a_round.rules
    edition = resolve(load_edition(rules["edition"]), rules["switches"])
    return edition, plan_of(edition, a_round.populations, a_round.years)


def counts_of(
    data_return: DataReturn, a_round: Round, edition: Edition, plan: Sequence[Cell]
) -> tuple[int, ...]:
    """Return what a body counts in the cells of a round.

    Raises
    ------
    ReturnError
        It has no counts of something, or some of its people fit in no cell.
    """
    there = {source.population for source in data_return.sources}
    there |= {cell.population for cell in data_return.cells}
    lacking = sorted(set(a_round.populations) - there)
    if lacking:
        raise ReturnError(
            f"The round counts {', '.join(lacking)}, of which this return has none.",
            advice="Ask for a round without it: nothing was shared.",
        )
    counts = coarsened(data_return, edition, plan)
    if not is_planned(data_return, counts, plan):
        raise ReturnError(
            "Some people of this return fit in no cell of the round.",
            advice="Update the software on both sides: nothing was shared.",
        )
    return counts


def add_shares(
    shares: Sequence[Path], round_file: Path, key_file: Path, out: Path, *, as_of: date
) -> Path:
    """Add the files that one aggregator received.

    Parameters
    ----------
    shares
        One file from each body of the round.
    round_file, key_file
        The round, and the aggregator's keys.
    out
        The file that the sum goes to.
    as_of
        Today.

    Raises
    ------
    ReturnError
        A file is missing, changed, of another round or for the other aggregator.
    """
    a_round, keys = load_round(round_file, as_of=as_of), read_json(key_file)
    documents = [read_json(path) for path in shares]
    _, plan = _plan(a_round)
    aggregator = str(keys.get("aggregator", ""))
    document = sum_document(a_round, aggregator, keys.get("keys", {}), documents, plan)
    return write_json(out, document)


def open_pool(
    sums: Sequence[Path], round_file: Path, out: Path, *, as_of: date
) -> tuple[Pool, tuple[Path, ...]]:
    """Bring the two sums together, and write the pool's folder.

    Raises
    ------
    ReturnError
        The two do not belong together.
    """
    a_round = load_round(round_file, as_of=as_of)
    _, plan = _plan(a_round)
    pool = pool_of(a_round, combined(a_round, [read_json(path) for path in sums], plan), plan)
    return pool, write_pool(pool, out, places={})


def pool_of(a_round: Round, cells: tuple[Cell, ...], plan: Sequence[Cell]) -> Pool:
    """Return the pool that a round's counts make."""
    absent = tuple(
        Absence(population, "It was not counted in this round.")
        for population in Population
        if population.value not in a_round.populations
    )
    whole = _return(a_round, cells, plan, absent)
    members = tuple(
        PoolMember(code, name, "", NOT_TOLD) for code, name in sorted(a_round.members.items())
    )
    note = "Added up from halves: no body's counts were shown to anybody."
    return Pool(whole, members, (note,))


def _return(
    a_round: Round, cells: tuple[Cell, ...], plan: Sequence[Cell], absent: tuple[Absence, ...]
) -> DataReturn:
    rules: dict[str, Any] = dict(a_round.rules)
    start, end = (date.fromisoformat(rules[key]) for key in ("period_start", "period_end"))
    has_survey = Population.SURVEY.value in a_round.populations
    source = SurveySource(rules["survey_source"]) if has_survey else SurveySource.NONE
    name = f"halves of {len(a_round.members)} bodies"
    return DataReturn(
        organisation=OrganisationRef(
            pool_code(a_round.code, list(a_round.members)),
            a_round.name,
            OrganisationKind(rules["kind"]),
            "Governing bodies of the members",
        ),
        standard=rules["standard"],
        edition=rules["edition"],
        snapshot_date=date.fromisoformat(rules["snapshot_date"]),
        period_start=start,
        period_end=end,
        inclusion=InclusionRule(**rules["inclusion"]),
        survey=SurveyRef(source, "Answers of all bodies together." if has_survey else "None."),
        cells=cells,
        sources=tuple(
            SourceFile(one, name, plan_digest(plan), 0, "round") for one in a_round.populations
        ),
        absences=absent,
        appointed_basis=rules["appointed_basis"],
        base_kinds=dict.fromkeys(a_round.populations, BaseKind.ALL),
        windows={key: tuple(years) for key, years in rules["windows"].items()},
        switches=dict(rules["switches"]),
        notes=("Added up from halves: no body's counts were shown to anybody.",),
    )
