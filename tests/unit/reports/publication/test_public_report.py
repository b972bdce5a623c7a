"""The public report: sentences, tables and drawings from released texts, and from nothing else."""

from __future__ import annotations

import pytest

from dueregard.disclosure.released import SYMBOL, ReleasedFigure, ReleasedState, ReleasedTable
from dueregard.editions.loader import load_edition
from dueregard.reports.pages.model import Callout, Chart, Document, Paragraph, blocks_of
from dueregard.reports.publication.annual_report import annual_report
from dueregard.reports.publication.model import Issue, Openness, Publication
from dueregard.reports.publication.sentences import (
    NOTHING_COMPARED,
    indicator_sentences,
    matters,
    nothing_to_tell,
)
from dueregard.reports.publication.told import Told, split
from tests.oracle.reading_age import OLDEST, prose, reading_age

EDITION = load_edition("2016")
ABOUT = {
    "organisation": "Invented CCG",
    "code": "X1",
    "standard": "Workforce Race Equality Standard",
    "edition": "2016",
    "snapshot_date": "2016-03-31",
    "period_start": "2015-04-01",
    "period_end": "2016-03-31",
}


def publication(printed: dict[str, str], **further: object) -> Publication:
    figures = tuple(
        ReleasedFigure(
            key,
            f"{key}: label",
            "people",
            "this",
            ReleasedState.SUPPRESSED if text == SYMBOL else ReleasedState.SHOWN,
            text,
        )
        for key, text in printed.items()
    )
    tables = (ReleasedTable("All", figures),) if figures else ()
    return Publication(ABOUT, tables, "", "", 2, "2016-05-02", **further)  # type: ignore[arg-type]


def told(printed: dict[str, str]) -> Told:
    return Told(publication(printed), EDITION)


def rule(number: int):
    return next(one for one in EDITION.indicators if one.number == number)


def test_a_ratio_is_said_with_both_groups() -> None:
    """The sentence holds the printed texts and no other number but the level."""
    said = told(
        {
            "appointment.ratio": "1.16",
            "appointment.reference": "41.9% (62 of 148)",
            "appointment.compared": "36.0% (18 of 50)",
        }
    )
    first, second = indicator_sentences(said, rule(2))
    assert first.startswith("White people were 1.16 times as likely as BME people to")
    assert second == "White 41.9% (62 of 148); BME 36.0% (18 of 50)."


@pytest.mark.requirement("R-240")
def test_a_hidden_figure_is_said_to_be_hidden_and_no_more() -> None:
    """Whatever is behind the sign, the sentence is the same."""
    hidden = told({"appointment.ratio": SYMBOL, "appointment.reference": SYMBOL})
    assert indicator_sentences(hidden, rule(2)) == (
        "The figure that compares the groups is not shown.",
    )
    assert nothing_to_tell(hidden) == NOTHING_COMPARED


def test_what_matters_is_the_side_of_the_disadvantage() -> None:
    """A ratio on the other side of 1, or a gap that is better, is no disadvantage."""
    worse = told({"appointment.ratio": "1.50", "discrimination.gap": "+11.0 points"})
    better = told({"appointment.ratio": "0.80", "discrimination.gap": "-2.0 points"})
    named = [words.split(",")[0] for words in matters(worse)]
    assert named == ["Indicator 8", "Indicator 2"]
    assert matters(better) == ()


def test_counts_are_told_apart_from_the_value() -> None:
    """What is a number by itself can be drawn; a range or a rounded share is said in words."""
    assert split("8.9% (5 of 56)") == ("8.9%", "5 of 56")
    assert split("10% (to the nearest 5)") == ("10% (to the nearest 5)", "")
    assert split("0-10%") == ("0-10%", "")


WORSE = {
    "appointment.ratio": "1.50",
    "discipline.ratio": "2.06",
    "discrimination.gap": "+11.0 points",
}
HIDDEN = dict.fromkeys(WORSE, SYMBOL)
DECIDED = Openness(
    "publish_safe",
    ("The public should see what can be seen safely.",),
    "Chair, Invented CCG",
    "2016-05-01",
    "A date was wrong.",
    (Issue(1, "2016-04-01", "replaced"),),
)


@pytest.mark.parametrize("printed", [WORSE, HIDDEN, {}], ids=["shown", "hidden", "in words only"])
def test_the_public_report_is_plain(printed: dict[str, str]) -> None:
    """All its sentences together, and its first page alone, ask for a reading age of 14 or less."""
    document = annual_report(publication(printed, openness=DECIDED), EDITION)
    for blocks in (document.opening, blocks_of(document)):
        said = prose(blocks)
        assert said
        assert reading_age(said) <= OLDEST


def texts(document: Document) -> str:
    said = [" ".join((b.title, *b.texts)) for b in blocks_of(document) if isinstance(b, Callout)]
    return " ".join([*said, *(b.text for b in blocks_of(document) if isinstance(b, Paragraph))])


@pytest.mark.requirement("R-162")
def test_why_something_is_hidden_is_said_once() -> None:
    """One sign, one explanation, and the decision with its reasons and earlier versions."""
    openness = Openness(
        "publish_safe",
        ("The public should see what can be seen safely.",),
        "Chair, Invented CCG",
        "2016-05-01",
        "A date was wrong.",
        (Issue(1, "2016-04-01", "replaced"),),
    )
    figures = {"appointment.ratio": SYMBOL, "workforce.headcount": "56"}
    document = annual_report(publication(figures, openness=openness), EDITION)
    assert texts(document).count("That one sign stands whatever the reason is") == 1
    assert "The public should see" in texts(document)
    assert document.mark == ""


@pytest.mark.requirement("R-241")
def test_in_words_only_there_is_no_figure_and_no_table_of_any() -> None:
    """A narrative says that the figures are used inside, and shows none."""
    document = annual_report(publication({}), EDITION)
    assert "This report has no figures" in texts(document)
    assert [section.anchor for section in document.sections] == ["decision"]


@pytest.mark.requirement("R-240")
def test_hidden_rows_of_a_drawing_are_drawn_alike() -> None:
    """A sign, a withheld figure and a missing one leave the same words and no mark."""
    document = annual_report(
        publication(
            {
                "clusters.non_clinical.to_4.compared": "19.8% (37 of 187)",
                "clusters.non_clinical.5_to_7.compared": "17.4% (15 of 86)",
                "clusters.clinical.to_4.compared": SYMBOL,
                "clusters.medical.all.compared": "withheld",
                "representation.all.compared": "21.3% (192 of 900)",
            }
        ),
        EDITION,
    )
    (chart,) = [b for b in blocks_of(document) if isinstance(b, Chart) and "pay scale" in b.title]
    assert chart.svg.count(">not shown<") == 2
    assert chart.description.count("not shown") == 2
    assert "withheld" not in chart.svg
    assert SYMBOL not in chart.svg
