"""What an organisation lets others compare it by: a few facts, and its tallies over the years.

The exchange file is JSON, or CSV of the tallies alone. It says of itself whether its numbers were
released or are for the inside; a comparison made from one internal file is internal.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.benchmarks.measures import Tallied, measures_of
from dueregard.editions.loader import load_edition
from dueregard.editions.switches import resolve
from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.vocabulary import Population

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition
    from dueregard.returns.data_return import DataReturn

FORMAT = "dueregard-benchmark-1"
COLUMNS = (
    "code",
    "key",
    "title",
    "measure",
    "year",
    "edition",
    "over",
    "reference_events",
    "reference_people",
    "compared_events",
    "compared_people",
)


class Standing(StrEnum):
    """Who may see a file's numbers."""

    RELEASED = "released"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Facts:
    """By what organisations are like each other.

    Parameters
    ----------
    code, name
        Who it is.
    kind
        What it is: ``commissioner``, ``acute trust``, in words that all of a comparison share.
    region
        Where it lies.
    people
        Staff in post in the last year.
    ethnic_share
        The compared group's share of the population served, 0 to 1; None where not known.
    predecessors
        Codes of the bodies it was formed from.
    """

    code: str
    name: str
    kind: str
    region: str = ""
    people: int = 0
    ethnic_share: float | None = None
    predecessors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """An organisation as others may read it."""

    facts: Facts
    standard: str
    standing: Standing
    measures: tuple[Tallied, ...]

    def of(self, key: str) -> tuple[Tallied, ...]:
        """Return a measure's years, oldest first."""
        return tuple(sorted((m for m in self.measures if m.key == key), key=lambda m: m.year))

    def at(self, key: str, year: int) -> Tallied | None:
        """Return a measure in a year, or None."""
        return next((m for m in self.measures if m.key == key and m.year == year), None)


def profile_of(
    returns: Sequence[DataReturn],
    *,
    kind: str = "",
    region: str = "",
    standing: Standing = Standing.INTERNAL,
) -> Profile:
    """Return the profile of one organisation from its returns.

    Parameters
    ----------
    returns
        One for each year, of the organisation or of its predecessors added up.
    kind, region
        By what it is compared; the kind of the return's organisation if left out.
    standing
        Whether the numbers were released.

    Raises
    ------
    ConfigurationError
        Two returns are of one year.
    """
    ordered = sorted(returns, key=lambda one: one.reporting_year)
    years = [one.reporting_year for one in ordered]
    if len(set(years)) < len(years):
        raise ConfigurationError(
            f"Two returns of {ordered[-1].organisation.name} are of one year.",
            advice="Give one for each year.",
        )
    last = ordered[-1]
    measures = tuple(
        tallied
        for one in ordered
        for tallied in measures_of(one, _rules(one.edition, tuple(one.switches.items())))
    )
    return Profile(_facts(last, kind, region), last.standard, standing, measures)


@lru_cache(maxsize=64)
def _rules(edition: str, switches: tuple[tuple[str, str], ...]) -> Edition:
    """Return an edition with choices among its switches; a nation has few of them."""
    return resolve(load_edition(edition), dict(switches))


def _facts(last: DataReturn, kind: str, region: str) -> Facts:
    served = last.population_served
    organisation = last.organisation
    people = sum(
        cell.n
        for cell in last.cells
        if cell.population == Population.STAFF
        and cell.year == last.reporting_year
        and cell.characteristic == "ethnicity"
    )
    return Facts(
        organisation.code,
        organisation.name,
        kind or organisation.kind.value.replace("_", " "),
        region,
        people,
        served[0].compared_share if served else None,
        organisation.predecessors,
    )


def placed(profile: Profile, facts: Mapping[str, Mapping[str, str]]) -> Profile:
    """Return a profile with the kind and region that a list gives its code."""
    row = facts.get(profile.facts.code)
    if row is None:
        return profile
    kind, region = (row.get(name) or getattr(profile.facts, name) for name in ("kind", "region"))
    return replace(profile, facts=replace(profile.facts, kind=kind, region=region))


def read_facts(path: Path) -> dict[str, dict[str, str]]:
    """Read kinds and regions from CSV with the columns ``code``, ``kind``, ``region``.

    Raises
    ------
    FileNotUsableError
        There is no column of codes.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise FileNotUsableError(f"{path} cannot be read: {fault}.") from None
    if not rows or "code" not in rows[0]:
        raise FileNotUsableError(
            f"{path} has no column 'code'.", advice="Give CSV with the columns code, kind, region."
        )
    return {row["code"]: row for row in rows}


def profile_json(profile: Profile) -> str:
    """Return the exchange file."""
    document = {"format": FORMAT, **asdict(profile)}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def profile_csv(profile: Profile) -> str:
    """Return the tallies as CSV: one line for each measure and year."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for m in profile.measures:
        named = (profile.facts.code, m.key, m.title, m.measure, m.year, m.edition, m.over)
        writer.writerow((*named, *m.reference, *m.compared))
    return stream.getvalue()


def load_profile(path: Path) -> Profile:
    """Read an exchange file.

    Raises
    ------
    FileNotUsableError
        It is none, or a tally in it is impossible.
    """
    import msgspec  # noqa: PLC0415 - only when one is read

    try:
        document = json.loads(path.read_bytes())
        form = document.pop("format")
        profile = msgspec.convert(document, Profile)
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as fault:
        raise FileNotUsableError(
            f"{path} is no benchmark file: {fault}.",
            advice="'dueregard compare export' writes one.",
        ) from None
    if form != FORMAT:
        raise FileNotUsableError(f"{path} is of a format that this version does not read.")
    for one in profile.measures:
        if any(not 0 <= x <= n for x, n in (one.reference, one.compared)):
            raise FileNotUsableError(
                f"{path}: {one.key} {one.year} has more events than people.",
                advice="Ask whoever wrote it.",
            )
    return profile
