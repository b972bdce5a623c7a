"""What the library advises reaches readers of pages as advice about pages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import dueregard
from dueregard.errors import DueRegardError
from dueregard_web.core.pages import refusal_page
from dueregard_web.core.web_words import NOTHING_LEFT, for_web
from dueregard_web.organisations.policies import Role
from tests.web_people import House

LIBRARY = Path(dueregard.__file__).parent
BESIDE = {"cli"}
"""Parts of the library that the pages never call."""
FOR_FILES = re.compile(
    r"\bdueregard [a-z]+\b|(?<!\w)--[a-z]|\.toml\b|\brun the command\b|\bpip install\b|\bDIR\b"
    r"|\b(actions|conclusions|causes|decisions|evidence|facts|objectives|targets|policies|eds2"
    r"|acknowledgements|third_parties|accreditations|own_measures|form_answers|recording_targets"
    r"|register|contacts|choices|commissioners|letters)\.csv\b|\bnarratives/"
)


def text_of(node: ast.expr) -> str:
    """Return a text with a word in the place of whatever is put in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            text_of(part) if isinstance(part, ast.Constant) else "X" for part in node.values
        )
    if isinstance(node, ast.BinOp):
        return text_of(node.left) + text_of(node.right)
    if isinstance(node, ast.IfExp):
        return f"{text_of(node.body)} {text_of(node.orelse)}"
    return ""


def advice_of_the_library() -> Iterator[tuple[str, str]]:
    """Yield every advice and remedy that is written in the library's code, with its place."""
    for path in sorted(LIBRARY.rglob("*.py")):
        if path.relative_to(LIBRARY).parts[0] in BESIDE:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg in {"advice", "remedy"}:
                text = text_of(node.value)
                if text:
                    yield f"{path.relative_to(LIBRARY)}:{node.value.lineno}", text


ADVICE = dict(advice_of_the_library())


def test_the_librarys_advice_was_found() -> None:
    """The walk saw advice, and some that is about files and commands."""
    assert len(ADVICE) > 100
    assert sum(bool(FOR_FILES.search(text)) for text in ADVICE.values()) > 20


@pytest.mark.parametrize("place", [place for place in ADVICE if FOR_FILES.search(ADVICE[place])])
def test_no_advice_of_the_library_tells_a_reader_of_pages_to_run_a_command(place: str) -> None:
    """Commands, options, settings files and files of records become pages, or are left out."""
    said = for_web(ADVICE[place])
    assert not FOR_FILES.search(said), said
    assert said.strip()


@pytest.mark.parametrize("place", [p for p in ADVICE if not FOR_FILES.search(ADVICE[p])])
def test_other_advice_is_left_as_it_is(place: str) -> None:
    """What holds for everybody keeps its words."""
    text = " ".join(ADVICE[place].split())
    assert for_web(text)[1:] == text[1:]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            "Propose the release again: 'dueregard release DIR'.",
            "Open the release page of the year, and ask for the audit again.",
        ),
        ("actions.csv, line 3: due is no day.", "'actions', line 3: due is no day."),
        ("records/third_parties.csv has no row 'T1'.", "'third parties' has no row 'T1'."),
        ("Take it out of organisation.toml.", "Take it out of the year's settings."),
        ("Name a new folder with --out.", NOTHING_LEFT),
        ("Close it. Name a new folder with --out.", "Close it."),
        ("", ""),
        ("staff.csv, line 3: no such code.", "Staff.csv, line 3: no such code."),
    ],
)
def test_sentences_change_as_they_should(said: str, shown: str) -> None:
    """A few of them, word for word."""
    assert for_web(said) == shown


def test_refusal_and_forms_speak_of_pages(house: House, rf: object) -> None:
    """The page of a refusal passes through the same place."""
    request = house.client(Role.HR_ANALYST).get("/account/").wsgi_request
    fault = DueRegardError("actions.csv is broken.", advice="Run 'dueregard report DIR' again.")
    page = refusal_page(request, fault).content.decode()
    assert "dueregard report" not in page
    assert "actions.csv" not in page
    assert "documents page" in page
