"""Text that any format can hold, and addresses that a document may lead to."""

from __future__ import annotations

import pytest

from dueregard.reports.pages.words import is_address, plain


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  two \t\r\n words\u2028", "two words"),
        ("a\x00b\x1bc\ufffe", "a\ufffdb\ufffdc\ufffd"),
        ("half a pair \ud800", "half a pair \ufffd"),
        ("Jose\u0301", "José"),
        ("1\u00a0234", "1\u00a0234"),
        ("", ""),
    ],
)
def test_text_is_made_fit_to_print(given, kept):
    """White space becomes one space, and a character nobody can write is shown to be missing."""
    assert plain(given) == kept


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a?b=1&c=2",
        "HTTP://example.org",
        "mailto:a@b.org",
        "data/x.csv",
        "#here",
    ],
)
def test_addresses_that_may_be_followed(target):
    assert is_address(target)


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///x",
        "//host/x",
        "\\\\host\\x",
        "vbscript:x",
        "",
    ],
)
def test_addresses_that_may_not(target):
    """Nothing that runs, that reads this machine, or that hides where it leads."""
    assert not is_address(target)
