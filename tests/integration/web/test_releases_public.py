"""Everybody may read what was released and what became of it; nothing else, and no account."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.html import strip_tags

from dueregard.releases.decision import Verdict
from dueregard_web.due_regard import actions as records
from dueregard_web.organisations.policies import Role
from dueregard_web.releases import actions, incident_actions
from dueregard_web.releases.folders import bundle_folder, entries_of, folder_of
from dueregard_web.releases.models import Proposal
from dueregard_web.releases.policies import OUT, State
from tests.integration.web.releases_house import EDITION, WHY, Desk
from tests.oracle.reading_age import reading_age
from tests.web_people import House

PUBLIC = f"/public/EX016/{EDITION}/"
STUDY = {
    "id": "S1",
    "title": "Two people shortlist",
    "why": "Shortlists differed from one manager to the next.",
    "done": "Two trained people read each form.",
    "result": "The two lists are closer now.",
    "learnt": "Agree on the words before you begin.",
}


@pytest.fixture
def desk(house: House) -> Iterator[Desk]:
    yield Desk.set_up(house)
    shutil.rmtree(folder_of(house.organisation).parent, ignore_errors=True)


def read(address: str) -> str:
    """Open a page as somebody without an account."""
    response = Client().get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def status(address: str) -> int:
    return Client().get(address).status_code


def withdrawn(desk: Desk) -> None:
    actions.withdraw(desk.by(Role.SIGNATORY), **desk.on(public_note="A table was wrong."))


# --- what is there ------------------------------------------------------------------------------
@pytest.mark.parametrize("state", [one for one in State if one not in {*OUT, State.WITHHELD}])
def test_nothing_is_there_before_a_release(state: State, desk: Desk) -> None:
    """No record, no version, no file, and the organisation is not named."""
    desk.bring_to(state)
    assert status(PUBLIC) == 404
    assert status(f"{PUBLIC}v1/") == 404
    assert status(f"{PUBLIC}v1/index.html") == 404
    assert "EX016" not in read("/public/")


@pytest.mark.requirement("R-015", "R-162")
def test_record_says_what_is_in_force_since_when_and_why(desk: Desk) -> None:
    """A page with its day that opens without an account; the report behind it is the bundle's."""
    desk.bring_to(State.RELEASED)
    day = desk.by(Role.HR_ANALYST).today
    text = read(PUBLIC)
    assert "is in force" in text
    assert f"{day.day} {day:%B %Y}" in text
    version = read(f"{PUBLIC}v1/")
    assert WHY in version
    folder = bundle_folder(desk.house.organisation, EDITION, 1)
    for path in folder.iterdir():
        response = Client().get(f"{PUBLIC}v1/{path.name}")
        assert response.content == path.read_bytes(), path.name
        assert "style-src 'unsafe-inline'" in response["Content-Security-Policy"]
        assert "script-src" not in response["Content-Security-Policy"]
    assert PUBLIC in read("/public/")


@pytest.mark.requirement("R-162")
def test_decision_to_publish_nothing_is_public_with_its_reason(desk: Desk) -> None:
    """Openness holds for withholding too: the day and the reason, and no figure."""
    desk.bring_to(State.WITHHELD)
    text = read(PUBLIC)
    assert "Nothing of this year was published" in text
    assert WHY in text
    assert status(f"{PUBLIC}v1/") == 404


@pytest.mark.requirement("R-160")
def test_corrected_version_stays_with_a_banner_and_the_original_is_kept(desk: Desk) -> None:
    """Version 1 says that it was wrong, why, and where the right one is; its bytes stay."""
    desk.bring_to(State.RELEASED)
    first = (bundle_folder(desk.house.organisation, EDITION, 1) / "index.html").read_bytes()
    desk.correct()
    old = read(f"{PUBLIC}v1/")
    assert "This version was corrected" in old
    assert "A table was drawn from the wrong list." in old
    assert f'href="{PUBLIC}v2/"' in old
    assert "was corrected" not in read(f"{PUBLIC}v2/")
    assert "A table was drawn from the wrong list." in read(f"{PUBLIC}v2/")
    assert Client().get(f"{PUBLIC}v1/index.html").content == first
    record = read(PUBLIC)
    assert record.index("Version 2") < record.index("Version 1")
    inside = desk.house.client(Role.GOVERNING_BODY_READER)
    text = inside.get(f"/o/EX016/{EDITION}/release/record/").content.decode()
    assert "Head count is 120" in text, "what the register remembers"


