"""Calculators for small numbers: a share, a likelihood, a gap, a trend, bounds, a percentage."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING

import click

from dueregard.errors import DueRegardError
from dueregard.statistics.bounds import UNKNOWN_LIMIT, share_bounds, share_bounds_interval
from dueregard.statistics.differences import DIFFERENCE_METHODS, difference_interval
from dueregard.statistics.feasibility import (
    ROUNDINGS,
    PrintedPercentage,
    neighbours,
    possible_bases,
    possible_numerators,
    read_percentage,
    smallest_sensible_base,
)
from dueregard.statistics.intervals import (
    PROPORTION_METHODS,
    proportion_interval,
    sensible_proportion_method,
)
from dueregard.statistics.ratios import RATIO_METHODS, ratio_interval
from dueregard.statistics.results import EstimateState, Interval
from dueregard.statistics.sensitivity import (
    Change,
    OnePerson,
    fragility,
    one_person,
    one_person_share,
    shortfall,
)
from dueregard.statistics.sentences import (
    Names,
    say_answers,
    say_bases,
    say_bounds,
    say_gap,
    say_likelihood,
    say_possible,
    say_proportion,
    say_significance,
    say_trend,
)
from dueregard.statistics.significance import is_testable, two_group_test
from dueregard.statistics.tallies import Tally, check_tally
from dueregard.statistics.trend import (
    TREND_METHODS,
    fits_exact_test,
    trend_slope,
    trend_test,
    watch,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

    Answer = dict[str, object]

_TALLY = re.compile(r"\s*([\d,]+)\s*/\s*([\d,]+)\s*")


class TallyType(click.ParamType[Tally]):
    """Counts as ``21/129``: events, a slash, people."""

    name = "x/n"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Tally:
        """Read the counts, or say what is wrong with them."""
        if isinstance(value, Tally):
            return value
        match = _TALLY.fullmatch(str(value))
        if match is None:
            self.fail(f"{value!r} is not two counts. Write events/people, as in 3/41.", param, ctx)
        events, people = (int(number.replace(",", "") or 0) for number in match.groups())
        try:
            return check_tally((events, people))
        except DueRegardError as fault:
            self.fail(f"{fault.message} {fault.advice}", param, ctx)


class PercentageType(click.ParamType[PrintedPercentage]):
    """A percentage as printed, with its decimals: ``14.1%``."""

    name = "percentage"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> PrintedPercentage:
        """Read the percentage, or say what is wrong with it."""
        if isinstance(value, PrintedPercentage):
            return value
        try:
            return read_percentage(str(value))
        except DueRegardError as fault:
            self.fail(f"{fault.message} {fault.advice}", param, ctx)


TALLY = TallyType()
PERCENTAGE = PercentageType()
COUNT = click.IntRange(min=0)
LEVEL = click.FloatRange(0.0, 1.0, min_open=True, max_open=True)


DECIMALS_BESIDE = 1


def _level_option(function: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--level", type=LEVEL, default=0.95, show_default=True, help="Confidence level, 0 to 1."
    )(function)


def _json_option(function: Callable[..., None]) -> Callable[..., None]:
    return click.option("--json", "as_json", is_flag=True, help="Print the numbers as JSON.")(
        function
    )


def _method_option(
    names: Iterable[str], default: str | None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add ``--method``; a name that does not exist is refused with the list of those that do."""
    return click.option(
        "--method",
        type=click.Choice(list(names)),
        default=default,
        show_default=default is not None,
        help="How it is computed.",
    )


