"""A whole survey of 30 bodies: some answer in a real browser, the others over the same pages.

``WEB_PICTURES=folder`` keeps a picture of each page at two widths.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from dueregard.survey.attacking.leaks import attack
from dueregard.survey.results import shown_items
from tests.functional.browser.web_browser import DESK, PHONE, chromium
from tests.functional.survey_site import Site, form_of, serving
from tests.survey_dumps import Said, copy_store, finish, people_of
from tests.survey_parties import Parties, gather

pytestmark = pytest.mark.slow

SMALL = {"width": 320, "height": 640}
SEED = 2015
IN_BROWSER = 6
COPY_EVERY = 150
ITEMS = {
    "harassment_public": ["harassment_public"],
    "harassment_staff": ["harassment_managers", "harassment_colleagues"],
    "fair_progression": ["fair_progression"],
    "discrimination": ["discrimination"],
    "violence": ["violence"],
}
LETTERS = {"reference": "ABC", "compared": "DEFGHJKLMNPRS"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@dataclass
class Phone:
    """Somebody's phone, whose pages are looked at for what shuts people out."""

    page: Page
    faults: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def look(self, name: str) -> None:
        """Check a page with axe and for its width, and take its picture at two widths."""
        found = Axe().run(self.page).response["violations"]
        self.faults += [f"{name}: {one['id']}" for one in found]
        for width, size in (("small", SMALL), ("desk", DESK), ("phone", PHONE)):
            self.page.set_viewport_size(size)
            wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            if self.page.evaluate(wide):
                self.faults.append(f"{name} is wider than {width}")
            if "WEB_PICTURES" in os.environ:
                path = Path(os.environ["WEB_PICTURES"]) / f"{name}-{width}.png"
                self.page.screenshot(path=path, full_page=True)

    def note(self, kind: str, text: str) -> None:
        """Keep what the browser complains of; a form that was refused is no complaint."""
        if kind in {"error", "warning"} and "status of 422" not in text:
            self.faults.append(f"console: {text}")


def phone(browser: Browser, *, scripts: bool) -> Phone:
    """Open a phone; axe needs scripts, the pages do not."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=scripts)
    made = Phone(context.new_page())
    made.page.on("console", lambda message: made.note(message.type, message.text))
    made.page.on("request", lambda request: made.asked.append(request.url))
    return made


def answer(page: Page, code: str, given: dict[str, str], words: str) -> None:
    """Fill in the page as a person does."""
    page.locator("#id_code").fill(code.lower())
    for key, value in given.items():
        page.locator(f'input[name="q_{key}"][value="{value}"]').check()
    if words:
        page.locator("#id_comment_0").fill(words)
    page.get_by_role("button", name="Send your answers").click()


def journey(site: Site, browser: Browser, people: list[Said]) -> Phone:
    """Let people answer on phones: with scripts and without, with slips and second clicks."""
    looking = phone(browser, scripts=True)
    looking.page.goto(site.address)
    looking.look("survey-first")
    looking.page.get_by_role("button", name="Start").click()
    looking.look("survey-questions")
    looking.page.get_by_role("button", name="Send your answers").click()
    expect(looking.page.get_by_role("alert")).to_contain_text("Type the code")
    looking.look("survey-problem")
    code, given, words = people[0]
    answer(looking.page, code, given, words)
    expect(looking.page.get_by_role("heading", name="Thank you")).to_be_visible()
    looking.look("survey-thanks")
    for n, (code, given, words) in enumerate(people[1:]):
        page = phone(browser, scripts=False).page
        page.goto(f"{site.address}answers")
        answer(page, code, given, words)
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
        if n % 2:
            # Back, and once more: the first answer counts, and the person is told the same.
            page.go_back()
            answer(page, code, {"violence": "yes"}, "")
            expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
        assert page.context.cookies() == []
    return looking


def send_rest(site: Site, made: Parties, people: list[Said], dumps: Path) -> None:
    """Send the others' answers over the same pages, one in ten twice; keep nightly copies."""
    for number, (code, given, words) in enumerate(people):
        for _ in range(2 if number % 10 == 0 else 1):
            assert site.ask("/answers", form_of(code, given, words)).status == 303
        if number % COPY_EVERY == 0:
            copy_store(made, dumps / "backups" / f"{number:05}", with_keys=False)


def expected(people: list[Said]) -> dict[str, dict[str, tuple[int, int]]]:
    """Count by hand what the people ticked: counted and base, by item and group."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for key, items in ITEMS.items():
        found[key] = {}
        for group, letters in LETTERS.items():
            ticked = [
                [given[item] for item in items if given.get(item) in {"yes", "no"}]
                for _, given, _ in people
                if given.get("ethnicity", "?") in letters
            ]
            base = [one for one in ticked if one]
            found[key][group] = (sum("yes" in one for one in base), len(base))
    return found


@pytest.mark.requirement("R-211", "R-212")
def test_thirty_bodies_from_codes_to_results(browser: Browser, tmp_path: Path) -> None:
    """Pooled results are right, the floor holds, nobody counts twice, and no attack links."""
    source = random.Random(SEED)
    sizes = [source.randint(30, 300) for _ in range(30)]
    made = gather(
        tmp_path / "survey",
        sizes,
        'comments = ["What one thing would help you most at work?"]',
        opens=date.today(),  # noqa: DTZ011 - the pages keep their own clock
    )
    people, dumps = people_of(made, 0.2, SEED), tmp_path / "dumps"
    with serving(made.root / "operator", made.root / "site.log") as site:
        looked = journey(site, browser, people[:IN_BROWSER])
        send_rest(site, made, people[IN_BROWSER:], dumps)
    assert looked.faults == []
    assert {url.split("/")[2] for url in looked.asked} == {f"127.0.0.1:{site.port}"}

    handover = finish(made, people, dumps)
    assert len(handover.contents.answers) == len(people)
    assert sum(one.answered for one in handover.participation.values()) == len(people)
    items, true = shown_items(dumps / "results" / "results.json"), expected(people)
    shown = [key for key in ITEMS if items[key]["is_shown"]]
    assert len(shown) >= 4
    for key in shown:
        for group in LETTERS:
            told = items[key]["groups"][group]
            assert (told["counted"], told["base"]) == true[key][group]
            largest = max(one.answered for one in handover.participation.values())
            assert told["base"] - largest >= 11
            assert 2 * largest <= told["base"]
    assert (dumps / "logs" / "site.log").read_text() == ""
    outcomes = attack(dumps)
    assert [(one.name, one.by, one.best) for one in outcomes if one.has_linked] == []
    shutil.rmtree(dumps)
