"""A release from the command line: proposed, decided, published, kept, and refused."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from dueregard.__main__ import main
from dueregard.errors import ReleaseNeededError, UnsafeReleaseError
from tests.integration.release_decisions import BOARD_EXCEPTION, decide

ROOT = Path(__file__).parents[2]
DAY = ("--as-of", "2016-05-02")
SHOWN = "shown.txt"
UNSAFE, NEEDED = UnsafeReleaseError.exit_code, ReleaseNeededError.exit_code


@pytest.fixture(scope="module")
def proposed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "appendix-1"
    shutil.copytree(ROOT / "examples" / "appendix-1", folder)
    assert main(["release", str(folder), *DAY]) == 0
    return folder


@pytest.fixture(scope="module")
def small_body(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve people, of whom hardly anything can be said."""
    folder = tmp_path_factory.mktemp("small") / "there"
    assert main(["example", str(folder), "--size", "12", "--seed", "4"]) == 0
    with redirect_stdout(io.StringIO()) as shown:
        assert main(["release", str(folder), *DAY]) == 0
    (folder / SHOWN).write_text(shown.getvalue(), "utf-8")
    return folder


@pytest.fixture
def folder(proposed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(proposed, tmp_path / "year"))


def run(*words: str) -> int:
    return main(["release", *words])


def published(folder: Path) -> dict[str, dict[str, str]]:
    """Read the figures of the first bundle by key."""
    (path,) = folder.glob("public/*/v1/figures.json")
    return {one["key"]: one for one in json.loads(path.read_text("utf-8"))["figures"]}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.requirement("R-048", "R-051", "R-241")
def test_proposal_says_what_each_way_out_costs(small_body: Path) -> None:
    """Each option stands there with its losses, and a small body is told not to publish a table."""
    shown = (small_body / SHOWN).read_text("utf-8")
    options = {line.split("  ")[0] for line in shown.splitlines()}
    assert {
        "everything as in the internal report",
        "coarsen: exact, rounded or in bands",
        "recode: White and BME only",
        "pool with other bodies or years",
        "suppress: exact or hidden",
        "round: counts to the nearest 5",
        "narrative only, no numbers",
    } <= options
    assert "Do not publish a table of pay bands. These figures can be published:" in shown
    assert "Nothing is published." in shown
    assert not (small_body / "public").exists()


def test_options_add_up(small_body: Path) -> None:
    """What an option shows and what it loses are the figures of the internal report."""
    options = json.loads((small_body / "release/candidate.json").read_text("utf-8"))["options"]
    everything = options[0]
    assert everything["at_risk"] > 0
    for option in options[1:]:
        told = option["shown"] + option["coarsened"]
        assert option["at_risk"] == 0
        if "with" not in option["name"]:
            assert told + option["hidden"] == everything["shown"]


@pytest.mark.requirement("R-048", "R-050")
def test_decided_release_becomes_the_public_report(folder: Path, capsys) -> None:
    """Two reviewers and a signatory let it out; 'report --audience public' then finds it."""
    assert main(["report", str(folder), "--audience", "public"]) == NEEDED
    decide(folder, "publish_safe")
    assert run("decide", str(folder), *DAY) == 0
    capsys.readouterr()
    assert main(["report", str(folder), "--audience", "public"]) == 0
    assert "RELEASED report" in capsys.readouterr().out
    assert run("verify", str(folder)) == 0
    assert "each follows from the one before" in capsys.readouterr().out
    figures = published(folder)
    assert figures["workforce.headcount"]["printed"] == "56"
    assert figures["recruitment.shortlisted.share.compared"]["printed"] == "[c]"