@pytest.mark.parametrize("how", ["withdrawn", "taken down"])
def test_withdrawal_does_not_make_it_unpublished(how: str, desk: Desk) -> None:
    """Its files go at once; that it was out, when it went and why stays for everybody to read."""
    proposal = desk.bring_to(State.RELEASED)
    if how == "withdrawn":
        withdrawn(desk)
    else:
        officer = desk.by(Role.IG_OFFICER)
        made = incident_actions.open_incident(
            officer, what="A page was wrong.", aware_at=officer.now, proposal_id=str(proposal.pk)
        )
        incident_actions.take_down_release(officer, incident_id=str(made.pk))
    for name in ("index.html", "figures.csv", "manifest.json", "publication.json"):
        assert status(f"{PUBLIC}v1/{name}") == 404, name
    version = read(f"{PUBLIC}v1/")
    assert "This version was withdrawn" in version
    note = "A table was wrong." if how == "withdrawn" else "Taken down while we look into it."
    assert note in version
    assert "No version is in force" in read(PUBLIC)
    assert note in read(PUBLIC)
    kinds = [one.kind for one in entries_of(desk.house.organisation)]
    assert kinds == ["released", "withdrawn"]


def test_version_that_was_corrected_is_not_in_force_again_when_the_later_one_goes(
    desk: Desk,
) -> None:
    """What was wrong is not right again."""
    desk.bring_to(State.CORRECTED)
    withdrawn(desk)
    text = read(PUBLIC)
    assert "No version is in force" in text
    assert "This version was corrected" in read(f"{PUBLIC}v1/")


# --- what is not there --------------------------------------------------------------------------
@pytest.mark.parametrize(
    "rest",
    [
        "v1/../../release/register.jsonl",
        "v1/..%2f..%2f..%2frelease%2fregister.jsonl",
        "v1/..",
        "v1/register.jsonl",
        "v1/candidate.json",
        "v1/index.html%00",
        "v2/index.html",
        "v0/index.html",
        "v1/case-studies.csv",
    ],
)
def test_only_the_files_of_a_version_are_given(rest: str, desk: Desk) -> None:
    """No name leads out of the folder, and nothing beside the manifest is in it."""
    desk.bring_to(State.RELEASED)
    assert status(PUBLIC + rest) == 404
    assert status(PUBLIC.replace("EX016", "..") + rest) == 404


def test_file_that_was_changed_on_the_disk_is_not_shown(desk: Desk) -> None:
    """The page is as it was published or it is not there."""
    desk.bring_to(State.RELEASED)
    path = bundle_folder(desk.house.organisation, EDITION, 1) / "index.html"
    path.write_text(path.read_text().replace("120", "121"))
    assert status(f"{PUBLIC}v1/index.html") == 404


def test_strangers_can_only_read(desk: Desk) -> None:
    desk.bring_to(State.RELEASED)
    for place in ("/public/", PUBLIC, f"{PUBLIC}v1/", f"{PUBLIC}v1/index.html"):
        assert Client().post(place).status_code == 405


def test_public_pages_hold_nothing_internal(desk: Desk) -> None:
    """No name of anybody who works here, no hidden number, no hash of the internal candidate."""
    desk.bring_to(State.CORRECTED)
    people = [one.name for one in desk.house.people.values()]
    words = [*people, "First One", "Second Two", "candidate", desk.proposal.candidate_sha256]
    for place in ("/public/", PUBLIC, f"{PUBLIC}v1/", f"{PUBLIC}v2/"):
        text = strip_tags(read(place))
        assert [one for one in words if one in text] == [], place
        assert re.search(r"\b7\b", text.replace("2016-03-31", "")) is None


