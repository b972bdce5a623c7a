"""Which column of a file is which? Layouts of source systems, own names, and what must be there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from dueregard.codelists.spelling import plain
from dueregard.errors import ConfigurationError, FileNotUsableError

LAYOUTS = ("plain", "esr", "nhs_jobs", "trac", "staff_survey")

SURVEY_ITEMS = (
    "harassment_public",
    "harassment_managers",
    "harassment_colleagues",
    "fair_progression",
    "discrimination",
    "violence",
)

CHARACTERISTIC_COLUMNS = (
    "age_band",
    "disability",
    "gender_reassignment",
    "marital_status",
    "pregnancy_maternity",
    "religion",
    "sex",
    "sexual_orientation",
)

_MUST: dict[str, tuple[tuple[str, ...], ...]] = {
    "staff": (("ethnic_category",),),
    "applicants": (("ethnic_category",), ("shortlisted", "stage")),
    "disciplinary": (("ethnic_category", "staff_number"),),
    "training": (("ethnic_category", "staff_number"),),
    "starters": (("ethnic_category", "staff_number"),),
    "leavers": (("ethnic_category", "staff_number"),),
    "board": (("ethnic_category",), ("seat", "voting"), ("seat", "executive")),
    "survey": (("ethnic_category",), SURVEY_ITEMS),
    "survey_results": (("item",), ("category",), ("percent",)),
    "counts": (("population",), ("category",), ("n",)),
    "received": (("population",), ("category",), ("item",), ("value",)),
}
_SHOULD: dict[str, tuple[tuple[str, ...], ...]] = {
    "staff": (
        ("staff_number",),
        ("pay_band",),
        ("part", "staff_group"),
        ("employment",),
        ("age_band", "date_of_birth"),
        *((name,) for name in CHARACTERISTIC_COLUMNS if name != "age_band"),
    ),
    "applicants": (("appointed", "stage", "started"), ("pay_band",), ("route",)),
    "disciplinary": (("date",),),
    "training": (("date",),),
    "starters": (("date",),),
    "leavers": (("date",),),
    "survey": tuple((name,) for name in SURVEY_ITEMS),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """What one source system calls our columns, and its words for our values."""

    name: str
    title: str
    system: str
    files: Mapping[str, Mapping[str, Sequence[str]]]
    values: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    def words(self, column: str) -> dict[str, str]:
        """Return our word for each of the system's values of a column, in plain spelling."""
        translated = self.values.get(column, {})
        return {plain(str(word)): ours for ours, words in translated.items() for word in words}


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """Where each of our columns stands in a file, by its place in the header."""

    layout: Layout
    header: tuple[str, ...]
    places: Mapping[str, int]

    @property
    def unused(self) -> tuple[str, ...]:
        """Headings of the file that mean nothing to us."""
        used = set(self.places.values())
        return tuple(
            name for place, name in enumerate(self.header) if place not in used and name.strip()
        )

    def heading(self, column: str) -> str:
        """Return the file's own heading of one of our columns."""
        return self.header[self.places[column]] if column in self.places else column


@lru_cache
def load_layout(name: str) -> Layout:
    """Return a layout that comes with the software.

    Raises
    ------
    ConfigurationError
        If there is no such layout; names the nearest one.
    """
    import yaml  # noqa: PLC0415 - only when a file is really read

    if name not in LAYOUTS:
        near = get_close_matches(name, LAYOUTS, 1, 0.5)
        raise ConfigurationError(
            f"There is no layout {name!r}.",
            advice=f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(LAYOUTS)}.",
        )
    text = resources.files("dueregard.extracts").joinpath("layouts", f"{name}.yaml").read_bytes()
    content: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return Layout(**content)


def known_columns(population: str) -> tuple[str, ...]:
    """Return the names of our columns in a kind of file."""
    return tuple(load_layout("plain").files[population])


