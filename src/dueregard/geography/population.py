"""Who lives in an area, by ethnic group, at the census of 2011.

The table is QS201EW of the Office for National Statistics, local authorities of England and Wales,
and counts people of all ages. A share of the working-age population is another number (the example
in guidance 03764, Appendix 1, uses 2.9 % for North Somerset, where all ages give 2.7 %), so a
population always carries its geography, age base, census year and source, and a table is never
passed off as having another age base.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dueregard.errors import ConfigurationError
from dueregard.geography.files import read_rows

CENSUS_YEAR = 2011
ALL_AGES = "all ages"
WORKING_AGE = "working age"
SOURCE = (
    "Office for National Statistics, Census 2011, table QS201EW. Contains public sector "
    "information licensed under the Open Government Licence v3.0."
)
_TABLE = "la_ethnic_2011_qs201ew"
_AGE_WORDS = {
    "all ages": ALL_AGES,
    "all": ALL_AGES,
    "all people": ALL_AGES,
    "working age": WORKING_AGE,
    "16 64": WORKING_AGE,
    "16 to 64": WORKING_AGE,
    "aged 16 to 64": WORKING_AGE,
}


@dataclass(frozen=True, slots=True)
class EthnicPopulation:
    """The population of an area by census category, with every choice behind it.

    ``counts`` has the census labels as keys; those that start with ``White:`` make up the reference
    group of the standard, all others the compared group. A census leaves nobody unknown.
    """

    geography: str
    code: str
    counts: Mapping[str, int]
    age_base: str = ALL_AGES
    census_year: int = CENSUS_YEAR
    source: str = SOURCE

    @property
    def total(self) -> int:
        """Everybody in the area."""
        return sum(self.counts.values())

    @property
    def reference(self) -> int:
        """People of the White groups, white minorities included."""
        return sum(n for label, n in self.counts.items() if label.startswith("White:"))

    @property
    def compared(self) -> int:
        """People of all other groups."""
        return self.total - self.reference

    @property
    def reference_share(self) -> float:
        """Share of the White groups, from 0 to 1."""
        return self.reference / self.total

    @property
    def compared_share(self) -> float:
        """Share of all other groups, from 0 to 1."""
        return self.compared / self.total


def load_population(area: str, *, age_base: str = ALL_AGES) -> EthnicPopulation:
    """Return the population of a local authority of England or Wales.

    Parameters
    ----------
    area
        Its code of 2011 (``"E06000024"``) or its name (``"North Somerset"``).
    age_base
        The age base that is wanted. Only ``"all ages"`` is in the table; asking for another is
        refused rather than answered with the wrong one.

    Raises
    ------
    ConfigurationError
        If the area is not in the table (the message names near ones), or the age base is not.

    Notes
    -----
    Source: Office for National Statistics, Census 2011, QS201EW.
    """
    if age_base_of(age_base) != ALL_AGES:
        raise ConfigurationError(
            f"The census table has people of all ages, not of the age base '{age_base}'.",
            advice="Use all ages, or type the share yourself with its age base and source.",
        )
    rows = read_rows(_TABLE)
    row = _find(area, rows)
    counts = {label: int(n) for label, n in row.items() if label not in {"la_code", "la_name"}}
    return EthnicPopulation(row["la_name"], row["la_code"], counts)


def pool_populations(populations: Iterable[EthnicPopulation]) -> EthnicPopulation:
    """Return the population of several areas together.

    Raises
    ------
    ConfigurationError
        If there is none, if an area comes twice, or if age bases or census years differ.
    """
    pooled = tuple(populations)
    codes = [one.code for one in pooled]
    if not pooled or len(set(codes)) < len(codes):
        raise ConfigurationError(
            "The areas to be added up are none, or one of them comes twice.",
            advice="Name each local authority once.",
        )
    if len({(one.age_base, one.census_year) for one in pooled}) > 1:
        raise ConfigurationError(
            "The areas to be added up differ in age base or census year.",
            advice="Add only populations of one kind.",
        )
    labels = pooled[0].counts
    return EthnicPopulation(
        geography=", ".join(one.geography for one in pooled),
        code=", ".join(codes),
        counts={label: sum(one.counts[label] for one in pooled) for label in labels},
        age_base=pooled[0].age_base,
        census_year=pooled[0].census_year,
        source=pooled[0].source,
    )


def age_base_of(text: str) -> str:
    """Return an age base in its one spelling; a base of another kind is returned as it was said."""
    return _AGE_WORDS.get(_plain(text), text.strip())


def find_base_differences(
    age_base: str, census_year: int, other_age_base: str, other_census_year: int
) -> tuple[str, ...]:
    """Return a sentence for each way in which two population bases differ.

    A share of one base set beside a share of another says nothing about the people compared.
    """
    found = []
    if age_base_of(age_base) != age_base_of(other_age_base):
        found.append(
            f"One share is of {age_base_of(age_base)}, the other of {age_base_of(other_age_base)}."
        )
    if census_year != other_census_year:
        found.append(f"One share is of {census_year}, the other of {other_census_year}.")
    return tuple(found)


def _find(area: str, rows: tuple[dict[str, str], ...]) -> dict[str, str]:
    wanted = _plain(area)
    for row in rows:
        if wanted in {row["la_code"].lower(), _plain(row["la_name"])}:
            return row
    raise ConfigurationError(
        f"The census table of 2011 has no local authority '{area}'.",
        advice=_near(wanted, rows),
    )


def _near(wanted: str, rows: tuple[dict[str, str], ...]) -> str:
    names = {_plain(row["la_name"]): row["la_name"] for row in rows}
    near = difflib.get_close_matches(wanted, names, n=3, cutoff=0.6)
    near += [name for name in names if wanted and wanted in name and name not in near][:3]
    if not near:
        return "Give the name or code of a local authority as it was in 2011."
    return f"Did you mean {' or '.join(names[name] for name in near)}?"


def _plain(text: str) -> str:
    words = re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()
    # "Bristol, City of" and "City of Bristol" are one place.
    inverted = re.fullmatch(r"(?:the )?(city|county) of (.+)", words)
    return f"{inverted[2]} {inverted[1]} of" if inverted else words
