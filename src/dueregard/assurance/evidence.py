"""Evidence as it is kept: versions with their hash, attestations, reviews, and what each shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dueregard.assurance.words import Disclosure, EvidenceKind, ItemAnswer, Verdict, YesNo
from dueregard.records.columns import column


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One version of a piece of evidence; a correction is a further version.

    The day it was received is apart from the period that it speaks of.
    """

    id: str = column("A short name of its own; versions of one thing share it.", "E1")
    version: int = column("1 for what came first, 2 for its first correction.", "1")
    party: str = column("ODS code of whom it is about.", "RXX")
    title: str = column("What it is.", "WRES baseline report, April 2015")
    kind: EvidenceKind = column("Its kind.", "report")
    obligations: tuple[str, ...] = column(
        "Ids of the obligations it bears on.", "RXX/2015-16/M1", default=(), names="obligations"
    )
    path: str = column("The kept file, from this folder.", "evidence/E1-1.pdf", default="")
    sha256: str = column("The SHA-256 hash of the kept file.", "", default="")
    size: int = column("Its size in bytes.", "20480", default=0)
    url: str = column("Its web address.", "https://www.example.org/wres", default="")
    url_seen_on: date | None = column(
        "The day the kept file was copied from the web address.", "", default=None
    )
    received_on: date = column("The day it came.", "2015-07-30")
    dated: date | None = column("The day it bears.", "2015-07-28", default=None)
    effective_from: date | None = column("First day it speaks of.", "2014-04-01", default=None)
    effective_to: date | None = column("Last day it speaks of.", "2015-03-31", default=None)
    supplied_by: str = column("Who supplied it.", "C. Example", default="")
    obtained_by: str = column("Who obtained it.", "A. Example", default="")
    owner: str = column("Who answers for it here.", "A. Example", default="")
    draft: YesNo = column("Whether it is still a draft.", "no", default=YesNo.NOT_STATED)
    internal: YesNo = column(
        "Whether it must not be shown outside.", "no", default=YesNo.NOT_STATED
    )
    disclosure: Disclosure = column(
        "Whether it was looked at for small numbers before it is hosted.",
        "not_checked",
        default=Disclosure.NOT_CHECKED,
    )
    disclosure_by: str = column("Who looked.", "D. Example", default="")
    late_reason: str = column("Why it came late, as the provider says.", "", default="")
    expires_on: date | None = column("The day it stops showing anything.", "", default=None)
    keep_until: date | None = column("The day it may be destroyed.", "", default=None)

    @property
    def key(self) -> tuple[str, int]:
        """What names this version."""
        return (self.id, self.version)

    @property
    def day(self) -> date:
        """The day it bears, or the day it came where it bears none."""
        return self.dated or self.received_on


@dataclass(frozen=True, slots=True)
class Attestation:
    """A named person says that a version is accurate and complete (SC28.5)."""

    evidence: str = column("Id of the evidence.", "E1", names="evidence")
    version: int = column("Its version.", "1")
    by: str = column("Who attests.", "B. Example")
    on: date = column("The day.", "2015-07-30")
    post: str = column("Their post.", "Chief Executive", default="")


@dataclass(frozen=True, slots=True)
class Review:
    """A reviewer's verdict on a version."""

    evidence: str = column("Id of the evidence.", "E1", names="evidence")
    version: int = column("Its version.", "1")
    by: str = column("Who reviewed it.", "A. Example")
    on: date = column("The day.", "2015-08-03")
    verdict: Verdict = column("What was found.", "accepted")
    interest: str = column("An interest declared for this review.", "", default="")
    note: str = column("In a sentence.", "Complete but for indicator 9.", default="")


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a version shows one item that an obligation asks for, and on which page."""

    evidence: str = column("Id of the evidence.", "E1", names="evidence")
    version: int = column("Its version.", "1")
    obligation: str = column("Id of the obligation.", "RXX/2015-16/M1", names="obligations")
    item: str = column("The item.", "shortcomings")
    answer: ItemAnswer = column("Whether it shows it.", "yes")
    page: str = column("Where.", "p. 4", default="")
    reason: str = column("Why it holds without evidence of its own.", "", default="")
    by: str = column("Who says so.", "A. Example", default="")
    on: date | None = column("The day.", "2015-08-03", default=None)
