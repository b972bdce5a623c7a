"""The words that every part of the house shares, as enums and small value types."""

from __future__ import annotations

from enum import StrEnum


class Group(StrEnum):
    """One of the three groups a standard compares; an edition gives them their names.

    In the WRES the reference group is White and the compared group is BME. Unknown is a group of
    its own: it is never dropped and never counted into one of the others.
    """

    REFERENCE = "reference"
    COMPARED = "compared"
    UNKNOWN = "unknown"


class UnknownReason(StrEnum):
    """Why a characteristic is not known. The remedy differs, so the three are never merged."""

    BLANK = "blank"
    """Nothing was ever recorded: collect it."""
    DECLINED = "declined"
    """The person was asked and chose not to say: respect it."""
    NOT_KNOWN = "not_known"
    """A code says that it is not known: ask why."""
    NOT_SEPARATED = "not_separated"
    """The source of the counts does not separate known from unknown."""


class Population(StrEnum):
    """Whom a count counts."""

    STAFF = "staff"
    APPLICANTS = "applicants"
    SHORTLISTED = "shortlisted"
    APPOINTED = "appointed"
    STARTERS = "starters"
    LEAVERS = "leavers"
    DISCIPLINARY = "disciplinary"
    TRAINING = "training"
    BOARD = "board"
    SURVEY = "survey"


class Part(StrEnum):
    """The part of the workforce a post belongs to, as indicator 1 divides it."""

    NON_CLINICAL = "non_clinical"
    CLINICAL = "clinical"
    MEDICAL = "medical"
    NOT_STATED = ""


class Employment(StrEnum):
    """On what footing a person works; an edition and the organisation say which are counted."""

    EMPLOYEE = "employee"
    OFFICE_HOLDER = "office_holder"
    """A governing-body member or clinical lead without a standard contract of employment."""
    BANK = "bank"
    """Solely on a zero-hours or bank contract."""
    HONORARY = "honorary"


class Seat(StrEnum):
    """A seat on the board or governing body."""

    NONE = ""
    VOTING_EXECUTIVE = "voting_executive"
    VOTING_NON_EXECUTIVE = "voting_non_executive"
    NON_VOTING_EXECUTIVE = "non_voting_executive"
    NON_VOTING_NON_EXECUTIVE = "non_voting_non_executive"


class Route(StrEnum):
    """How an applicant came to a post."""

    NOT_STATED = ""
    INTERNAL = "internal"
    EXTERNAL = "external"
    INTERNATIONAL = "international"


class OrganisationKind(StrEnum):
    """What an organisation is to the standard."""

    COMMISSIONER = "commissioner"
    PROVIDER = "provider"
    SUPPORT_UNIT = "support_unit"


class ProviderKind(StrEnum):
    """What a provider of NHS services is, as the NHS Standard Contract tells them apart."""

    NHS_TRUST = "nhs_trust"
    FOUNDATION_TRUST = "foundation_trust"
    INDEPENDENT = "independent"
    VOLUNTARY = "voluntary"
    SOCIAL_ENTERPRISE = "social_enterprise"
    PRIMARY_CARE = "primary_care"


class ContractForm(StrEnum):
    """On which form of contract services are commissioned."""

    FULL_LENGTH = "full_length"
    """The NHS Standard Contract; its only form until 2015/16."""
    SHORTER_FORM = "shorter_form"
    """The shorter form of the NHS Standard Contract, for small and simple services."""
    NOT_STANDARD = "not_standard"
    """No NHS Standard Contract, such as a contract for primary care."""


class Audience(StrEnum):
    """For whom a document is written."""

    INTERNAL = "internal"
    PUBLIC = "public"


class SurveySource(StrEnum):
    """Where staff survey figures come from."""

    NATIONAL = "national"
    LOCAL = "local"
    POOLED = "pooled"
    NONE = "none"


class BaseKind(StrEnum):
    """What the people under a count or percentage were: everybody, or only those known."""

    ALL = "all"
    KNOWN = "known"
    UNKNOWN = "unknown"
    """The source does not say which."""


class Profile(StrEnum):
    """How cautiously figures are presented, by size of workforce."""

    CAUTIOUS = "cautious"
    FULL = "full"
