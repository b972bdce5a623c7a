"""A text for the public tells no numbers, and no little words that come to the same."""

from __future__ import annotations

import pytest

from dueregard.releases.narrative import check_narrative


@pytest.mark.requirement("R-052")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The one BME director left.", "one"),
        ("Staff of BME background were 12% of leavers.", "12%"),
        ("The number doubled.", "doubled"),
        ("No BME staff applied.", "No BME"),
        ("All of our BME staff were trained.", "All of our BME"),
        ("Nobody answered.", "Nobody"),
        ("BME staff were only in lower bands.", "BME staff were only"),
    ],
)
def test_telling_words_are_found(text: str, found: str) -> None:
    """Numbers in figures and words are found, and "no", "only" or "all" beside a group."""
    assert found in check_narrative(text)


@pytest.mark.requirement("R-241")
def test_intentions_can_be_said() -> None:
    """What will be done can be said, with its year."""
    text = "We will train managers in fair recruitment, and report on our progress in 2017."
    assert check_narrative(text) == ()
