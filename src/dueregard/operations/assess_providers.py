"""Read a commissioner's folder and say what binds its providers, and where each thing stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dueregard.assurance.applicability import Scope, scopes
from dueregard.assurance.board import Board, board_of
from dueregard.assurance.contract_years import ContractYear, contract_year_of
from dueregard.assurance.files import load_ledger
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.register_checks import RegisterRemark, check_register, questions_open
from dueregard.assurance.schedule import shipped_schedule
from dueregard.editions.loader import available_editions
from dueregard.editions.schema import Edition
from dueregard.operations.desk import Place, desk_of
from dueregard.operations.journal import held, needs_recovery


@dataclass(frozen=True, slots=True)
class Applicability:
    """What binds each provider of a contract year, and what to look at in the register."""

    edition: Edition
    as_of: date
    scopes: tuple[Scope, ...]
    remarks: tuple[RegisterRemark, ...]


def assess_applicability(
    place: Path, edition: Edition, *, as_of: date, commissioner: str = ""
) -> Applicability:
    """Say which clauses bind which provider in the contract year of an edition.

    Parameters
    ----------
    place
        A commissioner's folder or its register (CSV or XLSX); declarations beside it are read.
    edition
        The rules.
    as_of
        The day: what was approved later is not known yet.
    commissioner
        Only the providers of this one.
    """
    ledger = load(place)
    found = scopes(ledger, edition, as_of, commissioner=commissioner)
    return Applicability(edition, as_of, found, (*check_register(ledger), *questions_open(found)))


def load(place: Place) -> Ledger:
    """Read a commissioner's records: a desk's, a folder's, or a register with what is beside it."""
    if isinstance(place, Path) and place.is_file():
        from dueregard.operations.exchange_register import (  # noqa: PLC0415 - only for workbooks
            ledger_with_workbook,
            workbook_in,
        )

        if needs_recovery(place.parent):
            with held(place.parent):
                pass
        workbook = workbook_in(place)
        return load_ledger(place) if workbook is None else ledger_with_workbook(workbook)
    return desk_of(place).load()


def status_board(
    place: Place, *, as_of: date, commissioner: str = "", year: ContractYear | None = None
) -> Board:
    """Say where every obligation of a commissioner and its providers stands on a day.

    Parameters
    ----------
    place
        The commissioner's folder, or the desk.
    as_of
        The day.
    commissioner
        ODS code, where the folder has several of our own.
    year
        The contract year; the one whose reports were last due or are next due if left out.
    """
    ledger = load(place)
    return board_of(ledger, ledger.own(commissioner), year_for(ledger, as_of, year), as_of)


def year_for(ledger: Ledger, as_of: date, year: ContractYear | None = None) -> ContractYear:
    """Return the contract year to look at: the one whose last report is due nearest to the day."""
    if year is not None:
        return year
    current = contract_year_of(as_of)
    known = {str(one.first) for one in ledger.years} & set(available_editions())
    days = {
        ContractYear(int(first)): abs((as_of - _last_day(ContractYear(int(first)))).days)
        for first in known
    }
    return min(days, key=lambda one: (days[one], one), default=current)


def _last_day(year: ContractYear) -> date:
    """Return the day on which a contract year's last report is due."""
    found = [one.milestone.due for one in shipped_schedule(year).milestones]
    return max(found, default=year.end)