def _name_options(first: str, second: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add what the two groups are called."""

    def add(function: Callable[..., None]) -> Callable[..., None]:
        named = click.option(
            "--second", "second_name", default=second, show_default=True, help="The second group."
        )(function)
        return click.option(
            "--first", "first_name", default=first, show_default=True, help="The first group."
        )(named)

    return add


def _print(answer: Answer, sentence: str, *, as_json: bool) -> None:
    """Print the numbers as JSON, or the sentence."""
    if as_json:
        click.echo(json.dumps({**answer, "sentence": sentence}, ensure_ascii=False))
    else:
        click.echo(sentence)


def _finite(value: float | Fraction | None) -> float | None:
    """Return a number that JSON can hold; an undefined or infinite one becomes null."""
    return None if value is None or not math.isfinite(value) else float(value)


def _answer(interval: Interval, p_value: float | None, **more: object) -> Answer:
    """Return the keys that every calculator gives, and some of its own."""
    return {
        "estimate": _finite(interval.estimate),
        "lower": _finite(interval.lower),
        "upper": _finite(interval.upper),
        "p_value": p_value,
        "state": interval.state.value,
        "method": interval.method,
        "level": interval.level,
        **more,
    }


@click.command()
@click.argument("tally", type=TALLY, metavar="X/N")
@click.option(
    "--of", "population", type=click.IntRange(min=1), help="Everybody who could have answered."
)
@_method_option(PROPORTION_METHODS, None)
@_level_option
@_json_option
def proportion(
    tally: Tally, population: int | None, method: str | None, level: float, *, as_json: bool
) -> None:
    """Say what X of N is, what one person changes, and how far chance could move it.

    The range is for shares that come out of a process (hires, cases, answers). Staff in post on a
    date are a full count: for them only the effect of one person counts. Without --method it is
    Wilson's, or the mid-p interval where fewer than 5 have the outcome or lack it.

    Example: dueregard proportion 3/41
    """
    if population is not None and population < tally.people:
        raise click.BadParameter(f"{tally.people} cannot have answered out of {population}.")
    chosen = method or sensible_proportion_method(tally)
    interval = proportion_interval(tally, level=level, method=chosen, population=population)
    fewer, _, more = one_person_share(tally)
    answer = _answer(
        interval,
        None,
        one_person={"one_fewer": float(fewer), "one_more": float(more)},
        one_person_worth=1.0 / tally.people,
    )
    sentence = (
        say_proportion(tally, interval)
        if population is None
        else say_answers(tally, population, interval)
    )
    _print(answer, sentence, as_json=as_json)


@click.command()
@click.argument("first", type=TALLY, metavar="X1/N1")
@click.argument("second", type=TALLY, metavar="X2/N2")
@_name_options("White", "BME")
@click.option(
    "--outcome",
    default="with the outcome",
    show_default=True,
    help="What happened, as it follows 'person': shortlisted, entering the process, ...",
)
@_method_option(RATIO_METHODS, "scas")
@_level_option
@_json_option
def likelihood(  # noqa: PLR0913 - one parameter for each option
    *,
    first: Tally,
    second: Tally,
    first_name: str,
    second_name: str,
    outcome: str,
    method: str,
    level: float,
    as_json: bool,
) -> None:
    """Say how many times as likely the first group is as the second.

    The first group's rate is divided by the second's: for the WRES, White first and BME second. The
    p-value is Fisher's mid-p.

    Example: dueregard likelihood 21/129 1/23 --outcome shortlisted
    """
    interval = ratio_interval(first, second, level=level, method=method)
    changes = one_person(first, second)
    p_value = two_group_test(first, second).p_value
    testable = is_testable(first, second, level=level)
    sentence = say_likelihood(
        first, second, interval, changes, Names(first_name, second_name, outcome)
    )
    if interval.state is not EstimateState.UNDEFINED:
        sentence += f"\n{say_significance(p_value, is_testable=testable)}"
    answer = _answer(
        interval,
        p_value,
        test="fisher-mid-p",
        testable=testable,
        one_person=_one_person_keys(changes),
        fragility=changes.fragility,
        shortfall=float(changes.shortfall),
    )
    _print(answer, sentence, as_json=as_json)


def _one_person_keys(changes: OnePerson) -> Answer:
    """Return what one person would change, by kind of change."""
    keys: Answer = {
        change.name.lower(): _finite(scenario.ratio) if scenario else None
        for change in Change
        for scenario in [changes.after(change)]
    }
    return keys | {
        "lower": _finite(changes.lower),
        "upper": _finite(changes.upper),
        "flips": changes.flips,
    }


@click.command()
@click.argument("first", type=TALLY, metavar="X1/N1")
@click.argument("second", type=TALLY, metavar="X2/N2")
@_name_options("First group", "second group")
@_method_option(DIFFERENCE_METHODS, "scas")
@_level_option
@_json_option
def gap(  # noqa: PLR0913 - one parameter for each option
    *,
    first: Tally,
    second: Tally,
    first_name: str,
    second_name: str,
    method: str,
    level: float,
    as_json: bool,
) -> None:
    """Say how many points lie between two shares, the first less the second.

    Numbers in JSON are proportions: 0.12 is 12 points. The p-value is Fisher's mid-p.

    Example: dueregard gap 12/20 40/90
    """
    interval = difference_interval(first, second, level=level, method=method)
    p_value = two_group_test(first, second).p_value
    testable = is_testable(first, second, level=level)
    sentence = say_gap(first, second, interval, Names(first_name, second_name))
    if first.events or second.events:
        sentence += f"\n{say_significance(p_value, is_testable=testable)}"
    answer = _answer(
        interval,
        p_value,
        test="fisher-mid-p",
        testable=testable,
        fragility=fragility(first, second),
        shortfall=float(shortfall(first, second)),
    )
    _print(answer, sentence, as_json=as_json)


@click.command()
@click.argument("years", type=TALLY, metavar="X/N...", nargs=-1, required=True)
@_method_option(TREND_METHODS, None)
@_level_option
@_json_option
def trend(years: tuple[Tally, ...], method: str | None, level: float, *, as_json: bool) -> None:
    """Say whether the years, oldest first, show a direction.

    The watch looks at direction only; the p-value is for different people each year (hires, cases,
    answers), not for the same staff counted again. Without --method it is the mid-p test, or
    cochran-armitage where the counts are too many for it.

    Example: dueregard trend 4/52 3/50 2/51
    """
    if len(years) < 2:
        raise click.BadParameter("A trend needs two years or more, as in 4/52 3/50 2/51.")
    chosen = method or ("mid-p" if fits_exact_test(years) else "cochran-armitage")
    found = watch(years)
    p_value = trend_test(years, method=chosen).p_value
    answer = _answer(
        trend_slope(years, level=level),
        p_value,
        watch=found.is_raised,
        direction=found.direction.value if found.direction else None,
        changes_in_a_row=found.changes,
    )
    answer |= {"method": chosen, "slope_method": "linear-slope"}
    _print(answer, say_trend(years, found, p_value), as_json=as_json)


@click.command()
@click.option("--bme", "inside", type=COUNT, required=True, help="People known to be BME.")
@click.option("--white", "outside", type=COUNT, required=True, help="People known to be White.")
@click.option("--unknown", type=COUNT, required=True, help="People of whom it is not known.")
@click.option(
    "--unknown-limit",
    type=click.FloatRange(0.0, 1.0),
    default=UNKNOWN_LIMIT,
    show_default=True,
    help="Above this share of unknown people the known-only share is not given.",
)
@_method_option(PROPORTION_METHODS, "wilson")
@_level_option
@_json_option
def bounds(  # noqa: PLR0913 - one parameter for each option
    *,
    inside: int,
    outside: int,
    unknown: int,
    unknown_limit: float,
    method: str,
    level: float,
    as_json: bool,
) -> None:
    """Say from where to where the BME share lies, whoever the unknown people are.

    With --method and --level the JSON also says how far chance and unknown people together reach.

    Example: dueregard bounds --bme 0 --white 8 --unknown 12
    """
    total = inside + outside + unknown
    if total == 0:
        raise click.BadParameter("There is nobody to count.")
    found = share_bounds(inside, outside, unknown)
    too_many = unknown > unknown_limit * total
    with_chance = share_bounds_interval(inside, outside, unknown, level=level, method=method)
    sentence = say_bounds(unknown, total, found)
    if inside + outside:
        known = f"{inside} BME, {outside} White, {unknown} not known."
        sentence = f"{known}\n{sentence}"
    if too_many:
        sentence += "\nToo many are not known to say more."
    answer: Answer = {
        "estimate": None if too_many else found.known,
        "lower": found.lower,
        "upper": found.upper,
        "p_value": None,
        "state": "insufficient-information" if too_many else "bounded",
        "method": "worst-case",
        "level": level,
        "with_chance": {"lower": with_chance[0], "upper": with_chance[1], "method": method},
    }
    _print(answer, sentence, as_json=as_json)


@click.command()
@click.argument("percentage", type=PERCENTAGE, metavar="P%")
@click.option("--of", "base", type=click.IntRange(min=1), required=True, help="The base given.")
@click.option("--bases-from", type=click.IntRange(min=1), help="Smallest base to try.")
@click.option("--bases-to", type=click.IntRange(min=1), help="Largest base to try.")
@_method_option(ROUNDINGS, "half-up")
@_level_option
@_json_option
def possible(  # noqa: PLR0913 - one parameter for each option
    *,
    percentage: PrintedPercentage,
    base: int,
    bases_from: int | None,
    bases_to: int | None,
    method: str,
    level: float,
    as_json: bool,
) -> None:
    """Say whether whole people out of a base could be printed as a percentage.

    The method is how it was rounded. Bases are tried from five eighths of the base up to the base
    itself unless told otherwise: a base shrinks when people who are not known are left out.

    Example: dueregard possible 14.1% --of 161
    """
    smallest = bases_from or min(smallest_sensible_base(base), bases_to or base)
    largest = bases_to or max(base, smallest)
    if smallest > largest:
        raise click.BadParameter(f"There is no base from {smallest} to {largest}.")
    numerators = possible_numerators(percentage, base, rounding=method)
    others = possible_bases(percentage, smallest, largest, rounding=method)
    beside = neighbours(percentage, base)
    decimals = max(DECIMALS_BESIDE, percentage.decimals)
    sentence = say_possible(str(percentage), base, numerators, beside, decimals=decimals)
    if not numerators or bases_from or bases_to:
        sentence += f"\n{say_bases(others, smallest, largest)}"
    answer: Answer = {
        "estimate": numerators[0] if len(numerators) == 1 else None,
        "lower": numerators[0] if numerators else None,
        "upper": numerators[-1] if numerators else None,
        "p_value": None,
        "state": "possible" if numerators else "impossible",
        "method": method,
        "level": level,
        "numerators": numerators,
        "neighbours": [
            {"events": events, "share": events / base} for events in dict.fromkeys(beside)
        ],
        "bases": [{"base": people, "numerators": fit} for people, fit in others],
    }
    _print(answer, sentence, as_json=as_json)


PROPORTION, LIKELIHOOD, GAP = proportion, likelihood, gap
TREND, BOUNDS, POSSIBLE = trend, bounds, possible
