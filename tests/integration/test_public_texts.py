"""The whole way of free text: stopped with its place, reworded or signed, then printed."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from dueregard.__main__ import main
from dueregard.errors import ReleaseNeededError, UnsafeReleaseError
from dueregard.operations.decide_release import decide_release
from dueregard.operations.propose_release import propose_release
from dueregard.operations.review_texts import review_texts
from dueregard.operations.write_public import write_public
from dueregard.operations.write_report import Wanted
from dueregard.releases.bundles import check_bundles
from dueregard.releases.register import load_register
from dueregard.reports.documents.catalogue import DocumentKind, FileFormat
from tests.integration.release_decisions import decide

EXAMPLE = Path(__file__).parents[2] / "examples" / "appendix-1"
DAY = date(2016, 5, 2)
TEXTS = '\n[texts]\npublish = ["conclusions"]\nsha256 = "{}"\nleave_out = {}\n'
SIGNED = """
[[signed_risks]]
text_sha256 = "{}"
name = "{}"
reason = "The sentence was published by the body itself in another place."
signed_on = 2016-05-01
"""
LEFT = ["conclusions.csv C3"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = Path(shutil.copytree(EXAMPLE, tmp_path / "body"))
    propose_release(made, as_of=DAY)
    return made


def write_texts(folder: Path, sha256: str = "", further: str = "") -> None:
    decide(folder, "publish_safe", further=TEXTS.format(sha256, json.dumps(LEFT)) + further)


@pytest.mark.requirement("R-052")
def test_publication_stops_on_a_risk(folder: Path) -> None:
    """The guidance's own sentence stops everything: no bundle, no line in the register."""
    write_texts(folder)
    with pytest.raises(UnsafeReleaseError, match=r"conclusions\.csv C2 text, line 3, column 5"):
        decide_release(folder, as_of=DAY)
    assert not (folder / "public").exists()
    assert not (folder / "release" / "register.jsonl").exists()


def accept(folder: Path, name: str = "D. Signer") -> None:
    write_texts(folder)
    risks = review_texts(folder, as_of=DAY).risks
    further = "".join(SIGNED.format(sha, name) for sha in {one.text_sha256 for one in risks})
    write_texts(folder, further=further)
    write_texts(folder, review_texts(folder, as_of=DAY).sha256, further)


def test_a_signed_risk_is_printed(folder: Path) -> None:
    """A named person's reason and the hash of exactly this text let it out."""
    accept(folder)
    bundle = decide_release(folder, as_of=DAY).bundle
    assert bundle is not None
    assert "Nobody in post" in (bundle / "index.html").read_text("utf-8")


def test_a_text_that_changed_after_it_was_signed_is_stopped(folder: Path) -> None:
    """One word more is another text: the risk is open again."""
    accept(folder)
    path = folder / "records" / "conclusions.csv"
    path.write_text(
        path.read_text("utf-8").replace("Nobody in post", "Nobody now in post"), "utf-8"
    )
    with pytest.raises(UnsafeReleaseError, match="Nobody now in post"):
        decide_release(folder, as_of=DAY)


def test_a_harmless_change_after_the_decision_is_stopped_too(folder: Path) -> None:
    """What is printed is what was decided on, to the letter."""
    accept(folder)
    path = folder / "records" / "conclusions.csv"
    path.write_text(path.read_text("utf-8").replace("has to be looked at", "is looked at"), "utf-8")
    with pytest.raises(ReleaseNeededError, match="not those that were decided on"):
        decide_release(folder, as_of=DAY)


def test_who_prepared_it_cannot_sign_its_risks(folder: Path) -> None:
    """The author of a text is not the one who says that it is safe."""
    write_texts(folder, further=SIGNED.format("0" * 64, "a. author"))
    with pytest.raises(ReleaseNeededError, match="cannot sign its risks"):
        decide_release(folder, as_of=DAY)


@pytest.mark.requirement("R-162")
def test_the_reasons_of_the_decision_are_printed_and_read_first(folder: Path) -> None:
    """Openness: why and by which office it was decided; a reason that tells is stopped."""
    path = decide(folder, "publish_safe")
    bundle = decide_release(folder, as_of=DAY).bundle
    assert bundle is not None
    page = (bundle / "index.html").read_text("utf-8")
    for words in (
        "The figures show where recruitment loses people.",
        "Accountable officer, Invented CCG",
        "Numbers about few people can show who they are",
    ):
        assert words in page
    assert page.count("Numbers about few people can show who they are") == 1
    assert "B. Reviewer" not in page
    told = path.read_text("utf-8").replace("loses people.", "loses the one BME director.")
    path.write_text(told, "utf-8")
    with pytest.raises(ReleaseNeededError, match="one BME director"):
        decide_release(folder, as_of=DAY)


def test_the_command_lists_risks_and_ends_with_one(folder: Path, capsys) -> None:
    """File, line, column, phrase, why, and what to say instead; the hash to enter."""
    assert main(["release", "texts", str(folder), "--as-of", "2016-05-02"]) == 1
    told = capsys.readouterr().out
    assert "conclusions.csv C2 text, line 3, column 5: 'Nobody in post" in told
    assert "[texts]" in told
    assert main(["release", "texts", str(folder), "--publish", "policies", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["risks"] == []


def test_documents_beside_a_bundle_are_watched(folder: Path) -> None:
    """A document that was changed, added or copied from elsewhere is found; the bundle is not."""
    decide(folder, "publish_safe")
    bundle = decide_release(folder, as_of=DAY).bundle
    assert bundle is not None
    wanted = Wanted((DocumentKind.ANNUAL,), (FileFormat.HTML,))
    (page,) = [path for path in write_public(folder, wanted) if path.parent.name == "documents"]
    entries = load_register(folder / "release" / "register.jsonl")
    same = page.read_text("utf-8").replace("../figures", "figures")
    assert same == (bundle / "index.html").read_text("utf-8")
    assert "../figures.csv" in page.read_text("utf-8")
    assert check_bundles(folder / "public", entries)
    page.write_text(page.read_text("utf-8") + "<!-- 1 -->", "utf-8")
    with pytest.raises(UnsafeReleaseError, match="not as it was written"):
        check_bundles(folder / "public", entries)
    page.unlink()
    with pytest.raises(UnsafeReleaseError, match="does not belong"):
        check_bundles(folder / "public", entries)


@pytest.mark.parametrize("kind", ["monitoring", "pro-forma"])
def test_internal_documents_have_no_public_version(folder: Path, kind: str) -> None:
    """They are made of counts; asking for one in public is refused before anything is read."""
    assert main(["report", str(folder), "--audience", "public", "--document", kind]) == 3


def test_a_later_version_says_what_it_puts_right(folder: Path) -> None:
    """Versions and corrections stand in the report."""
    decide(folder, "publish_safe")
    decide_release(folder, as_of=DAY)
    propose_release(folder, as_of=DAY)
    path = decide(folder, "publish_safe")
    told = path.read_text("utf-8").replace(
        "narrative =", 'correction = "A date was wrong."\nnarrative ='
    )
    path.write_text(told, "utf-8")
    bundle = decide_release(folder, as_of=DAY).bundle
    assert bundle is not None
    assert bundle.name == "v2"
    page = (bundle / "index.html").read_text("utf-8")
    assert "A date was wrong." in page
    assert "Earlier versions" in page
