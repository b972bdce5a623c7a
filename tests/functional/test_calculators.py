"""The calculators on the command line, end to end."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from dueregard.cli.root import root

KEYS = {"estimate", "lower", "upper", "p_value", "state", "method"}
COMMANDS = {
    "proportion": ["3/41"],
    "likelihood": ["21/129", "1/23"],
    "gap": ["12/20", "40/90"],
    "trend": ["4/52", "3/50", "2/51"],
    "bounds": ["--bme", "0", "--white", "8", "--unknown", "12"],
    "possible": ["14.1%", "--of", "161"],
}


def run(*words):
    return CliRunner().invoke(root, list(words))


def numbers(*words):
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_calculator_gives_the_same_keys(command):
    """JSON always has estimate, ends, p-value, state and method, and never nan or infinity."""
    answer = numbers(command, *COMMANDS[command])
    assert answer.keys() >= KEYS
    assert "NaN" not in json.dumps(answer)
    assert "Infinity" not in json.dumps(answer)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_sentence_in_json_is_what_is_printed(command):
    """People and programs are told the same."""
    printed = run(command, *COMMANDS[command])
    assert printed.exit_code == 0
    assert printed.output.strip() == numbers(command, *COMMANDS[command])["sentence"]


def test_likelihood_of_the_appendix():
    """3.7 times, 0.8 to 66, one more BME person 1.9, no size, and the same in numbers."""
    said = run("likelihood", "21/129", "1/23", "--outcome", "shortlisted").output
    for words in ("3.7 times", "0.8 to 66", "One more BME person shortlisted would make it 1.9"):
        assert words in said
    assert "no size can be given" in said
    answer = numbers("likelihood", "21/129", "1/23")
    assert answer["estimate"] == pytest.approx(21 * 23 / 129)
    assert answer["p_value"] == pytest.approx(0.153, abs=5e-4)
    assert answer["one_person"]["one_more"] == pytest.approx(1.872, abs=5e-4)
    assert answer["fragility"] == 3


def test_no_events_give_null():
    """An undefined ratio is null with a state, and an infinite one too."""
    undefined = numbers("likelihood", "0/5", "0/9")
    assert undefined["state"] == "undefined"
    assert undefined["estimate"] is undefined["upper"] is None
    assert (undefined["lower"], undefined["p_value"]) == (0.0, 1.0)
    infinite = numbers("likelihood", "4/51", "0/5")
    assert (infinite["state"], infinite["estimate"], infinite["upper"]) == ("infinite", None, None)
    assert infinite["lower"] > 0


@pytest.mark.requirement("R-226")
def test_bounds_of_mostly_unknown_starters():
    """12 of 20 unknown: 0 % to 60 %, and no figure of the known alone."""
    answer = numbers(*["bounds", *COMMANDS["bounds"]])
    assert (answer["estimate"], answer["lower"], answer["upper"]) == (None, 0.0, 0.6)
    assert answer["state"] == "insufficient-information"
    assert "from 0% to 60%" in answer["sentence"]
    allowed = numbers("bounds", *COMMANDS["bounds"], "--unknown-limit", "0.6")
    assert (allowed["state"], allowed["estimate"]) == ("bounded", 0.0)


@pytest.mark.requirement("T-08")
def test_an_impossible_percentage():
    """14.1 % of 161 is impossible; neighbours and bases are named."""
    said = run("possible", "14.1%", "--of", "161").output
    for words in ("impossible", "22 of 161 would be 13.7%", "23 of 161 would be 14.3%"):
        assert words in said
    answer = numbers("possible", "14.1%", "--of", "161", "--bases-from", "100", "--bases-to", "161")
    assert [base["base"] for base in answer["bases"]] == [128, 135, 142, 149, 156]
    assert answer["state"] == "impossible"


def test_a_possible_percentage():
    """4.5 % of 22 is one person, and no bases are listed unless asked for."""
    assert run("possible", "4.5%", "--of", "22").output == "4.5% of 22 is 1 of 22.\n"
    assert (
        "Bases from 20 to 30"
        in run("possible", "4.5%", "--of", "22", "--bases-from", "20", "--bases-to", "30").output
    )


@pytest.mark.requirement("R-045")
def test_trend_watches_without_claiming():
    """Four falls of one person are a watch; the default test gives way to one for large counts."""
    answer = numbers("trend", "6/52", "5/52", "4/52", "3/51", "2/51")
    assert answer["watch"] is True
    assert answer["p_value"] > 0.05
    assert answer["method"] == "mid-p"
    large = numbers("trend", "400/9000", "380/9000", "360/9000")
    assert large["method"] == "cochran-armitage"


@pytest.mark.requirement("R-044")
def test_proportion_says_what_one_person_does():
    """20 people: one person is 5 points, in words and in numbers."""
    answer = numbers("proportion", "12/20")
    assert answer["one_person"] == {"one_fewer": 0.55, "one_more": 0.65}
    assert answer["one_person_worth"] == 0.05
    assert answer["method"] == "wilson"
    assert numbers("proportion", "3/41")["method"] == "mid-p"


def test_survey_shares_count_the_silent():
    """With the workforce known, those who did not answer are named."""
    said = run("proportion", "12/20", "--of", "55").output
    assert "35 did not answer" in said


def test_gap_in_points():
    """The gap is said in points and given as a proportion."""
    answer = numbers("gap", "12/20", "40/90", "--first", "BME", "--second", "White")
    assert answer["estimate"] == pytest.approx(0.6 - 40 / 90)
    assert answer["sentence"].startswith("BME 12 of 20 (60.0%), White 40 of 90 (44.4%).")


@pytest.mark.parametrize(
    ("command", "method"),
    [("proportion", "jeffreys"), ("proportion", "clopper-pearson"), ("proportion", "wilson-cc"),
     ("likelihood", "koopman"), ("likelihood", "mover-r-wilson"), ("likelihood", "katz"),
     ("gap", "mee"), ("gap", "newcombe"), ("trend", "exact"), ("possible", "truncated")],
)  # fmt: skip
def test_methods_can_be_chosen(command, method):
    """The method asked for is the one used."""
    assert numbers(command, *COMMANDS[command], "--method", method)["method"] == method


def test_level_widens_the_interval():
    """A higher level gives a wider interval."""
    narrow = numbers("likelihood", "21/129", "9/63", "--level", "0.8")
    wide = numbers("likelihood", "21/129", "9/63", "--level", "0.99")
    assert wide["lower"] < narrow["lower"] < narrow["upper"] < wide["upper"]


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_method_is_refused_with_the_list(command):
    """Exit code 2, and the names that do exist."""
    result = run(command, *COMMANDS[command], "--method", "wald")
    assert result.exit_code == 2
    assert "'wald' is not one of" in result.output


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["proportion", "3/0"], "more events than people"),
        (["proportion", "0/0"], "nobody in the group"),
        (["proportion", "5/3"], "more events than people"),
        (["proportion", "x"], "not two counts"),
        (["proportion", "-3/41"], "No such option"),
        (["proportion", "3/41", "--of", "40"], "cannot have answered"),
        (["proportion", "3/41", "--level", "95"], "not in the range"),
        (["likelihood", "1/2"], "Missing argument"),
        (["trend", "1/2"], "two years or more"),
        (["bounds", "--bme", "0", "--white", "0", "--unknown", "0"], "nobody to count"),
        (["bounds", "--bme", "-1", "--white", "0", "--unknown", "0"], "not in the range"),
        (["possible", "141%", "--of", "161"], "no percentage"),
        (["possible", "14.1%", "--of", "0"], "not in the range"),
        (["possible", "14.1%", "--of", "9", "--bases-from", "9", "--bases-to", "3"], "no base"),
    ],
)
def test_bad_input_gets_a_sentence(words, sentence):
    """Exit code 2 and a sentence, never a traceback."""
    result = run(*words)
    assert result.exit_code == 2
    assert sentence in result.output
    assert "Traceback" not in result.output


def test_thousands_may_have_commas():
    """Counts may be written as people write them."""
    assert numbers("proportion", "1,200/12,000")["estimate"] == 0.1
