"""What to look at in a register: codes that no list has, and things left open. Nothing stops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from dueregard.assurance.applicability import Scope
from dueregard.assurance.contract_years import read_contract_year
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.register import Provider
from dueregard.assurance.words import Role
from dueregard.editions.loader import available_editions, load_edition
from dueregard.geography.organisations import find_organisations
from dueregard.vocabulary import ContractForm, OrganisationKind, ProviderKind

_NHS = {ProviderKind.NHS_TRUST, ProviderKind.FOUNDATION_TRUST}
_ALIKE = 0.6
"""Names less alike than this are taken for another body's."""
_NOISE = ("NHS", "FOUNDATION", "TRUST", "CCG", "THE")


@dataclass(frozen=True, slots=True)
class RegisterRemark:
    """Something to look at: whose row, what, and what to do."""

    code: str
    organisation: str
    sentence: str
    advice: str


def check_register(ledger: Ledger) -> tuple[RegisterRemark, ...]:
    """Return what to look at in the register, the earliest contract year first."""
    found: dict[RegisterRemark, None] = {}
    for year in ledger.years:
        for provider in ledger.providers(year):
            found.update(dict.fromkeys(_provider_remarks(provider, ledger)))
    for code in sorted({one.commissioner for one in ledger.register}):
        found.update(dict.fromkeys(_commissioner_remarks(code)))
    return tuple(found)


def questions_open(scopes: tuple[Scope, ...]) -> tuple[RegisterRemark, ...]:
    """Return what is to be asked before each provider's scope is known firmly."""
    return tuple(
        RegisterRemark("income_unknown", one.provider.ods, one.size.why, one.size.ask)
        for one in scopes
        if one.size.ask and one.in_scope
    )


def _provider_remarks(provider: Provider, ledger: Ledger) -> Iterator[RegisterRemark]:
    if provider.kind in _NHS:
        yield from _listed(provider.ods, provider.name, OrganisationKind.PROVIDER)
    if provider.under_standard_contract() and not provider.coordinators:
        yield RegisterRemark(
            "no_co_ordinator",
            provider.ods,
            f"No commissioner co-ordinates the contracts of {provider.ods}.",
            "The annual report goes to the co-ordinating commissioner: enter who it is.",
        )
    if not any(one.letters == "yes" for one in ledger.contacts_of.get(provider.ods, ())):
        yield RegisterRemark(
            "no_contact",
            provider.ods,
            f"{provider.ods} has nobody to whom letters are addressed.",
            "Enter a contact in contacts.csv.",
        )
    for one in provider.contracts:
        first = read_contract_year(one.contract_year).first
        if one.form is ContractForm.SHORTER_FORM and not _has_shorter_form(first):
            yield RegisterRemark(
                "form_not_known",
                provider.ods,
                f"In {one.contract_year} no shorter form of the contract is known.",
                "Correct the form, or the year.",
            )
        if one.form is ContractForm.NOT_STANDARD and one.role is Role.ASSOCIATE:
            yield RegisterRemark(
                "associate_without_contract",
                provider.ods,
                f"{one.commissioner} is an associate to a contract of no standard form.",
                "An associate is a party to an NHS Standard Contract: correct the role or form.",
            )


def _has_shorter_form(first: int) -> bool:
    """Whether the edition of a contract year knows the shorter form."""
    if str(first) not in available_editions():
        return True
    duties = load_edition(str(first)).contract_duties
    return any(ContractForm.SHORTER_FORM in one.spared_forms for one in duties)


def _commissioner_remarks(code: str) -> Iterator[RegisterRemark]:
    yield from _listed(code, "", OrganisationKind.COMMISSIONER)


def _listed(code: str, name: str, kind: OrganisationKind) -> Iterator[RegisterRemark]:
    listed = find_organisations(code)
    if not listed:
        yield RegisterRemark(
            "code_not_listed",
            code,
            f"No list that comes with this program has the code {code}.",
            "Check it against the Organisation Data Service; leave it if it is right.",
        )
    elif all(one.kind is not kind for one in listed):
        yield RegisterRemark(
            "code_of_another_kind",
            code,
            f"The code {code} is that of {listed[-1].name}, which is no {kind.value}.",
            "Check the code.",
        )
    elif name and not any(_alike(name, one.name) for one in listed):
        yield RegisterRemark(
            "name_differs",
            code,
            f"The lists know {code} as {listed[-1].name}, not as {name}.",
            "Check the code and the name.",
        )


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, _bare(one), _bare(other)).ratio() >= _ALIKE


def _bare(name: str) -> str:
    return " ".join(word for word in name.upper().split() if word not in _NOISE)
