"""Groups a file of many organisations by its raw values, in as few readings as it allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dueregard.extracts.engine import fetch
from dueregard.extracts.reader import Extract
from dueregard.returns.counting import LOOKED_BACK
from dueregard.returns.counting_values import CUBE, POST
from dueregard.returns.nation_kinds import ORGANISATION
from dueregard.returns.windows import DATED, Days, Window, sort_days, years_before

if TYPE_CHECKING:
    import narwhals as nw

    from dueregard.extracts.engine import Engine

RAW = "raw_"
_WITHOUT_POSTS = ("applicants", "disciplinary", "training")
_WITHOUT_GROUPS = ("staff_group", "occupational_group")

TellDays = Callable[[Days, Mapping[str, int]], None]


def cubes(
    engine: Engine, frame: nw.LazyFrame[Any], extract: Extract, window: Window, tell: TellDays
) -> Iterator[tuple[int, nw.LazyFrame[Any]]]:
    """Return the rows of each reporting year by their raw values, grouped once.

    Parameters
    ----------
    engine
        Where the rows are.
    frame
        The rows that count.
    extract
        The file that they are from.
    window
        The reporting year.
    tell
        Told which days are of no year, and how many rows have each.

    Yields
    ------
    tuple
        A reporting year, and a kept frame of text columns with how many rows and people have them.
    """
    columns = cube_columns(extract)
    if extract.population not in DATED or not extract.has("date"):
        yield window.year, engine.keep(_cube(frame, columns, extract))
    elif extract.promised and not _counts_people(extract):
        # Every further look at such a file reads all of it again: days go into the one cube.
        yield from _folded_cubes(engine, frame, extract, window, tell)
    else:
        for year, rows in _by_year(frame, "date", extract, window, tell):
            yield year, engine.keep(_cube(rows, columns, extract))


def _folded_cubes(
    engine: Engine, frame: nw.LazyFrame[Any], extract: Extract, window: Window, tell: TellDays
) -> Iterator[tuple[int, nw.LazyFrame[Any]]]:
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    folded = day = nw.col("date")
    for spelt in usual_days(extract, window).values():
        folded = nw.when(day.is_in(spelt)).then(nw.lit(spelt[0])).otherwise(folded)
    columns = [*cube_columns(extract), "date"]
    cube = engine.keep(_cube(frame.with_columns(folded.alias("date")), columns, extract))
    yield from _by_year(cube, RAW + "date", extract, window, tell)


def _by_year(
    frame: nw.LazyFrame[Any], column: str, extract: Extract, window: Window, tell: TellDays
) -> Iterator[tuple[int, nw.LazyFrame[Any]]]:
    """Return the rows of each reporting year, and account for the rows of none."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    rows = nw.len() if column == "date" else nw.col("rows").sum()
    values = dict(fetch(frame.group_by(column).agg(rows.alias("times"))))
    texts = {value: "" if value is None else str(value) for value in values}
    days = _sorted_days(texts.values(), extract, window)
    counts: Counter[str] = Counter()
    for value, text in texts.items():
        counts[text] += int(values[value])
    tell(days, counts)
    for year in sorted({year for year in days.years.values() if year is not None}, reverse=True):
        dates = [value for value, text in texts.items() if days.years[text] == year]
        whole = len(dates) == len(values)
        yield year, frame if whole else frame.filter(nw.col(column).is_in(dates))


def usual_days(extract: Extract, window: Window) -> dict[int, list[str]]:
    """Return the days of each reporting year that is looked at, in the usual spellings."""
    first = years_before(window.start, _back(extract))
    days = [first + timedelta(days=ago) for ago in range((window.end - first).days + 1)]
    slashed = "%m/%d/%Y" if _month_first(extract) else "%d/%m/%Y"
    texts = [day.strftime(form) for form in ("%Y-%m-%d", slashed) for day in days]
    spelt: dict[int, list[str]] = {}
    for text, year in _sorted_days(texts, extract, window).years.items():
        if year is not None:
            spelt.setdefault(year, []).append(text)
    return spelt


def _sorted_days(texts: Iterable[str], extract: Extract, window: Window) -> Days:
    return sort_days(texts, window, back=_back(extract), month_first=_month_first(extract))


def _back(extract: Extract) -> int:
    return LOOKED_BACK.get(extract.population, 0)


def _month_first(extract: Extract) -> bool:
    return extract.settings.date_order == "month-first"


def _counts_people(extract: Extract) -> bool:
    """Whether a file counts people, who may have several rows, and not rows."""
    return extract.population == "training" and extract.has("staff_number")


def cube_columns(extract: Extract) -> list[str]:
    """Return the columns that a file is grouped by."""
    wanted = (ORGANISATION, "ethnic_category", *CUBE[extract.population])
    # A nation's cube stays small: nothing asks for the pay of applicants or in events, and a
    # post of a known part needs no staff group.
    left_out: tuple[str, ...] = _WITHOUT_GROUPS if extract.has("part") else ()
    if extract.population in _WITHOUT_POSTS:
        left_out = POST
    return [name for name in wanted if extract.has(name) and name not in left_out]


def _cube(frame: nw.LazyFrame[Any], columns: Sequence[str], extract: Extract) -> nw.LazyFrame[Any]:
    """Group by the raw values."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    grouped = frame.group_by(*columns)
    if _counts_people(extract):
        counted = _people(grouped)
    else:
        counted = grouped.agg(nw.len().alias("n")).with_columns(rows=nw.col("n"))
    texts = [nw.col(name).cast(nw.String).fill_null("").alias(RAW + name) for name in columns]
    return counted.select(*texts, "n", "rows")


def _people(grouped: Any) -> nw.LazyFrame[Any]:  # noqa: ANN401 - a grouped frame
    """Count people, not courses; a line without a number is taken for a person of its own."""
    import narwhals as nw  # noqa: PLC0415 - --help must not wait for it

    number = nw.col("staff_number").cast(nw.String).fill_null("")
    nameless = (number == "").cast(nw.Int64).sum()
    counted = grouped.agg(
        number.n_unique().alias("n"), nameless.alias("nameless"), nw.len().alias("rows")
    )
    several = nw.col("n") - 1 + nw.col("nameless")
    n = nw.when(nw.col("nameless") > 0).then(several).otherwise(nw.col("n"))
    people: nw.LazyFrame[Any] = counted.with_columns(n=n).drop("nameless")
    return people
