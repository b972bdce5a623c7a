"""Deciding how staff are heard without the national survey: the facts and the decision, at once."""

from __future__ import annotations

from django.db import transaction

from dueregard.errors import FileNotUsableError
from dueregard.records.words import Outcome, SurveyMeans
from dueregard_web.due_regard.actions import add_record, keep_facts
from dueregard_web.due_regard.checks import check_reason
from dueregard_web.due_regard.living import Living
from dueregard_web.due_regard.models import RecordVersion
from dueregard_web.due_regard.queries import open_for_drafting
from dueregard_web.organisations.acting import Acting

ID = "D-voice"
QUESTION = "How staff are heard, as we are not in the national survey."


@transaction.atomic
def choose_staff_voice(
    acting: Acting, *, edition: str, means: str, considered: str, why: str
) -> RecordVersion:
    """Record how staff are heard and why, with the decision that is to be signed.

    Source: guidance, section 2.2.2 (timeliness: appropriate alternative means).

    Raises
    ------
    FileNotUsableError
        When the way is none, nothing else was considered, or the reason is no sentence.
    """
    if means not in set(SurveyMeans) - {SurveyMeans.NOT_STATED}:
        raise FileNotUsableError("There is no such way.", advice="Choose from the list.")
    check_reason(why)
    others = [line.strip() for line in considered.splitlines() if line.strip()]
    if not others:
        raise FileNotUsableError(
            "Nothing else was considered.", advice="Say which other ways there were."
        )
    _, living = open_for_drafting(acting, edition)
    outcome = Outcome.NO_CHANGE if means == SurveyMeans.NO_MEANS else Outcome.ACT
    name = _free_id(living)
    typed = {
        "id": name,
        "text": QUESTION,
        "options": "; ".join([means.replace("_", " "), *others]),
        "outcome": outcome.value,
        "decision": why,
    }
    made = add_record(acting, edition=edition, kind="decisions", typed=typed)
    held = living.find("facts")
    facts = {"survey_means": means, "survey_why": why, "survey_decision": name}
    keep_facts(
        acting,
        edition=edition,
        seen=held.version if held else 0,
        typed={**living.facts, **facts},
    )
    return made


def _free_id(living: Living) -> str:
    """Return a name for the decision that no other has."""
    taken = living.names("decisions")
    tries = (ID, *(f"{ID}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in tries if one not in taken)
