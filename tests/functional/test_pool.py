"""Pooling as a support unit does it: from returns to the report, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dueregard.cli.root import root
from dueregard.errors import DueRegardError
from dueregard.returns.storage import write_return
from tests.pooled_bodies import body

STAFF = {"A": (30, 3, 2), "B": (41, 2, 1), "C": (60, 9, 0), "D": (70, 5, 3)}


def run(*words: object) -> Result:
    """Run the program as a user does."""
    return CliRunner().invoke(root, [str(word) for word in words])


def returns(folder: Path, codes: str = "ABC") -> list[Path]:
    """Write invented bodies' returns and say where they are."""
    for code in codes:
        one = body(
            code, staff=STAFF[code], shortlisted=(20, 10, 0), appointed=(8, 2, 0), board=(9, 1, 0)
        )
        write_return(one, folder / code / "return")
    return [folder / code for code in codes]


def pool(folder: Path, codes: str = "ABC", *more: object) -> Result:
    """Pool bodies."""
    out = folder / "pool"
    return run("pool", *returns(folder, codes), "--out", out, "--name", "Region", *more)


@pytest.mark.requirement("R-201")
def test_pool_then_report(tmp_path: Path) -> None:
    """A pool is reported on by the command that reports on any organisation."""
    done = pool(tmp_path)
    assert done.exit_code == 0, done.output
    assert "Region (POOL-" in done.output
    assert "3 of 3" in done.output
    done = run("report", tmp_path / "pool", "--as-of", "2016-06-01")
    assert done.exit_code == 0, done.output
    figures = json.loads((tmp_path / "pool" / "internal" / "figures.json").read_text())
    assert "2.00 times" in done.output
    assert figures


def test_page_of_the_pool_names_its_members(tmp_path: Path) -> None:
    """The internal page lists the members, each with a class of size and no head count."""
    pool(tmp_path)
    page = (tmp_path / "pool" / "internal" / "pool.html").read_text()
    for code in "ABC":
        assert f"Invented {code}" in page
    assert "fewer than 50" in page
    assert "INTERNAL" in page


