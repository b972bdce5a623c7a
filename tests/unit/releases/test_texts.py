"""Which records are printed for the public, in which words, and what stays inside always."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dueregard.errors import ReleaseNeededError
from dueregard.records.reading import load_records
from dueregard.releases.surroundings import STRICTEST
from dueregard.releases.texts import (
    Part,
    public_records,
    records_digest,
    records_document,
    records_from,
    reword,
    risks_in,
    texts_in,
)

EXAMPLE = Path(__file__).parents[3] / "examples" / "appendix-1"


def places(**kwargs: object) -> set[str]:
    found = public_records(load_records(EXAMPLE), tuple(Part), **kwargs)  # type: ignore[arg-type]
    return {text.place for text in texts_in(found)}


def test_nothing_is_printed_that_no_part_names() -> None:
    """Without a decision on texts no record is public."""
    assert records_document(public_records(load_records(EXAMPLE), ())) == {}


@pytest.mark.requirement("R-051")
def test_some_fields_are_never_printed() -> None:
    """The figure that a conclusion rests on, and its group, stay inside; so does what is asked."""
    document = records_document(public_records(load_records(EXAMPLE), tuple(Part)))
    assert {"figure", "group", "evidence"} & set(document["conclusions"][0]) == set()
    assert "recommendation" not in document["narratives"]
    assert {"targets", "recording_targets", "own_measures", "acknowledgements"} & set(document) == (
        set()
    )
    assert "in our own words" not in json.dumps(document)


def test_public_records_go_through_json_unchanged() -> None:
    """What a bundle holds is what was accepted."""
    found = public_records(load_records(EXAMPLE), tuple(Part))
    again = records_from(json.loads(json.dumps(records_document(found))))
    assert again == found
    assert records_digest(again) == records_digest(found)


def test_a_record_can_stay_inside_with_what_hangs_on_it() -> None:
    """A conclusion that is left out takes its causes with it; a place that is none is refused."""
    assert "causes.csv K4 text" in places()
    assert not {"conclusions.csv C2 text", "causes.csv K4 text"} & places(
        leave_out=("conclusions.csv C2",)
    )
    with pytest.raises(ReleaseNeededError, match="C99"):
        places(leave_out=("conclusions.csv C99",))


@pytest.mark.requirement("R-052", "R-240")
def test_the_exemplars_own_conclusion_is_stopped_until_it_is_reworded_or_signed() -> None:
    """File, line and column are told; other words pass; so does exactly the text that is signed."""
    records = public_records(load_records(EXAMPLE), (Part.CONCLUSIONS,))
    place = "conclusions.csv C2 text"
    (risk,) = [one for one in risks_in(records, STRICTEST, (), EXAMPLE) if one.place == place]
    assert (risk.line, risk.column) == (3, 5)
    assert risk.risk.phrase.startswith("Nobody in post")
    assert risk.risk.code == "absence"
    said = reword(records, {place: "We want people of all groups to apply and to be appointed."})
    assert place not in {one.place for one in risks_in(said, STRICTEST, (), EXAMPLE)}
    signed = risks_in(records, STRICTEST, (risk.text_sha256,), EXAMPLE)
    assert place not in {one.place for one in signed}
    assert signed != ()


def test_words_for_a_text_that_is_not_printed_are_refused() -> None:
    """A slip in a place is told, with the places that there are."""
    records = public_records(load_records(EXAMPLE), (Part.ACTIONS,))
    with pytest.raises(ReleaseNeededError, match="A77"):
        reword(records, {"actions.csv A77 text": "x"})


def test_words_can_be_given_to_every_kind_of_record() -> None:
    """A narrative, a fact and a list of options are said otherwise each in its own form."""
    records = public_records(load_records(EXAMPLE), tuple(Part))
    said = reword(
        records,
        {
            "narratives/public.md": "We say it in words.",
            "decisions.csv D2 options": "a survey; a talk",
        },
    )
    assert said.narratives["public"].text == "We say it in words."
    assert next(one.options for one in said.decisions if one.id == "D2") == ("a survey", "a talk")
