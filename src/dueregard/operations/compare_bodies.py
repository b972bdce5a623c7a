"""Set an organisation beside similar ones; one, or each of a nation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.benchmarks.comparison import compare
from dueregard.benchmarks.peers import FEWEST_PEERS, PeerRule, choose_peers
from dueregard.benchmarks.profiles import (
    Standing,
    load_profile,
    placed,
    profile_csv,
    profile_json,
    profile_of,
    read_facts,
)
from dueregard.errors import FileNotUsableError
from dueregard.placing import place
from dueregard.reports.comparison.beside_peers import comparison_document
from dueregard.reports.pages.writing import Format, write_document
from dueregard.returns.storage import JSON_NAME, load_return
from dueregard.settings import FILE_NAME
from dueregard.settings.reading import load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dueregard.benchmarks.comparison import Compared
    from dueregard.benchmarks.peers import PeerGroup
    from dueregard.benchmarks.profiles import Profile
    from dueregard.returns.data_return import DataReturn

MOST_YEARS = 5
RETURN_FOLDER = "return"


@dataclass(frozen=True, slots=True)
class Beside:
    """A comparison and its files."""

    group: PeerGroup
    compared: tuple[Compared, ...]
    files: tuple[Path, ...]


def compare_one(  # noqa: PLR0913 - what a comparison is made of
    own: Path,
    peers: Sequence[Path],
    out: Path,
    *,
    rule: PeerRule,
    as_of: date,
    facts: Path | None = None,
    formats: Sequence[Format] = (Format.HTML,),
) -> Beside:
    """Write the page of one organisation beside its peers.

    Parameters
    ----------
    own
        Its folder, its return or its exchange file.
    peers
        The same of others.
    out
        The folder that the page goes to.
    rule
        Who is a peer.
    as_of
        The day that the page bears.
    facts
        CSV with kinds and regions by code.
    formats
        As what it is written.

    Raises
    ------
    FileNotUsableError
        One of them cannot be read.
    ConfigurationError
        The rule cannot be followed.
    """
    traits = {} if facts is None else read_facts(facts)
    mine = placed(read_profile(own), traits)
    others = [placed(read_profile(path), traits) for path in peers]
    group, compared = beside(mine, others, rule)
    document = comparison_document(group, compared, as_of)
    files = write_document(document, out, "comparison", formats)
    return Beside(group, compared, files)


def beside(
    own: Profile, others: Sequence[Profile], rule: PeerRule
) -> tuple[PeerGroup, tuple[Compared, ...]]:
    """Choose peers, and compare where they are enough."""
    group = choose_peers(own, others, rule)
    return group, compare(group, fewest=FEWEST_PEERS) if group.is_enough else ()


def read_profile(path: Path) -> Profile:
    """Read a profile: from an exchange file, or from an organisation's returns of all years.

    Raises
    ------
    FileNotUsableError
        There is neither.
    """
    if path.is_file() and path.name != JSON_NAME:
        return load_profile(path)
    return profile_of(years_of(path if path.is_dir() else path.parent))


def years_of(directory: Path) -> tuple[DataReturn, ...]:
    """Return an organisation's returns, as far back as its settings lead.

    Raises
    ------
    FileNotUsableError
        There is no return.
    """
    found: list[DataReturn] = []
    place: Path | None = directory
    while place is not None and len(found) < MOST_YEARS:
        held = next((p for p in (place, place / RETURN_FOLDER) if (p / JSON_NAME).exists()), None)
        if held is None:
            break
        found.append(load_return(held))
        place = _year_before(place)
    if not found:
        raise FileNotUsableError(
            f"There is no return in {directory}.",
            advice="Write one first: 'dueregard count DIR' or 'dueregard report DIR'.",
        )
    return tuple(found)


def _year_before(place: Path) -> Path | None:
    for folder in (place, place.parent):
        if (folder / FILE_NAME).exists():
            return load_settings(folder).previous_return
    return None


def export_profile(own: Path, out: Path, *, kind: str = "", region: str = "") -> Path:
    """Write an organisation's exchange file; as CSV where the name ends so.

    The counts of a return are internal, and the file says so: what was released is less.
    """
    profile = profile_of(years_of(own), kind=kind, region=region, standing=Standing.INTERNAL)
    text = profile_csv(profile) if out.suffix == ".csv" else profile_json(profile)
    return _write(out, text)


def _write(path: Path, text: str) -> Path:
    try:
        return place(path, text)
    except OSError as fault:
        raise FileNotUsableError(f"{path} cannot be written: {fault.strerror}.") from None


def compare_nation(
    profiles: Sequence[Profile],
    out: Path,
    *,
    rule: PeerRule,
    as_of: date,
    advance: Callable[[str], None] | None = None,
) -> tuple[Path, ...]:
    """Write the page of each organisation of a nation beside its peers.

    Parameters
    ----------
    profiles
        See :func:`nation_of`.
    out
        The folder that the pages go to.
    rule, as_of
        As for :func:`compare_one`.
    advance
        Told of each page that is written.
    """
    files: list[Path] = []
    for own in profiles:
        group, compared = beside(own, profiles, rule)
        document = comparison_document(group, compared, as_of)
        files += write_document(document, out, own.facts.code, [Format.HTML])
        if advance is not None:
            advance(own.facts.name)
    return tuple(files)


def nation_of(collections: Sequence[Path], facts: Path | None = None) -> tuple[Profile, ...]:
    """Return a profile for each organisation of the last year, with all its years.

    Parameters
    ----------
    collections
        One for each year: what ``dueregard count`` wrote of national files.
    facts
        CSV with kinds and regions by code.

    Raises
    ------
    FileNotUsableError
        There is nobody in the collections.
    """
    return profiles_of(collections, {} if facts is None else read_facts(facts))


def profiles_of(
    collections: Sequence[Path], traits: Mapping[str, Mapping[str, str]]
) -> tuple[Profile, ...]:
    """Return a profile for each organisation of the last year, with all its years.

    Raises
    ------
    FileNotUsableError
        There is nobody in the collections.
    """
    from dueregard.returns.collection import load_collection  # noqa: PLC0415 - loads duckdb

    by_code: dict[str, list[DataReturn]] = {}
    for path in collections:
        for one in load_collection(path):
            by_code.setdefault(one.organisation.code, []).append(one)
    if not by_code:
        raise FileNotUsableError("There is no organisation in these collections.")
    last = max(one.reporting_year for years in by_code.values() for one in years)
    current = (
        years
        for _, years in sorted(by_code.items())
        if max(one.reporting_year for one in years) == last
    )
    return tuple(placed(profile_of(years), traits) for years in current)