def test_same_returns_same_pool(tmp_path: Path) -> None:
    """Two pools of the same returns are the same to the byte."""
    pool(tmp_path)
    places = returns(tmp_path)
    run("pool", *reversed(places), "--out", tmp_path / "again", "--name", "Region")
    for name in ("pool.json", "return/return.csv", "return/return.json", "organisation.toml"):
        assert (tmp_path / "pool" / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


@pytest.mark.requirement("R-201")
def test_pool_of_two_is_refused(tmp_path: Path) -> None:
    """A pool of two is refused with the way out, and nothing is written."""
    done = pool(tmp_path, "AB")
    assert isinstance(done.exception, DueRegardError)
    assert "--joint" in done.exception.advice
    assert not (tmp_path / "pool").exists()


JOINT = """
[[decision]]
body = "A"
decided_by = "Ada Example"
role = "Chair"
decided_on = 2016-05-01
knows_the_others_counts = true

[[decision]]
body = "B"
decided_by = "Ben Example"
role = "Chair"
decided_on = 2016-05-02
knows_the_others_counts = true
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (JOINT, ""),
        (JOINT.replace('body = "B"', 'body = "C"'), "needs the decision of each"),
        (JOINT.replace("true", "false"), "learns the other's counts"),
        (JOINT.replace("2016-05-02", "2126-05-02"), "future"),
        (JOINT.replace('decided_by = "Ben Example"', ""), "needs decided_by"),
        (JOINT.replace("2016-05-02", '"soon"'), "has to be a day"),
        (JOINT.split('[[decision]]\nbody = "B"', maxsplit=1)[0], "two [[decision]] tables"),
        ("decision = ", "docs/how-to/pool-small-bodies.md"),
    ],
)
def test_joint_report_needs_two_decisions(tmp_path: Path, text: str, words: str) -> None:
    """Two bodies report jointly when each has recorded that it learns the other's counts."""
    (tmp_path / "joint.toml").write_text(text, encoding="utf-8")
    done = pool(tmp_path, "AB", "--joint", tmp_path / "joint.toml", "--as-of", "2016-06-01")
    if not words:
        assert done.exit_code == 0, done.output
        record = json.loads((tmp_path / "pool" / "pool.json").read_text())
        assert [one["knows_the_others_counts"] for one in record["joint"]] == [True, True]
    else:
        assert words in str(done.exception)
        assert not (tmp_path / "pool").exists()


def test_pool_of_pools_is_refused(tmp_path: Path) -> None:
    """A pool is made from bodies, so that each can be audited by itself."""
    pool(tmp_path)
    places = returns(tmp_path)
    done = run("pool", *places, tmp_path / "pool", "--out", tmp_path / "more", "--name", "More")
    assert "a pool itself" in str(done.exception)


def test_last_years_pool_has_to_be_of_the_same_bodies(tmp_path: Path) -> None:
    """Last year's pool stands beside this year's only if it is of the same bodies."""
    before = tmp_path / "before"
    pool(before)
    done = pool(tmp_path, "ABC", "--previous", before / "pool")
    assert done.exit_code == 0, done.output
    assert 'return = "../before/pool/return"' in (tmp_path / "pool/organisation.toml").read_text()
    done = run(
        "pool",
        *returns(tmp_path, "ABCD"),
        "--out",
        tmp_path / "late",
        "--name",
        "Late",
        "--previous",
        before / "pool",
    )
    assert "different are D" in str(done.exception)


def test_folder_without_a_return_is_named(tmp_path: Path) -> None:
    """A folder in which nothing was counted yet is named with what to do."""
    (tmp_path / "empty").mkdir()
    done = run("pool", tmp_path / "empty", "--out", tmp_path / "p", "--name", "P")
    assert "no return" in str(done.exception)


DECISION = """
decision = "publish_safe"
candidate = "{candidate}"
reasons = ["The bodies agreed that these figures are of public interest."]
prepared_by = "Una Unit"
narrative = ""
[[reviewers]]
name = "Rev One"
reviewed_on = 2016-06-01
[[reviewers]]
name = "Rev Two"
reviewed_on = 2016-06-01
[signatory]
name = "Sig Natory"
role = "Chair"
organisation = "Invented A"
organisation_kind = "commissioner"
signed_on = 2016-06-01
"""
MEMBER = """
[[member]]
code = "{code}"
decided_by = "P. Erson"
organisation_kind = "commissioner"
decided_on = 2016-06-01
candidate = "{candidate}"
"""


@pytest.mark.requirement("R-201")
def test_pool_is_released_by_all_its_members(tmp_path: Path) -> None:
    """A pool is proposed, held back until every member has decided, and published with its list."""
    pool(tmp_path)
    place, day = tmp_path / "pool" / "release", ("--as-of", "2016-06-02")
    done = run("release", tmp_path / "pool", *day)
    assert done.exit_code == 0, done.output
    assert "pool member A" in done.output
    candidate = json.loads((place / "candidate.json").read_text())["sha256"]
    (place / "decision.toml").write_text(DECISION.format(candidate=candidate))
    done = run("release", "decide", tmp_path / "pool", *day)
    assert "decision of every member" in str(done.exception)
    decided = [MEMBER.format(code=code, candidate=candidate) for code in "ABC"]
    (place / "members.toml").write_text("".join(decided[:2]))
    done = run("release", "decide", tmp_path / "pool", *day)
    assert "C has not decided" in str(done.exception)
    assert not (tmp_path / "pool" / "public").exists()
    (place / "members.toml").write_text("".join(decided))
    done = run("release", "decide", tmp_path / "pool", *day)
    assert done.exit_code == 0, done.output
    page = (tmp_path / "pool" / "public" / "2016" / "v1" / "index.html").read_text()
    assert "3: A, B, C" in page
