"""The commands that show which rules are in force, where they come from and what changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import click
import msgspec

from dueregard.cli.days import as_of_option, day_of
from dueregard.cli.terminal import print_json, print_table
from dueregard.editions.currency import count_verified, find_currency_cautions
from dueregard.editions.differences import comparability, differences
from dueregard.editions.loader import available_editions, load_edition, load_edition_file
from dueregard.editions.schema import Edition, Indicator
from dueregard.editions.switches import words

FAMILIES = (("workforce", "Workforce"), ("survey", "Staff survey"), ("board", "Board"))
_METHODS = {
    "ShareByRow": "share in each pay row",
    "SeniorBlock": "share in senior posts",
    "RelativeLikelihood": "relative likelihood",
    "SurveyShare": "share of respondents",
    "MeanScore": "mean score",
    "BoardComparison": "board less workforce or population",
}
WIDEST_FIELD = 60
"""Longer texts are cut in the table of differences; --json has them whole."""
_FILE_ENDINGS = (".yaml", ".yml")


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001 - click's signature
    return [name for name in available_editions() if name.startswith(incomplete)]


_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")


@click.group(invoke_without_command=True)
@click.pass_context
def editions(ctx: click.Context) -> None:
    """List the editions of the standard, or show one and where each rule comes from.

    Wherever an EDITION is asked for, the path of an edition file of your own will do as well.
    """
    if ctx.invoked_subcommand is None:
        _print_editions()


@editions.command()
@click.argument("edition", shell_complete=_complete)
@as_of_option("The day on which it is used")
@_as_json
def show(edition: str, as_of: datetime | None, *, as_json: bool) -> None:
    """Show one EDITION whole: indicators, thresholds, dates, duties, doubts and documents."""
    loaded = _load(edition)
    if as_json:
        print_json(_plain(loaded))
        return
    day = day_of(as_of)
    _print_heading(loaded, day)
    _print_indicators(loaded)
    _print_thresholds(loaded)
    _print_milestones(loaded)
    _print_lines("Duties", _duty_lines(loaded))
    _print_lines("Rules in doubt", _switch_lines(loaded))
    _print_lines("Documents", _document_lines(loaded))
    _print_lines("Questions", [f"{loaded.contact.name}: {loaded.contact.email}"])


@editions.command()
@click.option(
    "--year",
    "edition",
    required=True,
    shell_complete=_complete,
    help="The edition, such as 2015.",
)
@_as_json
def indicators(edition: str, *, as_json: bool) -> None:
    """List the indicators of one edition by family, with their definitions."""
    loaded = _load(edition)
    if as_json:
        print_json(_plain(loaded)["indicators"])
        return
    for family, title in FAMILIES:
        click.echo(title)
        for one in loaded.indicators:
            if one.family == family:
                click.echo(f"  {one.number}  {one.title} (read: {one.source.verified})")
                click.echo(f"     {one.definition}")


@editions.command()
@click.argument("earlier", shell_complete=_complete)
@click.argument("later", shell_complete=_complete)
@click.option("--sources", is_flag=True, help="List changes of documents and switches as well.")
@_as_json
def diff(earlier: str, later: str, *, sources: bool, as_json: bool) -> None:
    """Show what changed from the EARLIER edition to the LATER, and what may be compared."""
    first, second = _load(earlier), _load(later)
    changes = differences(first, second, sources=sources)
    breaks = list(_comparisons(first, second))
    if as_json:
        print_json(
            {
                "comparability": [
                    {"indicator": number, "kind": kind, "reason": reason}
                    for number, kind, reason in breaks
                ],
                "differences": [
                    {"path": one.path, "earlier": one.earlier, "later": one.later}
                    for one in changes
                ],
            }
        )
        return
    print_table(("Indicator", "Comparable", "Why"), breaks)
    click.echo()
    print_table(
        ("Field", first.edition, second.edition),
        [(one.path, _said(one.earlier), _said(one.later)) for one in changes],
    )


@editions.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
def check(file: str) -> None:
    """Check an edition FILE of your own: form, sources, lists and dates."""
    loaded = load_edition_file(file)
    read = count_verified(loaded)
    click.echo(
        f"{loaded.title}: {len(loaded.indicators)} indicators, {read.total} rules with a source "
        f"({read.yes} read, {read.partly} partly, {read.no} not). No fault was found."
    )


def _print_editions() -> None:
    rows = []
    for name in available_editions():
        one = load_edition(name)
        read = count_verified(one)
        rows.append(
            (
                one.edition,
                one.status,
                one.reporting.snapshot_date,
                one.reporting.survey.name,
                len(one.indicators),
                f"{read.yes} / {read.partly} / {read.no}",
                one.good_until,
            )
        )
    print_table(
        ("Edition", "Status", "Snapshot", "Survey", "Indicators", "Read / partly / not", "Until"),
        rows,
        right=(4,),
    )


def _print_heading(edition: Edition, day: date) -> None:
    reporting = edition.reporting
    click.echo(f"{edition.title} ({edition.status})")
    click.echo(
        f"Snapshot {reporting.snapshot_date}, events from {reporting.period_start} to "
        f"{reporting.period_end}, {reporting.survey.name}"
    )
    rules = edition.comparison
    for rule in (rules.reference, rules.compared, rules.unknown):
        click.echo(f"{rule.label}: {', '.join(rule.categories)}")
    for caution in find_currency_cautions(edition, day):
        click.echo(f"Note: {caution}")
    click.echo()


def _print_indicators(edition: Edition) -> None:
    for family, title in FAMILIES:
        chosen = [one for one in edition.indicators if one.family == family]
        if chosen:
            click.echo(f"{title} indicators" if len(chosen) > 1 else f"{title} indicator")
            print_table(
                ("No.", "Indicator", "Method", "Read", "Source"),
                [_indicator_row(one) for one in chosen],
            )
            click.echo()


def _indicator_row(one: Indicator) -> tuple[object, ...]:
    method = _METHODS[type(one.method).__name__]
    return (
        one.number,
        one.title,
        method,
        one.source.verified,
        f"{one.source.document}, {one.source.section}",
    )


def _print_thresholds(edition: Edition) -> None:
    limits = edition.thresholds
    click.echo("Thresholds")
    print_table(
        ("Threshold", "Value", "Read", "Source"),
        [_threshold_row(name, getattr(limits, name)) for name in limits.__struct_fields__],
    )


def _print_milestones(edition: Edition) -> None:
    click.echo("\nMilestones")
    print_table(
        ("Id", "Who", "Due", "Known from", "Read", "What"),
        [
            (one.id, one.actor, one.due, one.rule_known_from, one.source.verified, one.title)
            for one in edition.milestones
        ],
    )


def _print_lines(title: str, lines: Iterable[str]) -> None:
    click.echo(f"\n{title}")
    for line in lines:
        click.echo(f"  {line}")


def _duty_lines(edition: Edition) -> Iterator[str]:
    for one in edition.duties:
        yield f"{one.bears_on.replace('_', ' ')}: {one.label}"
        yield f"  {one.basis}"


def _switch_lines(edition: Edition) -> Iterator[str]:
    for one in edition.switches:
        others = "; ".join(map(words, one.alternatives)) or "nothing else known"
        yield f"{one.id}: {one.question}"
        yield f"  now {words(one.value)}; or {others} (read: {one.source.verified})"


def _document_lines(edition: Edition) -> Iterator[str]:
    for one in edition.documents:
        yield f"{one.id}: {one.title} ({one.publisher}, {one.date})"


def _threshold_row(name: str, number: Any) -> tuple[object, ...]:  # noqa: ANN401 - one of the thresholds
    source = number.source
    return (
        name.replace("_", " "),
        f"{number.value:g}",
        source.verified,
        f"{source.document}, {source.section}",
    )


def _comparisons(first: Edition, second: Edition) -> Iterator[tuple[int, str, str]]:
    numbers = sorted({one.number for one in (*first.indicators, *second.indicators)})
    for number in numbers:
        found = comparability(number, first, second)
        yield number, found.kind.value, found.reason


def _load(name: str) -> Edition:
    if name.endswith(_FILE_ENDINGS):
        return load_edition_file(name)
    return load_edition(name)


def _plain(edition: Edition) -> Any:  # noqa: ANN401 - JSON values
    return json.loads(msgspec.json.encode(edition))


def _said(value: object) -> str:
    if value is None:
        return "-"
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return (
        text if len(text) <= WIDEST_FIELD else f"{text[: WIDEST_FIELD - 1]}\N{HORIZONTAL ELLIPSIS}"
    )
