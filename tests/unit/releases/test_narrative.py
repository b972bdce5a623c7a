"""A text for the public tells no numbers, and no little words that come to the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from dueregard.disclosure.released import Line, ReleasedState
from dueregard.releases.narrative import check_narrative, find_risks, line_and_column, text_digest
from dueregard.releases.surroundings import Surroundings, groups_in

DATA = Path(__file__).parent / "data"


def sentences(name: str) -> list[str]:
    lines = (DATA / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.requirement("R-052")
@pytest.mark.parametrize("text", [*sentences("telling"), *sentences("held_out_telling")])
def test_what_gives_somebody_away_is_stopped(text: str) -> None:
    """Numbers, noughts, shares in words, single people, posts, months and names are found."""
    assert find_risks(text)


@pytest.mark.parametrize("text", [*sentences("harmless"), *sentences("held_out_harmless")])
def test_ordinary_sentences_pass(text: str) -> None:
    """Sentences that reports are full of raise no alarm."""
    assert find_risks(text) == ()


@pytest.mark.requirement("R-052")
def test_the_one_bme_director_is_flagged_in_her_place() -> None:
    """The phrase is found with its place, the reason, and another way to say it."""
    text = "We listened.\nIt was raised by the one BME director of the trust."
    risk = next(risk for risk in find_risks(text) if "BME director" in risk.phrase)
    assert text[risk.start : risk.end] == risk.phrase == "the one BME director"
    assert line_and_column(text, risk.start) == (2, 18)
    assert risk.why
    assert risk.instead


@pytest.mark.requirement("R-241")
def test_intentions_can_be_said() -> None:
    """What will be done can be said, with its year."""
    text = "We will train managers in fair recruitment, and report on our progress in 2017."
    assert check_narrative(text) == ()


def line(key: str, text: str, state: ReleasedState = ReleasedState.SHOWN) -> Line:
    return Line(key, "label", "people", "table", "this", state, text)


BME_SHARE = "12.3% (615 of 5,000)"


@pytest.mark.parametrize(
    ("text", "is_stopped"),
    [
        ("BME staff are 12.3% of the workforce.", False),
        ("There are 615 BME staff.", False),
        ("White staff are 12.3% of the workforce.", True),
        ("BME staff are 12.4% of the workforce.", True),
        ("We have 5,000 staff.", False),
        ("Indian staff are 12.3% of the workforce.", True),
    ],
)
def test_what_was_released_may_be_said_of_the_same_group(text: str, *, is_stopped: bool) -> None:
    """A number passes where the release prints it for the group that the sentence names."""
    lines = (line("representation.all.compared", BME_SHARE), line("workforce.headcount", "5,000"))
    assert bool(find_risks(text, Surroundings(lines))) is is_stopped
    assert find_risks(text) != ()


def test_a_group_that_is_shown_in_full_can_be_spoken_of() -> None:
    """Where every figure of a group is shown, words on its size tell nothing; else they do."""
    text = "Most BME applicants were interviewed."
    shown = (line("recruitment.applicants.share.compared", "40.0% (400 of 1,000)"),)
    hidden = (line("recruitment.success.compared", "", ReleasedState.SUPPRESSED),)
    assert find_risks(text, Surroundings(shown)) == ()
    assert find_risks(text, Surroundings((*shown, *hidden)))


def test_a_post_beside_a_group_is_stopped_whatever_is_released() -> None:
    """A director is known by name, however many people a body has."""
    shown = Surroundings((line("board.total.compared", "20.0% (10 of 50)"),))
    assert find_risks("The BME director of nursing leads on this.", shown)


def test_words_cannot_be_hidden_from_the_reader() -> None:
    """A character that is not seen is a risk by itself."""
    assert next(risk.phrase for risk in find_risks("N\u200bo B\u200bME starters")) == "U+200B"


def test_groups_are_known_under_their_many_names() -> None:
    """BME, White and everything else are told apart; White British is White."""
    assert groups_in("Black and minority ethnic people") == ("compared",)
    assert groups_in("White and Indian staff") == ("reference", "other")
    assert groups_in("everybody") == ()


def test_the_digest_is_of_the_exact_text() -> None:
    """One space more is another text."""
    assert text_digest("a b") != text_digest("a  b")
