"""A workbook that came from somebody: whether it holds together, and its counts as a return."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from dueregard.editions.schema import (
    BoardComparison,
    Edition,
    RelativeLikelihood,
    Row,
    ShareByRow,
    SurveyShare,
)
from dueregard.reports.spreadsheets.notices import Notice
from dueregard.reports.workbook.checks import EVERYBODY, outcomes
from dueregard.reports.workbook.layout import GROUPS, OUTSIDE, PAIR, Block
from dueregard.reports.workbook.reading import ReadWorkbook
from dueregard.reports.workbook.rules import Answer
from dueregard.reports.workbook.writing import RESTATED
from dueregard.returns.data_return import (
    Absence,
    Cell,
    DataReturn,
    InclusionRule,
    OrganisationRef,
    Received,
    SourceFile,
    SurveyRef,
)
from dueregard.returns.received_checks import impossible_percentage
from dueregard.vocabulary import (
    BaseKind,
    Group,
    OrganisationKind,
    Population,
    Seat,
    SurveySource,
)

SCOPE = "Workforce in scope, and how it was told apart"
CATEGORIES = {
    Group.REFERENCE.value: "group:reference",
    Group.COMPARED.value: "group:compared",
    Group.UNKNOWN.value: "99",
}
_NOTES = (
    "The counts were taken from a data-collection workbook, not counted from records.",
    (
        "The workbook does not tell apart the reasons why ethnicity is not known, so the recorded "
        "rate cannot be told from it."
    ),
    (
        "The workbook gives voting and executive seats separately; how they overlap was filled "
        "in to fit both and means nothing by itself."
    ),
)
Values = dict[tuple[str, Block, str], Answer | None]


def check_workbook(
    read: ReadWorkbook, edition: Edition, last_year: ReadWorkbook | None = None
) -> list[Notice]:
    """Return what does not hold together in a workbook, each with its sheet and cell."""
    return [
        *_sums(read, edition),
        *_percentages(read, edition),
        *_scope(read),
        *([] if last_year is None else _changed(read, last_year)),
    ]


def _sums(read: ReadWorkbook, edition: Edition) -> Iterator[Notice]:
    for block in (Block.USED, Block.PREVIOUS):
        for one in outcomes(edition, read.filled, block):
            if one.is_fault and one.column != EVERYBODY:
                ref, words = one.check.second[0], one.check.words
                place = Block.CURRENT if block is Block.USED else block
                where = read.places.get((ref, place, one.column), f"row {ref}")
                detail = f"{words}: {one.first} and {one.second}"
                yield Notice("counts_disagree", where, str(one.second), detail)


def _percentages(read: ReadWorkbook, edition: Edition) -> Iterator[Notice]:
    for indicator in edition.indicators:
        if not isinstance(indicator.method, SurveyShare):
            continue
        for block in (Block.CURRENT, Block.PREVIOUS, Block.VERIFIED):
            for one, where in _survey(read, indicator.number, indicator.key, block, edition):
                for found in impossible_percentage(one):
                    yield Notice(found.code, where, found.value, found.detail)
                if one.base is None:
                    yield Notice("base_not_given", where, one.text)


def _survey(
    read: ReadWorkbook, number: int, key: str, block: Block, edition: Edition
) -> Iterator[tuple[Received, str]]:
    values = read.filled.values()
    for group in PAIR:
        value = values[f"{number}.percent", block, group]
        if not isinstance(value, int | float):
            continue
        base = values[f"{number}.respondents", block, group]
        where = read.places.get((f"{number}.percent", block, group), "")
        # A verified percentage may rest on respondents that were right already.
        if base is None and block is Block.VERIFIED:
            base = values[f"{number}.respondents", Block.CURRENT, group]
        yield _received(edition, key, group, value, base), where


def _received(
    edition: Edition, key: str, group: str, value: float, base: Answer | None
) -> Received:
    number = Decimal(repr(float(value)))
    decimals = max(1, -int(number.as_tuple().exponent))
    respondents = base if isinstance(base, int) else None
    return Received(
        population=Population.SURVEY.value,
        characteristic=edition.comparison.characteristic,
        category=CATEGORIES[group],
        item=key,
        text=f"{number:.{decimals}f}%",
        value=float(number / 100),
        unit="share",
        decimals=decimals,
        base=respondents,
        base_kind=BaseKind.KNOWN,
        source="data-collection workbook",
        respondents=respondents,
        year=edition.reporting.year,
    )


def _scope(read: ReadWorkbook) -> Iterator[Notice]:
    is_own = read.about.get("Kind") == OrganisationKind.COMMISSIONER.value
    if not is_own and not read.about.get(SCOPE):
        yield Notice("scope_not_stated", "sheet About", detail=SCOPE)


def _changed(read: ReadWorkbook, last_year: ReadWorkbook) -> Iterator[Notice]:
    """Compare last year's columns with what last year's workbook gave, unless it was restated."""
    if read.about.get(RESTATED, "").lower().startswith("yes"):
        return
    then = last_year.filled.values()
    for (ref, block, column), now in read.filled.typed.items():
        before = then.get((ref, Block.USED, column))
        if block is Block.PREVIOUS and isinstance(before, int | float) and before != now:
            where = read.places[ref, block, column]
            detail = f"{ref}: last year's workbook says {before:g}"
            yield Notice("changed_since_last_year", where, f"{now:g}", detail)


def return_of(read: ReadWorkbook, edition: Edition, source: SourceFile) -> DataReturn:
    """Return a workbook's counts as a return; verified numbers replace the current ones.

    Parameters
    ----------
    read
        The workbook, without anything that stops it from being used.
    edition
        Its edition.
    source
        The file that it is.
    """
    values = read.filled.values()
    cells = tuple(cell for cell in _cells(values, edition) if cell.n)
    received = tuple(_received_figures(read, edition))
    collected = _collected(values, edition)
    if received:
        collected.add(Population.SURVEY)
    about, dates = read.about, edition.reporting
    return DataReturn(
        organisation=_organisation(about),
        standard=edition.standard,
        edition=edition.edition,
        snapshot_date=_day(about, "Snapshot date", dates.snapshot_date),
        period_start=_day(about, "Period start", dates.period_start),
        period_end=_day(about, "Period end", dates.period_end),
        inclusion=InclusionRule(office_holders=True, bank_staff=False),
        survey=_survey_ref(about, is_there=bool(received)),
        cells=cells,
        received=received,
        sources=tuple(
            SourceFile(one.value, source.name, source.sha256, source.rows, source.system)
            for one in sorted(collected)
        ),
        absences=_absences(collected),
        counts_basis="typed",
        base_kinds={one.value: BaseKind.ALL for one in sorted(collected)},
        windows=_windows(values, edition),
        notes=_NOTES,
    )


def _organisation(about: dict[str, str]) -> OrganisationRef:
    kinds = {kind.value for kind in OrganisationKind}
    kind = about.get("Kind", "")
    return OrganisationRef(
        about.get("Organisation code", ""),
        about.get("Organisation", ""),
        OrganisationKind(kind) if kind in kinds else OrganisationKind.PROVIDER,
        about.get("Board name") or "Board",
    )


def _day(about: dict[str, str], name: str, usual: date) -> date:
    try:
        return date.fromisoformat(about.get(name, "")[:10])
    except ValueError:
        return usual


def _survey_ref(about: dict[str, str], *, is_there: bool) -> SurveyRef:
    named = about.get("Survey", "")
    known = {source.value for source in SurveySource}
    if named in known:
        return SurveyRef(SurveySource(named))
    return SurveyRef(SurveySource.NATIONAL if is_there else SurveySource.NONE)


def _number(values: Values, ref: str, group: str) -> int | None:
    value = values.get((ref, Block.USED, group))
    return value if isinstance(value, int) else None


def _cells(values: Values, edition: Edition) -> Iterator[Cell]:
    has_posts = False
    for indicator in edition.indicators:
        method, number = indicator.method, indicator.number
        if isinstance(method, ShareByRow):
            posts = list(_posts(values, edition, number, method))
            has_posts = bool(posts)
            yield from posts
        elif isinstance(method, RelativeLikelihood):
            yield from _events(values, edition, number, method, has_posts=has_posts)
        elif isinstance(method, BoardComparison):
            yield from _board(values, edition, number)


def _cell(edition: Edition, population: Population, group: str, n: int, **more: Any) -> Cell:  # noqa: ANN401 - a cell's attributes
    blank: dict[str, Any] = dict.fromkeys(Cell._fields, "")
    known = {
        "population": population.value,
        "year": edition.reporting.year,
        "characteristic": edition.comparison.characteristic,
        "category": CATEGORIES[group],
        "n": n,
    }
    return Cell(**{**blank, **known, **more})


def _posts(values: Values, edition: Edition, number: int, method: ShareByRow) -> Iterator[Cell]:
    for group in GROUPS:
        for row in method.rows:
            n = _own(values, number, row, method, group)
            if n is not None:
                band = row.pay_bands[0]
                yield _cell(edition, Population.STAFF, group, n, part=row.part, pay_band=band)
        rest = _number(values, f"{number}.{OUTSIDE}", group)
        if rest is not None:
            yield _cell(edition, Population.STAFF, group, rest)


def _own(values: Values, number: int, row: Row, method: ShareByRow, group: str) -> int | None:
    """Return how many people are in a row and in no row that is a part of it."""
    n = _number(values, f"{number}.{row.key}", group)
    within = [one for one in method.rows if one.within == row.key]
    parts = [_number(values, f"{number}.{one.key}", group) or 0 for one in within]
    return None if n is None else n - sum(parts)


def _events(
    values: Values,
    edition: Edition,
    number: int,
    method: RelativeLikelihood,
    *,
    has_posts: bool,
) -> Iterator[Cell]:
    people, events = Population(method.people), Population(method.events)
    for group in GROUPS:
        n = _number(values, f"{number}.people", group)
        # Staff come from indicator 1; its rows are finer.
        is_first = people is not Population.STAFF or (not has_posts and number == _first(edition))
        if n is not None and is_first:
            yield _cell(edition, people, group, n)
        for back in range(method.years):
            ref = f"{number}.events" + (f".{back}_before" if back else "")
            n = _number(values, ref, group)
            if n is not None:
                yield _cell(edition, events, group, n, year=edition.reporting.year - back)


def _first(edition: Edition) -> int:
    """Return the first indicator whose likelihoods are of staff."""
    return next(
        one.number
        for one in edition.indicators
        if isinstance(one.method, RelativeLikelihood) and one.method.people == "staff"
    )


def _board(values: Values, edition: Edition, number: int) -> Iterator[Cell]:
    for group in GROUPS:
        voting, non_voting, executive = (
            _number(values, f"{number}.{key}", group)
            for key in ("voting", "non_voting", "executive")
        )
        if voting is None or non_voting is None or executive is None:
            continue
        both = min(voting, executive)
        seats = {
            Seat.VOTING_EXECUTIVE: both,
            Seat.VOTING_NON_EXECUTIVE: voting - both,
            Seat.NON_VOTING_EXECUTIVE: executive - both,
            Seat.NON_VOTING_NON_EXECUTIVE: non_voting - executive + both,
        }
        for seat, n in seats.items():
            yield _cell(edition, Population.BOARD, group, n, seat=seat.value)


def _received_figures(read: ReadWorkbook, edition: Edition) -> Iterator[Received]:
    for indicator in edition.indicators:
        if isinstance(indicator.method, SurveyShare):
            number, key = indicator.number, indicator.key
            for one, _ in _survey(read, number, key, Block.USED, edition):
                yield one


def _collected(values: Values, edition: Edition) -> set[Population]:
    return {Population(cell.population) for cell in _cells(values, edition)}


def _absences(collected: set[Population]) -> tuple[Absence, ...]:
    wanted = (
        Population.STAFF,
        Population.SHORTLISTED,
        Population.APPOINTED,
        Population.DISCIPLINARY,
        Population.TRAINING,
        Population.BOARD,
        Population.SURVEY,
    )
    return tuple(
        Absence(one, "The workbook gives no numbers for it.")
        for one in wanted
        if one not in collected
    )


def _windows(values: Values, edition: Edition) -> dict[str, tuple[int, ...]]:
    """Return the years of events that the workbook gives numbers for."""
    found: dict[str, tuple[int, ...]] = {}
    for indicator in edition.indicators:
        method, number = indicator.method, indicator.number
        if isinstance(method, RelativeLikelihood) and method.years > 1:
            found[method.events] = tuple(
                edition.reporting.year - back
                for back in range(method.years)
                if _is_given(values, f"{number}.events" + (f".{back}_before" if back else ""))
            )
    return found


def _is_given(values: Values, ref: str) -> bool:
    return any(_number(values, ref, group) is not None for group in GROUPS)
