"""The register: which providers, on which contracts, in which contract year, with whom.

A row is one provider's contract with one commissioner in one year. What is said of the provider
itself is repeated in each of its rows of a year, as it would be in a spreadsheet.
Source: guidance 03764, sections 3.1, 3.3 and 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dueregard.assurance.words import Role, Says, YesNo
from dueregard.records.columns import column
from dueregard.vocabulary import ContractForm, ProviderKind


@dataclass(frozen=True, slots=True)
class Contract:
    """A row of the register: a provider's contract with a commissioner in a contract year."""

    provider: str = column("ODS code of the provider.", "RXX")
    name: str = column("Name of the provider.", "Example NHS Trust")
    kind: ProviderKind = column("What the provider is.", "nhs_trust")
    contract_year: str = column("The contract year.", "2015/16")
    commissioner: str = column("ODS code of the commissioner.", "00C")
    role: Role = column(
        "The commissioner's part in the contract.", "co_ordinating", default=Role.CO_ORDINATING
    )
    form: ContractForm = column(
        "The form of the contract.", "full_length", default=ContractForm.FULL_LENGTH
    )
    contract: str = column("A reference, where there are several alike.", "C1", default="")
    expected_income: Decimal | None = column(
        "What this commissioner expects to pay in the contract year, in pounds.",
        "80000.00",
        default=None,
    )
    income_basis: str = column("Where the figure comes from.", "Contract, schedule 3", default="")
    public_function: YesNo = column(
        "Whether the provider carries out a public function.", "no", default=YesNo.NOT_STATED
    )
    sub_contractors: tuple[str, ...] = column(
        "Its sub-contractors under the contract.", "Example Care Ltd", default=()
    )
    website: str = column("The provider's web site.", "https://www.example.org", default="")
    predecessors: tuple[str, ...] = column(
        "ODS codes of the bodies it was formed from.", "RYY", default=()
    )
    successors: tuple[str, ...] = column(
        "ODS codes of the bodies that took over from it.", "RZZ", default=()
    )
    starts_on: date | None = column(
        "The day the contract starts, where that is within the year.", "2015-10-01", default=None
    )
    ends_on: date | None = column(
        "The day the contract ends, where that is within the year.", "2015-12-31", default=None
    )
    paused: YesNo = column(
        "Whether letters wait, for example while a contract is being ended.",
        "no",
        default=YesNo.NOT_STATED,
    )


@dataclass(frozen=True, slots=True)
class Commissioner:
    """A commissioner whose assurance is kept here, or who is a party to the same contracts."""

    id: str = column("ODS code of the commissioner.", "00C")
    name: str = column("Its name.", "Example CCG")
    ours: YesNo = column(
        "Whether its letters and statements are made here.", "yes", default=YesNo.YES
    )
    lead: str = column("Who leads on the standard.", "A. Example", default="")
    lead_post: str = column("The lead's post.", "Head of Equality", default="")
    email: str = column("Where answers go.", "equality@example.org", default="")
    guidance_read: str = column(
        "The version of the guidance that the lead has read.", "03764 v1", default=""
    )
    guidance_read_on: date | None = column("The day the lead said so.", "2015-07-21", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What a provider says of its whole income in a contract year, and who approved it.

    Only an approved declaration exempts, and only for its year.
    """

    id: str = column("A short name of its own.", "D1")
    provider: str = column("ODS code of the provider.", "RXX")
    contract_year: str = column("The contract year it is about.", "2015/16")
    says: Says = column("Whether it expects to be small.", "small")
    expected_income: Decimal | None = column(
        "Its expected income from all NHS commissioners together, in pounds; may stay unsaid.",
        "150000.00",
        default=None,
    )
    declared_by: str = column("Who declared it for the provider.", "B. Example, Director")
    declared_on: date = column("The day.", "2015-07-24")
    evidence: str = column("Id of the evidence.", "E3", default="", names="evidence")
    approved_by: str = column("Who approved it for the commissioner.", "A. Example", default="")
    approved_on: date | None = column("The day.", "2015-07-28", default=None)
    refused_on: date | None = column("The day it was refused.", "", default=None)
    why: str = column("Why it was approved or refused.", "Accounts were seen.", default="")


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody at a provider, and what they are written to about."""

    id: str = column("A short name of its own.", "K1")
    provider: str = column("ODS code of the provider.", "RXX")
    name: str = column("Name.", "C. Example")
    post: str = column("Post.", "Director of Workforce", default="")
    email: str = column("E-mail address.", "c.example@example.org", default="")
    letters: YesNo = column("Whether letters are addressed to them.", "yes", default=YesNo.YES)
    attests: YesNo = column(
        "Whether they attest what the provider gives.", "no", default=YesNo.NOT_STATED
    )
    until: date | None = column("The last day, once they have left.", "", default=None)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who reviews for the commissioner, and the interests they declare."""

    name: str = column("Name, as it stands in the reviews.", "A. Example")
    post: str = column("Post.", "Contract manager", default="")
    commissioner: str = column("ODS code of the commissioner.", "00C", default="")
    linked_providers: tuple[str, ...] = column(
        "ODS codes of providers they are linked with.", "RXX", default=(), names="providers"
    )
    declared_on: date | None = column("The day they declared it.", "2015-04-01", default=None)


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider in a contract year, made of its rows of the register."""

    ods: str
    name: str
    kind: ProviderKind
    contracts: tuple[Contract, ...]

    @property
    def carries_out_public_function(self) -> bool:
        """Whether the Public Sector Equality Duty may be cited to it."""
        return any(one.public_function is YesNo.YES for one in self.contracts)

    @property
    def coordinators(self) -> tuple[str, ...]:
        """The commissioners that co-ordinate its contracts."""
        found = (one.commissioner for one in self.contracts if one.role is Role.CO_ORDINATING)
        return tuple(sorted(set(found)))

    @property
    def commissioners(self) -> tuple[str, ...]:
        """Every commissioner with a contract."""
        return tuple(sorted({one.commissioner for one in self.contracts}))

    @property
    def sub_contractors(self) -> tuple[str, ...]:
        """Its sub-contractors under all contracts."""
        return tuple(dict.fromkeys(name for one in self.contracts for name in one.sub_contractors))

    @property
    def website(self) -> str:
        """Its web site."""
        return next((one.website for one in self.contracts if one.website), "")

    @property
    def is_paused(self) -> bool:
        """Whether letters to it wait."""
        return any(one.paused is YesNo.YES for one in self.contracts)

    def under_standard_contract(self) -> tuple[Contract, ...]:
        """Return the contracts that are based on the NHS Standard Contract."""
        return tuple(one for one in self.contracts if one.form is not ContractForm.NOT_STANDARD)
