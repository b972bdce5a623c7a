"""What the workspace releases is what the command line releases, byte for byte."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dueregard.__main__ import main
from dueregard.operations.count_extracts import count_organisation
from dueregard.operations.decide_release import verify_release
from dueregard.settings import FILE_NAME
from dueregard_web.jobs.models import JobState
from dueregard_web.organisations.policies import Role
from dueregard_web.releases.folders import folder_of, register_of
from dueregard_web.releases.policies import State
from dueregard_web.returns import actions as returns
from dueregard_web.returns.storage import texts_of
from tests.integration.web.conftest import EXAMPLE
from tests.integration.web.releases_house import EDITION, NARRATIVE, WHY, Desk
from tests.web_people import House


def decision_toml(desk: Desk, candidate: str, day: str) -> str:
    """Write by hand what a person at the command line would."""
    people = desk.house.people
    return f"""
decision = "publish_safe"
candidate = "{candidate}"
reasons = ["{WHY}"]
prepared_by = "{people[Role.HR_ANALYST].name}"
narrative = "{NARRATIVE}"
[[reviewers]]
name = "{people[Role.IG_OFFICER].name}"
reviewed_on = {day}
[[reviewers]]
name = "{people[Role.APPROVER].name}"
reviewed_on = {day}
[signatory]
name = "{people[Role.SIGNATORY].name}"
role = "Accountable officer or governing-body signatory"
organisation = "{desk.house.organisation.name}"
organisation_kind = "commissioner"
signed_on = {day}
"""


@pytest.mark.slow
@pytest.mark.requirement("R-048")
def test_bundle_and_register_are_the_command_lines(
    house: House, tmp_path: Path, work, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same counts, decided in both ways: equal folders, and one form of register."""
    there = Path(shutil.copytree(EXAMPLE, tmp_path / "there"))
    desk = Desk(house)
    analyst = desk.by(Role.HR_ANALYST)
    counted = count_organisation(there, as_of=analyst.today)
    returns.start_year(analyst, edition=EDITION)
    returns.keep_count(
        analyst,
        edition=EDITION,
        texts=texts_of(counted.data_return),
        settings_text=(there / FILE_NAME).read_text(),
        findings=(),
        files=(),
    )
    job = desk.draft()
    assert work()
    job.refresh_from_db()
    assert job.state == JobState.DONE, (job.message, job.advice)
    assert desk.proposal.known_state is State.CHECKED
    desk.say()
    desk.submit()
    desk.review(desk.by(Role.IG_OFFICER))
    desk.review(desk.by(Role.APPROVER))
    desk.decide()
    desk.carry_out()

    day = analyst.today.isoformat()
    assert main(["release", str(there), "--as-of", day]) == 0
    made = desk.proposal
    assert (there / "release" / "candidate.json").read_text() == made.candidate
    text = decision_toml(desk, made.candidate_sha256, day)
    (there / "release" / "decision.toml").write_text(text)
    assert main(["release", "decide", str(there), "--as-of", day]) == 0

    ours, theirs = folder_of(house.organisation), there
    for name in ("index.html", "figures.csv", "figures.json", "manifest.json"):
        place = f"public/{EDITION}/v1/{name}"
        assert (ours / place).read_bytes() == (theirs / place).read_bytes(), name
    files = [
        sorted(one.name for one in (at / f"public/{EDITION}/v1").iterdir()) for at in (ours, theirs)
    ]
    assert files[0] == files[1]
    assert (
        register_of(house.organisation).read_bytes()
        == (theirs / "release" / "register.jsonl").read_bytes()
    )
    assert main(["release", "verify", str(ours)]) == 0
    assert len(verify_release(ours).bundles) == 1
    capsys.readouterr()
    shutil.rmtree(ours.parent)
