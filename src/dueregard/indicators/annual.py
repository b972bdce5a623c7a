"""Everything that one organisation's year says, from its return: what a report is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.indicators.characteristics import (
    default_grouping,
    other_characteristics,
    profile,
)
from dueregard.indicators.compute import Earlier, compute_indicators
from dueregard.indicators.context import Context, context_of
from dueregard.indicators.disparity import disparity_ratios
from dueregard.indicators.recruitment import recruitment
from dueregard.indicators.standing_out import StandingOut, standing_out
from dueregard.indicators.workforce import (
    beside_population,
    completeness,
    head_counts,
    leavers,
    seniority,
    unknown_reasons,
)
from dueregard.indicators.years import Course, courses
from dueregard.vocabulary import Population, Profile

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition
    from dueregard.figures import Figure
    from dueregard.indicators.groups import Grouping
    from dueregard.indicators.results import IndicatorResult
    from dueregard.returns.data_return import DataReturn

RECORDED = (Population.STAFF, Population.STARTERS, Population.LEAVERS)


@dataclass(frozen=True, slots=True)
class Section:
    """Figures that belong under one heading."""

    key: str
    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class AnnualFigures:
    """The nine indicators and everything beside them, for one return under one edition."""

    data_return: DataReturn
    edition: Edition
    profile: Profile
    indicators: tuple[IndicatorResult, ...]
    sections: tuple[Section, ...]
    standing_out: StandingOut
    courses: tuple[Course, ...] = ()

    def section(self, key: str) -> Section:
        """Return the section with this key, or raise ``KeyError``."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)

    @property
    def every_figure(self) -> tuple[Figure, ...]:
        """All figures of this year, in the order of the report."""
        indicators = [figure for result in self.indicators for figure in result.figures]
        return (*indicators, *(figure for part in self.sections for figure in part.figures))


def compute_annual(
    data_return: DataReturn, edition: Edition, history: tuple[Earlier, ...] = ()
) -> AnnualFigures:
    """Compute an organisation's year.

    Parameters
    ----------
    data_return, edition
        The counts and the rules.
    history
        Earlier returns with their editions, oldest first; the last of them is last year's.
    """
    earlier = history[-1] if history else None
    context = context_of(data_return, edition)
    before = None if earlier is None else context_of(earlier.data_return, edition)
    indicators = compute_indicators(data_return, edition, earlier)
    return AnnualFigures(
        data_return=data_return,
        edition=edition,
        profile=profile_of(context),
        indicators=indicators,
        standing_out=standing_out(indicators, edition),
        courses=courses(data_return, edition, history),
        sections=(
            Section("workforce", "Head count", head_counts(context)),
            Section("profile", f"Staff by {edition.comparison.characteristic}", profile(context)),
            Section("seniority", "Senior posts and the board", seniority(context)),
            Section("population", "Population served", beside_population(context)),
            Section("disparity", "Race disparity ratios", disparity_ratios(context)),
            Section("recruitment", "Recruitment", recruitment(context)),
            Section("leavers", "Leavers", leavers(context, before)),
            Section(
                "completeness",
                "Completeness of the records",
                _completeness(context, by_staff_group=True),
            ),
        ),
    )


def _completeness(context: Context, *, by_staff_group: bool = False) -> tuple[Figure, ...]:
    figures: list[Figure] = []
    for population in RECORDED:
        figures += completeness(context, population, by_staff_group=by_staff_group)
        if context.tally.is_counted(population):
            figures += unknown_reasons(context, population)
    return tuple(figures)


def profile_of(context: Context) -> Profile:
    """Return the cautious profile for a small workforce, the full one for a large one.

    A literal reading of the indicators misleads in a very small body (guidance 03764, section
    2.2); the edition says below how many people.
    """
    limit = context.edition.thresholds.cautious_profile_below_people.value
    people = context.tally.total(Population.STAFF).total
    return Profile.CAUTIOUS if people < limit else Profile.FULL


def compute_characteristics(data_return: DataReturn, edition: Edition) -> tuple[Section, ...]:
    """Compute the same tables for every other protected characteristic that the return counts."""
    compared = edition.comparison.characteristic
    return tuple(
        section
        for key in other_characteristics(data_return, compared)
        for section in compute_characteristic(data_return, edition, default_grouping(key))
    )


def compute_characteristic(
    data_return: DataReturn, edition: Edition, grouping: Grouping
) -> tuple[Section, ...]:
    """Compute the tables of one characteristic, with its own known base."""
    context = context_of(data_return, edition, grouping)
    key, title = grouping.characteristic, grouping.characteristic.replace("_", " ")
    sections = (
        Section(f"{key}.profile", f"Staff by {title}", profile(context)),
        Section(f"{key}.recruitment", f"Recruitment by {title}", recruitment(context)),
        Section(f"{key}.leavers", f"Leavers by {title}", _leavers(context)),
        Section(f"{key}.completeness", f"Completeness of {title}", _completeness(context)),
    )
    return tuple(section for section in sections if section.figures)


def _leavers(context: Context) -> tuple[Figure, ...]:
    return leavers(context, None) if context.tally.is_counted(Population.LEAVERS) else ()
