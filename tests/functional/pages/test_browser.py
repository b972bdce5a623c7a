"""The HTML page in a real browser: no violation that axe knows, no sideways scrolling, print."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from dueregard.reports.pages.html import html_page
from tests.unit.reports.pages.whole import MARK, whole

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDTHS = {"desk": 1280, "phone": 360}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="No Chromium on this machine: NOT CHECKED"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(html_page(whole()), "utf-8")
    return path.as_uri()


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": WIDTHS[request.param], "height": 900})
    asked: list[str] = []
    opened.on("request", lambda sent: asked.append(sent.url))
    opened.goto(address)
    assert asked == [address], "The page asked for something beside itself."
    yield opened
    opened.close()


def test_axe_finds_no_violation(page: Page) -> None:
    """Every rule of axe, best practices included, on every kind of block at both widths."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert len(found.response["passes"]) > 20


def test_page_never_scrolls_sideways(page: Page) -> None:
    """Wide tables and charts scroll by themselves; the page stays as wide as the screen."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == page.viewport_size["width"]


def test_wide_table_can_be_scrolled_with_the_keyboard(page: Page) -> None:
    """A region that is wider than the screen takes the focus and moves with the arrow keys."""
    region = page.locator(".scroll.wide").first
    region.focus()
    wide = region.evaluate("e => e.scrollWidth > e.clientWidth")
    assert wide
    page.keyboard.press("ArrowRight")
    page.wait_for_function("e => e.scrollLeft > 0", arg=region.element_handle())


def test_skip_link_leads_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


@pytest.mark.parametrize("page", ["desk"], indirect=True)
def test_text_can_be_twice_as_large(page: Page) -> None:
    """With spacing as in WCAG 1.4.12 and 200 % type, the page still does not scroll sideways."""
    page.add_style_tag(
        content="html{font-size:200%} *{line-height:1.5!important;letter-spacing:.12em!important;"
        "word-spacing:.16em!important}"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == WIDTHS["desk"]


def test_printed_page_bears_the_mark_everywhere(page: Page) -> None:
    """On paper: A4, the mark and the number on every page."""
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed.pages) > 2
    for number, sheet in enumerate(printed.pages, start=1):
        words = " ".join(sheet.extract_text().split())
        assert abs(float(sheet.mediabox.width) - 595) < 2
        assert MARK in words
        assert f"{number} of {len(printed.pages)}" in words
