"""The words that the records of a commissioner's assurance may hold."""

from __future__ import annotations

from enum import StrEnum


class YesNo(StrEnum):
    """An answer that may be left open."""

    NOT_STATED = ""
    YES = "yes"
    NO = "no"


class Role(StrEnum):
    """A commissioner's part in a contract."""

    CO_ORDINATING = "co_ordinating"
    ASSOCIATE = "associate"


class Says(StrEnum):
    """What a provider declares about its income from all NHS commissioners together."""

    SMALL = "small"
    NOT_SMALL = "not_small"


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    REPORT = "report"
    WEB_LINK = "web_link"
    PLAN = "plan"
    SURVEY_REPORT = "survey_report"
    ENGAGEMENT = "engagement"
    TRAINING = "training"
    ATTESTATION = "attestation"
    MEETING_NOTE = "meeting_note"
    EMAIL = "email"
    LETTER = "letter"
    DECLARATION = "declaration"
    CASE_STUDY = "case_study"
    ANALYSIS = "analysis"
    OTHER = "other"


class Verdict(StrEnum):
    """What a reviewer found."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CHANGES_ASKED = "changes_asked"


class EvidenceState(StrEnum):
    """How far a version of a piece of evidence has come."""

    DRAFT = "draft"
    RECEIVED = "received"
    NOT_ATTESTED = "not attested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


class ItemAnswer(StrEnum):
    """Whether evidence shows one thing that an obligation asks for."""

    YES = "yes"
    PART = "part"
    NO = "no"


class LetterKind(StrEnum):
    """The letters of the year; L1b is the first one where its day had passed when it was asked."""

    L1 = "l1"
    L1B = "l1b"
    L2 = "l2"
    L3 = "l3"
    L4 = "l4"
    L5 = "l5"
    L6 = "l6"

    @property
    def label(self) -> str:
        """The letter's name as it is written."""
        return f"L{self.value[1:]}"


class LetterState(StrEnum):
    """A letter is prepared by the program and sent by a person."""

    PREPARED = "prepared"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


class EventKind(StrEnum):
    """What the regulator did."""

    INSPECTION = "inspection"
    CONCERN = "concern"


class Asked(StrEnum):
    """What a provider is asked for after the regulator raised something."""

    PLANS = "plans"
    COPY = "copy"


class AskedOf(StrEnum):
    """Who is asked."""

    PROVIDER = "provider"
    NHS_ENGLAND = "nhs_england"


class ContactKind(StrEnum):
    """How a commissioner and a provider were in touch."""

    MEETING = "meeting"
    CALL = "call"
    LETTER = "letter"
    EMAIL = "email"
    VISIT = "visit"
    OTHER = "other"


class LadderStep(StrEnum):
    """The steps when a provider does not answer; the last two need a person's approval."""

    QUERY = "query"
    REMINDER = "reminder"
    CONTRACT_MEETING = "contract_meeting"
    CONTRACT_MANAGEMENT = "contract_management"


class Disclosure(StrEnum):
    """Whether a provider's document was looked at for small numbers before it is hosted."""

    NOT_CHECKED = "not_checked"
    ACCEPTED = "accepted"
    QUERIED = "queried"
    TAKEN_DOWN = "taken_down"
