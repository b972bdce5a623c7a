"""``dueregard survey`` as people type it: each step by its own party, faults in sentences."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dueregard.cli.root import root
from dueregard.errors import ConfigurationError, DueRegardError, UnsafeReleaseError
from dueregard.returns.storage import load_return
from tests.survey_dumps import PLANTED
from tests.survey_dumps import run as run_survey
from tests.survey_parties import CLOSES, Parties, gather, opinion, write_plan

SIZES = (20,) * 12
COMMENTS = 'lot = 5\ncomments = ["What would help?"]'


def run(*words: object) -> Result:
    return CliRunner().invoke(root, ["survey", *map(str, words)])


def test_plan_shows_the_promise_and_advises_on_few_bodies(tmp_path: Path) -> None:
    """A signed plan prints what it promises; 12 bodies are fewer than is useful, and it says so."""
    plan, out = write_plan(tmp_path, SIZES), tmp_path / "manifest.json"
    done = run("plan", plan, "--keys", tmp_path / "analyst", "--out", out, "--as-of", "2026-05-20")
    assert done.exit_code == 0, done.output
    assert "at least 11 people" in done.output
    assert "about 20 bodies" in done.output
    shown = run("show", "--manifest", out)
    assert "Mark of the promise" in shown.output
    out.write_text(out.read_text().replace("2026-06-21", "2026-06-28"))
    assert "changed after it was signed" in str(run("show", "--manifest", out).exception)


@pytest.mark.parametrize("party", ["operator", "custodian"])
def test_a_step_with_anothers_keys_is_refused(tmp_path: Path, party: str) -> None:
    """The keys of custodian and operator sign no plan."""
    plan = write_plan(tmp_path, SIZES)
    done = run("plan", plan, "--keys", tmp_path / party, "--out", tmp_path / "m.json")
    assert isinstance(done.exception, DueRegardError)
    assert not (tmp_path / "m.json").exists()


@pytest.fixture
def made(tmp_path: Path) -> Parties:
    return gather(tmp_path, SIZES, COMMENTS)


def paper(made: Parties, tmp_path: Path) -> tuple[Path, Path]:
    """Put answers of 200 people on paper, 60 of them BME."""
    import random

    source = random.Random(8)
    chosen = source.sample(made.everybody, 200)
    keys = [question.key for question in made.manifest.questions]
    slips, sheets = tmp_path / "slips.csv", tmp_path / "sheets.csv"
    slips.write_text("code\n" + "\n".join(code for _, code in chosen) + "\n")
    with sheets.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, [*keys, "comment"])
        writer.writeheader()
        for n in range(200):
            writer.writerow(opinion(source, is_bme=n < 60) | {"comment": f"words {n}"})
    return slips, sheets


@pytest.mark.requirement("R-212")
def test_from_paper_to_the_pools_return(made: Parties, tmp_path: Path) -> None:
    """Slips and sheets, close, open and results give a return that the report command takes."""
    operator, manifest = made.root / "operator", made.root / "manifest.json"
    slips, sheets = paper(made, tmp_path)
    day = ("--as-of", "2026-06-08")
    done = run("collect", operator, "--slips", slips, "--sheets", sheets, *day)
    assert "200 sheets added. Still to be typed: 0." in done.output, done.exception
    again = run("collect", operator, "--slips", slips, *day)
    assert again.output.count("spent before") == 200
    assert "Answered: at least 200" in run("status", operator).output

    early = run("close", operator, "--out", tmp_path / "handover", "--as-of", CLOSES)
    assert "open until" in str(early.exception)
    assert (
        run("close", operator, "--out", tmp_path / "handover", "--as-of", "2026-06-22").exit_code
        == 0
    )
    wrong = run(
        "open", tmp_path / "handover", "--manifest", manifest, "--keys", operator, "--out", "x"
    )
    assert "analyst.private.json cannot be read" in str(wrong.exception)
    opened = tmp_path / "opened"
    keys = ("--keys", made.root / "analyst")
    done = run("open", tmp_path / "handover", "--manifest", manifest, *keys, "--out", opened)
    assert "200 answers counted" in done.output
    shared = ("--manifest", manifest, "--handover", tmp_path / "handover")
    done = run("results", opened / "opened.json", *shared, "--out", tmp_path / "results")
    assert "of BME staff" in done.output
    cells = load_return(tmp_path / "results" / "return").cells
    assert {cell.characteristic for cell in cells} == {"ethnicity"}
    assert {cell.category[:6] for cell in cells} <= {"group:", "not_se"}
    report = CliRunner().invoke(root, ["figures", str(tmp_path / "results")])
    assert report.exit_code == 0, report.output

    queue = opened / "comments.csv"
    assert queue.read_text().count("words") == 200
    text = json.dumps(json.loads((opened / "opened.json").read_bytes()))
    assert "words" not in text
    pair = ("--first-name", "Ann", "--second-name", "Ann", "--out", tmp_path / "c.md")
    done = run("redact", queue, queue, "--manifest", manifest, *pair)
    assert isinstance(done.exception, ConfigurationError)


def test_collect_needs_something_to_collect(made: Parties) -> None:
    """Without slips and sheets the command says what to name."""
    done = run("collect", made.root / "operator")
    assert done.exit_code == 2
    assert "--slips, --sheets or both" in done.output


def test_pages_for_paper_are_not_served_to_others(made: Parties) -> None:
    """The pages for paper answers are refused on an address that other machines reach."""
    done = run("serve", made.root / "operator", "--paper", "--host", "192.0.2.1")
    assert "for this machine only" in str(done.exception)


@pytest.mark.slow
def test_attack_test_refuses_dumps_that_give_people_away(tmp_path: Path) -> None:
    """Sound dumps end with 0 and the table; dumps with a leak end as an unsafe release does."""
    sound = run("attack-test", run_survey(tmp_path / "sound"))
    assert sound.exit_code == 0, sound.exception
    assert "No attack links people to answers better than chance." in sound.output
    assert sound.output.count("chance") >= 10
    leaking = run("attack-test", run_survey(tmp_path / "leaking", kind=PLANTED[2]))
    assert isinstance(leaking.exception, UnsafeReleaseError)
    assert leaking.exception.exit_code == 9
    assert "2 code beside the answer" in str(leaking.exception)