@pytest.mark.requirement("R-048", "R-241")
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('candidate = "', 'candidate = "0', "another candidate"),
        ("C. Checker", "b reviewer", "different people"),
        ("A. Author", "B. Reviewer", "cannot review"),
        ("D. Signer", "A. Author", "cannot sign"),
        ('reasons = ["The figures show where recruitment loses people."]', "", "reasons"),
        ("The figures show where recruitment loses people.", "Because.", "reasons"),
        (
            'organisation_kind = "commissioner"',
            'organisation_kind = "support_unit"',
            "support unit",
        ),
        ("2016-05-01\n\n[[", "2031-05-01\n\n[[", "future"),
        ('decision = "publish_safe"', 'decision = "yes"', "has to be one of"),
    ],
)
def test_decision_that_is_not_whole_is_refused(
    folder: Path, capsys, old: str, new: str, message: str
) -> None:
    """A wrong hash, one person twice, no reason: refused with its line; nothing is published."""
    change(decide(folder, "publish_safe"), old, new)
    assert run("decide", str(folder), *DAY) == NEEDED
    shown = capsys.readouterr().err
    assert message in shown
    assert "decision.toml, line" in shown or message == "reasons"
    assert not (folder / "public").exists()
    assert not (folder / "release" / "register.jsonl").exists()


@pytest.mark.requirement("R-054")
def test_board_exception_needs_its_members_told(small_body: Path, tmp_path: Path, capsys) -> None:
    """The board's ethnicity is published by a signed exception, after its members were told."""
    folder = Path(shutil.copytree(small_body, tmp_path / "board"))
    file = decide(folder, "publish_safe", further=BOARD_EXCEPTION)
    change(file, "members_told = true\n", "members_told = false\n")
    assert run("decide", str(folder), *DAY) == NEEDED
    assert "told first" in capsys.readouterr().err
    assert not (folder / "public").exists()
    change(file, "members_told = false\n", "members_told = true\n")
    change(file, "members_told_on = 2016-04-30", "members_told_on = 2016-05-02")
    assert run("decide", str(folder), *DAY) == NEEDED
    change(file, "members_told_on = 2016-05-02", "members_told_on = 2016-04-30")
    assert run("decide", str(folder), *DAY) == 0
    figures = published(folder)
    assert re.fullmatch(r"[\d.]+% \(\d+ of \d+\)", figures["board.voting.compared"]["printed"])
    (page,) = folder.glob("public/*/v1/index.html")
    assert "clear interest in who leads a public body" in page.read_text("utf-8")
    assert {state for key, state in states(folder) if key.startswith("board.voting.ref")} == {
        "shown"
    }


def states(folder: Path) -> list[tuple[str, str]]:
    return [(key, one["state"]) for key, one in published(folder).items()]


@pytest.mark.requirement("R-054")
def test_without_an_exception_a_small_board_is_hidden(small_body: Path, tmp_path: Path) -> None:
    """The same candidate without an exception shows no board member's group."""
    folder = Path(shutil.copytree(small_body, tmp_path / "plain"))
    decide(folder, "publish_safe")
    assert run("decide", str(folder), *DAY) == 0
    board = {key: one for key, one in published(folder).items() if key.startswith("board.voting.")}
    assert board
    assert {one["printed"] for one in board.values()} <= {"[c]"}


@pytest.mark.requirement("R-056")
def test_withdrawal_does_not_un_publish(folder: Path, capsys) -> None:
    """After a withdrawal the folder and what it told stay; the next audit still knows it."""
    decide(folder, "publish_safe")
    assert run("decide", str(folder), *DAY) == 0
    assert run("withdraw", str(folder), "--version", "1", "--reason", "A figure was wrong.") == 0
    assert main(["report", str(folder), "--audience", "public"]) == NEEDED
    capsys.readouterr()
    assert run("register", str(folder), "--json") == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["what"], second["what"]) == ("released", "withdrawn")
    assert first["statements"] > 0
    assert published(folder)
    assert run("withdraw", str(folder), "--version", "7", "--reason", "No such one.") == NEEDED


@pytest.mark.requirement("R-056")
def test_backup_that_forgets_a_release_is_found(folder: Path, capsys) -> None:
    """A register restored from before the release stops every further step."""
    decide(folder, "publish_safe")
    assert run("decide", str(folder), *DAY) == 0
    (folder / "release" / "register.jsonl").unlink()
    answer = folder / "answer.csv"
    answer.write_text("words,part,whole,printed\nx,a,,7\n", "utf-8")
    steps = (
        ["verify", str(folder)],
        ["decide", str(folder), *DAY],
        ["import", str(folder), str(answer), "--source", "FOI 1"],
        ["withdraw", str(folder), "--version", "1", "--reason", "A figure was wrong."],
    )
    for step in steps:
        assert run(*step) == UNSAFE
        assert "does not remember" in capsys.readouterr().err


