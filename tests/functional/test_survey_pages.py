"""A survey's pages as the operator serves them: one answer each, and no trace of a visit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from dueregard.survey.opening import open_handover
from tests.functional.survey_site import Site, form_of, serving
from tests.survey_parties import Parties, close, gather

SIZES = (8,) * 5
WORDS = 'lot = 5\ncomments = ["What would help?"]'
GIVEN = {"violence": "yes", "fair_progression": "dont_know", "ethnicity": "D"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Parties:
    # The pages keep their own clock, so the survey is open today.
    return gather(tmp_path_factory.mktemp("survey"), SIZES, WORDS, opens=date.today())  # noqa: DTZ011 - the server's day


@pytest.fixture(scope="module")
def site(made: Parties) -> Iterator[Site]:
    with serving(made.root / "operator", made.root / "site.log") as started:
        yield started


@pytest.fixture(scope="module")
def codes(made: Parties) -> Iterator[str]:
    """Hand out a code that nobody used."""
    return iter([code for _, code in made.everybody])


def answers_in(made: Parties) -> int:
    return len(made.store.opened()["answers"])


def test_first_page_says_the_promise(site: Site, made: Parties) -> None:
    """Who opens the answers, the threshold and the mark stand on the first page."""
    page = site.ask("/")
    assert page.status == 200
    for said in ("Ana Lyst", "at least 11 people", made.manifest.sha256[:4], "What we do not keep"):
        assert said in page.body


@pytest.mark.parametrize("path", ["/", "/answers", "/thanks", "/nothing"])
def test_pages_set_nothing_and_run_nothing(site: Site, path: str) -> None:
    """No cookie, no script, no copy kept, no address passed on to others."""
    page = site.ask(path)
    assert page.status in {200, 404}
    assert "set-cookie" not in page.headers
    assert "x-request-id" not in page.headers
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert "script" not in page.headers["content-security-policy"]
    assert "<script" not in page.body
    assert "etag" not in page.headers


def test_sent_twice_is_one_answer(site: Site, made: Parties, codes: Iterator[str]) -> None:
    """A retry gets the same page as the first sending, and is not counted."""
    before, code = answers_in(made), next(codes)
    first, second = (site.ask("/answers", form_of(code, GIVEN, "words")) for _ in range(2))
    assert (first.status, first.headers["location"]) == (303, "/thanks")
    dated = {"date"}
    assert {k: v for k, v in first.headers.items() if k not in dated} == {
        k: v for k, v in second.headers.items() if k not in dated
    }
    assert answers_in(made) == before + 1


def test_many_clicks_at_once_are_one_answer(
    site: Site, made: Parties, codes: Iterator[str]
) -> None:
    """Ten sendings at the same moment are one answer, and each says thank you."""
    before, code = answers_in(made), next(codes)
    with ThreadPoolExecutor(10) as people:
        pages = list(people.map(lambda _: site.ask("/answers", form_of(code, GIVEN)), range(10)))
    assert {page.status for page in pages} == {303}
    assert answers_in(made) == before + 1


def test_a_killed_server_loses_and_doubles_nothing(made: Parties, codes: Iterator[str]) -> None:
    """What was confirmed is kept though the server was killed; sending it again adds nothing."""
    before, sent = answers_in(made), [next(codes) for _ in range(3)]
    for code in sent:
        with serving(made.root / "operator", made.root / "site.log") as site:
            assert site.ask("/answers", form_of(code, GIVEN)).status == 303
            site.process.kill()
    with serving(made.root / "operator", made.root / "site.log") as site:
        for code in sent:
            assert site.ask("/answers", form_of(code, GIVEN)).status == 303
    assert answers_in(made) == before + 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": ""}, "Type the code"),
        ({"code": "ABCD"}, "not a whole code"),
        ({"code": "AAAA-" * 7}, "typing slip"),
        ({"code": "TXTA-SJW0-G46F-V3XZ-GEK6-5BKH-4DVQ"}, "does not belong to this survey"),
        ({"q_violence": "maybe"}, "Choose one of the answers"),
        ({"comment_0": "a" * 1001}, "too long"),
    ],
)
def test_faults_are_told_and_answers_are_kept(
    site: Site, made: Parties, codes: Iterator[str], change: dict[str, str], said: str
) -> None:
    """A fault leads to its field, what was ticked stays ticked, and nothing is spent."""
    before = answers_in(made)
    page = site.ask("/answers", form_of(next(codes), {"ethnicity": "D"}, "words") | change)
    assert page.status == 422
    assert "There is a problem" in page.body
    assert said in page.body
    assert "<title>Error: " in page.body
    assert re.search(r'value="D"\s+checked', page.body)
    assert answers_in(made) == before


def test_too_large_a_request_is_refused(site: Site, codes: Iterator[str]) -> None:
    """Nothing larger than a survey is read."""
    assert site.ask("/answers", form_of(next(codes), {}, "a" * 200_000)).status in {400, 413}


def test_nothing_of_a_visit_is_written_anywhere(
    site: Site, made: Parties, codes: Iterator[str]
) -> None:
    """No log line for a visit; address, browser, cookie, code and words are in no file."""
    code = next(codes)
    site.ask("/answers", form_of(code, GIVEN, "MARKEDWORDS"))
    assert site.log.read_text() == ""
    marks = [code, code.replace("-", ""), "203.0.113.77", "MARKEDBROWSER", "marked", "MARKEDWORDS"]
    for path in (made.root / "operator").rglob("*"):
        if path.is_file():
            content = path.read_bytes().lower()
            assert not [mark for mark in marks if mark.lower().encode() in content], path


def test_paper_is_typed_behind_a_key(made: Parties, codes: Iterator[str]) -> None:
    """Slip first, sheet after, no more sheets than slips; the pages have an unguessable address."""
    before, code = answers_in(made), next(codes)
    with serving(made.root / "operator", made.root / "paper.log", "--paper") as desk:
        path = "/" + desk.address.split("/", 3)[3]
        assert desk.ask("/").status == 404
        assert desk.ask("/paper/guess/slip").status == 404
        sheet = path.replace("/slip", "/sheet")
        assert "Every slip that was taken in has its sheet" in desk.ask(sheet).body
        assert desk.ask(sheet, form_of("", GIVEN)).status == 422
        assert "is taken in" in desk.ask(path, {"code": code}).body
        assert "was used before" in desk.ask(path, {"code": code}).body
        assert desk.ask(path, {"code": "ABCD"}).status == 422
        assert "The sheet is added" in desk.ask(sheet, form_of("", GIVEN, "on paper")).body
        assert desk.ask(sheet, form_of("", GIVEN)).status == 422
    assert answers_in(made) == before + 1


def test_a_survey_that_is_not_open_asks_nothing(tmp_path: Path) -> None:
    """Before its first day the pages say when it opens, and take nothing."""
    opens = date.today() + timedelta(days=9)  # noqa: DTZ011 - the server's day
    made = gather(tmp_path, SIZES, WORDS, opens=opens)
    with serving(made.root / "operator", tmp_path / "site.log") as site:
        assert f"opens on {opens.day} {opens:%B %Y}" in site.ask("/").body
        assert site.ask("/answers").status == 302
        page = site.ask("/answers", form_of(made.everybody[0][1], GIVEN))
    assert page.status == 422
    assert "The survey opens on" in page.body
    assert answers_in(made) == 0


def test_what_was_sent_comes_out(made: Parties, site: Site) -> None:
    """After the close the analyst counts what the pages took, and comments apart from it."""
    given = answers_in(made)
    opened = open_handover(close(made), made.manifest, made.analyst)
    assert opened.answers == given
    assert "on paper" in opened.comments[0]
    assert "survey is closed" in site.ask("/answers", form_of(made.everybody[-1][1], {})).body
