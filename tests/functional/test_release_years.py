"""What was let out before counts for ever: last year, a pool with and without a member, others."""

from __future__ import annotations

import csv
import io
import json
import shutil
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from dueregard.__main__ import main
from tests.integration.release_decisions import decide

ROOT = Path(__file__).parents[2]
DAY = ("--as-of", "2016-05-02")


def run(*words: str) -> None:
    with redirect_stdout(io.StringIO()):
        assert main([*words]) == 0


def candidate_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "release" / "candidate.json").read_text("utf-8"))
    return found


def prints(fact: dict[str, Any], numbers: dict[str, int]) -> bool:
    """Add a fact up by hand, as somebody would who holds the register and a witness."""
    if "part" in fact:
        part, whole = numbers[fact["part"]] * fact["scale"], numbers[fact["whole"]]
        top = part <= fact["high"] * whole if fact["closed"] else part < fact["high"] * whole
        return whole > 0 and fact["low"] * whole <= part and top
    total = sum(weight * numbers[key] for key, weight in fact["terms"])
    low, high = fact["lower"], fact["upper"]
    return (low is None or total >= low) and (high is None or total <= high)


def broken(candidate: dict[str, Any], register: Path) -> int:
    """Count the witnesses in which an earlier release would have printed otherwise."""
    entries = [json.loads(line) for line in register.read_text("utf-8").splitlines()]
    said = [fact for entry in entries for one in entry["statements"] for fact in one["facts"]]
    truth = candidate["true_numbers"]
    spoken = [fact for fact in said if keys_of(fact) <= set(truth) and prints(fact, truth)]
    assert spoken
    return sum(
        not all(prints(fact, {**truth, **witness["changes"]}) for fact in spoken)
        for witness in candidate["witnesses"]
    )


def keys_of(fact: dict[str, Any]) -> set[str]:
    return {fact["part"], fact["whole"]} if "part" in fact else {key for key, _ in fact["terms"]}


@pytest.mark.slow
@pytest.mark.requirement("R-056")
def test_second_year_is_audited_with_the_first(tmp_path: Path) -> None:
    """With the first release in the register every proof of the second prints the first alike."""
    body, register = tmp_path / "body", tmp_path / "register.jsonl"
    run("example", str(body), "--size", "20", "--seed", "1", "--years", "2")
    first, second = body / "2015", body / "2016"
    run("count", str(first))
    for folder in (first, second):
        run("release", str(folder), *DAY)
    alone = candidate_of(second)
    decide(first, "publish_safe")
    run("release", "decide", str(first), *DAY, "--register", str(register))
    assert broken(alone, register) > 0
    run("release", str(second), *DAY, "--register", str(register))
    assert broken(candidate_of(second), register) == 0


@pytest.fixture
def appendix(tmp_path: Path) -> Path:
    folder = tmp_path / "appendix-1"
    shutil.copytree(ROOT / "examples" / "appendix-1", folder)
    run("release", str(folder), *DAY)
    return folder


def enter(folder: Path, words: str, parts: list[str], printed: int) -> None:
    path = folder / "said.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = [("words", "part", "whole", "printed"), (words, "+".join(parts), "", printed)]
        csv.writer(out).writerows(rows)
    run("release", "import", str(folder), str(path), "--source", words, *DAY)


@pytest.mark.requirement("R-056")
def test_pool_with_and_without_us_is_caught(appendix: Path, tmp_path: Path) -> None:
    """Two totals of a pool that differ by our staff tell our number: it is not shown again."""
    numbers = candidate_of(appendix)["true_numbers"]
    ours = next(key for key in numbers if key.endswith("staff/all/compared"))
    others = ["AAA/x/staff/all/compared", "BBB/x/staff/all/compared"]
    members = tmp_path / "members.csv"
    members.write_text(f"key,n\n{others[0]},20\n{others[1]},8\n", "utf-8")
    known = ("--members", str(members))
    enter(appendix, "Pool of three", [ours, *others], numbers[ours] + 28)
    run("release", str(appendix), *DAY, *known)
    assert ours not in candidate_of(appendix)["told_before"]
    enter(appendix, "Pool of two", others, 28)
    run("release", str(appendix), *DAY, *known)
    after = candidate_of(appendix)
    assert ours in after["told_before"]
    line = next(one for one in after["lines"] if one["key"] == "representation.all.compared")
    assert (line["state"], line["because"]) == ("suppressed", "what earlier releases told already")


@pytest.mark.requirement("R-056")
def test_pool_with_a_member_whose_number_is_not_known_here(appendix: Path) -> None:
    """A single other member subtracts itself: without its number here ours counts as told."""
    numbers = candidate_of(appendix)["true_numbers"]
    ours = next(key for key in numbers if key.endswith("staff/all/compared"))
    enter(appendix, "Pool of two", [ours, "AAA/x/staff/all/compared"], numbers[ours] + 20)
    run("release", str(appendix), *DAY)
    assert ours in candidate_of(appendix)["told_before"]


@pytest.mark.requirement("R-056")
def test_release_of_another_body_is_kept_and_does_no_harm(appendix: Path) -> None:
    """What another body said of itself is held by every reader, and changes nothing of ours."""
    before = candidate_of(appendix)["lines"]
    enter(appendix, "Another body's staff", ["ZZZ/x/staff/all/total"], 90)
    run("release", str(appendix), *DAY)
    assert candidate_of(appendix)["lines"] == before


def test_releases_that_cannot_both_be_true_are_refused(appendix: Path, capsys) -> None:
    """Two totals of the same others that contradict each other: no audit can start from that."""
    numbers = candidate_of(appendix)["true_numbers"]
    ours = next(key for key in numbers if key.endswith("staff/all/compared"))
    enter(appendix, "Pool", [ours, "AAA/x/staff/all/compared"], numbers[ours] + 20)
    enter(appendix, "Other pool", ["AAA/x/staff/all/compared"], 3)
    assert main(["release", str(appendix), *DAY]) == 9
    assert "cannot all be true" in capsys.readouterr().err