@pytest.mark.requirement("R-053", "R-056")
def test_foi_answer_is_known_to_the_next_proposal(folder: Path, tmp_path: Path, capsys) -> None:
    """A small number is refused; an answer once given is entered, and counts from then on."""
    numbers = json.loads((folder / "release/candidate.json").read_text("utf-8"))["true_numbers"]
    stem = next(k for k in numbers if k.endswith("staff/all/compared")).removesuffix("compared")
    capsys.readouterr()
    assert run("answer", str(folder), f"{stem}compared", f"{stem}total") == 0
    refused, given = capsys.readouterr().out.splitlines()
    assert "section 40(2)" in refused
    assert given.endswith(": 56")
    answer = tmp_path / "answer.csv"
    told = numbers[f"{stem}reference"] + numbers[f"{stem}unknown"]
    rows = [["words", "part", "whole", "printed"]]
    rows.append(["FOI 16/1", f"{stem}reference+{stem}unknown", "", str(told)])
    with answer.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    words = ["import", str(folder), str(answer), "--source", "FOI 16/1", "--answered", *DAY]
    assert run(*words) == 0
    assert run(str(folder), *DAY) == 0
    decide(folder, "publish_safe")
    assert run("decide", str(folder), *DAY) == 0
    assert published(folder)["representation.all.compared"]["printed"] == "[c]"


@pytest.mark.requirement("R-056")
def test_candidate_is_stale_once_the_register_has_grown(
    folder: Path, tmp_path: Path, capsys
) -> None:
    """What was let out after the audit was not in it: the decision is refused."""
    decide(folder, "publish_safe")
    other = tmp_path / "other.csv"
    other.write_text("words,part,whole,printed\nAnother body: staff,ZZZ/x/staff,,90\n", "utf-8")
    assert run("import", str(folder), str(other), "--source", "https://example.org/zzz", *DAY) == 0
    assert run("decide", str(folder), *DAY) == UNSAFE
    assert "out of date" in capsys.readouterr().err
    assert not (folder / "public").exists()


@pytest.mark.requirement("R-056")
def test_one_register_serves_several_bodies(folder: Path, tmp_path: Path, capsys) -> None:
    """A register named by --register is the one that remembers, for every body that uses it."""
    register = tmp_path / "shared.jsonl"
    shared = ("--register", str(register))
    decide(folder, "publish_safe")
    assert run("decide", str(folder), *DAY, *shared) == 0
    assert register.exists()
    assert not (folder / "release" / "register.jsonl").exists()
    capsys.readouterr()
    assert run("register", str(folder), "--json", *shared) == 0
    assert [row["whose"] for row in json.loads(capsys.readouterr().out)] == ["11T"]
    assert run("verify", str(folder)) == UNSAFE


@pytest.mark.requirement("T-07", "R-050")
def test_hidden_figure_is_explained_by_what_it_would_tell(folder: Path, capsys) -> None:
    """4.5 % or 5 % of 22 shortlisted people is one person, and nothing else is needed to see it."""
    key = "recruitment.shortlisted.share.compared"
    assert run("why", str(folder), key, *DAY) == 0
    exact, rounded, *_ = capsys.readouterr().out.split("\n\n")[1:]
    assert exact.startswith("Published as 4.5% (1 of 22), it would tell that BME shortlisted")
    assert "applicants: 1." in exact
    assert exact.endswith("nothing else is needed")
    assert "Published as 5%, it would tell" in rounded
    assert rounded.splitlines()[1:] == [
        "  - as is known, all shortlisted applicants: 22, known from elsewhere"
    ]


def test_shown_figure_needs_no_explanation(folder: Path, capsys) -> None:
    """A figure that is shown is named with its text; one that is not there is refused by name."""
    assert run("why", str(folder), "workforce.headcount", *DAY) == 0
    assert capsys.readouterr().out == "INTERNAL. Head count: shown, 56.\n"
    assert run("why", str(folder), "no.such.figure", *DAY) == 3
    assert "no figure 'no.such.figure'" in capsys.readouterr().err
