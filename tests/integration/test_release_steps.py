"""From a proposal to a published folder, an answer, a withdrawal, and a register that remembers."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from dueregard.errors import ReleaseNeededError, UnsafeReleaseError
from dueregard.operations.answer_request import answer_request
from dueregard.operations.decide_release import (
    decide_release,
    has_public_release,
    verify_release,
    withdraw_release,
)
from dueregard.operations.import_release import import_release
from dueregard.operations.propose_release import propose_release
from dueregard.releases.register import EntryKind
from tests.integration.release_decisions import decide

EXAMPLE = Path(__file__).parents[2] / "examples" / "appendix-1"
DAY = date(2016, 5, 2)


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("steps") / "appendix-1"
    shutil.copytree(EXAMPLE, folder)
    propose_release(folder, as_of=DAY)
    return folder


@pytest.fixture
def folder(proposed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(proposed, tmp_path / "year"))


@pytest.mark.requirement("R-048", "R-051")
def test_nothing_is_public_without_a_decision(folder: Path) -> None:
    """A proposal alone publishes nothing, and without a decision nothing is decided."""
    with pytest.raises(ReleaseNeededError):
        decide_release(folder, as_of=DAY)
    with pytest.raises(ReleaseNeededError):
        has_public_release(folder)
    assert not (folder / "public").exists()


@pytest.mark.requirement("R-048")
def test_changed_candidate_voids_the_decision(folder: Path) -> None:
    """A candidate that was edited after it was reviewed is refused, and nothing is written."""
    decide(folder, "publish_safe")
    path = folder / "release" / "candidate.json"
    document = json.loads(path.read_text("utf-8"))
    document["lines"][0]["text"] = "57"
    path.write_text(json.dumps(document), "utf-8")
    with pytest.raises(UnsafeReleaseError, match="changed"):
        decide_release(folder, as_of=DAY)
    assert not (folder / "public").exists()


@pytest.mark.requirement("R-050")
def test_everything_cannot_be_published_where_it_is_not_safe(folder: Path) -> None:
    """A decision to publish all of it is refused: it would give people away."""
    decide(folder, "publish")
    with pytest.raises(UnsafeReleaseError, match="give people away"):
        decide_release(folder, as_of=DAY)
    assert not (folder / "public").exists()
    assert not (folder / "release" / "register.jsonl").exists()


@pytest.mark.requirement("R-241")
def test_narrative_release_has_no_figures(folder: Path) -> None:
    """Intent can be published with no numbers at all."""
    decide(folder, "narrative_only", narrative="We will train managers in fair recruitment.")
    bundle = decide_release(folder, as_of=DAY).bundle
    assert bundle is not None
    assert {path.name for path in bundle.iterdir()} == {
        "index.html", "manifest.json", "publication.json"
    }  # fmt: skip
    assert "train managers" in (bundle / "index.html").read_text("utf-8")


def test_withholding_is_remembered(folder: Path) -> None:
    """A decision to withhold is one line of the register and no folder."""
    decide(folder, "withhold")
    decided = decide_release(folder, as_of=DAY)
    assert (decided.entry.kind, decided.bundle) == (EntryKind.WITHHELD, None)
    decide(folder, "publish_safe")
    with pytest.raises(ReleaseNeededError, match="decided on already"):
        decide_release(folder, as_of=DAY)


@pytest.mark.requirement("R-056")
def test_release_is_kept_checked_and_withdrawn(folder: Path) -> None:
    """A release stands until it is withdrawn; a changed file or a forgetful register is found."""
    decide(folder, "publish_safe")
    bundle = decide_release(folder, as_of=DAY).bundle
    assert bundle is not None
    assert decide_release(folder, as_of=DAY).bundle == bundle
    assert verify_release(folder).protected > 50
    assert has_public_release(folder) == bundle / "index.html"
    register = folder / "release" / "register.jsonl"
    kept, page = register.read_bytes(), (bundle / "index.html").read_bytes()
    register.write_bytes(b"")
    with pytest.raises(UnsafeReleaseError, match="does not remember"):
        verify_release(folder)
    register.write_bytes(kept)
    (bundle / "index.html").write_bytes(page + b" ")
    with pytest.raises(UnsafeReleaseError, match="not as it was published"):
        verify_release(folder)
    (bundle / "index.html").write_bytes(page)
    withdraw_release(folder, version=1, reason="A figure was wrong.", as_of=DAY)
    with pytest.raises(ReleaseNeededError):
        has_public_release(folder)
    assert len(verify_release(folder).entries[0].statements) > 0


@pytest.mark.requirement("R-053")
def test_number_that_tells_is_refused_and_not_printed(folder: Path) -> None:
    """The asker gets the head count, and of one shortlisted person a refusal without the number."""
    numbers = json.loads((folder / "release/candidate.json").read_text("utf-8"))["true_numbers"]
    small = next(key for key in numbers if key.endswith("shortlisted/compared"))
    head = next(key for key in numbers if key.endswith("shortlisted/total"))
    assert numbers[small] == 1
    answers = answer_request(folder, [small, head])
    assert [one.may_be_given for one in answers] == [False, True]
    assert "refused" in answers[0].text
    assert answers[1].text == "22"


@pytest.mark.requirement("R-056")
def test_answer_and_report_together_are_caught(folder: Path, tmp_path: Path) -> None:
    """Once somebody was told of those White or unknown, the BME share is not shown any more."""
    path = folder / "release" / "candidate.json"
    numbers = json.loads(path.read_text("utf-8"))["true_numbers"]
    stem = next(key for key in numbers if key.endswith("staff/all/compared"))
    others = stem.removesuffix("compared")
    answer = tmp_path / "answer.csv"
    total = numbers[f"{others}reference"] + numbers[f"{others}unknown"]
    rows = f"words,part,whole,printed\nFOI,{others}reference+{others}unknown,,{total}\n"
    answer.write_text(rows, "utf-8")
    before = state_of(path, "representation.all.compared")
    import_release(folder, answer, source="FOI", answered=True, as_of=DAY)
    propose_release(folder, as_of=DAY)
    assert before == "coarsened"
    assert state_of(path, "representation.all.compared") == "suppressed"
    assert json.loads(path.read_text("utf-8"))["told_before"]


def state_of(path: Path, key: str) -> str:
    lines = json.loads(path.read_text("utf-8"))["lines"]
    return str(next(line["state"] for line in lines if line["key"] == key))
