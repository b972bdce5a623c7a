"""The decision as ``decision.toml`` has it: what the command line reads. Nothing knows Django."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from dueregard.disclosure.released import person
from dueregard.releases.decision import Verdict
from dueregard_web.releases.text_plan import NO_TEXTS, TextPlan

ROLE_OF_SIGNATORY = "Accountable officer or governing-body signatory"


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody who put a name to it, and when."""

    name: str
    email: str
    day: date


@dataclass(frozen=True, slots=True)
class AgreedException:
    """A board exception that two people agreed to."""

    reason: str
    day: date
    told_on: date
    approvers: Sequence[Signature]


@dataclass(frozen=True, slots=True)
class SignedPhrases:
    """That somebody answers for the phrases of exactly one text."""

    text_sha256: str
    reason: str
    by: Signature


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """A decision as ``decision.toml`` has it: what the command line reads."""

    verdict: Verdict
    candidate_sha256: str
    reasons: Sequence[str]
    narrative: str
    author: Signature
    reviewers: Sequence[Signature]
    signatory: Signature
    organisation: str
    organisation_kind: str
    exception: AgreedException | None = None
    correction: str = ""
    """What this version puts right, where it follows another."""
    office: str = ROLE_OF_SIGNATORY
    texts: TextPlan = NO_TEXTS
    signed: Sequence[SignedPhrases] = field(default_factory=tuple)

    @property
    def text(self) -> str:
        """The file."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        names = self._names()
        yield _line("decision", self.verdict.value)
        yield _line("candidate", self.candidate_sha256)
        yield _line("reasons", list(self.reasons))
        yield _line("prepared_by", names[self.author.email])
        yield _line("narrative", self.narrative)
        if self.correction:
            yield _line("correction", self.correction)
        for one in self.reviewers:
            yield "\n[[reviewers]]"
            yield _line("name", names[one.email])
            yield _line("reviewed_on", one.day)
        yield "\n[signatory]"
        yield _line("name", names[self.signatory.email])
        yield _line("role", self.office)
        yield _line("organisation", self.organisation)
        yield _line("organisation_kind", self.organisation_kind)
        yield _line("signed_on", self.signatory.day)
        if self.exception is not None:
            yield from _exception_lines(self.exception, names)
        yield from _text_lines(self.texts)
        for signed in self.signed:
            yield "\n[[signed_risks]]"
            yield _line("text_sha256", signed.text_sha256)
            yield _line("name", names[signed.by.email])
            yield _line("reason", signed.reason)
            yield _line("signed_on", signed.by.day)

    def _names(self) -> dict[str, str]:
        """Return a name for each person; two people of one name are told apart by their address."""
        agreed = self.exception.approvers if self.exception else ()
        signers = [one.by for one in self.signed]
        named = (self.author, *self.reviewers, self.signatory, *agreed, *signers)
        people = {one.email: one for one in named}
        alike = [person(one.name) for one in people.values()]
        return {
            email: one.name if alike.count(person(one.name)) == 1 else f"{one.name} ({email})"
            for email, one in people.items()
        }


def _exception_lines(exception: AgreedException, names: dict[str, str]) -> Iterator[str]:
    yield "\n[board_exception]"
    yield _line("reason", exception.reason)
    yield _line("date", exception.day)
    yield _line("approvers", [names[one.email] for one in exception.approvers])
    yield "members_told = true"
    yield _line("members_told_on", exception.told_on)


def _text_lines(texts: TextPlan) -> Iterator[str]:
    if not texts.publish:
        return
    yield "\n[texts]"
    yield _line("publish", list(texts.publish))
    yield _line("leave_out", list(texts.leave_out))
    yield _line("sha256", texts.sha256)
    for place, said in texts.record_words.items():
        yield "\n[[public_words]]"
        yield _line("of", place)
        yield _line("say", said)


def _line(key: str, value: str | date | list[str]) -> str:
    return f"{key} = {value.isoformat() if isinstance(value, date) else _quoted(value)}"


def _quoted(value: str | list[str]) -> str:
    """Write texts as TOML: JSON's form, but with every sign as itself, and no bare DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
