"""Which clauses of the contract bind which provider in which contract year, and why.

A provider is small when the whole of its expected income under contracts based on the NHS Standard
Contract, from all NHS commissioners together, is not above the edition's limit. The contracts
somebody knows of can prove that it is not small, never that it is. So a provider is presumed to be
in scope until it declares otherwise and that was approved; an approval ends with its year.
Source: guidance 03764, sections 3.1 and 3.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from dueregard.assurance.contract_years import ContractYear, read_contract_year
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.register import Declaration, Provider
from dueregard.assurance.words import Says
from dueregard.editions.providers import is_proved_not_small, is_small_income
from dueregard.editions.schema import Clause, ContractDuty, Edition
from dueregard.vocabulary import ContractForm, ProviderKind

WRES, EDS, SURVEY, SURVEY_REPORT = "wres", "eds", "staff_survey", "survey_report"


class Certainty(StrEnum):
    """How firmly a provider's size is known."""

    PRESUMED = "presumed"
    DECLARED = "declared"
    CONFIRMED = "confirmed"


class Outcome(StrEnum):
    """Whether a clause binds a provider."""

    REQUIRED = "required"
    NOT_APPLICABLE = "not applicable"
    AS_CONTRACT_SAYS = "as contract says"
    UNDETERMINED = "undetermined"


class Reason(StrEnum):
    """Why a clause binds a provider, or does not: what may be said to everybody."""

    STANDARD_CONTRACT = "NHS Standard Contract"
    PRIMARY_CARE = "primary care - not Standard Contract"
    NOT_STANDARD = "not Standard Contract"
    TRUSTS_ONLY = "trusts and foundation trusts only"
    SMALL_PROVIDER = "small provider"
    NO_EXEMPTION_STATED = "stated without an exemption for small providers"
    SHORTER_FORM = "shorter form of the contract"
    FORM_NOT_READ = "form of the contract was not read"


@dataclass(frozen=True, slots=True)
class Size:
    """What is known of a provider's size in a contract year.

    Parameters
    ----------
    is_small
        Whether it is treated as small; only an approved declaration makes it so.
    certainty
        How firmly that is known.
    known_income
        What the known contracts under the NHS Standard Contract come to, a lower bound in pounds.
    why
        In a sentence.
    ask
        What to ask the provider, or do; empty where nothing is open.
    until
        The last day of an exemption.
    """

    is_small: bool
    certainty: Certainty
    known_income: Decimal
    why: str
    ask: str = ""
    until: date | None = None
    declaration: str = ""


@dataclass(frozen=True, slots=True)
class Application:
    """Whether one clause binds one provider in one contract year."""

    duty: ContractDuty
    outcome: Outcome
    reason: Reason
    certainty: Certainty
    why: str
    until: date | None = None

    @property
    def binds(self) -> bool:
        """Whether the clause binds the provider."""
        return self.outcome is Outcome.REQUIRED

    @property
    def source(self) -> Clause:
        """Where the clause stands."""
        return self.duty.source


@dataclass(frozen=True, slots=True)
class Scope:
    """A provider in a contract year: its size, and which clauses bind it."""

    provider: Provider
    year: ContractYear
    size: Size
    applications: tuple[Application, ...]

    def of(self, duty: str) -> Application:
        """Return how one clause applies, or raise ``KeyError``."""
        for one in self.applications:
            if one.duty.id == duty:
                return one
        raise KeyError(duty)

    @property
    def in_scope(self) -> bool:
        """Whether the provider must implement the standard."""
        return self.of(WRES).binds

    @property
    def standing(self) -> str:
        """Whether it is in scope and how firmly that is known, in words."""
        where = "in scope" if self.in_scope else "out of scope"
        return f"{self.of(WRES).certainty} {where}"


def scopes(
    ledger: Ledger, edition: Edition, as_of: date, *, commissioner: str = ""
) -> tuple[Scope, ...]:
    """Return the scope of every provider of the edition's contract year, by code.

    Parameters
    ----------
    ledger
        The records.
    edition
        The rules; its contract year is looked at.
    as_of
        The day: what was approved later is not yet known.
    commissioner
        Only the providers with a contract with this one. Their income is still added up over all.
    """
    year = read_contract_year(edition.reporting.contract_year)
    return tuple(
        scope_of(one, ledger.declarations_of.get(one.ods, ()), edition, year, as_of)
        for one in ledger.providers(year, commissioner)
    )


def scope_of(
    provider: Provider,
    declarations: Sequence[Declaration],
    edition: Edition,
    year: ContractYear,
    as_of: date,
) -> Scope:
    """Return which clauses bind a provider in a contract year, as known on a day."""
    size = size_of(provider, declarations, edition, year, as_of)
    applications = tuple(application_of(duty, provider, size) for duty in edition.contract_duties)
    return Scope(provider, year, size, applications)


