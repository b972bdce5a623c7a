"""Which clause binds which provider: the truth table, the arithmetic of small providers, years."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dueregard.assurance.applicability import Certainty, Outcome, Reason, scopes
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.register_checks import check_register, questions_open
from dueregard.assurance.words import Role, YesNo
from dueregard.editions.loader import load_edition
from dueregard.editions.providers import is_small_income
from dueregard.vocabulary import ProviderKind
from tests.unit.assurance.records_for_tests import FULL, NONE, SHORT, contract, declaration

DAY = date(2015, 8, 1)
EDITION = load_edition("2015")
GENERAL = ("constitution", "employment_practice", "equality_awareness", "accuracy")
SMALL = (declaration(income="150000.00"),)
# EDS, WRES, staff survey, survey report: the rows of R-110, in its order
TABLE = {
    "trust": ((contract(kind="nhs_trust", income=5_000_000),), (), "Y Y Y Y"),
    "foundation trust": ((contract(kind="foundation_trust", income=5_000_000),), (), "Y Y Y Y"),
    "independent above": ((contract(income="200000.01"),), (), "N Y Y Y"),
    "voluntary at or below": ((contract(kind="voluntary", income=150_000),), SMALL, "N N N C"),
    "trust at or below": ((contract(kind="nhs_trust", income=150_000),), SMALL, "Y N N C"),
    "primary care only": ((contract(kind="primary_care", form=NONE),), (), "N N N N"),
    "primary care with a contract": (
        (contract(kind="primary_care", form=NONE), contract(kind="primary_care", income=200_001)),
        (),
        "N Y Y Y",
    ),
    "income unknown": ((contract(),), (), "N Y Y Y"),
}
LETTERS = {
    Outcome.REQUIRED: "Y",
    Outcome.NOT_APPLICABLE: "N",
    Outcome.AS_CONTRACT_SAYS: "C",
    Outcome.UNDETERMINED: "?",
}


def scope(contracts, declarations=(), *, edition=EDITION, on=DAY):
    ledger = Ledger(register=tuple(contracts), declarations=tuple(declarations))
    (one,) = scopes(ledger, edition, on)
    return one


@pytest.mark.requirement("R-110", "T-04", "R-100", "R-107", "R-108", "R-142", "R-143", "R-144")
@pytest.mark.parametrize("row", TABLE)
def test_truth_table(row) -> None:
    """Eight kinds of provider, four duties: each binds as the guidance has it (3.1, 3.3)."""
    contracts, declarations, expected = TABLE[row]
    one = scope(contracts, declarations)
    found = [one.of(name).outcome for name in ("eds", "wres", "staff_survey", "survey_report")]
    assert " ".join(LETTERS[outcome] for outcome in found) == expected


@pytest.mark.requirement("R-113", "R-105", "R-111", "R-112")
@pytest.mark.parametrize("row", TABLE)
def test_general_clauses_bind_small_providers_too(row) -> None:
    """Every provider under the Standard Contract has SC1.3, GC5 and SC28.5, however small."""
    contracts, declarations, _ = TABLE[row]
    bound = {name: scope(contracts, declarations).of(name).binds for name in GENERAL}
    assert set(bound.values()) == {row != "primary care only"}


@pytest.mark.requirement("T-03", "R-104")
@pytest.mark.parametrize(
    ("incomes", "proved"),
    [
        (["200000.00"], False),
        (["200000.01"], True),
        (["80000", "80000", "80000"], True),
        (["80000", "70000"], False),
        (["199999.99", "0.01"], False),
        (["199999.99", "0.02"], True),
        ([None, "200000.01"], True),
        ([None], False),
    ],
)
def test_known_contracts_prove_not_small_and_never_small(incomes, proved) -> None:
    """A lower bound above the limit settles it; one at or below it leaves the question open."""
    rows = [contract(income=one, commissioner=f"C{n}") for n, one in enumerate(incomes)]
    one = scope(rows)
    assert one.in_scope
    assert not one.size.is_small
    assert one.size.certainty is (Certainty.CONFIRMED if proved else Certainty.PRESUMED)
    assert bool(one.size.ask) is not proved


@pytest.mark.requirement("T-03")
@pytest.mark.parametrize(("income", "small"), [("200000.00", True), ("200000.01", False)])
def test_a_declared_income_at_the_limit_is_small(income, small) -> None:
    """Exactly the limit is small; a penny more is not, whatever was declared and approved."""
    assert is_small_income(EDITION, Decimal(income)) is small
    one = scope([contract(income=100)], [declaration(income=income)])
    assert one.size.is_small is small
    assert one.in_scope is not small


@pytest.mark.requirement("T-03")
def test_income_outside_the_standard_contract_does_not_count() -> None:
    """Only contracts based on the NHS Standard Contract make up the income of the rule."""
    rows = [
        contract(kind="primary_care", form=NONE, income=900_000),
        contract(kind="primary_care", form=FULL, income=150_000),
    ]
    assert scope(rows).size.certainty is Certainty.PRESUMED
    assert scope(rows).size.known_income == Decimal(150_000)


@pytest.mark.requirement("R-103")
def test_only_an_approved_declaration_exempts_until_the_year_ends() -> None:
    """Declared is not exempt; refused is not; approved is, from that day, until 31 March."""
    waiting = scope([contract()], [declaration(approved="")])
    assert (waiting.in_scope, waiting.size.certainty) == (True, Certainty.DECLARED)
    assert waiting.size.ask == "Approve or refuse the declaration."
    refused = declaration(approved="", refused_on=date(2015, 7, 30))
    assert scope([contract()], [refused]).in_scope
    approved = declaration(approved="2015-07-28")
    assert scope([contract()], [approved], on=date(2015, 7, 27)).in_scope
    exempt = scope([contract()], [approved], on=date(2015, 7, 28))
    assert (exempt.in_scope, exempt.size.until) == (False, date(2016, 3, 31))
    assert exempt.of("wres").reason is Reason.SMALL_PROVIDER


@pytest.mark.requirement("R-103")
def test_an_exemption_does_not_carry_to_the_next_year() -> None:
    """The declaration of 2015/16 says nothing about 2016/17."""
    later = load_edition("2016")
    one = scope([contract(year="2016/17")], [declaration()], edition=later, on=date(2016, 5, 1))
    assert (one.in_scope, one.size.certainty) == (True, Certainty.PRESUMED)


@pytest.mark.requirement("R-103")
def test_nobody_approves_their_own_declaration() -> None:
    """An exemption needs somebody other than who declares."""
    one = scope([contract()], [declaration(approved_by="b. boss")])
    assert one.in_scope


def test_contracts_outweigh_a_declaration() -> None:
    """A provider that declares itself small and is paid more is not small."""
    one = scope([contract(income="200000.01")], [declaration(income=1000)])
    assert one.in_scope
    assert one.size.certainty is Certainty.CONFIRMED


@pytest.mark.requirement("R-143")
def test_primary_care_shows_its_reason() -> None:
    """Excluded with a reason of its own, not left blank."""
    one = scope([contract(kind="primary_care", form=NONE)])
    assert one.of("wres").reason.value == "primary care - not Standard Contract"


@pytest.mark.parametrize("kind", list(ProviderKind))
@pytest.mark.requirement("R-142")
def test_every_kind_of_provider_has_an_answer(kind) -> None:
    """NHS, independent, voluntary, social enterprise: all are bound under the contract."""
    assert scope([contract(kind=kind, income=300_000)]).in_scope


def test_from_2016_the_shorter_form_spares() -> None:
    """The full-length form binds; the shorter does not; what was not read stays undetermined."""
    edition = load_edition("2016")
    short = contract(year="2016/17", form=SHORT, income=300_000)
    one = scope([short], edition=edition, on=date(2016, 5, 1))
    assert one.of("wres").reason is Reason.SHORTER_FORM
    assert one.of("survey_report").outcome is Outcome.UNDETERMINED
    both = scope([short, contract(year="2016/17")], edition=edition, on=date(2016, 5, 1))
    assert both.in_scope


@pytest.mark.requirement("R-025")
def test_public_function_is_known_of_the_provider() -> None:
    """The duty on public functions may be cited where the register says so, and only there."""
    assert scope([contract(public_function=YesNo.YES)]).provider.carries_out_public_function
    assert not scope([contract()]).provider.carries_out_public_function


@pytest.mark.requirement("R-106")
def test_sub_contractors_of_all_contracts_are_listed_once() -> None:
    """They are kept and shown, whichever contract names them."""
    rows = [
        contract(sub_contractors=("Care Ltd", "Clean Ltd")),
        contract(commissioner="00D", sub_contractors=("Care Ltd",)),
    ]
    assert scope(rows).provider.sub_contractors == ("Care Ltd", "Clean Ltd")


@pytest.mark.requirement("T-05")
def test_one_provider_with_four_commissioners_is_one_provider() -> None:
    """One co-ordinates, three are associates; all four see the same provider."""
    rows = [
        contract(commissioner=code, role=Role.CO_ORDINATING if code == "00C" else Role.ASSOCIATE)
        for code in ("00C", "00D", "00J", "00K")
    ]
    ledger = Ledger(register=tuple(rows))
    for code in ("00C", "00D", "00J", "00K"):
        (one,) = scopes(ledger, EDITION, DAY, commissioner=code)
        assert one.provider.commissioners == ("00C", "00D", "00J", "00K")
        assert one.provider.coordinators == ("00C",)


def test_codes_are_held_against_the_lists_and_never_refused() -> None:
    """A code that no list has is remarked on; one of another kind of body too."""
    rows = (
        contract("RJZ", "foundation_trust"),
        contract("ZZ9", "nhs_trust"),
        contract("00D", "nhs_trust"),
    )
    found = {(one.code, one.organisation) for one in check_register(Ledger(register=rows))}
    assert ("code_not_listed", "ZZ9") in found
    assert ("code_of_another_kind", "00D") in found
    assert not {one for one in found if one[1] == "00C" and one[0].startswith("code")}


def test_open_questions_are_listed() -> None:
    """Whose income is not known is asked; whose is known is not."""
    ledger = Ledger(register=(contract("P1"), contract("P2", income=300_000)))
    found = questions_open(scopes(ledger, EDITION, DAY))
    assert [one.organisation for one in found] == ["P1"]
