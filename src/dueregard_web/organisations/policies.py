"""Who may do what? One table of roles and permissions; nothing that is not in it is allowed.

The page ``docs/reference/permissions.md`` is written from this table, and the test that tries every
role on every action reads it too. Nothing here knows Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is to an organisation; the value is stored."""

    HR_ANALYST = "hr_analyst"
    EQUALITY_LEAD = "equality_lead"
    IG_OFFICER = "ig_officer"
    CONTRACT_MANAGER = "contract_manager"
    APPROVER = "approver"
    SIGNATORY = "signatory"
    GOVERNING_BODY_READER = "governing_body_reader"
    SUPPORT_ANALYST = "support_analyst"
    OUTSIDE_REVIEWER = "outside_reviewer"
    SURVEY_OPERATOR = "survey_operator"
    CUSTODIAN = "custodian"
    PROVIDER_CONTACT = "provider_contact"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role as people read it."""

    title: str
    description: str


ROLES: dict[Role, RoleWords] = {
    Role.HR_ANALYST: RoleWords(
        "HR analyst", "Brings in the staff records and prepares the figures."
    ),
    Role.EQUALITY_LEAD: RoleWords(
        "Equality lead", "Writes the report and its plan, and reads providers' evidence."
    ),
    Role.IG_OFFICER: RoleWords(
        "Information governance officer", "Judges whether a release could give anybody away."
    ),
    Role.CONTRACT_MANAGER: RoleWords(
        "Contract manager", "Follows what providers owe under their contracts."
    ),
    Role.APPROVER: RoleWords("Approver", "Reviews a release before it is decided."),
    Role.SIGNATORY: RoleWords(
        "Accountable officer or governing-body signatory",
        "Decides what is published, and signs that due regard was had.",
    ),
    Role.GOVERNING_BODY_READER: RoleWords(
        "Governing-body reader", "Reads the internal report and the briefing."
    ),
    Role.SUPPORT_ANALYST: RoleWords(
        "Support unit analyst", "Prepares the work from outside, for a time and a stated purpose."
    ),
    Role.OUTSIDE_REVIEWER: RoleWords(
        "Reviewer from outside", "The second reviewer of a small organisation, for a time."
    ),
    Role.SURVEY_OPERATOR: RoleWords(
        "Survey operator", "Runs a survey and holds sealed answers; never sees names."
    ),
    Role.CUSTODIAN: RoleWords(
        "Survey custodian", "Sends the survey's invitations; never sees answers."
    ),
    Role.PROVIDER_CONTACT: RoleWords(
        "Provider contact", "Sends in the provider's own report and evidence."
    ),
    Role.AUDITOR: RoleWords("Auditor", "Reads what was done and on what evidence."),
    Role.ADMINISTRATOR: RoleWords("Administrator", "Invites people and gives roles; sees no data."),
}


class Permission(StrEnum):
    """Something that a role may be allowed to do; the sentence is :data:`WORDS`."""

    SEE_YEAR = "see_year"
    START_YEAR = "start_year"
    IMPORT_RECORDS = "import_records"
    SEE_SMALL_NUMBERS = "see_small_numbers"
    READ_INTERNAL_REPORT = "read_internal_report"
    DRAFT_REPORT = "draft_report"
    ACKNOWLEDGE_BRIEFING = "acknowledge_briefing"
    PROPOSE_RELEASE = "propose_release"
    REVIEW_RELEASE = "review_release"
    DECIDE_RELEASE = "decide_release"
    ALLOW_EXCEPTION = "allow_exception"
    SET_DISCLOSURE_POLICY = "set_disclosure_policy"
    HANDLE_INCIDENT = "handle_incident"
    ANSWER_REQUEST = "answer_request"
    APPROVE_REQUEST = "approve_request"
    READ_REQUESTS = "read_requests"
    WORK_ON_ASSURANCE = "work_on_assurance"
    PREPARE_ASSURANCE = "prepare_assurance"
    SEND_OWN_EVIDENCE = "send_own_evidence"
    READ_ASSURANCE = "read_assurance"
    ACCEPT_PROVIDER_REPORT = "accept_provider_report"
    PROPOSE_ESCALATION = "propose_escalation"
    APPROVE_ESCALATION = "approve_escalation"
    HOLD_SEALED_ANSWERS = "hold_sealed_answers"
    READ_SURVEY_ANSWERS = "read_survey_answers"
    INVITE_TO_SURVEY = "invite_to_survey"
    READ_TRAIL = "read_trail"
    MANAGE_PEOPLE = "manage_people"
    WORK_FOR_BODIES = "work_for_bodies"
    ASK_EMERGENCY = "ask_emergency"
    ALLOW_EMERGENCY = "allow_emergency"
    SEE_EMERGENCY = "see_emergency"


WORDS: dict[Permission, str] = {
    Permission.SEE_YEAR: "See that a year exists and how far it has come",
    Permission.START_YEAR: "Start a year and say what the organisation counts",
    Permission.IMPORT_RECORDS: "Bring in staff records, read the findings and count",
    Permission.SEE_SMALL_NUMBERS: "See figures with small numbers",
    Permission.READ_INTERNAL_REPORT: "Read the internal report",
    Permission.DRAFT_REPORT: "Draft the report, its findings, actions and objectives",
    Permission.ACKNOWLEDGE_BRIEFING: "Acknowledge the briefing for decision makers",
    Permission.PROPOSE_RELEASE: "Run disclosure control and propose a public version",
    Permission.REVIEW_RELEASE: "Review a release (never one's own work)",
    Permission.DECIDE_RELEASE: "Decide what is published, and sign due regard",
    Permission.ALLOW_EXCEPTION: "Agree to an exception from disclosure control",
    Permission.SET_DISCLOSURE_POLICY: "Set the thresholds of disclosure control, with the reason",
    Permission.HANDLE_INCIDENT: "Handle a disclosure incident",
    Permission.ANSWER_REQUEST: "Draft the answer to a freedom of information request",
    Permission.APPROVE_REQUEST: "Approve the answer to a freedom of information request",
    Permission.READ_REQUESTS: "Read freedom of information cases",
    Permission.WORK_ON_ASSURANCE: "Keep the register of providers, letters and evidence",
    Permission.PREPARE_ASSURANCE: "Prepare letters and evidence for somebody else to settle",
    Permission.SEND_OWN_EVIDENCE: "Send in the own organisation's evidence",
    Permission.READ_ASSURANCE: "Read the register of providers, letters and evidence",
    Permission.ACCEPT_PROVIDER_REPORT: "Accept a provider's report",
    Permission.PROPOSE_ESCALATION: "Propose a contract escalation step",
    Permission.APPROVE_ESCALATION: "Approve a contract escalation step",
    Permission.HOLD_SEALED_ANSWERS: "Run a survey and hold its sealed answers",
    Permission.READ_SURVEY_ANSWERS: "Open survey answers after the close",
    Permission.INVITE_TO_SURVEY: "Send a survey's invitations",
    Permission.READ_TRAIL: "Read the audit trail",
    Permission.MANAGE_PEOPLE: "Invite people, give and end roles",
    Permission.WORK_FOR_BODIES: "See where the bodies stand that a support unit works for, pool "
    "and compare them",
    Permission.ASK_EMERGENCY: "Ask to read for some hours in an emergency",
    Permission.ALLOW_EMERGENCY: "Let an administrator read for some hours in an emergency",
    Permission.SEE_EMERGENCY: "See who asked for emergency access, who allowed it, and why",
}

P = Permission

TABLE: dict[Role, frozenset[Permission]] = {
    Role.HR_ANALYST: frozenset({
        P.SEE_YEAR, P.START_YEAR, P.IMPORT_RECORDS, P.SEE_SMALL_NUMBERS, P.READ_INTERNAL_REPORT,
        P.DRAFT_REPORT, P.PROPOSE_RELEASE,
    }),
    Role.EQUALITY_LEAD: frozenset({
        P.SEE_YEAR, P.START_YEAR, P.SEE_SMALL_NUMBERS, P.READ_INTERNAL_REPORT, P.DRAFT_REPORT,
        P.PROPOSE_RELEASE, P.REVIEW_RELEASE, P.WORK_ON_ASSURANCE, P.PREPARE_ASSURANCE,
        P.READ_ASSURANCE, P.ACCEPT_PROVIDER_REPORT,
    }),
    Role.IG_OFFICER: frozenset({
        P.SEE_YEAR, P.SEE_SMALL_NUMBERS, P.READ_INTERNAL_REPORT, P.PROPOSE_RELEASE,
        P.REVIEW_RELEASE, P.ALLOW_EXCEPTION, P.SET_DISCLOSURE_POLICY, P.HANDLE_INCIDENT,
        P.ANSWER_REQUEST, P.READ_REQUESTS, P.READ_TRAIL,
        P.ALLOW_EMERGENCY, P.SEE_EMERGENCY,
    }),
    Role.CONTRACT_MANAGER: frozenset({
        P.WORK_ON_ASSURANCE, P.PREPARE_ASSURANCE, P.READ_ASSURANCE, P.ACCEPT_PROVIDER_REPORT,
        P.PROPOSE_ESCALATION,
    }),
    Role.APPROVER: frozenset({
        P.SEE_YEAR, P.SEE_SMALL_NUMBERS, P.READ_INTERNAL_REPORT, P.ACKNOWLEDGE_BRIEFING,
        P.REVIEW_RELEASE, P.APPROVE_REQUEST, P.READ_REQUESTS,
    }),
    Role.SIGNATORY: frozenset({
        P.SEE_YEAR, P.SEE_SMALL_NUMBERS, P.READ_INTERNAL_REPORT, P.ACKNOWLEDGE_BRIEFING,
        P.DECIDE_RELEASE, P.ALLOW_EXCEPTION, P.HANDLE_INCIDENT, P.READ_ASSURANCE,
        P.APPROVE_ESCALATION, P.READ_TRAIL,
        P.ALLOW_EMERGENCY, P.SEE_EMERGENCY,
    }),
    Role.GOVERNING_BODY_READER: frozenset({
        P.SEE_YEAR, P.READ_INTERNAL_REPORT, P.ACKNOWLEDGE_BRIEFING,
    }),
    Role.SUPPORT_ANALYST: frozenset({
        P.SEE_YEAR, P.IMPORT_RECORDS, P.SEE_SMALL_NUMBERS, P.READ_INTERNAL_REPORT, P.DRAFT_REPORT,
        P.PROPOSE_RELEASE, P.PREPARE_ASSURANCE, P.READ_ASSURANCE, P.READ_SURVEY_ANSWERS,
        P.WORK_FOR_BODIES,
    }),
    Role.OUTSIDE_REVIEWER: frozenset({P.SEE_YEAR, P.SEE_SMALL_NUMBERS, P.REVIEW_RELEASE}),
    Role.SURVEY_OPERATOR: frozenset({P.HOLD_SEALED_ANSWERS}),
    Role.CUSTODIAN: frozenset({P.INVITE_TO_SURVEY}),
    Role.PROVIDER_CONTACT: frozenset({P.SEND_OWN_EVIDENCE}),
    Role.AUDITOR: frozenset({
        P.SEE_YEAR, P.READ_ASSURANCE, P.READ_REQUESTS, P.READ_TRAIL, P.SEE_EMERGENCY,
    }),
    Role.ADMINISTRATOR: frozenset({P.MANAGE_PEOPLE, P.ASK_EMERGENCY, P.SEE_EMERGENCY}),
}  # fmt: skip

BY_GRANT = frozenset({Role.SUPPORT_ANALYST, Role.OUTSIDE_REVIEWER})
"""Roles of people from outside: always with an end, a purpose, and somebody who granted it."""

DECISIONS = frozenset({P.DECIDE_RELEASE, P.APPROVE_ESCALATION, P.APPROVE_REQUEST})
"""What is never delegated: no role from outside may hold one of these (the fifth principle)."""

LONGEST_GRANT_DAYS = 366

EMERGENCY = frozenset({
    P.SEE_YEAR, P.SEE_SMALL_NUMBERS, P.READ_INTERNAL_REPORT, P.READ_REQUESTS, P.READ_ASSURANCE,
    P.READ_TRAIL,
})  # fmt: skip
"""What an administrator may do beside their role while an emergency is open: read."""

LONGEST_EMERGENCY_HOURS = 24

APART: tuple[frozenset[Role], ...] = (
    *(frozenset({Role.ADMINISTRATOR, role}) for role in Role if role is not Role.ADMINISTRATOR),
    *(
        frozenset({Role.PROVIDER_CONTACT, role})
        for role in Role
        if role not in {Role.PROVIDER_CONTACT, Role.ADMINISTRATOR}
    ),
    frozenset({Role.SURVEY_OPERATOR, Role.CUSTODIAN}),
    frozenset({Role.SURVEY_OPERATOR, Role.SUPPORT_ANALYST}),
    frozenset({Role.CUSTODIAN, Role.SUPPORT_ANALYST}),
    frozenset({Role.AUDITOR, Role.SIGNATORY}),
)
"""Roles that one person may not hold together in one organisation, at any time."""


def permissions_of(roles: Mapping[Role, object] | frozenset[Role]) -> frozenset[Permission]:
    """Return everything that somebody with these roles may do."""
    return frozenset().union(*(TABLE[role] for role in roles))


def roles_with(permission: Permission) -> tuple[Role, ...]:
    """Return the roles that may do something, in the order of the table."""
    return tuple(role for role in Role if permission in TABLE[role])


def find_conflict(held: frozenset[Role], wanted: Role) -> Role | None:
    """Return a role that somebody holds and that may not stand beside the one wanted."""
    for pair in APART:
        if wanted in pair and (clash := (pair - {wanted}) & held):
            return next(iter(clash))
    return None