def size_of(
    provider: Provider,
    declarations: Sequence[Declaration],
    edition: Edition,
    year: ContractYear,
    as_of: date,
) -> Size:
    """Return what is known of a provider's size in a contract year, on a day."""
    incomes = [
        one.expected_income
        for one in provider.under_standard_contract()
        if one.expected_income is not None
    ]
    known = sum(incomes, Decimal(0))
    limit = f"{edition.thresholds.small_provider_income_at_most_gbp.value:,.2f}"
    if is_proved_not_small(edition, incomes):
        why = f"The contracts known here come to {known:,.2f} pounds, above {limit}."
        return Size(False, Certainty.CONFIRMED, known, why)
    said = [
        one
        for one in declarations
        if read_contract_year(one.contract_year) == year and one.declared_on <= as_of
    ]
    if not said:
        why = (
            "Its whole expected income is not known: other commissioners may pay it as well, so "
            "it is presumed to be in scope."
        )
        ask = f"Ask whether it expects more than {limit} pounds from all NHS commissioners."
        return Size(False, Certainty.PRESUMED, known, why, ask)
    return _declared(max(said, key=lambda one: one.declared_on), edition, year, known, as_of)


def _declared(
    one: Declaration, edition: Edition, year: ContractYear, known: Decimal, as_of: date
) -> Size:
    approved = one.approved_on is not None and one.approved_on <= as_of and bool(one.approved_by)
    refused = one.refused_on is not None and one.refused_on <= as_of
    if one.says is Says.NOT_SMALL:
        certainty = Certainty.CONFIRMED if approved else Certainty.DECLARED
        return Size(
            False, certainty, known, "It declares that it is not small.", declaration=one.id
        )
    problem = _problem(one, edition, refused=refused)
    if problem:
        ask = "Ask what it expects from all NHS commissioners together."
        return Size(False, Certainty.DECLARED, known, problem, ask, declaration=one.id)
    if not approved:
        why = "It declares that it is small; until that is approved it stays in scope."
        ask = "Approve or refuse the declaration."
        return Size(False, Certainty.DECLARED, known, why, ask, declaration=one.id)
    why = f"It declares that it is small, which was approved; the exemption ends with {year}."
    return Size(True, Certainty.CONFIRMED, known, why, until=year.end, declaration=one.id)


def _problem(one: Declaration, edition: Edition, *, refused: bool) -> str:
    """Say why a declaration of a small provider cannot exempt; empty where it can."""
    if refused:
        return "Its declaration that it is small was refused."
    if one.expected_income is not None and not is_small_income(edition, one.expected_income):
        return "It declares that it is small, and an income above the limit."
    if one.approved_by and one.approved_by.casefold() == one.declared_by.casefold():
        return "Its declaration was approved by the person who made it."
    return ""


def application_of(duty: ContractDuty, provider: Provider, size: Size) -> Application:
    """Return whether one clause binds a provider of this size."""
    forms = {one.form for one in provider.under_standard_contract()}
    clause = duty.clause
    if not forms:
        is_primary = provider.kind is ProviderKind.PRIMARY_CARE
        reason = Reason.PRIMARY_CARE if is_primary else Reason.NOT_STANDARD
        why = "It holds no contract based on the NHS Standard Contract."
        return Application(duty, Outcome.NOT_APPLICABLE, reason, Certainty.CONFIRMED, why)
    if duty.kinds and provider.kind not in duty.kinds:
        why = f"{clause} binds trusts and foundation trusts."
        return Application(
            duty, Outcome.NOT_APPLICABLE, Reason.TRUSTS_ONLY, Certainty.CONFIRMED, why
        )
    if not forms & set(duty.forms):
        return _other_form(duty, forms)
    return _by_size(duty, size)


def _other_form(duty: ContractDuty, forms: set[ContractForm]) -> Application:
    if forms <= set(duty.spared_forms):
        why = f"{duty.clause} does not stand in the shorter form of the contract."
        return Application(
            duty, Outcome.NOT_APPLICABLE, Reason.SHORTER_FORM, Certainty.CONFIRMED, why
        )
    why = f"Whether {duty.clause} stands in this form of the contract was not read: look it up."
    return Application(duty, Outcome.UNDETERMINED, Reason.FORM_NOT_READ, Certainty.PRESUMED, why)


def _by_size(duty: ContractDuty, size: Size) -> Application:
    standard = Reason.STANDARD_CONTRACT
    if duty.small == "bound":
        why = f"{duty.clause} binds every such provider, small ones too."
        return Application(duty, Outcome.REQUIRED, standard, Certainty.CONFIRMED, why)
    if not size.is_small:
        return Application(duty, Outcome.REQUIRED, standard, size.certainty, size.why)
    if duty.small == "exempt":
        return Application(
            duty,
            Outcome.NOT_APPLICABLE,
            Reason.SMALL_PROVIDER,
            size.certainty,
            size.why,
            size.until,
        )
    why = f"{duty.clause} is stated without an exemption for small providers: see the contract."
    return Application(
        duty, Outcome.AS_CONTRACT_SAYS, Reason.NO_EXEMPTION_STATED, size.certainty, why
    )
