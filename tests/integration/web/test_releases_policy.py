"""The threshold is the organisation's decision: dated, reasoned, by one role, in the audit."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dueregard.disclosure.policy import load_policy
from dueregard.errors import DueRegardError
from dueregard.releases.ways import Way
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.core.refusals import NotAllowedError, NotNowError
from dueregard_web.organisations.policies import Role
from dueregard_web.releases import actions, policy_actions, policy_queries
from dueregard_web.releases.folders import folder_of
from dueregard_web.releases.models import DisclosurePolicy
from dueregard_web.releases.own_policy import Choices, default_policy
from tests.integration.web.releases_house import EDITION, WHY, Desk
from tests.web_people import House

EIGHT = Choices(8, "protected", "We are few, and know each other.")
PLACE = "/o/EX016/disclosure-policy/"


@pytest.fixture
def desk(house: House) -> Iterator[Desk]:
    yield Desk.set_up(house)
    shutil.rmtree(folder_of(house.organisation).parent, ignore_errors=True)


def test_policy_that_comes_with_the_software_holds_until_another_is_set(
    desk: Desk, tmp_path: Path
) -> None:
    """What is set is a file that the library reads, different in what was chosen and no more."""
    officer = desk.by(Role.IG_OFFICER)
    assert policy_queries.policy_in_force(officer) is None
    made = policy_actions.set_policy(officer, choices=EIGHT)
    path = tmp_path / "policy.yaml"
    path.write_text(made.text)
    own, default = load_policy(path), default_policy()
    assert (own.threshold, own.zeros, own.reason) == (8, "protected", EIGHT.reason)
    assert own.dated == officer.today.isoformat()
    for name in ("least_threshold", "most_threshold", "total_is_known", "decimals", "worth"):
        assert getattr(own, name) == getattr(default, name), name
    row = AuditEvent.objects.get(event=Event.DISCLOSURE_POLICY_SET)
    assert (row.reason, row.before, len(row.after)) == (EIGHT.reason, "", 64)


@pytest.mark.parametrize("threshold", [0, 1, 101, 10_000])
def test_threshold_outside_the_limits_is_refused(threshold: int, desk: Desk) -> None:
    with pytest.raises(DueRegardError, match="lies outside"):
        policy_actions.set_policy(
            desk.by(Role.IG_OFFICER), choices=Choices(threshold, "published", WHY)
        )
    assert not DisclosurePolicy.unscoped.exists()


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.IG_OFFICER])
def test_nobody_else_sets_the_policy(role: Role, desk: Desk) -> None:
    with pytest.raises(NotAllowedError):
        policy_actions.set_policy(desk.by(role), choices=EIGHT)
    assert desk.house.client(role).post(PLACE, {}).status_code == 403


def test_policy_needs_a_reason_and_something_new(desk: Desk) -> None:
    officer = desk.by(Role.IG_OFFICER)
    with pytest.raises(DueRegardError, match="too short"):
        policy_actions.set_policy(officer, choices=Choices(8, "published", "so"))
    policy_actions.set_policy(officer, choices=EIGHT)
    with pytest.raises(NotNowError, match="new"):
        policy_actions.set_policy(officer, choices=EIGHT)


def test_policy_through_the_pages(desk: Desk) -> None:
    """Set, shown with its author, downloaded; the one before stays to be read."""
    officer = desk.house.client(Role.IG_OFFICER)
    assert officer.get(f"{PLACE}policy.yaml").status_code == 404
    assert "comes with the software" in officer.get(PLACE).content.decode()
    typed = {"threshold": "8", "zeros": "protected", "reason": EIGHT.reason}
    assert officer.post(PLACE, {**typed, "threshold": "1"}).status_code == 422
    assert officer.post(PLACE, {"threshold": "eight"}).status_code == 422
    assert officer.post(PLACE, typed).status_code == 302
    assert officer.post(PLACE, {**typed, "threshold": "9"}).status_code == 302
    text = officer.get(PLACE).content.decode()
    assert "below 8" in text
    assert b"default: 9" in officer.get(f"{PLACE}policy.yaml").content
    assert desk.house.client(Role.GOVERNING_BODY_READER).get(PLACE).status_code == 200


def test_other_members_numbers_are_read_and_then_forgotten(desk: Desk) -> None:
    """They are another body's small numbers: used for the audit, and gone with its end."""
    wanted = actions.Wanted(Way.COARSEN, member_numbers="key,n\nB2/x/y/staff/all/compared,3\n")
    analyst = desk.by(Role.HR_ANALYST)
    for wrong in ("key,n\nB2,many\n", "a,b\n1,2\n"):
        with pytest.raises(DueRegardError):
            actions.start_check(
                analyst,
                edition=EDITION,
                seen="",
                wanted=actions.Wanted(Way.COARSEN, member_numbers=wrong),
            )
    actions.start_check(analyst, edition=EDITION, seen="", wanted=wanted)
    assert desk.proposal.member_numbers
    desk.keep()
    assert desk.proposal.member_numbers == ""
