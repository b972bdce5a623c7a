"""What the workspace releases is what the command line releases, byte for byte."""

from __future__ import annotations

import hashlib
import json
import shutil
import tomllib
from pathlib import Path

import pytest

from dueregard.__main__ import main
from dueregard.operations.count_extracts import count_organisation
from dueregard.operations.decide_release import verify_release
from dueregard.releases.texts import Part
from dueregard.settings import FILE_NAME
from dueregard_web.due_regard import actions as due_regard
from dueregard_web.jobs.models import JobState
from dueregard_web.organisations.policies import Role
from dueregard_web.releases import actions, policy_actions, policy_queries, text_actions
from dueregard_web.releases.folders import folder_of, register_of
from dueregard_web.releases.own_policy import Choices
from dueregard_web.releases.policies import State
from dueregard_web.returns import actions as returns
from dueregard_web.returns.storage import texts_of
from tests.integration.web.conftest import EXAMPLE
from tests.integration.web.releases_house import CASE, EDITION, NARRATIVE, WHY, Desk
from tests.web_people import House

MORE_REASONS = "Nobody who is BME sits on the board of a hospital abroad."
SAFE = "The sentence is about hospitals abroad, and not about us."
OFFICE = "Chair of the governing body"
POLICY = Choices(8, "protected", "We decided on eight, because we are few.")
ACTION = {"id": "A1", "text": "Train those who shortlist.", "owner": "The equality lead",
          "due": "2027-03-31", "indicators": "2", "aims": "advance"}  # fmt: skip
TELLING = {**ACTION, "id": "A2", "text": "The only BME director leads this."}
LEFT_OUT = {**ACTION, "id": "A3", "text": "Something for ourselves."}
SAID = "Everybody who shortlists is trained."


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


def whole_decision(desk: Desk, candidate: str, day: str, texts_sha256: str) -> str:
    """Write by hand a decision with everything that the file can hold but a correction."""
    people = {role: person.name for role, person in desk.house.people.items()}
    signed = hashlib.sha256(TELLING["text"].encode()).hexdigest()
    reasons = hashlib.sha256(f"{WHY} {MORE_REASONS}".encode()).hexdigest()
    plain = decision_toml(desk, candidate, day)
    plain = plain.replace(f'["{WHY}"]', f'["{WHY}", "{MORE_REASONS}"]')
    plain = plain.replace("Accountable officer or governing-body signatory", OFFICE)
    return f"""{plain}
[board_exception]
reason = "{WHY}"
date = {day}
approvers = ["{people[Role.IG_OFFICER]}", "Sid Sutton"]
members_told = true
members_told_on = {day}
[texts]
publish = ["actions"]
leave_out = ["actions.csv A3"]
sha256 = "{texts_sha256}"
[[public_words]]
of = "actions.csv A1 text"
say = "{SAID}"
[[signed_risks]]
text_sha256 = "{signed}"
name = "{people[Role.APPROVER]}"
reason = "{WHY}"
signed_on = {day}
[[signed_risks]]
text_sha256 = "{reasons}"
name = "{people[Role.SIGNATORY]}"
reason = "{SAFE}"
signed_on = {day}
"""


def check_equal(ours: Path, there: Path, register: Path) -> None:
    """Hold what the pages made against what the command line made."""
    places = [at / f"public/{EDITION}/v1" for at in (ours, there)]
    names = [sorted(one.name for one in at.iterdir()) for at in places]
    assert names[0] == names[1]
    for name in names[0]:
        assert (places[0] / name).read_bytes() == (places[1] / name).read_bytes(), name
    assert register.read_bytes() == (there / "release" / "register.jsonl").read_bytes()
    page = (places[0] / "index.html").read_text()
    for words in (SAID, TELLING["text"], MORE_REASONS, OFFICE):
        assert words in page
    for words in (ACTION["text"], LEFT_OUT["text"], SAFE, *CASE.values()):
        assert words not in page


@pytest.mark.slow
@pytest.mark.requirement("R-048", "R-052", "R-054")
def test_everything_that_a_decision_file_can_hold_is_possible_on_the_pages(
    house: House, tmp_path: Path, work, capsys: pytest.CaptureFixture[str]
) -> None:
    """An own policy, a board exception, records printed, reworded and left out, phrases signed.

    The bundle and the register are again the command line's, byte for byte.
    """
    there = Path(shutil.copytree(EXAMPLE, tmp_path / "there"))
    shutil.rmtree(there / "records", ignore_errors=True)
    desk = Desk(house)
    analyst, officer = desk.by(Role.HR_ANALYST), desk.by(Role.IG_OFFICER)
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
    for typed in (ACTION, TELLING, LEFT_OUT):
        due_regard.add_record(analyst, edition=EDITION, kind="actions", typed=typed)
    policy_actions.set_policy(officer, choices=POLICY)
    desk.draft()
    assert work()
    desk.choose_texts(Part.ACTIONS)
    text_actions.say_otherwise(analyst, **desk.on(place="actions.csv A1 text", words=SAID))
    text_actions.leave_out(analyst, **desk.on(place="actions.csv A3 text", out=True))
    desk.say(exception_reason=WHY, exception_told_on=analyst.today, exception_case=CASE)
    desk.submit()
    desk.review(officer)
    approver = desk.by(Role.APPROVER)
    desk.review(approver)
    desk.sign(approver, "actions.csv A2 text")
    actions.allow_exception(officer, **desk.on(reason=WHY))
    sid = desk.another(Role.SIGNATORY, "Sid Sutton")
    actions.allow_exception(sid, **desk.on(reason=WHY))
    more = {"office": OFFICE, "safe_because": SAFE, "uses_exception": True}
    desk.decide(reasons=f"{WHY}\n{MORE_REASONS}", **more)
    made = desk.carry_out()

    day = analyst.today.isoformat()
    for name, text in made.texts["records"].items():
        (there / name).parent.mkdir(parents=True, exist_ok=True)
        (there / name).write_bytes(text.encode())
    policy = tmp_path / "policy.yaml"
    policy.write_text(policy_queries.policy_in_force(officer).text)
    assert main(["release", str(there), "--as-of", day, "--policy", str(policy)]) == 0
    assert (there / "release" / "candidate.json").read_text() == made.candidate
    assert json.loads(made.candidate)["policy"]["threshold"] == POLICY.threshold
    text = whole_decision(desk, made.candidate_sha256, day, made.texts["sha256"])
    (there / "release" / "decision.toml").write_text(text)
    assert tomllib.loads(text) == tomllib.loads(made.decision.text)
    assert main(["release", "decide", str(there), "--as-of", day]) == 0, capsys.readouterr().err

    ours = folder_of(house.organisation)
    check_equal(ours, there, register_of(house.organisation))
    capsys.readouterr()
    shutil.rmtree(ours.parent)
