"""From what a person decides to the decision file, and whether the library would carry it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dueregard.errors import DueRegardError
from dueregard.operations.make_publication import accepted_records, surroundings_of
from dueregard.operations.propose_release import FOLDER
from dueregard.releases.candidate import NAME as CANDIDATE
from dueregard.releases.candidate import read_candidate
from dueregard.releases.decision import NAME as DECISION
from dueregard.releases.decision import Verdict, read_decision
from dueregard.releases.narrative import check_narrative, text_digest
from dueregard.releases.surroundings import Surroundings
from dueregard_web.accounts.models import Person
from dueregard_web.core.clock import day_of
from dueregard_web.core.refusals import NotNowError
from dueregard_web.organisations.acting import Acting
from dueregard_web.releases.decision_file import (
    ROLE_OF_SIGNATORY,
    AgreedException,
    DecisionFile,
    Signature,
    SignedPhrases,
)
from dueregard_web.releases.folders import laid_out
from dueregard_web.releases.models import Proposal
from dueregard_web.releases.moving import check_reason
from dueregard_web.releases.policies import EXCEPTION_ROLES
from dueregard_web.releases.printed import beside
from dueregard_web.releases.queries import agreements_of, approvals_of, signatures_of
from dueregard_web.releases.text_plan import TextPlan


@dataclass(frozen=True, slots=True)
class Saying:
    """What a decision says.

    Parameters
    ----------
    verdict
        How, and whether, to publish.
    reasons
        Sentences, one a line; they are printed.
    attests
        Whether every sentence of the attestation was confirmed.
    office
        In which office it is signed; the public is told that.
    uses_exception
        Whether the board is shown.
    safe_because
        Why a phrase of the reasons gives nobody away, where one may.
    """

    verdict: Verdict
    reasons: str
    attests: bool
    office: str = ROLE_OF_SIGNATORY
    uses_exception: bool = False
    safe_because: str = ""

    @property
    def lines(self) -> list[str]:
        """The reasons, each on a line of its own."""
        lines = (" ".join(line.split()) for line in self.reasons.splitlines())
        return [line for line in lines if line]


def decision_text(acting: Acting, proposal: Proposal, saying: Saying) -> str:
    """Return the decision as the command line's file."""
    reviews = [_signature(one.reviewed_by, one.reviewed_at) for one in approvals_of(proposal)]
    return DecisionFile(
        verdict=saying.verdict,
        candidate_sha256=proposal.candidate_sha256,
        reasons=saying.lines,
        narrative=proposal.narrative,
        author=_signature(proposal.proposed_by, proposal.proposed_at),
        reviewers=reviews,
        signatory=_signature(acting.person, acting.now),
        organisation=acting.organisation.name,
        organisation_kind=acting.organisation.kind,
        exception=_exception(acting, proposal) if saying.uses_exception else None,
        correction=proposal.public_note,
        office=saying.office,
        texts=TextPlan.of(proposal.texts),
        signed=_signed(acting, proposal, saying),
    ).text


def check_decision(acting: Acting, proposal: Proposal, saying: Saying, text: str) -> None:
    """Refuse a decision that the library would not carry out.

    Raises
    ------
    DueRegardError
        Says what stands in the way.
    """
    if saying.verdict is not Verdict.WITHHOLD:
        _check_signed(proposal, saying.verdict)
    records = TextPlan.of(proposal.texts).records
    with laid_out(
        acting.organisation, candidate=proposal.candidate, decision=text, files=records
    ) as folder:
        candidate = read_candidate(folder / FOLDER / CANDIDATE)
        decision = read_decision(
            folder / FOLDER / DECISION,
            candidate=candidate.sha256,
            as_of=acting.today,
            surroundings=Surroundings(candidate.lines),
        )
        accepted_records(folder, decision, surroundings_of(candidate, saying.verdict))
    if saying.verdict is Verdict.PUBLISH and not candidate.full_is_safe:
        raise DueRegardError(
            "Everything in the internal report would give people away.",
            advice="Decide to publish what is safe, the narrative alone, or nothing.",
        )


def _check_signed(proposal: Proposal, verdict: Verdict) -> None:
    """Refuse what would be printed with a phrase that nobody has signed for.

    Without figures more phrases are risks: what a figure tells may not be said without it.
    """
    in_words = verdict is Verdict.NARRATIVE_ONLY
    signed = {one.text_sha256 for one in signatures_of(proposal)}
    found = [
        f"'{one['phrase']}' ({one['place']})"
        for one in proposal.risks
        if one["text_sha256"] not in signed and (in_words or not one["in_words_only"])
    ]
    if found:
        raise DueRegardError(
            f"Nobody has signed that these phrases give nobody away: {', '.join(found)}.",
            advice="Send it back to be said otherwise, or have a reviewer sign for them.",
        )


def _signed(acting: Acting, proposal: Proposal, saying: Saying) -> list[SignedPhrases]:
    """Return who answers for which text; whoever decides may answer for the reasons alone."""
    printed = {one["text_sha256"] for one in proposal.risks}
    kept = [
        SignedPhrases(one.text_sha256, one.reason, _signature(one.signed_by, one.signed_at))
        for one in signatures_of(proposal)
        if one.text_sha256 in printed
    ]
    reasons = " ".join(saying.lines)
    found = check_narrative(reasons, beside(proposal.candidate, saying.verdict))
    if not found:
        return kept
    if not saying.safe_because:
        raise DueRegardError(
            f"The reason is printed, and may tell numbers of people: {', '.join(found)}.",
            advice="Say it otherwise, or say below why it gives nobody away.",
        )
    check_reason(saying.safe_because)
    mine = _signature(acting.person, acting.now)
    return [*kept, SignedPhrases(text_digest(reasons), saying.safe_because, mine)]


def _exception(acting: Acting, proposal: Proposal) -> AgreedException:
    agreed = list(agreements_of(proposal))
    told_on = proposal.exception_told_on
    if len(agreed) < len(EXCEPTION_ROLES) or told_on is None:
        raise NotNowError(
            "Two people have not agreed to the board exception.",
            advice="Decide without it, or wait until an information governance officer and a "
            "signatory have agreed.",
        )
    signatures = [_signature(one.agreed_by, one.agreed_at) for one in agreed]
    return AgreedException(proposal.exception_reason, acting.today, told_on, signatures)


def _signature(person: Person, moment: datetime) -> Signature:
    return Signature(person.name, person.email, day_of(moment))
