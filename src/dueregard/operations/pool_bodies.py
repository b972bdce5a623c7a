"""Add the returns of several bodies into a pool's folder."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dueregard.errors import ConfigurationError, FileNotUsableError, ReturnError
from dueregard.returns.pooling import Pool, pool_returns
from dueregard.returns.pooling_storage import (
    RETURN_FOLDER,
    JointDecision,
    is_pool,
    load_pool,
    write_pool,
)
from dueregard.returns.storage import JSON_NAME, load_return

if TYPE_CHECKING:
    from dueregard.benchmarks.agreement import Agreement
    from dueregard.returns.data_return import DataReturn

INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Pooled:
    """A pool, what its members have in common, and the files written."""

    pool: Pool
    agreements: tuple[Agreement, ...]
    files: tuple[Path, ...]


def pool_bodies(  # noqa: PLR0913 - what a pool is made of
    returns: Sequence[Path],
    out: Path,
    *,
    code: str,
    name: str,
    as_of: date,
    previous: Path | None = None,
    joint: Path | None = None,
    progress: Callable[[str], None] | None = None,
) -> Pooled:
    """Add returns, compare the members within, and write the pool's folder.

    Parameters
    ----------
    returns
        Folders with a return: what ``dueregard count`` or ``dueregard report`` wrote.
    out
        The pool's folder.
    code, name
        Of the pool.
    as_of
        The day that the document bears.
    previous
        Last year's pool of the same bodies.
    joint
        The decisions of two bodies to report jointly.
    progress
        Is told what is being done.

    Raises
    ------
    ReturnError
        The returns cannot be added.
    ConfigurationError
        The decisions do not allow a joint report, or last year's pool is of other bodies.
    """
    from dueregard.benchmarks.agreement import agreements_of  # noqa: PLC0415 - as needed
    from dueregard.reports.comparison.pooled import pool_document  # noqa: PLC0415 - jinja2
    from dueregard.reports.pages.writing import Format, write_document  # noqa: PLC0415 - as above

    say = progress or _silent
    say("Reading returns")
    loaded = [(place := return_folder(path), load_return(place)) for path in returns]
    decisions = () if joint is None else read_joint(joint)
    say("Adding")
    pool = pool_returns([one for _, one in loaded], code=code, name=name, is_joint=bool(decisions))
    _check_decisions(pool, decisions, as_of)
    _check_previous(pool, previous)
    say("Comparing within")
    agreements = agreements_of(pool.data_return, [one for _, one in loaded])
    places = {one.organisation.code: place for place, one in loaded}
    files = write_pool(pool, out, places=places, previous=previous, joint=decisions)
    document = pool_document(pool, agreements, as_of)
    page = write_document(document, out / INTERNAL, "pool", [Format.HTML])
    return Pooled(pool, agreements, (*page, *files))


def _silent(_: str) -> None:
    """Keep quiet."""


def return_folder(path: Path) -> Path:
    """Return the folder of a return: the one given, or the one in an organisation's folder.

    Raises
    ------
    FileNotUsableError
        There is none.
    ReturnError
        It is a pool's: a pool is made from bodies, each audited by itself.
    """
    folder = path if path.is_dir() else path.parent
    inner = folder / RETURN_FOLDER
    if is_pool(folder) or is_pool(folder.parent):
        raise ReturnError(
            f"{path} is a pool itself.", advice="Give the returns of its members instead."
        )
    for place in (folder, inner):
        if (place / JSON_NAME).is_file():
            return place
    raise FileNotUsableError(
        f"There is no return in {path}.",
        advice="Write one first: 'dueregard count DIR --out DIR/return' or 'dueregard report DIR'.",
    )


def read_joint(path: Path) -> tuple[JointDecision, ...]:
    """Read the decisions of two bodies to report jointly.

    Raises
    ------
    ConfigurationError
        It is no such file, or a decision lacks something.
    """
    try:
        document = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ConfigurationError(f"{path}: {fault}.", advice=_JOINT) from None
    tables = document.get("decision", [])
    if not isinstance(tables, list) or len(tables) != 2 or set(document) != {"decision"}:
        raise ConfigurationError(
            f"{path} has to hold two [[decision]] tables and nothing else.", advice=_JOINT
        )
    return tuple(_decision(path, table) for table in tables)


_JOINT = "docs/how-to/pool-small-bodies.md shows a whole file."
_WORDS = ("body", "decided_by", "role")


def _decision(path: Path, table: dict[str, Any]) -> JointDecision:
    for key in _WORDS:
        if not isinstance(table.get(key), str) or not table[key].strip():
            raise ConfigurationError(f"{path}: each decision needs {key}, as text.", advice=_JOINT)
    day = table.get("decided_on")
    if type(day) is not date:
        raise ConfigurationError(f"{path}: decided_on has to be a day.", advice=_JOINT)
    if table.get("knows_the_others_counts") is not True:
        raise ConfigurationError(
            f"{path}: {table['body']} has to record that each body learns the other's counts: "
            "knows_the_others_counts = true.",
            advice=_JOINT,
        )
    body, by, role = (table[key].strip() for key in _WORDS)
    return JointDecision(body, by, role, day.isoformat(), knows_the_others_counts=True)


def _check_decisions(pool: Pool, decisions: Sequence[JointDecision], as_of: date) -> None:
    """Refuse a joint report that not both bodies have decided on."""
    if not decisions:
        return
    deciding, bodies = {one.body for one in decisions}, {one.code for one in pool.members}
    if deciding != bodies:
        raise ConfigurationError(
            f"The decisions are of {', '.join(sorted(deciding))}, the returns of "
            f"{', '.join(sorted(bodies))}.",
            advice="A joint report needs the decision of each of the two bodies.",
        )
    if any(date.fromisoformat(one.decided_on) > as_of for one in decisions):
        raise ConfigurationError("A decision lies in the future.", advice=_JOINT)


def _check_previous(pool: Pool, previous: Path | None) -> None:
    """Refuse last year's pool when it is of other bodies: its figures would be of other people."""
    if previous is None:
        return
    before = {one.code for one in load_pool(previous).members}
    now: set[str] = set()
    for member in pool.members:
        now |= {member.code} if member.code in before else set(member.predecessors)
    lacking = [m.code for m in pool.members if not ({m.code, *m.predecessors} & before)]
    if now != before or lacking:
        others = sorted(now ^ before) + lacking
        raise ConfigurationError(
            f"Last year's pool in {previous} was of other bodies; different are "
            f"{', '.join(dict.fromkeys(others))}.",
            advice="Make last year's pool again from the same bodies, or from the predecessors "
            "that their settings name.",
        )


def load_body(path: Path) -> DataReturn:
    """Read one body's return from its folder."""
    return load_return(return_folder(path))
