"""The retention schedule: how long each kind of record is kept, by whose rule and why.

It is data: the page, the reference in the docs and the work of every day read this one table.
Nothing here knows Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

CODE = "NHS England, Records Management Code of Practice (4 August 2021, updated 7 August 2023)"
CHOSEN = f"Chosen here, to be held against appendix II of the {CODE}"
GDPR = "UK GDPR, article 5(1)(e): storage limitation"
GUIDANCE = "Guidance 03764, section 2.2.2"
YEAR = 365


class Kind(StrEnum):
    """A kind of record; the value stands in the audit trail."""

    UPLOADS = "uploads"
    MEMBER_NUMBERS = "member_numbers"
    SESSIONS = "sessions"
    SIGN_IN_TRIES = "sign_in_tries"
    LETTERS = "letters"
    INVITATIONS = "invitations"
    JOBS = "jobs"
    DOCUMENTS = "documents"
    REQUESTS = "requests"
    YEARS = "years"
    INCIDENTS = "incidents"
    ACCOUNTS = "accounts"
    REGISTER = "register"
    TRAIL = "trail"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the schedule.

    Parameters
    ----------
    what
        What it holds, in words.
    days
        How long it is kept; ``None`` is for as long as the line's ``since`` says.
    since
        From when the days are counted, or until when it is kept.
    source, reason
        Whose rule it is, and why so long and no longer.
    by_itself
        Whether the program deletes it when its days are over; otherwise a person decides.
    """

    what: str
    days: int | None
    since: str
    source: str
    reason: str
    by_itself: bool

    def ends_before(self, now: datetime) -> datetime:
        """Return the moment before which everything has been kept long enough."""
        if self.days is None:
            raise ValueError(self.what)
        return now - timedelta(days=self.days)

    @property
    def how_long(self) -> str:
        """The time in words."""
        if self.days is None:
            return "No fixed time"
        if self.days == 0:
            return "Not at all"
        if self.days % YEAR == 0:
            years = self.days // YEAR
            return f"{years} year{'s' if years > 1 else ''}"
        return f"{self.days} days"


SCHEDULE: dict[Kind, Line] = {
    Kind.UPLOADS: Line(
        "Extracts with rows of people, sealed under a key that is only in memory",
        0,
        "the count, or the end of the program",
        GDPR,
        "The counts are what is needed; the rows are needed only to make them.",
        by_itself=True,
    ),
    Kind.MEMBER_NUMBERS: Line(
        "Other bodies' own numbers that are given for an audit",
        0,
        "the end of the audit",
        GDPR,
        "They are used for one audit and belong to somebody else.",
        by_itself=True,
    ),
    Kind.SESSIONS: Line(
        "Sessions of people who signed in",
        1,
        "the end of the session",
        GDPR,
        "An ended session is of no use to anybody.",
        by_itself=True,
    ),
    Kind.SIGN_IN_TRIES: Line(
        "Tries to sign in that failed, with address and network address",
        30,
        "the try",
        GDPR,
        "Long enough to find out about an attack; that there was one stays in the trail.",
        by_itself=True,
    ),
    Kind.LETTERS: Line(
        "E-mails that were written to files instead of being sent",
        30,
        "the day they were written",
        GDPR,
        "They hold addresses and links that have ended by then.",
        by_itself=True,
    ),
    Kind.INVITATIONS: Line(
        "Invitations that nobody accepted",
        90,
        "the day they ended",
        GDPR,
        "They hold the address of somebody who never came.",
        by_itself=True,
    ),
    Kind.JOBS: Line(
        "What the program was asked to work on, and how far it came",
        YEAR,
        "the end of the work",
        GDPR,
        "Needed for a year's questions; the trail keeps who asked for what.",
        by_itself=True,
    ),
    Kind.DOCUMENTS: Line(
        "Internal documents that were made to be downloaded",
        2 * YEAR,
        "the day they were made",
        GDPR,
        "They hold small numbers, and can be made again from what is kept.",
        by_itself=True,
    ),
    Kind.REQUESTS: Line(
        "Freedom of information requests with drafts and answers",
        3 * YEAR,
        "the day of the answer",
        CHOSEN,
        "Long enough for reviews and complaints; the register remembers what was told.",
        by_itself=True,
    ),
    Kind.YEARS: Line(
        "A year's counts, records, proposals, reviews and decisions",
        None,
        "until the organisation decides on each year, at the earliest after eight years",
        f"{CHOSEN}; {GUIDANCE}",
        "Due regard is shown by them, and trends need several years.",
        by_itself=False,
    ),
    Kind.INCIDENTS: Line(
        "Disclosure incidents, who was told and what was learnt",
        None,
        "until the information governance officer decides, at the earliest after ten years",
        f"{CHOSEN}; UK GDPR, article 33(5)",
        "The Information Commissioner may ask for them.",
        by_itself=False,
    ),
    Kind.ACCOUNTS: Line(
        "Names and addresses of people with an account",
        None,
        "until they are erased: at the latest a year after the last role ended",
        GDPR,
        "Who decided has to be known while somebody may ask; the trail holds no name.",
        by_itself=False,
    ),
    Kind.REGISTER: Line(
        "The register of releases, and what was published",
        None,
        "for as long as anything is released",
        GUIDANCE,
        "Every later release is held against all that was told before.",
        by_itself=False,
    ),
    Kind.TRAIL: Line(
        "The audit trail: identifiers and hashes, never a name",
        None,
        "for as long as the installation is used",
        f"{CHOSEN}; {GUIDANCE}",
        "A chain with a link taken out shows nothing any more.",
        by_itself=False,
    ),
}
"""Every kind of record of the workspace. A new kind of table belongs into a line of it."""
