"""The files of a commissioner's folder: what each holds and what names a row."""

from __future__ import annotations

from dueregard.assurance.evidence import Answer, Attestation, Evidence, Review
from dueregard.assurance.happenings import (
    Choice,
    Escalation,
    Event,
    Letter,
    LocalDate,
    LogEntry,
    ProviderAction,
    Query,
    Survey,
)
from dueregard.assurance.register import Commissioner, Contact, Contract, Declaration, Reviewer
from dueregard.records.catalogue import RecordFile

REGISTER = RecordFile(
    "register",
    Contract,
    "Which providers, on which contracts, in which contract year.",
    ("provider", "contract_year", "commissioner", "form", "contract"),
)
LEDGER_FILES: tuple[RecordFile, ...] = (
    REGISTER,
    RecordFile("commissioners", Commissioner, "Whose assurance this is, and who else is a party."),
    RecordFile("declarations", Declaration, "What providers declare of their whole income."),
    RecordFile("contacts", Contact, "Who is written to at each provider."),
    RecordFile("reviewers", Reviewer, "Who reviews, and their interests.", ("name",)),
    RecordFile("evidence", Evidence, "What came, version by version.", ("id", "version")),
    RecordFile(
        "attestations",
        Attestation,
        "Who attests that a version is accurate and complete.",
        ("evidence", "version", "by"),
    ),
    RecordFile(
        "reviews", Review, "What reviewers found.", ("evidence", "version", "by", "on", "verdict")
    ),
    RecordFile(
        "answers",
        Answer,
        "Which item of an obligation each version shows, and where.",
        ("evidence", "version", "obligation", "item"),
    ),
    RecordFile("surveys", Survey, "Each staff survey of a provider."),
    RecordFile(
        "local_dates",
        LocalDate,
        "Days agreed locally.",
        ("provider", "contract_year", "duty"),
    ),
    RecordFile("events", Event, "What the Care Quality Commission did or said."),
    RecordFile("queries", Query, "Questions asked, and their answers."),
    RecordFile("contact_log", LogEntry, "Meetings, calls and other contacts."),
    RecordFile("provider_actions", ProviderAction, "What providers will do about an indicator."),
    RecordFile("letters", Letter, "Letters prepared, and when they were sent."),
    RecordFile("escalations", Escalation, "Steps proposed when nothing came."),
    RecordFile("choices", Choice, "How this folder is worked.", ("name",)),
)
BY_NAME = {kind.name: kind for kind in LEDGER_FILES}
EVIDENCE_FOLDER = "evidence"
LETTERS_FOLDER = "letters"
TEMPLATES_FOLDER = "templates"
