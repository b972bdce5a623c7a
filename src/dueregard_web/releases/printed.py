"""What a release prints of the organisation's own words, and which phrases may give people away.

The library reads; here its answers are brought together for a page, and kept with the proposal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from dueregard.disclosure.released import Line, ReleasedState
from dueregard.operations.make_publication import read_texts
from dueregard.records.narratives import NARRATIVE_NAMES
from dueregard.releases.decision import Verdict
from dueregard.releases.narrative import Risk, find_risks, text_digest
from dueregard.releases.surroundings import STRICTEST, Surroundings
from dueregard.releases.text_choice import TextChoice
from dueregard.releases.texts import Part, texts_in
from dueregard_web.core.refusals import NotHereError
from dueregard_web.due_regard.policies import WORDS, label_of
from dueregard_web.organisations.models import Organisation
from dueregard_web.releases.folders import laid_out
from dueregard_web.releases.models import Proposal
from dueregard_web.releases.text_plan import CASE_STUDIES, STUDY_TEXTS, TextPlan, study_place

NARRATIVE, NOTE, EXCEPTION = "narrative", "public note", "board exception"
"""Places of what is written with the release itself."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A text that would be printed, and the record it stands in; none for the release's own."""

    place: str
    text: str
    record: str = ""

    @property
    def title(self) -> str:
        """Where it stands, as a page says it."""
        return title_of_place(self.place)

    @property
    def record_title(self) -> str:
        """The record it stands in, as a page says it."""
        return title_of_place(self.record)

    @property
    def sha256(self) -> str:
        """What a signature for its phrases names."""
        return text_digest(self.text)


@dataclass(frozen=True, slots=True)
class TextRisk:
    """A phrase that may give somebody away, in the form in which it is kept."""

    place: str
    phrase: str
    why: str
    instead: str
    text_sha256: str
    in_words_only: bool
    """Whether it is a risk only where no figure is published beside it."""

    @classmethod
    def of(cls, text: Printed, risk: Risk, *, in_words_only: bool) -> TextRisk:
        """Bring a risk together with where it stands."""
        return cls(text.place, risk.phrase, risk.why, risk.instead, text.sha256, in_words_only)


def title_of_place(place: str) -> str:
    """Say a place as people do: "actions.csv A1 text" is the text of an action."""
    file, _, rest = place.partition(" ")
    stem = file.rpartition("/")[2].rpartition(".")[0]
    if stem in NARRATIVE_NAMES:
        return f"Text of the report: {NARRATIVE_NAMES[stem].lower()}"
    if stem not in WORDS:
        return place[:1].upper() + place[1:]
    name, _, column = rest.rpartition(" ")
    told = f"{name}: {label_of(column).lower()}" if name else rest
    many = WORDS[stem].one if name or rest else WORDS[stem].many
    return f"{many[:1].upper()}{many[1:]} {told}".strip()


def beside(candidate: str, verdict: Verdict | None = None) -> Surroundings:
    """Return what stands beside the texts: the lines of a candidate, as the library reads them.

    Where no figure is published, and before the audit, everything counts as hidden.
    """
    if not candidate or verdict in {Verdict.NARRATIVE_ONLY, Verdict.WITHHOLD}:
        return STRICTEST
    return Surroundings(tuple(map(_line, json.loads(candidate)["lines"])))


def _line(data: dict[str, str]) -> Line:
    names = ("key", "label", "base", "table", "year", "text")
    return Line(**{name: data[name] for name in names}, state=ReleasedState(data["state"]))


def choice_of(plan: TextPlan) -> TextChoice:
    """Return a plan as the library's own, before anybody has signed for a phrase."""
    parts = tuple(part for part in Part if part.value in plan.publish)
    return TextChoice(parts, plan.leave_out, plan.record_words, (), plan.sha256)


def completed(organisation: Organisation, plan: TextPlan) -> TextPlan:
    """Return a plan with the library's hash of what would be printed.

    Raises
    ------
    ReleaseNeededError
        It names a place where no text is.
    """
    with laid_out(organisation, files=plan.records) as folder:
        return replace(plan, sha256=read_texts(folder, choice_of(plan), STRICTEST).sha256)


def texts_of(organisation: Organisation, plan: TextPlan) -> list[Printed]:
    """Return every text of the records and case studies that a plan prints."""
    found = [*_studies(plan)]
    if not plan.publish:
        return found
    with laid_out(organisation, files=plan.records) as folder:
        records = read_texts(folder, choice_of(plan), STRICTEST).records
    own = [
        Printed(text.place, text.text, " ".join(part for part in (text.file, text.id) if part))
        for text in texts_in(records)
    ]
    return [*own, *found]


def find_text(proposal: Proposal, place: str) -> Printed:
    """Return a text that would be printed.

    Raises
    ------
    NotHereError
        None stands at this place.
    """
    texts = texts_of(proposal.organisation, TextPlan.of(proposal.texts))
    found = next((one for one in texts if one.place == place), None)
    if found is None:
        raise NotHereError("No text that would be printed stands there.")
    return found


def _studies(plan: TextPlan) -> Iterator[Printed]:
    for study in plan.shared_studies:
        for name in STUDY_TEXTS:
            if study[name]:
                place = study_place(study["id"], name)
                yield Printed(place, study[name], f"{CASE_STUDIES} {study['id']}")


def own_words(proposal: Proposal) -> list[Printed]:
    """Return what is written with the release itself, and printed."""
    words = {
        NARRATIVE: proposal.narrative,
        NOTE: proposal.public_note,
        EXCEPTION: proposal.exception_reason,
    }
    return [Printed(place, text) for place, text in words.items() if text]


def risks_of(proposal: Proposal) -> list[dict[str, Any]]:
    """Return every phrase of a release that may give somebody away, as it is kept.

    Those that the published figures themselves tell are marked: they are risks only in a release
    without figures.
    """
    plan = TextPlan.of(proposal.texts)
    near = beside(proposal.candidate)
    found = []
    for text in (*own_words(proposal), *texts_of(proposal.organisation, plan)):
        with_figures = {(one.start, one.end) for one in find_risks(text.text, near)}
        for risk in find_risks(text.text, STRICTEST):
            only = (risk.start, risk.end) not in with_figures
            found.append(TextRisk.of(text, risk, in_words_only=only))
    return [{name: getattr(one, name) for name in TextRisk.__slots__} for one in found]
