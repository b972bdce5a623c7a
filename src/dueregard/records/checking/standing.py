"""Whether policies, accreditations and the facts of the year are in order."""

from __future__ import annotations

from collections.abc import Iterator

from dueregard.records.checking.remarks import Circumstances, Remark, Weight, when_due
from dueregard.records.model import Records
from dueregard.records.standing import Accreditation
from dueregard.records.words import AccreditationState, HowFar, Kept, Measured

_FACTS = {
    "board_lead": "who leads on the standard for the board",
    "lead_manager": "who put the report together",
    "report_url": "where the report and its action plan can be read",
    "signed_off_by": "who signed the report off",
    "signed_off_on": "when the report was signed off",
}
_SHOWN = ("completeness", "comparison", "self-reporting-taken", "self-reporting-planned")
FORM_ITEMS = range(1, 7)


def check_standing(records: Records, circumstances: Circumstances) -> Iterator[Remark]:
    """Check what stands for years, what is measured beside, and what is said once a year."""
    yield from _policies(records, circumstances)
    for accreditation in records.accreditations:
        yield from _accreditation(accreditation, circumstances)
    yield from _measures(records)
    yield from _form(records)
    yield from _facts(records)
    yield from _narratives(records)


def _policies(records: Records, circumstances: Circumstances) -> Iterator[Remark]:
    if not records.policies:
        yield Remark(
            Weight.MISSING,
            "no-policies",
            "policies.csv",
            "",
            "No policy or programme is listed that addresses equality.",
            "List those in force in policies.csv.",
        )
    for policy in records.policies:
        if policy.status is not Kept.OPEN:
            continue
        what = f"The review of {policy.title}"
        advice = "Review it, raise its version and set the next day."
        day = policy.review_on
        review = Remark(Weight.SOON, "policy", "policies.csv", policy.id, what, advice, day)
        yield from when_due(review, circumstances.as_of)
        if policy.review_on is None or not policy.owner:
            yield Remark(
                Weight.MISSING,
                "policy-unkept",
                "policies.csv",
                policy.id,
                f"{policy.title} lacks an owner or a day of review.",
                "Fill in its columns owner and review_on.",
            )


def _accreditation(one: Accreditation, circumstances: Circumstances) -> Iterator[Remark]:
    if one.status is not AccreditationState.HELD:
        return
    advice = "Apply for it again, and stop showing the mark until it is renewed."
    file = "accreditations.csv"
    due = Remark(Weight.SOON, "accreditation", file, one.id, one.name, advice, one.expires_on)
    for remark in when_due(due, circumstances.as_of):
        ended = "ended" if remark.weight is Weight.OVERDUE else "ends"
        sentence = f"{one.name} {ended} on {one.expires_on}."
        yield Remark(remark.weight, remark.code, file, one.id, sentence, advice, one.expires_on)
    if one.expires_on is None:
        sentence = f"{one.name} is held, and nothing says until when."
        yield Remark(
            Weight.MISSING,
            "accreditation-undated",
            file,
            one.id,
            sentence,
            "Fill in its column expires_on.",
        )


def _measures(records: Records) -> Iterator[Remark]:
    counted = {one.measure for one in records.own_measures if one.of}
    for measure, words in (
        (Measured.TRAINING, "how many staff are up to date with equality training"),
        (Measured.VIOLENCE_PUBLIC, "how many staff met violence from patients or the public"),
    ):
        if measure not in counted:
            yield Remark(
                Weight.MISSING,
                "measure-uncounted",
                "own_measures.csv",
                "",
                f"Nothing says {words}.",
                f"Add a row with the measure {measure.value}: n, of and the day.",
            )
    for one in records.own_measures:
        if one.n is None or not one.of or one.measured_on is None:
            yield Remark(
                Weight.MISSING,
                "measure-incomplete",
                "own_measures.csv",
                f"{one.measure} {one.group}",
                f"The count of {one.measure.replace('_', ' ')} lacks n, of or its day.",
                "Fill in its columns n, of and measured_on.",
            )


def _form(records: Records) -> Iterator[Remark]:
    answered = {one.item for one in records.form_answers if one.prepared is not HowFar.NOT_STATED}
    missing = [str(item) for item in FORM_ITEMS if item not in answered]
    if records.form_answers and missing:
        yield Remark(
            Weight.MISSING,
            "form-unanswered",
            "form_answers.csv",
            "",
            f"The support unit's form is not answered on question {', '.join(missing)}.",
            "Say for each whether it was prepared, and whether it was shared.",
        )


def _facts(records: Records) -> Iterator[Remark]:
    for name, words in _FACTS.items():
        if not getattr(records.facts, name):
            yield Remark(
                Weight.MISSING,
                "fact-missing",
                "facts.csv",
                name,
                f"Nothing says {words}.",
                f"Fill in the fact {name}.",
            )


def _narratives(records: Records) -> Iterator[Remark]:
    for name in _SHOWN:
        if name not in records.narratives:
            yield Remark(
                Weight.MISSING,
                "narrative-missing",
                f"narratives/{name}.md",
                "",
                f"The reporting template's text on {name.replace('-', ' ')} is not written.",
                f"Write it in narratives/{name}.md.",
            )
