"""Whatever people press in whatever order: nothing is out without two approvals of just that."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dueregard.errors import DueRegardError
from dueregard.releases.decision import Verdict
from dueregard.releases.ways import Way
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.audit.queries import verify
from dueregard_web.jobs.actions import end_job
from dueregard_web.jobs.models import Job, JobState
from dueregard_web.organisations.models import Membership
from dueregard_web.organisations.policies import Role
from dueregard_web.releases import actions
from dueregard_web.releases.folders import entries_of, folder_of
from dueregard_web.releases.models import MadeDecision, Proposal, Review
from dueregard_web.releases.policies import State
from dueregard_web.releases.queries import content_of
from tests.integration.web.releases_house import (
    EDITION,
    NUMBERS,
    WHY,
    Desk,
    candidate_text,
    saying,
    undone,
)
from tests.web_people import House

PEOPLE = (
    Role.HR_ANALYST,
    Role.EQUALITY_LEAD,
    Role.IG_OFFICER,
    Role.APPROVER,
    Role.SIGNATORY,
    Role.SUPPORT_ANALYST,
    Role.OUTSIDE_REVIEWER,
)
TEXTS = ("", "We will train our panels.", "We will listen to our staff.")
Step = tuple[str, Role, int]


def audit(desk: Desk, role: Role, number: int) -> None:
    """Start an audit and keep what comes of it; now and then it has not passed."""
    now = latest(desk)
    is_open = now is not None and now.known_state.value not in ENDED
    job = actions.start_check(
        desk.by(role),
        edition=EDITION,
        seen=now.content_sha256 if is_open and now else "",
        wanted=actions.Wanted(Way.COARSEN, public_note=WHY),
    )
    actions.keep_candidate(
        desk.by(role),
        edition=EDITION,
        proposal_id=job.subject,
        text=candidate_text(desk.house, found_out=int(number == 3)),
        numbers=NUMBERS,
    )
    end_job(job, JobState.DONE, now=desk.house.now)


ENDED = {"released", "withheld", "corrected", "withdrawn"}


def latest(desk: Desk) -> Proposal | None:
    return Proposal.objects.of(desk.house.organisation).order_by("-proposed_at").first()


def review(desk: Desk, role: Role, number: int) -> None:
    said: dict[str, Any] = {"approves": number != 3, "comments": "x", "has_conflict": number == 2}
    actions.review(desk.by(role), **desk.on(**said))


def decide(desk: Desk, role: Role, number: int) -> None:
    verdict = [Verdict.PUBLISH_SAFE, Verdict.PUBLISH_SAFE, Verdict.NARRATIVE_ONLY, Verdict.WITHHOLD]
    actions.decide(desk.by(role), **desk.on(saying=saying(verdict[number])))


ACTS: dict[str, Callable[[Desk, Role, int], Any]] = {
    "audit": audit,
    "edit": lambda desk, role, n: actions.edit_words(
        desk.by(role), **desk.on(words=actions.Words(TEXTS[n % 3]))
    ),
    "submit": lambda desk, role, _: actions.submit(desk.by(role), **desk.on()),
    "review": review,
    "decide": decide,
    "carry out": lambda desk, role, _: actions.carry_out(desk.by(role), **desk.on()),
    "send back": lambda desk, role, _: actions.send_back(desk.by(role), **desk.on(reason=WHY)),
    "take back": lambda desk, role, _: actions.take_back(desk.by(role), **desk.on(reason=WHY)),
    "withdraw": lambda desk, role, _: actions.withdraw(desk.by(role), **desk.on(public_note=WHY)),
    "brief": lambda desk, _, n: desk.brief(f"Briefing {n}, {desk.later}."),
    "read": lambda desk, *_: desk.read(),
    "count": lambda desk, _, n: desk.count(str(n)),
}


def a_step(name: str, *roles: Role) -> st.SearchStrategy[Step]:
    return st.tuples(st.just(name), st.sampled_from(roles), st.sampled_from([0, 0, 0, 0, 1, 2, 3]))


# The way to a release is long: what leads there is drawn more often than what leads away from it.
FORWARD = [
    a_step("audit", Role.HR_ANALYST),
    a_step("submit", Role.HR_ANALYST, Role.EQUALITY_LEAD),
    a_step("review", Role.IG_OFFICER),
    a_step("review", Role.APPROVER, Role.OUTSIDE_REVIEWER),
    a_step("read", Role.APPROVER),
    a_step("decide", Role.SIGNATORY),
    a_step("carry out", Role.SIGNATORY),
]
ANYTHING = st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(PEOPLE), st.integers(0, 3))


RARELY = st.sampled_from([False] * 6 + [True])


@st.composite
def sequences(draw: st.DrawFn) -> list[Step]:
    """Draw a way to a release with detours, repeats and gaps, once or twice over."""
    steps: list[Step] = []
    for _ in range(draw(st.integers(1, 2))):
        for forward in FORWARD:
            steps += [draw(ANYTHING)] if draw(RARELY) else []
            steps += [] if draw(RARELY) else [draw(forward)]
    return steps


def check(desk: Desk) -> int:
    """Hold everything that is out against its approvals; return how many versions there are."""
    trail = AuditEvent.objects.filter(event=Event.RELEASE_REVIEWED)
    told = {(row.subject, row.after, row.actor) for row in trail}
    for one in Review.unscoped.all():
        assert (f"review/{one.pk}", one.content_sha256, str(one.reviewed_by_id)) in told
    for one in MadeDecision.unscoped.all():
        assert AuditEvent.objects.filter(
            event=Event.RELEASE_DECIDED, subject=f"madedecision/{one.pk}"
        ).exists()
        check_everybody_had_read(one)
    out = Proposal.unscoped.exclude(version=0)
    for proposal in out:
        digest = content_of(proposal).sha256
        approvals = Review.unscoped.filter(
            proposal=proposal, approves=True, voided_at=None, content_sha256=digest
        )
        helped = set(proposal.preparers.values_list("person_id", flat=True))
        people = set(approvals.values_list("reviewed_by_id", flat=True)) - helped
        assert len(people) >= 2
        assert proposal.found_out == 0
        assert proposal.decision.content_sha256 == digest
        assert proposal.decision.decided_by_id not in people | helped
    entries = entries_of(desk.house.organisation)
    assert len([one for one in entries if one.version and one.kind != "withdrawn"]) == len(out)
    return len(out)


def check_everybody_had_read(made: MadeDecision) -> None:
    """Read in the trail that a briefing was issued, and since then read by all who decide."""
    row = AuditEvent.objects.get(event=Event.RELEASE_DECIDED, subject=f"madedecision/{made.pk}")
    before = AuditEvent.objects.filter(seq__lt=row.seq)
    issued = before.filter(event=Event.BRIEFING_ISSUED).last()
    assert issued is not None, "a decision without any briefing"
    since = before.filter(event=Event.BRIEFING_ACKNOWLEDGED, seq__gt=issued.seq)
    deciders = Membership.unscoped.filter(
        role__in=["approver", "signatory"], organisation=made.organisation, ended_at=None
    )
    wanted = {str(one) for one in deciders.values_list("person_id", flat=True)}
    assert wanted <= set(since.values_list("actor", flat=True))


def run(desk: Desk, steps: list[Step]) -> int:
    """Take the steps; whoever is refused goes on with the next."""
    for name, role, number in steps:
        try:
            ACTS[name](desk, role, number)
        except (DueRegardError, IndexError):
            continue
        finally:
            released = check(desk)
    assert verify()[1] == ()
    return released if steps else 0


@pytest.mark.slow
def test_no_sequence_releases_without_two_approvals_of_just_that(house: House) -> None:
    """Over many sequences, many of which do release something."""
    desk = Desk.set_up(house)
    for role in PEOPLE:
        desk.by(role)
    released: list[int] = []

    @settings(
        max_examples=120,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(sequences())
    def try_it(steps: list[Step]) -> None:
        with undone():
            released.append(run(desk, steps))
        shutil.rmtree(folder_of(house.organisation), ignore_errors=True)

    try_it()
    assert sum(map(bool, released)) >= 10, "sequences that release nothing would prove nothing"


def test_straight_way_releases(house: House) -> None:
    """The sequence without detours ends in a version, so that the property above has its cases."""
    desk = Desk.set_up(house)
    way = [
        ("audit", Role.HR_ANALYST, 0),
        ("edit", Role.HR_ANALYST, 1),
        ("submit", Role.HR_ANALYST, 0),
        ("review", Role.IG_OFFICER, 0),
        ("review", Role.APPROVER, 0),
        ("read", Role.APPROVER, 0),
        ("decide", Role.SIGNATORY, 0),
        ("carry out", Role.SIGNATORY, 0),
    ]
    assert run(desk, way) == 1
    assert desk.proposal.known_state is State.RELEASED
    assert Job.unscoped.count() == 1
    shutil.rmtree(folder_of(house.organisation), ignore_errors=True)


@pytest.mark.parametrize("left_out", [0, 2, 3, 4, 5, 6])
def test_no_step_can_be_left_out(left_out: int, house: House) -> None:
    """Without the audit, sending in, a review or the decision nothing is released."""
    desk = Desk.set_up(house)
    way = [
        ("audit", Role.HR_ANALYST, 0),
        ("edit", Role.HR_ANALYST, 1),
        ("submit", Role.HR_ANALYST, 0),
        ("review", Role.IG_OFFICER, 0),
        ("review", Role.APPROVER, 0),
        ("read", Role.APPROVER, 0),
        ("decide", Role.SIGNATORY, 0),
        ("carry out", Role.SIGNATORY, 0),
    ]
    assert run(desk, way[:left_out] + way[left_out + 1 :]) == 0
    shutil.rmtree(folder_of(house.organisation), ignore_errors=True)
