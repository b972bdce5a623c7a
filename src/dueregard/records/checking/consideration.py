"""Whether due regard can be shown: who knew, when, on what evidence, and who decided."""

from __future__ import annotations

from collections.abc import Iterator

from dueregard.records.checking.remarks import Circumstances, Remark, Weight, when_due
from dueregard.records.consideration import Decision, Evidence
from dueregard.records.model import Records
from dueregard.records.words import DecisionState, Outcome, Principle, SurveyMeans
from dueregard.vocabulary import SurveySource

_NEEDED_TO_CLOSE = {
    "options": "which options were considered",
    "decision": "what was decided",
    "changed": "what changed because of it",
    "dissent": "whether anybody saw it differently",
    "constitution": "how the NHS Constitution was taken into account",
    "aims": "which aims of the Equality Duty were considered",
    "decided_by": "who decided",
    "decided_on": "when it was decided",
}
_PROOFS = {
    "able": "that it is able to comply with the duty",
    "required": "that its contract requires it to",
    "in_practice": "that it does so in practice",
}


def post_decision(records: Records) -> tuple[tuple[Decision, Evidence], ...]:
    """List evidence that was considered only after the decision it is said to have served.

    A duty cannot be met by justifying a decision after it was taken (guidance, section 2.2.2,
    timeliness).
    """
    evidence = {one.id: one for one in records.evidence}
    found = []
    for decision in records.decisions:
        for reference in decision.evidence:
            one = evidence.get(reference)
            days = (one and one.considered_on, decision.decided_on)
            if one and days[0] and days[1] and days[0] > days[1]:
                found.append((decision, one))
    return tuple(found)


def check_consideration(records: Records, circumstances: Circumstances) -> Iterator[Remark]:
    """Check decisions, evidence, briefing, third parties and sign-off."""
    for decision in records.decisions:
        yield from _decision(decision, circumstances)
    for decision, evidence in post_decision(records):
        yield _late(decision, evidence)
    yield from _old_reviews(circumstances)
    yield from _undated(records)
    yield from _principles(records)
    yield from _knowledge(records)
    yield from _third_parties(records, circumstances)
    yield from _survey(records, circumstances)


def _decision(decision: Decision, circumstances: Circumstances) -> Iterator[Remark]:
    lacking = [words for name, words in _NEEDED_TO_CLOSE.items() if not getattr(decision, name)]
    if decision.outcome is Outcome.UNDECIDED:
        lacking.insert(0, "its outcome")
    if lacking:
        closed = decision.status is DecisionState.CLOSED
        state = "is closed and does" if closed else "does"
        yield Remark(
            Weight.FAILS if closed else Weight.MISSING,
            "decision-closed-incomplete" if closed else "decision-incomplete",
            "decisions.csv",
            decision.id,
            f"Decision {decision.id} {state} not say {'; '.join(lacking)}.",
            "Fill it in, or open it again." if closed else "Fill it in before it is closed.",
        )
    if not decision.evidence:
        yield Remark(
            Weight.MISSING,
            "decision-without-evidence",
            "decisions.csv",
            decision.id,
            f"Decision {decision.id} names no evidence.",
            "Put the ids of what was considered in its column evidence.",
        )
    if decision.review_on is None and decision.outcome is not Outcome.UNDECIDED:
        yield Remark(
            Weight.MISSING,
            "decision-without-review",
            "decisions.csv",
            decision.id,
            f"Decision {decision.id} has no day on which to see what came of it.",
            "Fill in its column review_on: the duty goes on after a decision is carried out.",
        )
    yield from _review(decision, decision.id, circumstances)


def _old_reviews(circumstances: Circumstances) -> Iterator[Remark]:
    """Find last year's decisions whose review falls due; they are not copied into this year."""
    for decision in circumstances.last_year.decisions:
        name = f"{circumstances.last_edition or 'last year'}/{decision.id}"
        yield from _review(decision, name, circumstances)


def _review(decision: Decision, name: str, circumstances: Circumstances) -> Iterator[Remark]:
    what = f"The review of decision {name}"
    advice = "See what came of it, and record a new decision where it needs one."
    day = decision.review_on
    remark = Remark(Weight.SOON, "decision-review", "decisions.csv", name, what, advice, day)
    yield from when_due(remark, circumstances.as_of)


