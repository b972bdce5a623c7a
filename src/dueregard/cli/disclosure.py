"""The commands that look at a table the way an intruder would: ``audit`` and ``protect``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dueregard.cli.terminal import print_json
from dueregard.errors import ConfigurationError, UnsafeReleaseError

if TYPE_CHECKING:
    from dueregard.disclosure.audit import Audit, Finding
    from dueregard.disclosure.policy import Policy
    from dueregard.disclosure.printed_figures import Measures
    from dueregard.disclosure.protect import Protection
    from dueregard.disclosure.shape import TableShape
    from dueregard.disclosure.view import View

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NOT_SAFE = UnsafeReleaseError.exit_code
_LEAKS_SHOWN = 20

_as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")
_hierarchy = click.option(
    "--hierarchy",
    type=_FILE,
    help="JSON {dimension: {parent: [children]}}. Left out: the .json file beside the table.",
)
_threshold = click.option("--threshold", type=int, help="Counts below it are unsafe (policy: 5).")
_zeros = click.option(
    "--zeros",
    type=click.Choice(["published", "protected"]),
    help="Whether zeros are printed, so that a hidden cell holds somebody.",
)
_policy = click.option("--policy", "policy_file", type=_FILE, help="A policy file of your own.")


@click.command()
@click.argument("table", type=_FILE)
@_hierarchy
@_threshold
@_zeros
@click.option("--percentages", metavar="COLUMN", help="Also print each category's share, rounded.")
@click.option("--decimals", type=click.IntRange(0, 3), help="Decimals of the shares (policy: 0).")
@click.option(
    "--seconds",
    type=click.FloatRange(1, 3600),
    default=70.0,
    show_default=True,
    help="Processor time to search in; a result that is not proved best says its gap.",
)
@_policy
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="Where the protected table is written.",
)
@_as_json
def protect(  # noqa: PLR0913, PLR0917 - click hands over one argument per option
    table: Path,
    hierarchy: Path | None,
    threshold: int | None,
    zeros: str | None,
    percentages: str | None,
    decimals: int | None,
    seconds: float,
    policy_file: Path | None,
    out: Path,
    as_json: bool,  # noqa: FBT001 - a flag of the command line
) -> None:
    """Hide as little of TABLE as keeps every small count from being worked out.

    TABLE holds the smallest cells, one row each, with a column n; totals are added up. The result
    names every cell, totals included. Each small cell has a whole-number table as its proof: it
    prints the same release and has that cell at the threshold. The threshold is your policy's
    choice; no law names one.
    """
    from dueregard.disclosure.policy import check_threshold, load_policy  # noqa: PLC0415 - slow
    from dueregard.disclosure.protect import protect as protect_table  # noqa: PLC0415 - slow
    from dueregard.disclosure.reading import read_table  # noqa: PLC0415 - slow
    from dueregard.disclosure.writing import write_release  # noqa: PLC0415 - slow

    policy = load_policy(policy_file)
    started = time.perf_counter()
    protection = protect_table(
        read_table(table, _shape(table, hierarchy)),
        policy,
        threshold=check_threshold(policy, policy.threshold if threshold is None else threshold),
        lowest=_lowest(policy, zeros),
        percentages=percentages,
        decimals=policy.decimals if decimals is None else decimals,
        seconds=seconds,
    )
    if not out.resolve().parent.is_dir():
        raise ConfigurationError(f"{out.parent} is not a folder.", advice="Make it first.")
    write_release(protection, out)
    summary = _summary(protection, policy, time.perf_counter() - started)
    if as_json:
        print_json(summary)
    else:
        _print_summary(summary, out)


def _shape(table: Path, hierarchy: Path | None) -> TableShape:
    from dueregard.disclosure.reading import read_hierarchy  # noqa: PLC0415 - slow

    beside = table.with_suffix(".json")
    if hierarchy is None and not beside.is_file():
        raise ConfigurationError(
            f"The hierarchy of {table.name} is not known.",
            advice=f"Say --hierarchy FILE.json, or put it beside the table as {beside.name}.",
        )
    return read_hierarchy(hierarchy or beside)


def _lowest(policy: Policy, zeros: str | None) -> int:
    return policy.lowest if zeros is None else int(zeros == "published")


def _summary(protection: Protection, policy: Policy, seconds: float) -> dict[str, Any]:
    from dueregard.disclosure.protect import count_shares  # noqa: PLC0415 - slow

    problem = protection.plan.problem
    counts = problem.values[~protection.hidden]
    exact, coarsened, hidden = count_shares(protection)
    value, bound = protection.objective, protection.objective_bound
    return {
        "status": protection.status,
        "objective": "secondaries" if protection.column is None else "worth of figures shown",
        "objective_value": value,
        "bound": bound,
        "gap": protection.gap,
        "cells": problem.shape.size,
        "hidden_cells": int(protection.hidden.sum()),
        "primaries": int(problem.unsafe.sum()),
        "secondaries": protection.secondaries,
        "secondaries_bound": protection.pattern.bound,
        "hidden_value": protection.hidden_value,
        "counts_shown": int((counts > 0).sum()),
        "zeros_shown": int((counts == 0).sum()),
        "percentages_shown": exact,
        "percentages_coarsened": coarsened,
        "percentages_hidden": hidden,
        "worth": round(protection.worth, 2),
        "witnesses": protection.witnesses,
        "threshold": problem.threshold,
        "zeros": "published" if problem.lowest else "protected",
        "policy": f"{policy.name}, {policy.dated}",
        "seconds": round(seconds, 3),
    }


def _print_summary(summary: dict[str, Any], out: Path) -> None:
    click.echo(
        f"{out.name}: {summary['counts_shown']} counts shown, {summary['hidden_cells']} hidden "
        f"({summary['primaries']} small, {summary['secondaries']} to protect them)."
    )
    total = sum(summary[f"percentages_{kind}"] for kind in ("shown", "coarsened", "hidden"))
    if total:
        click.echo(
            f"Percentages: {summary['percentages_shown']} shown, "
            f"{summary['percentages_coarsened']} coarsened, "
            f"{summary['percentages_hidden']} hidden; 0 % and 100 % follow from the zeros."
        )
    if summary["status"] == "optimal":
        click.echo("Proven: no smaller choice of hidden cells protects every small one.")
    else:
        click.echo(
            f"Not proven the best: {summary['objective']} {summary['objective_value']}, "
            f"bound {summary['bound']}."
        )
    click.echo(
        f"Every small cell has a proof among {summary['witnesses']} whole-number tables "
        f"({summary['seconds']:.1f} s; policy {summary['policy']})."
    )


@click.command()
@click.argument("path", type=_FILE, required=False)
@_hierarchy
@click.option("--pattern", type=_FILE, help="Cells that a tool chose to hide; PATH has all counts.")
@_threshold
@_zeros
@click.option(
    "--intruder",
    type=click.Choice(["0+", "1+", "2-symbols"]),
    default="1+",
    show_default=True,
    help="What is known of hidden cells: nothing; the rule; the rule and which are the small ones.",
)
@click.option("--percentages", metavar="COLUMN", help="Shares printed as well (with --pattern).")
@click.option("--decimals", type=click.IntRange(0, 3), help="Decimals of the shares (policy: 0).")
@click.option("--percent", "percents", multiple=True, help="A printed percentage; with --of.")
@click.option("--of", "base", type=click.IntRange(1, 10**6), help="People that --percent is of.")
@click.option(
    "--explain",
    "explained",
    type=click.IntRange(0),
    default=3,
    show_default=True,
    help="How many of the leaks are explained by the figures that cause them.",
)
@click.option("--gate", is_flag=True, help="Verdicts only, no intervals: faster.")
@_policy
@_as_json
def audit(  # noqa: PLR0913, PLR0917 - click hands over one argument per option
    path: Path | None,
    hierarchy: Path | None,
    pattern: Path | None,
    threshold: int | None,
    zeros: str | None,
    intruder: str,
    percentages: str | None,
    decimals: int | None,
    percents: tuple[str, ...],
    base: int | None,
    explained: int,
    gate: bool,  # noqa: FBT001 - a flag of the command line
    policy_file: Path | None,
    as_json: bool,  # noqa: FBT001 - a flag of the command line
) -> None:
    """Attack a published table, and say which hidden counts can be worked out and from what.

    PATH is a table as 'protect' writes it (n empty where hidden, perhaps with percentages), a table
    of all counts with --pattern, printed percentages per part and band with the head count, or
    figures of any kind, one in each row (columns kind, part, value and others): counts, sums,
    percentages, ratios, intervals and p-values from wherever they were printed. The answer ends
    with exit code 9 when somebody is given away, or when a limit was met before a proof. Without
    PATH, '--percent 4.5 --of 22' says how many people a percentage is.
    """
    from dueregard.disclosure.audit import audit as attack_view  # noqa: PLC0415 - slow
    from dueregard.disclosure.policy import check_threshold, load_policy  # noqa: PLC0415 - slow

    if path is None:
        _show_single_numbers(percents, base, as_json=as_json)
        return
    policy = load_policy(policy_file)
    limit = check_threshold(policy, policy.threshold if threshold is None else threshold)
    shares = (percentages, policy.decimals if decimals is None else decimals)
    rule = (limit, _lowest(policy, zeros), intruder)
    view = _view(path, hierarchy, pattern, rule, shares)
    started = time.perf_counter()
    result = attack_view(view, limit, whole=intruder != "0+", intervals=not gate)
    report = _report(result, explained, time.perf_counter() - started)
    if as_json:
        print_json(report)
    else:
        _print_report(report)
    if not result.is_safe:
        raise click.exceptions.Exit(_NOT_SAFE)


def _view(
    path: Path,
    hierarchy: Path | None,
    pattern: Path | None,
    rule: tuple[int, int, str],
    shares: tuple[str | None, int],
) -> View:
    from dueregard.disclosure import printed_figures  # noqa: PLC0415 - slow
    from dueregard.disclosure import printed_percentages as printed  # noqa: PLC0415 - slow
    from dueregard.disclosure.reading import read_columns, read_hierarchy  # noqa: PLC0415 - slow
    from dueregard.disclosure.view import Intruder, read_view  # noqa: PLC0415 - slow

    threshold, lowest, intruder = rule
    if pattern is not None:
        shape = _shape(path, hierarchy)
        return _pattern_view(path, shape, pattern, (threshold, lowest, intruder), shares)
    columns = read_columns(path)
    if printed_figures.is_figures_form(columns):
        return printed_figures.read_figures_view(path, _measures(), lowest=lowest)
    if printed.is_percentage_form(columns):
        return printed.read_percentage_view(path)
    if intruder == Intruder.TWO_SYMBOLS:
        raise ConfigurationError(
            "A published table here has one symbol, so it cannot be read with two.",
            advice="Give the true counts and --pattern to try two symbols.",
        )
    beside = path.with_suffix(".json")
    known = hierarchy or (beside if beside.is_file() else None)
    shape_of = read_hierarchy(known) if known else None
    return read_view(
        path, shape_of, lowest=lowest, intruder=Intruder(intruder), share_column=shares[0]
    )


def _measures() -> Measures:
    """Return the statistics behind printed intervals and p-values."""
    from dueregard.disclosure.printed_figures import Measures  # noqa: PLC0415 - slow
    from dueregard.statistics.intervals import proportion_interval  # noqa: PLC0415 - slow
    from dueregard.statistics.significance import two_group_test  # noqa: PLC0415 - slow

    def interval(events: int, people: int, method: str, level: float) -> tuple[float, float]:
        found = proportion_interval((events, people), level=level, method=method or "wilson")
        return found.lower, found.upper

    def p_value(first: tuple[int, int], second: tuple[int, int], method: str) -> float:
        return two_group_test(first, second, method=method or "fisher-mid-p").p_value

    return Measures(interval, p_value)


def _pattern_view(
    path: Path,
    shape: TableShape,
    pattern: Path,
    rule: tuple[int, int, str],
    shares: tuple[str | None, int],
) -> View:
    from dueregard.disclosure import reading, view  # noqa: PLC0415 - slow
    from dueregard.disclosure.percentages import exact_precision  # noqa: PLC0415 - slow

    threshold, lowest, intruder = rule
    table = reading.read_table(path, shape)
    hidden = reading.read_pattern(pattern, shape)
    found = view.view_of_pattern(
        table, hidden, threshold=threshold, lowest=lowest, intruder=view.Intruder(intruder)
    )
    column, decimals = shares
    if column is None:
        return found
    return found.with_figures(view.all_shares(table, column, exact_precision(decimals)))


def _report(result: Audit, explained: int, seconds: float) -> dict[str, Any]:
    from dueregard.disclosure.explain import explain  # noqa: PLC0415 - slow

    proofs = [explain(result, leak) for leak in result.leaks[:explained]]
    return {
        "safe": result.is_safe,
        "threshold": result.threshold,
        "hidden_cells": len(result.findings),
        "exact": result.exact,
        "provably_unsafe": len(result.leaks),
        "undecided": result.undecided,
        "seconds": round(seconds, 3),
        "cells": [_finding(result, finding) for finding in result.findings],
        "proofs": [
            {
                "cell": result.view.name(proof.finding.cell),
                "figures": [figure.words for figure in proof.figures],
                "conclusion": proof.sentence,
            }
            for proof in proofs
        ],
    }


def _finding(result: Audit, finding: Finding) -> dict[str, Any]:
    return {
        "cell": result.view.name(finding.cell),
        "verdict": str(finding.verdict),
        "small": finding.is_small,
        "lower": finding.lower,
        "upper": finding.upper,
    }


def _print_report(report: dict[str, Any]) -> None:
    click.echo(
        f"{report['hidden_cells']} hidden cells, {report['provably_unsafe']} known to be below "
        f"{report['threshold']}, {report['exact']} of them exactly; "
        f"{report['undecided']} undecided ({report['seconds']:.1f} s)."
    )
    leaks = [cell for cell in report["cells"] if cell["small"]]
    for cell in sorted(leaks, key=lambda c: c["verdict"] != "exact")[:_LEAKS_SHOWN]:
        upper = cell["upper"]
        between = (
            f"is exactly {cell['lower']:.0f}"
            if cell["verdict"] == "exact"
            else f"lies between {cell['lower']:.0f} and {upper:.0f}"
        )
        click.echo(f"  {cell['cell']} {between}")
    if len(leaks) > _LEAKS_SHOWN:
        click.echo(f"  and {len(leaks) - _LEAKS_SHOWN} more; --json lists all.")
    for proof in report["proofs"]:
        click.echo(f"\nWhy {proof['cell']} is known:")
        for figure in proof["figures"]:
            click.echo(f"  - {figure}")
        click.echo(f"  {proof['conclusion']}")
    if report["safe"]:
        click.echo("No hidden count can be worked out from these figures.")


def _show_single_numbers(percents: tuple[str, ...], base: int | None, *, as_json: bool) -> None:
    from dueregard.disclosure.printed_percentages import (  # noqa: PLC0415 - slow
        count_from_percentage,
    )

    if not percents or base is None:
        raise click.UsageError("Give a PATH, or --percent with --of.")
    solved = {text: list(count_from_percentage(text, base)) for text in percents}
    if as_json:
        print_json({"of": base, "counts": solved})
        return
    for text, counts in solved.items():
        bare = text.strip().removesuffix("%").strip()
        if not counts:
            click.echo(f"No number of people is {bare} % of {base}: another base, or a fault.")
        elif len(counts) == 1:
            click.echo(f"{bare} % of {base} is exactly {counts[0]}.")
        else:
            click.echo(f"{bare} % of {base} is one of {', '.join(map(str, counts))}.")
