"""The HTML page: its structure as a parser sees it."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from dueregard.reports.pages.html import html_page
from tests.unit.reports.pages.whole import MARK, table, whole


class Page(HTMLParser):
    """Every element in order, with the words that stand in each kind of element."""

    def __init__(self, text):
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "br"}:
            self._open.append(tag)
            self.words.setdefault(tag, []).append("")

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if self._open:
            self.words[self._open[-1]][-1] += data

    def attributes(self, *tags):
        return [attributes for tag, attributes in self.elements if tag in tags]


@pytest.fixture(scope="module")
def page():
    return Page(html_page(whole()))


def test_page_names_its_language_title_and_landmarks(page):
    """British English, a title with mark and owner, one main, one header, a skip link to main."""
    assert page.attributes("html") == [{"lang": "en-GB"}]
    assert page.words["title"][0] == f"{MARK}, Race equality report 2026, Invented Commissioner"
    counts = Counter(tag for tag, _ in page.elements)
    assert [counts[tag] for tag in ("main", "header", "footer", "nav", "h1")] == [1] * 5
    assert page.attributes("a")[0]["href"] == "#content"
    assert page.attributes("main")[0]["id"] == "content"


def test_nothing_is_run_or_fetched():
    """One file alone: no script, no style sheet, picture or font from anywhere."""
    text = html_page(whole())
    assert not {"script", "link", "img", "iframe", "base"} & {tag for tag, _ in Page(text).elements}
    assert "url(" not in text
    assert "@import" not in text


def test_identifiers_are_unique_and_every_inner_link_arrives(page):
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [a["href"][1:] for a in page.attributes("a") if a["href"].startswith("#")]
    assert set(links) <= set(ids)
    assert {"workforce", "long", "wide", "withheld"} <= set(links)


def test_tables_have_captions_and_scopes(page):
    """Every table has a caption, and every header cell says what it is the header of."""
    tables = len(page.attributes("table"))
    assert tables == len(page.words["caption"]) == 4
    assert {attributes["scope"] for attributes in page.attributes("th")} == {"col", "row"}
    assert sum(a["scope"] == "row" for a in page.attributes("th")) == 3 + 90 + 4 + 3


def test_what_scrolls_can_be_reached_and_is_named(page):
    """Tables and charts scroll by themselves; each can be focused and has a name."""
    scrolling = [a for a in page.attributes("div") if "scroll" in (a.get("class") or "")]
    assert len(scrolling) == 5
    for attributes in scrolling:
        assert attributes["tabindex"] == "0"
        assert attributes["role"] == "group"
        assert attributes.get("aria-label") or attributes.get("aria-labelledby")


def test_headings_leave_no_level_out(page):
    levels = [int(tag[1]) for tag, _ in page.elements if tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_an_address_that_runs_is_set_as_words():
    text = html_page(whole())
    assert 'href="javascript' not in text
    assert "A trap (javascript:alert(1))" in text


def test_a_public_page_bears_no_mark():
    """Without a mark there is no band, and search engines may list the page."""
    public = html_page(whole(mark=""))
    assert 'class="mark"' not in public
    assert "noindex" not in public
    assert "noindex" in html_page(whole())


def test_no_contents_list_where_none_is_wanted():
    assert "<nav" not in html_page(whole(has_contents=False))
    assert "<nav" not in html_page(whole(sections=()))


def test_same_document_same_text():
    assert html_page(whole()) == html_page(whole())


def test_empty_lists_leave_nothing_behind():
    """An empty table still has its head; an empty list is no list."""
    page = Page(html_page(whole(opening=(table(rows=0),), sections=(), facts=(), closing=())))
    assert not page.attributes("ul", "ol", "dl")
    assert len(page.words["th"]) == 4