def plan_columns(
    population: str,
    header: Sequence[str],
    *,
    layout: str = "",
    own: Mapping[str, str] | None = None,
) -> ColumnPlan:
    """Find our columns in a header; the layout that knows most of them wins.

    Parameters
    ----------
    population
        The kind of file.
    header
        The headings as they stand in the file.
    layout
        The layout to use, or nothing to find it.
    own
        The organisation's own headings, by our name.

    Raises
    ------
    ConfigurationError
        If the layout is unknown, or an own heading is given for a column that we do not have.
    FileNotUsableError
        If a heading that we need stands in the file twice.
    """
    _check_own(population, own or {})
    names = (layout,) if layout else LAYOUTS
    plans = [_plan(load_layout(name), population, header, own or {}) for name in names]
    return max(plans, key=lambda plan: len(plan.places))


def recognised(population: str, header: Sequence[str], own: Mapping[str, str], layout: str) -> int:
    """Return how many of our columns a line would give if it were the header."""
    names = (layout,) if layout else LAYOUTS
    spelt = [plain(name) for name in header]
    plans = (_places(load_layout(name), population, spelt, own) for name in names)
    return max((len(places) for places in plans), default=0)


def check_columns(plan: ColumnPlan, population: str, file: str) -> None:
    """Refuse a file that lacks a column it must have.

    Raises
    ------
    FileNotUsableError
        Names the column, the file and what was seen instead.
    """
    if population == "survey" and "staff_number" in {plain_key(name) for name in plan.header}:
        raise FileNotUsableError(
            f"{file} carries staff numbers, and survey answers must not lead back to people.",
            advice="Export the answers without any number of a person.",
        )
    for choices in _MUST[population]:
        if not set(choices) & set(plan.places):
            raise _missing(plan, population, file, choices)


def missing_columns(plan: ColumnPlan, population: str) -> tuple[tuple[str, ...], ...]:
    """Return the columns that a file should have and lacks, each with what could stand for it."""
    return tuple(
        choices for choices in _SHOULD.get(population, ()) if not set(choices) & set(plan.places)
    )


def plain_key(name: str) -> str:
    """Return a heading in the spelling of our own column names."""
    return re.sub(r"[^a-z0-9]+", "_", plain(name).lower()).strip("_")


def _missing(
    plan: ColumnPlan, population: str, file: str, choices: Iterable[str]
) -> FileNotUsableError:
    wanted = " or ".join(choices)
    seen = ", ".join(name for name in plan.header if name.strip()) or "nothing"
    first = next(iter(choices))
    return FileNotUsableError(
        f"{file} has no column {wanted}; its columns are: {seen}.",
        advice=f'If one of them is it, write [columns.{population}] and {first} = "its name".',
    )


def _check_own(population: str, own: Mapping[str, str]) -> None:
    known = known_columns(population)
    for column in own:
        if column not in known:
            near = get_close_matches(column, known, 1, 0.5)
            raise ConfigurationError(
                f"[columns.{population}] names {column!r}, which is no column of ours.",
                advice=f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(known)}.",
            )


def _plan(
    layout: Layout, population: str, header: Sequence[str], own: Mapping[str, str]
) -> ColumnPlan:
    spelt = [plain(name) for name in header]
    return ColumnPlan(layout, tuple(header), _places(layout, population, spelt, own))


@cache
def _heading(name: str) -> str:
    """Spell a heading that a layout or the settings know plainly; never a value of a file."""
    return plain(name)


def _places(
    layout: Layout, population: str, spelt: list[str], own: Mapping[str, str]
) -> dict[str, int]:
    """Return where our columns stand among headings that are spelt plainly."""
    aliases: dict[str, Sequence[str]] = {**layout.files.get(population, {})}
    aliases |= {column: (name,) for column, name in own.items()}
    found: dict[str, int] = {}
    for column, names in aliases.items():
        for name in map(_heading, map(str, names)):
            if name in spelt:
                found[column] = _only(spelt, name)
                break
    return found


def _only(spelt: list[str], name: str) -> int:
    place = spelt.index(name)
    if spelt.count(name) > 1:
        raise FileNotUsableError(
            f"The heading {name!r} stands in the file {spelt.count(name)} times.",
            advice="Keep one column of that name, or give the others another name.",
        )
    return place
