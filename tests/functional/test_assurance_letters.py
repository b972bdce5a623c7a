"""Letters from the command line: prepared after a look, given as PDF, never twice in a day."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from dueregard.assurance.files import ledger_texts
from dueregard.assurance.ledger import Ledger
from dueregard.cli.root import root
from dueregard.operations.assess_providers import load
from tests.unit.assurance import records_for_tests as given

ON = ("--as-of", "2015-07-21")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "ours"
    place.mkdir()
    names = ("P1", "P2", "P3")
    ledger = Ledger(
        register=tuple(given.contract(name, income=300_000) for name in names),
        commissioners=(given.US,),
        contacts=tuple(map(given.contact, names[:2])),
    )
    for name, text in ledger_texts(ledger).items():
        (place / name).write_text(text, encoding="utf-8")
    return place


def run(*words: object, **more: str):
    return CliRunner().invoke(root, [str(word) for word in words], **more)


@pytest.mark.requirement("R-182")
def test_letters_are_prepared_after_a_look_and_not_twice(folder) -> None:
    """Who says no prepares nothing; a letter to one provider; the rest; then no more."""
    asked = ("letters", "prepare", folder, "--kind", "L1b", *ON)
    no = run(*asked, input="n\n")
    assert no.exit_code == 1
    assert "2 written to and 1 left out: all 3 providers" in no.output
    assert load(folder).letters == ()
    one = run(*asked, "--provider", "P2", input="y\n")
    assert "1 letters are prepared. Nothing was sent." in one.output
    assert [letter.provider for letter in load(folder).letters] == ["P2"]
    assert "1 letters are prepared" in run(*asked, "--yes").output
    assert "0 letters are prepared" in run(*asked, "--yes").output
    assert run("tick", folder, *ON).output.startswith("2015-07-21: 0 letters prepared")


def test_a_letter_is_written_as_pdf_with_its_words(folder, tmp_path) -> None:
    """The PDF holds address, subject and text of the kept letter; the same bytes each time."""
    run("letters", "prepare", folder, "--kind", "L1b", "--yes", *ON)
    letter = load(folder).letters[0]
    out = tmp_path / "letter.pdf"
    assert run("letters", "pdf", folder, letter.id, "--out", out).exit_code == 0
    first = out.read_bytes()
    text = " ".join(page.extract_text() for page in PdfReader(out).pages)
    plain = " ".join(text.split())
    for words in ("C. Clerk, Director, Provider P1", "21 July 2015", "Example CCG"):
        assert words in plain
    run("letters", "pdf", folder, letter.id, "--out", out)
    assert out.read_bytes() == first


def test_a_letter_that_was_altered_is_not_given_out(folder, tmp_path) -> None:
    """What differs from its hash is refused; so is a letter that there is not."""
    run("letters", "prepare", folder, "--kind", "L1b", "--yes", *ON)
    ledger = load(folder)
    out = tmp_path / "letter.pdf"
    assert run("letters", "pdf", folder, "nothing", "--out", out).exit_code != 0
    kept = next(one for one in ledger.evidence if one.id == ledger.letters[0].evidence)
    (folder / kept.path).write_bytes(b"another")
    refused = run("letters", "pdf", folder, ledger.letters[0].id, "--out", out)
    assert refused.exit_code != 0
    assert "has changed since it was kept" in str(refused.exception)
    assert not out.exists()
