"""What goes on into the next year's records, and what has to be said anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from dueregard.records.consideration import Acknowledgement, ThirdParty
from dueregard.records.facts import Facts
from dueregard.records.model import Records
from dueregard.records.plans import Action, RecordingTarget, Target
from dueregard.records.progress import OPEN
from dueregard.records.reading import is_earlier
from dueregard.records.words import Kept


def carry_forward(records: Records, edition: str) -> Records:
    """Make the records with which the next year starts.

    Open actions, objectives and targets, policies and accreditations go on; so do the names of
    third parties and decision makers, without last year's proofs and acknowledgements.
    Conclusions, causes, evidence, decisions, measures and texts belong to their year: what points
    to one of them points to it as ``2015/C1``.

    Parameters
    ----------
    records
        The records of the year that is over.
    edition
        Its edition, such as ``2015``.
    """
    actions = tuple(_action(one, edition) for one in records.actions if one.status in OPEN)
    objectives = tuple(one for one in records.objectives if one.status is Kept.OPEN)
    kept = {one.id for one in objectives}
    acting = {one.id for one in actions}
    return Records(
        acknowledgements=_people(records.acknowledgements),
        actions=actions,
        objectives=objectives,
        targets=tuple(
            _target(one, kept, edition) for one in records.targets if one.status is Kept.OPEN
        ),
        recording_targets=tuple(
            _recording(one, acting, edition)
            for one in records.recording_targets
            if one.status is Kept.OPEN
        ),
        policies=tuple(one for one in records.policies if one.status is Kept.OPEN),
        third_parties=tuple(_third_party(one) for one in records.third_parties),
        accreditations=tuple(
            replace(one, evidence=_earlier(one.evidence, edition)) for one in records.accreditations
        ),
        facts=_facts(records.facts),
    )


def _action(action: Action, edition: str) -> Action:
    conclusions = _earlier(action.conclusions, edition)
    return replace(action, conclusions=conclusions, since=action.since or edition)


def _target(target: Target, kept: Collection[str], edition: str) -> Target:
    return replace(target, objective=_still(target.objective, kept, edition))


def _recording(target: RecordingTarget, acting: Collection[str], edition: str) -> RecordingTarget:
    return replace(target, action=_still(target.action, acting, edition))


def _third_party(party: ThirdParty) -> ThirdParty:
    """Keep who it is; what was true last year has to be shown again."""
    return replace(party, able=(), required=(), in_practice=())


def _people(acknowledgements: Sequence[Acknowledgement]) -> tuple[Acknowledgement, ...]:
    """Name each decision maker once, as one who has not read this year's briefing yet."""
    roles = {one.name: one.role for one in acknowledgements}
    return tuple(Acknowledgement(name, role) for name, role in roles.items())


def _facts(facts: Facts) -> Facts:
    """Keep who is who; what was signed, sent and decided belongs to its year."""
    return Facts(
        board_lead=facts.board_lead,
        lead_manager=facts.lead_manager,
        commissioners=facts.commissioners,
        coordinating_commissioner=facts.coordinating_commissioner,
    )


def _still(reference: str, kept: Collection[str], edition: str) -> str:
    return reference if not reference or reference in kept else _earlier((reference,), edition)[0]


def _earlier(references: Sequence[str], edition: str) -> tuple[str, ...]:
    return tuple(one if is_earlier(one) else f"{edition}/{one}" for one in references)