def _late(decision: Decision, evidence: Evidence) -> Remark:
    return Remark(
        Weight.DOUBTFUL,
        "post-decision",
        "evidence.csv",
        evidence.id,
        f"Evidence {evidence.id} is post-decision: it was considered on "
        f"{evidence.considered_on}, and decision {decision.id} was taken on "
        f"{decision.decided_on}.",
        "Take the decision again with it on the table, or leave it out of this decision.",
    )


def _undated(records: Records) -> Iterator[Remark]:
    for evidence in records.evidence:
        if evidence.considered_on is None:
            yield Remark(
                Weight.MISSING,
                "evidence-undated",
                "evidence.csv",
                evidence.id,
                f"Evidence {evidence.id} has no day on which it was considered.",
                "Fill in its column considered_on: evidence has to come before a decision.",
            )


def _principles(records: Records) -> Iterator[Remark]:
    shown = {one.principle for one in records.evidence}
    for principle in Principle:
        if principle not in shown:
            yield Remark(
                Weight.MISSING,
                "principle-without-evidence",
                "evidence.csv",
                "",
                f"No evidence speaks to the Brown principle of {principle.value}.",
                f"Add it with the principle {principle.value}; until then the report names a gap.",
            )


def _knowledge(records: Records) -> Iterator[Remark]:
    """Check that those who decide have read the briefing in force, and before sign-off."""
    facts, file = records.facts, "acknowledgements.csv"
    if not records.acknowledgements:
        sentence = "Nobody is named who decides on the report."
        advice = f"Name the decision makers in {file}."
        yield Remark(Weight.MISSING, "no-decision-makers", file, "", sentence, advice)
    behind = unbriefed(records)
    if behind:
        signed = facts.signed_off_on is not None
        yield Remark(
            Weight.FAILS if signed else Weight.MISSING,
            "signed-off-unbriefed" if signed else "unbriefed",
            file,
            "",
            f"{'The report is signed off, and these' if signed else 'These'} have not "
            f"acknowledged the briefing in force: {', '.join(behind)}.",
            "Let them read it and enter the day, before the report is signed off.",
        )
    if not facts.briefing and records.acknowledgements:
        yield Remark(
            Weight.MISSING,
            "no-briefing",
            "facts.csv",
            "briefing",
            "Nothing says which version of the briefing is in force.",
            "Fill in the fact briefing.",
        )


def unbriefed(records: Records) -> tuple[str, ...]:
    """Name the decision makers who have not acknowledged the briefing that is in force.

    One who did so after the report was signed off has not done it in time.
    """
    signed = records.facts.signed_off_on
    told = {
        one.name
        for one in records.acknowledgements
        if one.acknowledged_on is not None
        and one.briefing == records.facts.briefing
        and (signed is None or one.acknowledged_on <= signed)
    }
    names = dict.fromkeys(one.name for one in records.acknowledgements)
    return tuple(name for name in names if name not in told)


def _third_parties(records: Records, circumstances: Circumstances) -> Iterator[Remark]:
    for party in records.third_parties:
        lacking = [words for slot, words in _PROOFS.items() if not getattr(party, slot)]
        if lacking:
            yield Remark(
                Weight.MISSING,
                "third-party-amber",
                "third_parties.csv",
                party.id,
                f"Nothing shows of {party.name} {'; nor '.join(lacking)}.",
                "Ask for it: the duty stays yours when others act for you.",
            )
        what = f"The look at {party.name}"
        advice = "Ask for new proof, and set the next day."
        day = party.review_on
        file = "third_parties.csv"
        review = Remark(Weight.SOON, "third-party", file, party.id, what, advice, day)
        yield from when_due(review, circumstances.as_of)


def _survey(records: Records, circumstances: Circumstances) -> Iterator[Remark]:
    """Check that something was decided where no survey was made (guidance, section 2.2.2)."""
    if circumstances.survey_source is not SurveySource.NONE:
        return
    facts = records.facts
    decided = {one.id for one in records.decisions if one.outcome is not Outcome.UNDECIDED}
    if facts.survey_decision not in decided:
        yield Remark(
            Weight.FAILS,
            "survey-undecided",
            "facts.csv",
            "survey_decision",
            "There is no staff survey, and no decision on how staff are heard instead.",
            "Record the decision in decisions.csv and its id as the fact survey_decision.",
        )
    if facts.survey_means is SurveyMeans.NOT_STATED or not facts.survey_why:
        yield Remark(
            Weight.MISSING,
            "survey-means",
            "facts.csv",
            "survey_means",
            "Nothing says how staff are heard without a survey, and why this way was chosen.",
            "Fill in the facts survey_means and survey_why.",
        )
