"""The commands that show editions: what a reader sees, and what a program gets."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from dueregard.cli.editions import editions
from dueregard.editions.loader import available_editions
from dueregard.errors import EditionError

TOY = Path(__file__).parents[2] / "spec" / "editions" / "disability.yaml"


def run(*arguments: str) -> str:
    result = CliRunner().invoke(editions, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_list_has_a_line_for_each_edition() -> None:
    """Each edition with its snapshot, survey, number of indicators and how far it was read."""
    lines = run().splitlines()[2:]
    assert [line.split()[0] for line in lines] == list(available_editions())
    assert "2015-04-01" in lines[0]
    assert "interim" in lines[0]


@pytest.mark.requirement("R-120", "T-06")
def test_indicators_come_in_three_families() -> None:
    """Nine indicators of 2015 stand under three headings, four, four and one."""
    lines = run("indicators", "--year", "2015").splitlines()
    headings = [line for line in lines if not line.startswith(" ")]
    assert headings == ["Workforce", "Staff survey", "Board"]
    numbers = [line.split()[0] for line in lines if line.startswith("  ") and line[2].isdigit()]
    assert numbers == [str(number) for number in range(1, 10)]


@pytest.mark.requirement("R-001")
def test_show_gives_every_rule_its_source() -> None:
    """Thresholds, milestones, doubts and documents are shown, with what was read of each."""
    output = run("show", "2015", "--as-of", "2015-08-01")
    for part in ("Thresholds", "Milestones", "Duties", "Rules in doubt", "Documents", "Questions"):
        assert f"\n{part}\n" in output
    assert "03764, 3.1, definition of small providers" in output
    assert "england.wres@nhs.net" in output
    assert "good until" not in output


@pytest.mark.requirement("R-026")
def test_show_warns_of_an_expired_edition() -> None:
    """After its last day the interim edition says so and names its successor."""
    assert "edition 2016 follows it" in run("show", "2015", "--as-of", "2016-04-01")


@pytest.mark.requirement("R-017")
def test_show_labels_the_two_duties_apart() -> None:
    """Due regard as an employer, the contract as a commissioner."""
    lines = run("show", "2015").splitlines()
    assert "  commissioner as employer: due regard (PSED)" in lines
    assert "  commissioner: contract" in lines


def test_show_as_json_is_the_whole_edition() -> None:
    """A program gets every field that the file has."""
    shown = json.loads(run("show", "2016", "--json"))
    assert shown["edition"] == "2016"
    assert len(shown["indicators"]) == 9
    assert len(shown["indicators"][0]["method"]["rows"]) == 33
    listed = json.loads(run("indicators", "--year", "2016", "--json"))
    assert listed == shown["indicators"]


@pytest.mark.requirement("R-153")
def test_diff_marks_what_cannot_be_compared() -> None:
    """The break of indicator 7 is named with its reason; a program gets the same."""
    lines = run("diff", "2021", "2022").splitlines()
    seventh = next(line for line in lines if line.startswith("7 "))
    assert "broken" in seventh
    assert "entered the base" in seventh
    found = json.loads(run("diff", "2021", "2022", "--json"))
    kinds = {line["indicator"]: line["kind"] for line in found["comparability"]}
    assert kinds == {number: "broken" if number == 7 else "same" for number in range(1, 10)}
    assert "indicators.7.method.base_answers" in {one["path"] for one in found["differences"]}


def test_diff_lists_sources_when_asked() -> None:
    """Changes of documents stay away until they are asked for."""
    assert "documents." not in run("diff", "2015", "2016")
    assert "documents.wres-metrics-2015" in run("diff", "2015", "2016", "--sources")


def test_own_file_in_place_of_an_edition() -> None:
    """An edition file of one's own can be shown and checked."""
    assert "Toy Disability Standard 2030" in run("show", str(TOY))
    assert "2 indicators" in run("check", str(TOY))
    assert "No fault was found" in run("check", str(TOY))


def test_unknown_edition_is_a_sentence() -> None:
    """The fault reaches the front door as an edition fault, with the known editions."""
    with pytest.raises(EditionError, match="no edition '2014'"):
        CliRunner().invoke(editions, ["show", "2014"], catch_exceptions=False)


def test_every_switch_is_shown_with_its_readings() -> None:
    """A doubt stands with its question, its present value and the others."""
    lines = run("show", "2023").splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith("  submission_date: "))
    assert lines[place + 1].strip() == "now 2023-05-31; or 2023-08-31 (read: partly)"


def test_names_of_editions_complete() -> None:
    """The Tab key knows the editions."""
    command = editions.commands["show"]
    context = click.Context(command)
    found = command.params[0].shell_complete(context, "202")
    assert [item.value for item in found] == [f"202{n}" for n in range(6)]
