"""The nine indicators in their three families: counts, figure, sentence, last year, caution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.editions.schema import ShareByRow
from dueregard.figures import Figure, FigureState, Unit
from dueregard.reports.documents.actions import in_a_sentence
from dueregard.reports.documents.drawings import indicator_charts
from dueregard.reports.documents.outline import FAMILIES, PART_TITLES
from dueregard.reports.documents.prose import narrative_blocks
from dueregard.reports.documents.tables import table
from dueregard.reports.pages.model import Bullets, Callout, Paragraph, Section, Table, Tone
from dueregard.reports.wording.printed import counts, one_person, printed, printed_range
from dueregard.reports.wording.sentences import chance, sentence
from dueregard.vocabulary import Group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.editions.schema import Edition, Indicator
    from dueregard.indicators.results import IndicatorResult
    from dueregard.reports.documents.material import Material
    from dueregard.reports.pages.model import Block


def family_sections(material: Material) -> tuple[Section, ...]:
    """Return one section for each family of the edition, its indicators within it."""
    annual = material.annual
    pairs = list(zip(annual.indicators, annual.edition.indicators, strict=True))
    return tuple(
        Section(
            title=heading.title,
            anchor=heading.anchor,
            blocks=(Paragraph(heading.introduction),),
            sections=tuple(
                indicator_section(result, rule, material)
                for result, rule in pairs
                if result.family == family
            ),
        )
        for family, heading in FAMILIES.items()
        if any(result.family == family for result, _ in pairs)
    )


def indicator_section(result: IndicatorResult, rule: Indicator, material: Material) -> Section:
    """Return the section of one indicator."""
    annual = material.annual
    edition = annual.edition
    by_row = isinstance(rule.method, ShareByRow) and result.headline.bases
    tables = _row_tables(result, edition) if by_row else (_figure_table(result),)
    return Section(
        title=f"{result.number}. {result.title}",
        anchor=f"indicator-{result.number}",
        blocks=(
            *_words(result),
            *indicator_charts(result, rule, annual),
            *tables,
            *narrative_blocks(
                material.records, f"indicator-{result.number}", lead="What lies behind it."
            ),
            *_steps(result, material),
            *_foot(rule, edition),
        ),
    )


def _words(result: IndicatorResult) -> Iterator[Block]:
    headline = result.headline
    yield Paragraph(result.definition, quiet=True)
    yield Paragraph(sentence(headline))
    if chance(headline):
        yield Paragraph(chance(headline))
    yield Paragraph(last_year(result, headline.key))
    said = tuple(dict.fromkeys(caution.sentence for caution in headline.cautions))
    if said:
        yield Callout("Read with care", said, Tone.CAUTION)


def _steps(result: IndicatorResult, material: Material) -> Iterator[Block]:
    """Name the actions that should move the indicator."""
    steps = [one for one in material.records.actions if result.number in one.indicators]
    if steps:
        yield Paragraph("What is done about it:")
        yield Bullets(tuple(f"{one.id}: {in_a_sentence(one)}" for one in steps))


def _foot(rule: Indicator, edition: Edition) -> Iterator[Block]:
    if rule.pledge:
        yield Paragraph(rule.pledge, quiet=True)
    yield Paragraph(f"Defined in: {_definition_source(rule, edition)}", quiet=True)


def last_year(result: IndicatorResult, key: str) -> str:
    """Say last year's figure beside this year's, or why it may not stand there."""
    year = result.year_on_year
    if year.kind == "none":
        return "There is no earlier return to compare with."
    if year.kind == "broken":
        return f"Not compared with last year: {year.reason}"
    before = result.before(key)
    if before is None:
        return "Last year has no such figure."
    note = " (counted again on this year's definition)" if year.kind == "recount" else ""
    return f"Last year{note}: {printed(before)}."


def _definition_source(indicator: Indicator, edition: Edition) -> str:
    """Say where an indicator is defined, by the document's title, and whether it was read."""
    unread = {"yes": "", "partly": " (read in part)", "no": " (not yet read)"}
    clause = indicator.source
    title = next(item.title for item in edition.documents if item.id == clause.document)
    mark = "" if "not read" in clause.section else unread[clause.verified]
    return f"{title}, {clause.section}{mark}"


def _figure_table(result: IndicatorResult) -> Table:
    """Return every figure of an indicator, a line each, with last year's beside it."""
    return table(
        f"Indicator {result.number}: every figure",
        ("Figure", "Counts", "This year", "Last year", "If unknown were known", "One person"),
        tuple(_figure_row(result, figure) for figure in result.figures),
    )


def _figure_row(result: IndicatorResult, figure: Figure) -> tuple[str, ...]:
    before = result.before(figure.key)
    return (
        figure.label,
        "" if figure.state is FigureState.NOT_COLLECTED else counts(figure),
        printed(figure),
        "" if before is None else printed(before),
        printed_range(figure),
        one_person(figure),
    )


def _row_tables(result: IndicatorResult, edition: Edition) -> tuple[Table, ...]:
    """Return one table for each part of the workforce, rows with nobody in post left out."""
    rows: dict[str, list[str]] = {}
    for figure in result.figures:
        if figure.row and figure.row not in rows.setdefault(part_of(figure.row), []):
            rows[part_of(figure.row)].append(figure.row)
    titles = {"": "Whole workforce and posts outside the rows", **PART_TITLES}
    return tuple(
        _matrix(result, edition, titles[part], [row for row in keys if _people(result, row)])
        for part in titles
        for keys in (rows.get(part, []),)
        if any(_people(result, row) for row in keys)
    )


def part_of(row: str) -> str:
    """Return the part of the workforce that a row of indicator 1 belongs to."""
    part = row.split(".", 1)[0]
    return part if part in PART_TITLES else ""


def _people(result: IndicatorResult, row: str) -> int:
    return _cell(result, row, Group.COMPARED).bases[0].denominator or 0


def _cell(result: IndicatorResult, row: str, group: Group) -> Figure:
    return next(
        figure for figure in result.figures if figure.row == row and figure.group == group.value
    )


def _matrix(result: IndicatorResult, edition: Edition, title: str, rows: list[str]) -> Table:
    rule = edition.comparison
    compared = rule.compared.label
    return table(
        f"Indicator {result.number}, {title.lower()}: people by {rule.characteristic}",
        (
            "Posts",
            rule.reference.label,
            compared,
            rule.unknown.label,
            f"{compared} share",
            "Points from workforce",
            "Last year",
        ),
        tuple(_matrix_row(result, row) for row in rows),
        "Rows with nobody in post are left out." if title in PART_TITLES.values() else "",
    )


def _matrix_row(result: IndicatorResult, row: str) -> tuple[str, ...]:
    people = [f"{_cell(result, row, group).bases[0].numerator:,}" for group in Group]
    share = _cell(result, row, Group.COMPARED)
    distance = next(
        (figure for figure in result.figures if figure.row == row and figure.unit is Unit.POINTS),
        None,
    )
    before = result.before(share.key)
    return (
        share.label.rsplit(":", 1)[0],
        *people,
        printed(share),
        "" if distance is None else printed(distance),
        "" if before is None else printed(before),
    )
