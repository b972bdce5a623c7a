"""What an organisation's records say on the fields of the form."""

from __future__ import annotations

from dueregard.records import Action, Narrative, Records
from dueregard.reports.template.form import long_day
from dueregard.reports.template.model import Particulars


def particulars_of(records: Records) -> Particulars:
    """Return the form's answers from an organisation's records.

    For the public form give it the records that were accepted for publication, and no others.
    """
    facts, texts = records.facts, records.narratives
    return Particulars(
        report_date=facts.report_date,
        board_lead=facts.board_lead,
        lead_manager=facts.lead_manager,
        commissioners=facts.commissioners,
        coordinating_commissioner=facts.coordinating_commissioner,
        address=facts.report_url,
        signed_off_by=facts.signed_off_by,
        signed_off_on=facts.signed_off_on,
        completeness=_words(texts.get("completeness")),
        comparability=_words(texts.get("comparison")),
        steps_taken=_words(texts.get("self-reporting-taken")),
        steps_planned=_words(texts.get("self-reporting-planned")),
        narratives={number: _words(texts.get(f"indicator-{number}")) for number in range(1, 10)},
        actions={number: _actions(records.actions, number) for number in range(1, 10)},
        other_factors=_words(texts.get("other-factors")),
        action_plan=_plan(records),
        scope=_words(texts.get("scope")),
        challenges=_words(texts.get("challenge-and-risk")),
        late_reason=facts.late_reason,
    )


def _words(narrative: Narrative | None) -> str:
    """Return a narrative as plain text: paragraphs on lines of their own, items with a dash."""
    if narrative is None:
        return ""
    return "\n".join(
        f"- {item}" if block.is_list else item for block in narrative.blocks for item in block.items
    )


def _actions(actions: tuple[Action, ...], number: int) -> str:
    return "\n".join(_action(one) for one in actions if number in one.indicators)


def _action(action: Action) -> str:
    due = "" if action.due is None else f"due {long_day(action.due)}"
    parts = (action.owner, due, f"status: {action.status.value.replace('_', ' ')}")
    told = "; ".join(part for part in parts if part)
    progress = f" {action.progress}" if action.progress else ""
    return f"{action.id}: {action.text} ({told}).{progress}"


def _plan(records: Records) -> str:
    """Return where the action plan is, and how many actions it has."""
    if not records.actions:
        return ""
    listed = "\n".join(_action(one) for one in records.actions)
    where = f"See {records.facts.report_url}.\n" if records.facts.report_url else ""
    return f"{where}{listed}"