@pytest.mark.requirement("R-005")
def test_public_pages_need_no_more_schooling_than_a_fourteen_year_olds(desk: Desk) -> None:
    """Measured over the sentences of each page, without its menus and tables."""
    desk.bring_to(State.CORRECTED)
    for place in ("/public/", PUBLIC, f"{PUBLIC}v1/", f"{PUBLIC}v2/"):
        main = read(place).split("<main")[1].split("</main>")[0]
        found = re.findall(r"<(?:p|li|h1|h2|h3)\b[^>]*>(.*?)</(?:p|li|h1|h2|h3)>", main, re.DOTALL)
        sentences = [" ".join(strip_tags(one).split()) for one in found]
        assert len(sentences) >= 2, place
        assert reading_age([one for one in sentences if one]) <= 14, place


# --- case studies -------------------------------------------------------------------------------
def add_study(desk: Desk, **more: str) -> None:
    analyst = desk.by(Role.HR_ANALYST)
    records.add_record(analyst, edition=EDITION, kind="case_studies", typed={**STUDY, **more})


def reviewed(desk: Desk) -> None:
    desk.submit()
    for name in ("First One", "Second Two"):
        desk.review(desk.another(Role.APPROVER, name))


@pytest.mark.requirement("R-004", "R-193")
def test_case_study_is_shared_through_the_release_gate_and_exported(desk: Desk) -> None:
    """Written among the records it is internal; chosen, reviewed, decided and released it is out.

    What is exported is the study as it was reviewed, in CSV, without ids of what stays inside.
    """
    add_study(desk, evidence="")
    desk.check()
    desk.choose_texts(studies=("S1",))
    reviewed(desk)
    assert status(PUBLIC) == 404, "not before the decision was carried out"
    content = desk.house.client(Role.IG_OFFICER).get(
        f"/o/EX016/{EDITION}/release/{desk.proposal.pk}/content/"
    )
    assert STUDY["done"] in content.content.decode(), "reviewers read it"
    desk.decide()
    assert status(PUBLIC) == 404
    desk.carry_out()
    assert STUDY["learnt"] in read(f"{PUBLIC}v1/")
    sent = Client().get(f"{PUBLIC}v1/case-studies.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(sent))
    assert {name: row[name] for name in STUDY} == STUDY
    assert set(row) == {*STUDY, "indicators"}
    bundle = bundle_folder(desk.house.organisation, EDITION, 1)
    assert "case-studies.csv" not in [one.name for one in bundle.iterdir()]
    withdrawn(desk)
    assert STUDY["learnt"] not in read(f"{PUBLIC}v1/")
    assert status(f"{PUBLIC}v1/case-studies.csv") == 404


@pytest.mark.requirement("R-193")
def test_case_study_that_tells_a_small_number_does_not_pass(desk: Desk) -> None:
    """Its texts are read for small numbers as every other, and hold the decision up."""
    add_study(desk, result="The only BME director was appointed from the new list.")
    desk.check()
    desk.choose_texts(studies=("S1",))
    assert {one["place"] for one in desk.proposal.risks} == {"case_studies.csv S1 result"}
    reviewed(desk)
    from dueregard_web.core.refusals import NotNowError

    with pytest.raises(NotNowError, match="nobody has signed"):
        desk.decide()


def test_case_study_that_begins_like_a_formula_is_exported_as_text(desk: Desk) -> None:
    """No spreadsheet runs what somebody wrote."""
    add_study(desk, title="=cmd()")
    desk.check()
    desk.choose_texts(studies=("S1",))
    reviewed(desk)
    desk.decide()
    desk.carry_out()
    sent = Client().get(f"{PUBLIC}v1/case-studies.csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(sent))
    assert row["title"] == "'=cmd()"


def test_words_only_release_has_its_record(desk: Desk) -> None:
    """A narrative release is a version too, and says that it holds no figures."""
    desk.bring_to(State.TWO_REVIEWS)
    Proposal.unscoped.filter(pk=desk.proposal.pk).update(state=State.CHECKED.value)
    desk.say("We will go through recruitment with a trained panel.")
    reviewed(desk)
    desk.decide(Verdict.NARRATIVE_ONLY)
    desk.carry_out()
    assert "It holds words and no figures." in read(PUBLIC)
    manifest = json.loads(Client().get(f"{PUBLIC}v1/manifest.json").content)
    assert "figures.csv" not in manifest["files"]
