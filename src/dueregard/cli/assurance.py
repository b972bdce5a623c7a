"""The commands that say what binds a commissioner's providers, what is due and where it stands."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dueregard.cli.days import as_of_option, day_of
from dueregard.cli.terminal import print_json, print_table

if TYPE_CHECKING:
    from dueregard.assurance.applicability import Scope
    from dueregard.assurance.board import Board
    from dueregard.assurance.standing import Standing
    from dueregard.editions.schema import Edition
    from dueregard.operations.assess_providers import Applicability

PLACE = click.Path(path_type=Path, exists=True)
AS_OF = as_of_option("The day on which is asked")
commissioner_option = click.option(
    "--commissioner", default="", help="ODS code, where the folder has several."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
_DUTIES = ("eds", "wres", "staff_survey", "survey_report")
_WORDS = {"required": "Y", "not applicable": "N"}


@click.command()
@click.argument("register", type=PLACE)
@click.option("--edition", required=True, help="The edition whose contract year is looked at.")
@AS_OF
@commissioner_option
@json_option
def applicability(
    register: Path, edition: str, as_of: datetime | None, commissioner: str, *, as_json: bool
) -> None:
    """Say which clauses of the contract bind each provider in REGISTER, and why.

    REGISTER is register.csv, register.xlsx or the folder that holds it; declarations.csv beside it
    is read too. Y: the clause binds, N: it does not. A provider whose income is not known is
    presumed in scope; only an approved declaration exempts it, until the contract year ends.
    """
    from dueregard.editions.loader import load_edition  # noqa: PLC0415 - when called
    from dueregard.operations.assess_providers import (  # noqa: PLC0415 - when called
        assess_applicability,
    )

    rules = load_edition(edition)
    # Asked of a past year without a day, the whole of the year is known.
    found = assess_applicability(register, rules, as_of=day_of(as_of), commissioner=commissioner)
    if as_json:
        print_json(_applicability_json(found))
        return
    click.echo(f"Contract year {rules.reporting.contract_year}, on {found.as_of}\n")
    headings = ("Code", "Provider", "Kind", "EDS", "WRES", "Survey", "Survey report", "Standing")
    print_table(headings, [_scope_row(one) for one in found.scopes])
    for remark in found.remarks:
        click.echo(f"\n{remark.organisation}: {remark.sentence}\n  {remark.advice}")


def _scope_row(scope: Scope) -> tuple[str, ...]:
    provider = scope.provider
    outcomes = [scope.of(duty).outcome.value for duty in _DUTIES]
    reason = "" if scope.in_scope else f" ({scope.of('wres').reason.value})"
    return (
        provider.ods,
        provider.name,
        provider.kind.value.replace("_", " "),
        *(_WORDS.get(one, one) for one in outcomes),
        f"{scope.standing}{reason}",
    )


def _applicability_json(found: Applicability) -> dict[str, object]:
    return {
        "edition": found.edition.edition,
        "contract_year": found.edition.reporting.contract_year,
        "as_of": found.as_of.isoformat(),
        "providers": [_scope_json(one) for one in found.scopes],
        "remarks": [
            {
                "code": one.code,
                "organisation": one.organisation,
                "sentence": one.sentence,
                "advice": one.advice,
            }
            for one in found.remarks
        ],
    }


def _scope_json(scope: Scope) -> dict[str, object]:
    return {
        "provider": scope.provider.ods,
        "name": scope.provider.name,
        "kind": scope.provider.kind.value,
        "public_function": scope.provider.carries_out_public_function,
        "sub_contractors": list(scope.provider.sub_contractors),
        "in_scope": scope.in_scope,
        "state": scope.standing,
        "certainty": scope.size.certainty.value,
        "ask": scope.size.ask,
        "exempt_until": scope.size.until and scope.size.until.isoformat(),
        "duties": [
            {
                "duty": one.duty.id,
                "clause": one.duty.clause,
                "outcome": one.outcome.value,
                "reason": one.reason.value,
                "why": one.why,
                "source": f"{one.source.document}, {one.source.section}",
                "verified": one.source.verified,
            }
            for one in scope.applications
        ],
    }


@click.command()
@click.option("--edition", required=True, help="The edition, such as 2015.")
@AS_OF
@json_option
def milestones(edition: str, as_of: datetime | None, *, as_json: bool) -> None:
    """List the milestones of an edition, and where each stands on a day with nothing done.

    "Overdue at issue" means that its day had passed when the guidance came out: that is not late.
    """
    from dueregard.editions.loader import load_edition  # noqa: PLC0415 - when called

    rules, day = load_edition(edition), day_of(as_of)
    rows = _milestone_rows(rules, day)
    if as_json:
        print_json(rows)
        return
    headings = ("Id", "Who", "Due", "Known from", "Status", "What")
    keys = ("id", "actor", "due", "known_from", "status", "title")
    print_table(headings, [tuple(row[key] for key in keys) for row in rows])
    if any(row["status"] == "overdue at issue" and row["actor"] == "commissioner" for row in rows):
        click.echo(
            "\nThe letter that was due before the guidance came out is written as a catch-up "
            "letter (L1b): dueregard letters preview DIR --kind L1b"
        )


def _milestone_rows(rules: Edition, day: date) -> list[dict[str, str]]:
    from dueregard.assurance.choices import Choices  # noqa: PLC0415 - when called
    from dueregard.assurance.obligations import milestone_obligations  # noqa: PLC0415
    from dueregard.assurance.standing import waiting_for  # noqa: PLC0415 - when called

    return [
        {
            "id": one.what,
            "actor": actor,
            "due": str(one.due),
            "known_from": str(one.known_from),
            "window_start": str(one.window_start or ""),
            "status": waiting_for(one, Choices().due_soon_days, day).value,
            "title": one.title,
            "source": f"{one.source.document}, {one.source.section}",
            "verified": one.source.verified,
        }
        for actor, one in milestone_obligations(rules)
    ]


@click.command()
@click.argument("folder", type=PLACE)
@AS_OF
@commissioner_option
@click.option("--year", "contract_year", help="The contract year, such as 2015/16.")
@click.option("--provider", default="", help="Only this provider, with each item.")
@json_option
def obligations(  # noqa: PLR0913 - one parameter for each option
    folder: Path,
    as_of: datetime | None,
    commissioner: str,
    contract_year: str | None,
    provider: str,
    *,
    as_json: bool,
) -> None:
    """Say where each obligation of a commissioner and its providers stands.

    Two things are told apart: what was done by when, and whether the evidence shows what was
    asked. Neither rates how a provider treats its staff.
    """
    from dueregard.assurance.contract_years import read_contract_year  # noqa: PLC0415
    from dueregard.operations.assess_providers import status_board  # noqa: PLC0415 - when called

    year = read_contract_year(contract_year) if contract_year else None
    board = status_board(folder, as_of=day_of(as_of), commissioner=commissioner, year=year)
    if as_json:
        print_json(_board_json(board, provider))
    else:
        _print_board(board, provider)


def _chosen(board: Board, provider: str) -> list[Standing]:
    found = [*board.own, *board.providers]
    return [one for one in found if not provider or one.obligation.party == provider]


def _print_board(board: Board, provider: str) -> None:
    click.echo(f"{board.commissioner.name}, contract year {board.schedule.year}, {board.as_of}\n")
    chosen = _chosen(board, provider)
    headings = ("Obligation", "Due", "Process", "Result", "Days late", "Still to come")
    print_table(headings, [_standing_row(one) for one in chosen], right=(4,))
    for one in chosen if provider else ():
        click.echo(f"\n{one.obligation.id}: {one.obligation.title}")
        for item in one.items:
            answer = "not answered" if item.answer is None else item.answer.value
            place = f" ({item.page})" if item.page else ""
            click.echo(f"  {item.item.key}: {answer}{place} - {item.item.words}")


def _standing_row(one: Standing) -> tuple[object, ...]:
    keys = [item.key for item in one.outstanding]
    shown = ", ".join(keys[:4]) + (", ..." if len(keys) > 4 else "")
    return (
        one.obligation.id,
        one.obligation.due,
        one.process.value,
        one.result.value,
        one.days_late or None,
        shown,
    )


def _board_json(board: Board, provider: str) -> dict[str, object]:
    return {
        "commissioner": board.commissioner.id,
        "contract_year": str(board.schedule.year),
        "as_of": board.as_of.isoformat(),
        "obligations": [_standing_json(one) for one in _chosen(board, provider)],
    }


def _standing_json(one: Standing) -> dict[str, object]:
    what = one.obligation
    return {
        "id": what.id,
        "party": what.party,
        "family": what.family.value,
        "title": what.title,
        "clause": what.clause,
        "figures_edition": what.figures,
        "due": what.due and what.due.isoformat(),
        "known_from": what.known_from and what.known_from.isoformat(),
        "process": one.process.value,
        "result": one.result.value,
        "received_on": one.received_on and one.received_on.isoformat(),
        "days_late": one.days_late,
        "late_reason": one.late_reason,
        "evidence": list(one.evidence),
        "outside_window": list(one.outside),
        "items": [
            {
                "key": item.item.key,
                "words": item.item.words,
                "is_destination": item.item.is_destination,
                "answer": item.answer and item.answer.value,
                "accepted": item.accepted,
                "page": item.page,
            }
            for item in one.items
        ],
        "source": f"{what.source.document}, {what.source.section}",
    }
