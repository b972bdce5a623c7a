"""Records that tests are written with: short to say, invented throughout."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from dueregard.assurance.evidence import Answer, Attestation, Evidence, Review
from dueregard.assurance.register import Commissioner, Contact, Contract, Declaration
from dueregard.assurance.words import EvidenceKind, ItemAnswer, Role, Says, Verdict
from dueregard.vocabulary import ContractForm, ProviderKind

US = Commissioner("00C", "Example CCG", lead="A. Lead", lead_post="Head of Equality")
YEAR = "2015/16"
FULL, SHORT, NONE = ContractForm.FULL_LENGTH, ContractForm.SHORTER_FORM, ContractForm.NOT_STANDARD


def contract(
    provider="P1", kind="independent", income=None, *, commissioner="00C", year=YEAR, **more
) -> Contract:
    """A contract of a provider with us."""
    pounds = None if income is None else Decimal(str(income))
    values = {"role": Role.CO_ORDINATING, "form": FULL, "expected_income": pounds, **more}
    name = f"Provider {provider}"
    return Contract(provider, name, ProviderKind(kind), year, commissioner, **values)


def declaration(
    provider="P1", says="small", income=None, *, approved="2015-07-28", year=YEAR, **more
) -> Declaration:
    """A declaration, approved unless it is said otherwise."""
    values = {
        "expected_income": None if income is None else Decimal(str(income)),
        "approved_by": "A. Lead" if approved else "",
        "approved_on": date.fromisoformat(approved) if approved else None,
        **more,
    }
    said_on = date(int(year[:4]), 7, 24)
    name = f"D-{provider}-{year[:4]}"
    values = {"declared_by": "B. Boss", "declared_on": said_on, **values}
    return Declaration(id=name, provider=provider, contract_year=year, says=Says(says), **values)


def contact(provider="P1") -> Contact:
    """Somebody to write to."""
    return Contact(f"K-{provider}", provider, "C. Clerk", "Director", "c@example.org")


def report(
    name="E1", party="P1", *obligations, on="2015-07-30", kind="report", version=1, **more
) -> Evidence:
    """A piece of evidence."""
    values = {"supplied_by": "C. Clerk", "obtained_by": "O. Clerk", **more}
    return Evidence(
        id=name,
        version=version,
        party=party,
        title=f"Report {name}",
        kind=EvidenceKind(kind),
        obligations=tuple(obligations),
        received_on=date.fromisoformat(on),
        **values,
    )


def attested(name="E1", version=1, on="2015-07-30") -> Attestation:
    """A provider's chief executive attests a version."""
    return Attestation(name, version, "B. Boss", date.fromisoformat(on))


def reviewed(name="E1", version=1, verdict="accepted", by="R. Viewer", on="2015-08-03", **more):
    """A reviewer's verdict."""
    return Review(name, version, by, date.fromisoformat(on), Verdict(verdict), **more)


def answers(
    obligation: str, yes: str, *, name="E1", version=1, no="", part=""
) -> tuple[Answer, ...]:
    """Answers on the items of an obligation, each list of keys apart."""
    return tuple(
        Answer(name, version, obligation, key, ItemAnswer(word), "p. 1")
        for word, keys in (("yes", yes), ("no", no), ("part", part))
        for key in keys.split()
    )
