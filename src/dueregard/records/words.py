"""The fixed words that records are written with."""

from __future__ import annotations

from enum import StrEnum


class Aim(StrEnum):
    """An aim of the Public Sector Equality Duty (Equality Act 2010, section 149(1))."""

    ELIMINATE = "eliminate"
    """Eliminate discrimination, harassment and victimisation."""
    ADVANCE = "advance"
    """Advance equality of opportunity."""
    FOSTER = "foster"
    """Foster good relations."""


class Principle(StrEnum):
    """A Brown principle: one part of having due regard (guidance, section 2.2.2)."""

    KNOWLEDGE = "knowledge"
    INFORMATION = "information"
    TIMELINESS = "timeliness"
    CONSIDERATION = "consideration"
    ACCOUNTABILITY = "accountability"
    MONITORING = "monitoring"


class ConclusionState(StrEnum):
    """How far a conclusion has been taken."""

    OPEN = "open"
    NOTED = "noted"
    """Read and taken in, and nothing follows from it."""
    CLOSED = "closed"


class CauseState(StrEnum):
    """What is known of a possible cause."""

    UNTESTED = "untested"
    TESTED = "tested"
    """Looked into, and it plays a part."""
    RULED_OUT = "ruled_out"


class ActionState(StrEnum):
    """How far an action has come."""

    PLANNED = "planned"
    STARTED = "started"
    DONE = "done"
    STOPPED = "stopped"


class DecisionState(StrEnum):
    """Whether a decision can still be worked on."""

    OPEN = "open"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What a decision comes to."""

    UNDECIDED = ""
    ACT = "act"
    FIND_OUT = "find_out"
    """Find out more before choosing."""
    NO_CHANGE = "no_change"
    """Change nothing, for a reason that is given."""
    NOTED = "noted"


class Kept(StrEnum):
    """Whether an objective, a target or a policy is in force."""

    OPEN = "open"
    MET = "met"
    DROPPED = "dropped"


class Recorded(StrEnum):
    """The people whose details should be recorded (guidance, Appendix 1)."""

    CURRENT = "current"
    STARTERS = "starters"
    LEAVERS = "leavers"


class SurveyMeans(StrEnum):
    """A way to learn what staff think (guidance, section 2.2.2, timeliness)."""

    NOT_STATED = ""
    LOCAL_SURVEY = "local_survey"
    POOLED_SURVEY = "pooled_survey"
    """A confidential survey together with other organisations."""
    LISTENING_EVENTS = "listening_events"
    INTERVIEWS = "interviews"
    NO_MEANS = "no_means"


class PolicyKind(StrEnum):
    """A policy says what is done; a programme does something for a time."""

    POLICY = "policy"
    PROGRAMME = "programme"


class Measured(StrEnum):
    """What an organisation counts itself, beside the nine indicators."""

    TRAINING = "equality_training"
    """Staff who are up to date with their equality and diversity training."""
    VIOLENCE_PUBLIC = "violence_public"
    """Staff who met violence from patients, relatives or the public."""
    VIOLENCE_STAFF = "violence_staff"
    """Staff who met violence from colleagues or managers."""


class MeasuredGroup(StrEnum):
    """Whom a measure of one's own counts."""

    ALL = "all"
    COMPARED = "compared"
    REFERENCE = "reference"


class HowFar(StrEnum):
    """An answer to a question of the support unit's form (guidance, Example 2)."""

    NOT_STATED = ""
    YES = "yes"
    PART = "part"
    NO = "no"


class AccreditationState(StrEnum):
    """How far an accreditation has come."""

    WANTED = "wanted"
    APPLIED = "applied"
    HELD = "held"


class EdsGrade(StrEnum):
    """A grade of EDS2."""

    NOT_STATED = ""
    UNDEVELOPED = "undeveloped"
    DEVELOPING = "developing"
    ACHIEVING = "achieving"
    EXCELLING = "excelling"
