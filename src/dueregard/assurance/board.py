"""Where everything stands for one commissioner in one contract year, on one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dueregard.assurance.applicability import Scope
from dueregard.assurance.contract_years import ContractYear
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.obligations import own_obligations, provider_obligations
from dueregard.assurance.own_standing import own_standing
from dueregard.assurance.register import Commissioner
from dueregard.assurance.schedule import Schedule, shipped_schedule
from dueregard.assurance.standing import Standing, standing_of
from dueregard.assurance.steps import Round


@dataclass(frozen=True, slots=True)
class Board:
    """The status board: the providers with what binds them, and where each obligation stands."""

    ledger: Ledger
    schedule: Schedule
    commissioner: Commissioner
    as_of: date
    scopes: tuple[Scope, ...]
    own: tuple[Standing, ...]
    providers: tuple[Standing, ...]

    def of(self, provider: str) -> tuple[Standing, ...]:
        """Return where the obligations of one provider stand."""
        return tuple(one for one in self.providers if one.obligation.party == provider)

    def scope(self, provider: str) -> Scope:
        """Return what binds one provider, or raise ``KeyError``."""
        for one in self.scopes:
            if one.provider.ods == provider:
                return one
        raise KeyError(provider)


def board_of(ledger: Ledger, commissioner: Commissioner, year: ContractYear, as_of: date) -> Board:
    """Return the status board of one commissioner in a contract year."""
    schedule = shipped_schedule(year)
    found = Round(ledger, schedule, commissioner, as_of).scopes
    own = tuple(
        own_standing(one, commissioner, found, ledger, as_of)
        for one in own_obligations(commissioner, schedule)
    )
    theirs = tuple(
        standing_of(one, ledger, as_of)
        for scope in found
        for one in provider_obligations(scope, schedule, ledger)
    )
    return Board(ledger, schedule, commissioner, as_of, found, own, theirs)
