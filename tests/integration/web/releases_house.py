"""A year with a proposal at any state, made by the actions themselves; all numbers are invented."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.db import transaction

from dueregard.disclosure.released import Line, ReleasedState, content_digest, digest
from dueregard.releases.decision import Verdict
from dueregard.releases.register import head_of
from dueregard.releases.texts import Part
from dueregard.releases.ways import Way
from dueregard_web.core.refusals import NotNowError
from dueregard_web.due_regard import actions as due_regard
from dueregard_web.due_regard.queries import briefing_in_force
from dueregard_web.jobs.actions import end_job
from dueregard_web.jobs.models import Job, JobState
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.models import Membership
from dueregard_web.organisations.policies import Role
from dueregard_web.releases import actions, text_actions
from dueregard_web.releases.folders import entries_of
from dueregard_web.releases.models import Proposal
from dueregard_web.releases.policies import State
from dueregard_web.returns import actions as returns
from dueregard_web.returns.queries import find_year
from dueregard_web.returns.storage import ReturnTexts
from tests.web_people import House

EDITION = "2016"
WHY = "Staff and the public should see what can be seen safely."
NARRATIVE = "We will go through recruitment with a trained panel."
ALL, BME = "EX016/2016-03-31/000000/staff/all/total", "EX016/2016-03-31/000000/staff/all/compared"
NUMBERS = {ALL: "Head count", BME: "BME staff in post"}
TRUTH = {ALL: 120, BME: 7}
CASE = {
    "for": "Who sits on the board decides for the public.",
    "against": "One of them would rather not be asked about it.",
    "members": "All of them were told, and none objected.",
}


def candidate_text(house: House, *, found_out: int = 0, full_is_safe: bool = False) -> str:
    """Write a candidate by hand: a head count shown, a small number hidden, one witness."""
    about = {
        "organisation": house.organisation.name,
        "code": house.code,
        "standard": "Workforce Race Equality Standard",
        "edition": EDITION,
        "snapshot_date": "2016-03-31",
        "period_start": "2015-04-01",
        "period_end": "2016-03-31",
    }
    lines = [
        line("workforce.headcount", "Head count", "shown", "120"),
        line("r.all", "BME", "suppressed"),
    ]
    board = [line("r.all", "BME", "shown", "5.8% (7 of 120)")]
    told = {
        "words": "Head count is 120",
        "facts": [{"terms": [[ALL, 1]], "lower": 120, "upper": 120}],
    }
    document: dict[str, Any] = {
        "schema": "dueregard-release-candidate-1",
        "mark": "INTERNAL",
        "about": about,
        "made_on": house.now.date().isoformat(),
        "rules_sha256": "0" * 64,
        "return_sha256": "0" * 64,
        "register_head": head_of(entries_of(house.organisation)),
        "policy": {"name": "test", "dated": "2026-01-01", "reason": "test", "threshold": 11},
        "content_sha256": content_digest([as_line(one) for one in lines], about),
        "full_is_safe": full_is_safe,
        "lines": lines,
        "exception_lines": board,
        "statements": [told],
        "exception_statements": [],
        "options": [],
        "readers": [{"reader": "public", "numbers": 1, "found_out": found_out}],
        "unreleasable": [],
        "told_before": [],
        "superseded": [],
        "rules": [],
        "true_numbers": TRUTH,
        "witnesses": [{"protects": [BME], "changes": {BME: 12}}],
    }
    document["sha256"] = digest(document)
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def line(key: str, label: str, state: str, text: str = "") -> dict[str, str]:
    known = {"base": "people", "table": "Workforce", "year": "this"}
    because = "" if text else "BME staff in post"
    return {"key": key, "label": label, **known, "state": state, "text": text, "because": because}


def as_line(data: dict[str, str]) -> Line:
    fields = {k: v for k, v in data.items() if k not in {"because", "state"}}
    return Line(**fields, state=ReleasedState(data["state"]))


@dataclass
class Desk:
    """The people of a house at work on its release; each role is another person."""

    house: House
    later: int = 0
    more: dict[str, Acting] = field(default_factory=dict)

    @classmethod
    def set_up(cls, house: House) -> Desk:
        desk = cls(house)
        returns.start_year(desk.by(Role.HR_ANALYST), edition=EDITION)
        desk.count()
        return desk

    def count(self, cells: str = "one") -> None:
        returns.keep_count(
            self.by(Role.HR_ANALYST),
            edition=EDITION,
            texts=ReturnTexts(cells, "about"),
            settings_text="",
            findings=(),
            files=(),
        )

    def by(self, role: Role) -> Acting:
        """Return somebody at work, a moment later each time."""
        self.later += 1
        acting = self.house.acting(role)
        return replace(acting, now=acting.now + timedelta(seconds=self.later))

    def another(self, role: Role, name: str) -> Acting:
        """Return a further person of a role."""
        if name not in self.more:
            self.more[name] = replace(self.house.acting(role), person=self.house.join(role, name))
        self.later += 1
        acting = self.more[name]
        return replace(acting, now=acting.now + timedelta(seconds=self.later))

    @property
    def proposal(self) -> Proposal:
        return Proposal.objects.of(self.house.organisation).order_by("-proposed_at")[0]

    def on(self, **more: Any) -> dict[str, Any]:
        """Return what every action is told about the proposal as it is now."""
        now = self.proposal
        return {"edition": EDITION, "proposal_id": str(now.pk), "seen": now.content_sha256, **more}

    # --- steps ------------------------------------------------------------------------------
    def draft(self, note: str = "", way: Way = Way.COARSEN) -> Job:
        old = Proposal.objects.of(self.house.organisation).exclude(
            state__in=["released", "withheld", "corrected", "withdrawn"]
        )
        seen = old[0].content_sha256 if old else ""
        acting = self.by(Role.HR_ANALYST)
        wanted = actions.Wanted(way, note)
        return actions.start_check(acting, edition=EDITION, seen=seen, wanted=wanted)

    def check(self, *, note: str = "", **about: Any) -> None:
        job = self.draft(note)
        self.keep(**about)
        end_job(job, JobState.DONE, now=self.house.now)

    def keep(self, **about: Any) -> None:
        actions.keep_candidate(
            self.by(Role.HR_ANALYST),
            edition=EDITION,
            proposal_id=self.proposal.pk,
            text=candidate_text(self.house, **about),
            numbers=NUMBERS,
        )

    def say(self, narrative: str = NARRATIVE, **more: Any) -> None:
        words = actions.Words(narrative, **more)
        actions.edit_words(self.by(Role.HR_ANALYST), **self.on(words=words))

    def submit(self) -> None:
        actions.submit(self.by(Role.HR_ANALYST), **self.on())

    def review(self, acting: Acting, *, approves: bool = True, conflict: bool = False) -> None:
        said = {"approves": approves, "comments": "I looked at it.", "has_conflict": conflict}
        actions.review(acting, **self.on(**said))

    def brief(self, text: str = "What the duty asks of those who decide.") -> None:
        """Put a briefing in force."""
        due_regard.issue_briefing(self.by(Role.HR_ANALYST), edition=EDITION, text=text)

    def read(self) -> None:
        """Let everybody who decides acknowledge the briefing in force; issue one if none is."""
        acting, *_ = (self.by(one) for one in (Role.HR_ANALYST, Role.APPROVER, Role.SIGNATORY))
        year = find_year(acting, EDITION)
        if briefing_in_force(acting, year) is None:
            self.brief()
        held = Membership.objects.of(self.house.organisation)
        for one in held.filter(role__in=["approver", "signatory"]).select_related("person"):
            self.acknowledge(replace(acting, person=one.person, roles=frozenset({one.known_role})))

    def acknowledge(self, acting: Acting) -> None:
        """Acknowledge the briefing in force, once."""
        briefing = briefing_in_force(acting, find_year(acting, EDITION))
        assert briefing is not None
        with suppress(NotNowError):
            due_regard.acknowledge_briefing(acting, edition=EDITION, version=briefing.version)

    def decide(self, verdict: Verdict = Verdict.PUBLISH_SAFE, **more: Any) -> None:
        signatory = self.by(Role.SIGNATORY)
        self.read()
        actions.decide(signatory, **self.on(saying=saying(verdict, **more)))

    def choose_texts(self, *parts: Part, studies: tuple[str, ...] = ()) -> None:
        chosen = {"parts": parts, "studies": studies}
        text_actions.choose_texts(self.by(Role.HR_ANALYST), **self.on(**chosen))

    def sign(self, acting: Acting, place: str) -> None:
        """Sign for the phrases of the text at a place."""
        found = next(one for one in self.proposal.risks if one["place"] == place)
        about = {"text_sha256": found["text_sha256"], "reason": WHY}
        text_actions.sign_risk(acting, **self.on(**about))

    def carry_out(self) -> Proposal:
        return actions.carry_out(self.by(Role.SIGNATORY), **self.on())

    def bring_to(self, state: State) -> Proposal:  # noqa: PLR0911 - one step after another
        """Bring a new proposal to a state by the shortest way."""
        self.draft()
        if state is State.DRAFT:
            return self.proposal
        self.keep()
        end_job(Job.unscoped.latest("asked_at"), JobState.DONE, now=self.house.now)
        if state is State.CHECKED:
            return self.proposal
        if state is State.WITHDRAWN:
            actions.take_back(self.by(Role.HR_ANALYST), **self.on(reason=WHY))
            return self.proposal
        self.submit()
        if state is State.SUBMITTED:
            return self.proposal
        first, second = (self.another(Role.APPROVER, name) for name in ("First One", "Second Two"))
        self.review(first, approves=state is not State.RETURNED)
        if state is State.ONE_REVIEW:
            return self.proposal
        self.review(second, approves=state not in {State.RETURNED, State.SPLIT})
        if state in {State.RETURNED, State.SPLIT, State.TWO_REVIEWS}:
            return self.proposal
        self.decide(Verdict.WITHHOLD if state is State.WITHHELD else Verdict.PUBLISH_SAFE)
        if state is not State.DECIDED:
            self.carry_out()
        if state is State.CORRECTED:
            done = self.proposal
            self.correct()
            return Proposal.objects.of(self.house.organisation).get(pk=done.pk)
        return self.proposal

    def correct(self) -> None:
        """Release a corrected version."""
        self.check(note="A table was drawn from the wrong list.")
        self.submit()
        for name in ("First One", "Second Two"):
            self.review(self.another(Role.APPROVER, name))
        self.decide()
        self.carry_out()


def saying(
    verdict: Verdict = Verdict.PUBLISH_SAFE, reasons: str = WHY, **more: Any
) -> actions.Saying:
    """Return what a decision says, everything confirmed."""
    return actions.Saying(**{"verdict": verdict, "reasons": reasons, "attests": True, **more})


@contextmanager
def undone() -> Iterator[None]:
    """Undo whatever is done to the database within."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
