"""Every fault of an edition file is a sentence with its line and key."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dueregard.editions.loader import (
    available_editions,
    decode_edition,
    edition_digest,
    load_edition,
    load_edition_file,
    read_edition_text,
)
from dueregard.errors import EditionError

TESTS = Path(__file__).parents[2]
BAD_FILES = TESTS / "bad_files" / "editions"
GOOD_TEXT = (TESTS / "spec" / "editions" / "disability.yaml").read_text(encoding="utf-8")


def expected() -> list[dict[str, str]]:
    with (BAD_FILES / "expected.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("case", expected(), ids=lambda case: case["file"])
def test_broken_edition_names_line_and_remedy(case) -> None:
    """Each broken file gives the message written beside it."""
    with pytest.raises(EditionError) as caught:
        load_edition_file(BAD_FILES / case["file"])
    assert (caught.value.message, caught.value.advice) == (case["message"], case["advice"])


def test_every_broken_file_is_expected() -> None:
    """No broken file lies about without its message, and each has one fault only."""
    assert {case["file"] for case in expected()} == {f.name for f in BAD_FILES.glob("*.yaml")}
    assert all("\n" not in case["message"] for case in expected())


def test_faults_of_sense_come_together() -> None:
    """A file with two faults of sense is refused with both, so that it is mended in one go."""
    text = GOOD_TEXT.replace("people: shortlisted", "people: interviewed").replace(
        "    alternatives: [2]", "    alternatives: [1]"
    )
    with pytest.raises(EditionError) as caught:
        decode_edition(text, "two.yaml")
    assert len(caught.value.message.splitlines()) == 2


@pytest.mark.parametrize("name", ["2014", "../2015", "", "2015.yaml"])
def test_unknown_edition_lists_the_known_ones(name) -> None:
    """An edition that does not exist is refused by name, and so is a path in its place."""
    with pytest.raises(EditionError, match="There is no edition") as caught:
        load_edition(name)
    assert "2015, 2016" in caught.value.advice


def test_unreadable_file_is_a_sentence(tmp_path) -> None:
    """A missing file and one that is not UTF-8 are refused with their reason."""
    with pytest.raises(EditionError, match="No such file"):
        load_edition_file(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"title: \xa3200,000\n")
    with pytest.raises(EditionError, match="not UTF-8"):
        load_edition_file(tmp_path / "latin.yaml")


@pytest.mark.requirement("R-002")
def test_digest_tells_editions_apart() -> None:
    """The digest is that of the file's bytes, one for each edition."""
    import hashlib

    digests = {name: edition_digest(name) for name in available_editions()}
    assert len(set(digests.values())) == len(digests)
    text = read_edition_text("2015").encode()
    assert digests["2015"] == hashlib.sha256(text).hexdigest()


@given(st.data())
def test_damaged_text_never_gives_a_traceback(data) -> None:
    """Whatever happens to a file's text, it loads or gives an edition fault."""
    lines = GOOD_TEXT.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        nasty = st.sampled_from(
            [
                "",
                "<<: {}",
                "- ",
                "? x",
                "a: *b",
                "&b",
                "!!int x",
                "key: [",
                "value: .nan",
                "\t",
                "%",
            ]
        )
        kept = lines[place]
        cut = data.draw(st.integers(0, len(kept)))
        lines[place] = data.draw(
            st.one_of(st.just(""), st.just(kept[:cut]), nasty.map(lambda new, k=kept: k + new))
        )
    fault = fault_of("\n".join(lines))
    assert fault is None or (fault.message.startswith("damaged.yaml") and fault.advice)


def fault_of(text: str) -> EditionError | None:
    try:
        decode_edition(text, "damaged.yaml")
    except EditionError as fault:
        return fault
    return None


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "? " * 5_000])
def test_endless_nesting_is_refused(text) -> None:
    """A file that nests without end is refused before the parser fails on it."""
    with pytest.raises(EditionError, match="nested more than 30 deep"):
        decode_edition(text, "deep.yaml")
