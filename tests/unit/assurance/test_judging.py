"""Who may accept what a provider sent."""

from __future__ import annotations

from datetime import date

import pytest

from dueregard.assurance.judging import conflicts, state_of
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.register import Reviewer
from dueregard.assurance.words import EvidenceState
from tests.unit.assurance import records_for_tests as given

REPORT = given.report("E1", "P1", "P1/2015-16/M1")
DAY = date(2015, 9, 1)


def ledger(by="R. Viewer", *, linked=(), interest="", evidence=REPORT):
    return Ledger(
        evidence=(evidence,),
        attestations=(given.attested(),),
        reviews=(given.reviewed(by=by, interest=interest),),
        reviewers=(Reviewer("R. Viewer", linked_providers=linked),),
        contacts=(given.contact("P1"),),
    )


@pytest.mark.requirement("R-161")
@pytest.mark.parametrize(
    ("by", "linked", "interest", "accepted"),
    [
        ("R. Viewer", (), "", True),
        ("R. Viewer", ("P2",), "", True),
        ("R. Viewer", ("P1",), "", False),
        ("R. Viewer", (), "My sister works there.", False),
        ("C. Clerk", (), "", False),
        ("c. clerk", (), "", False),
        ("O. Clerk", (), "", False),
        ("B. Boss", (), "", False),
    ],
)
def test_an_acceptance_counts_only_from_somebody_without_a_link(
    by, linked, interest, accepted
) -> None:
    """Supplier, obtainer, attestor, contact and anybody linked cannot accept; it is no warning."""
    held = ledger(by, linked=linked, interest=interest)
    assert bool(conflicts(held, REPORT, by, interest)) is not accepted
    expected = EvidenceState.ACCEPTED if accepted else EvidenceState.RECEIVED
    assert state_of(held, REPORT, DAY) is expected


def test_a_linked_reviewer_may_still_reject() -> None:
    """A link stands against accepting, not against finding a fault."""
    held = Ledger(
        evidence=(REPORT,),
        attestations=(given.attested(),),
        reviews=(given.reviewed(verdict="rejected"),),
        reviewers=(Reviewer("R. Viewer", linked_providers=("P1",)),),
    )
    assert state_of(held, REPORT, DAY) is EvidenceState.REJECTED


def test_an_accepted_correction_supersedes_what_it_corrects() -> None:
    """Both versions are kept; only the later shows, once it was accepted."""
    later = given.report("E1", "P1", "P1/2015-16/M1", version=2, on="2015-09-10")
    held = Ledger(
        evidence=(REPORT, later),
        attestations=(given.attested(), given.attested(version=2)),
        reviews=(given.reviewed(), given.reviewed(version=2, on="2015-09-12")),
    )
    assert state_of(held, REPORT, date(2015, 9, 11)) is EvidenceState.ACCEPTED
    assert state_of(held, REPORT, date(2015, 9, 12)) is EvidenceState.SUPERSEDED
    assert state_of(held, later, date(2015, 9, 12)) is EvidenceState.ACCEPTED
