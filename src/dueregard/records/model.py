"""Everything an organisation puts beside its figures for one year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dueregard.records.conclusions import Cause, Conclusion
from dueregard.records.consideration import (
    Acknowledgement,
    Decision,
    Evidence,
    FormAnswer,
    ThirdParty,
)
from dueregard.records.facts import Facts
from dueregard.records.narratives import Narrative
from dueregard.records.plans import Action, Objective, RecordingTarget, Target
from dueregard.records.standing import Accreditation, EdsOutcome, OwnMeasure, Policy


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one organisation for one year; what nobody wrote is empty.

    ``narratives`` holds only those that have text, by their well-known name.
    """

    acknowledgements: tuple[Acknowledgement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    causes: tuple[Cause, ...] = ()
    decisions: tuple[Decision, ...] = ()
    actions: tuple[Action, ...] = ()
    objectives: tuple[Objective, ...] = ()
    targets: tuple[Target, ...] = ()
    recording_targets: tuple[RecordingTarget, ...] = ()
    policies: tuple[Policy, ...] = ()
    third_parties: tuple[ThirdParty, ...] = ()
    accreditations: tuple[Accreditation, ...] = ()
    own_measures: tuple[OwnMeasure, ...] = ()
    form_answers: tuple[FormAnswer, ...] = ()
    eds2: tuple[EdsOutcome, ...] = ()
    facts: Facts = field(default_factory=Facts)
    narratives: Mapping[str, Narrative] = field(default_factory=dict)
