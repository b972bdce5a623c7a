"""What pages are made of: the design system's files, and words from the glossary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dueregard_web.core.assets import SCRIPT, STYLE, copy_assets, has_design
from dueregard_web.core.help_texts import help_text, load_glossary
from dueregard_web.core.log_lines import FIELDS

TEMPLATES = Path(__file__).parents[3] / "src" / "dueregard_web"


def package(folder: Path) -> Path:
    """Make an npm package as the design system's is."""
    source = folder / "nhsuk-frontend" / "dist" / "nhsuk"
    (source / "assets" / "images").mkdir(parents=True)
    (source / "assets" / "images" / "favicon.svg").write_text("<svg/>")
    (source / STYLE).write_text(
        '@font-face{font-family:F;src:url("https://assets.example.org/f.woff2")}body{margin:0}'
        "@font-face{font-family:F;font-weight:600;src:url(https://assets.example.org/g.woff)}"
        "\n/*# sourceMappingURL=x.css.map */\n"
    )
    (source / SCRIPT).write_text("export const a=1\n//# sourceMappingURL=x.js.map\n")
    return folder


def test_copied_files_fetch_nothing_from_elsewhere(tmp_path: Path) -> None:
    """Fonts of another server and pointers for debugging are left out; the rest is as it was."""
    public = tmp_path / "public"
    assert not has_design(public)
    copy_assets(package(tmp_path / "node_modules"), public)
    assert has_design(public)
    assert (public / "nhsuk" / STYLE).read_text().strip() == "body{margin:0}"
    assert (public / "nhsuk" / SCRIPT).read_text().strip() == "export const a=1"
    assert (public / "assets" / "images" / "favicon.svg").exists()


def test_missing_package_is_an_error_and_leaves_no_half(tmp_path: Path) -> None:
    """Without the package nothing that looks like a design is there."""
    with pytest.raises(FileNotFoundError):
        copy_assets(tmp_path, tmp_path / "public")
    assert not has_design(tmp_path / "public")


def test_every_word_that_a_page_explains_is_in_the_glossary() -> None:
    """Pages explain no word in their own way."""
    words = {
        word
        for path in TEMPLATES.rglob("*.jinja")
        for word in re.findall(r'meaning\("([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert {"extract", "finding", "edition"} <= words
    assert words <= load_glossary().keys()
    assert help_text("extract").startswith("A file of people")
    with pytest.raises(KeyError):
        help_text("widget")


def test_log_lines_have_no_field_for_a_value() -> None:
    """A new field of the log is a decision, taken here too."""
    assert set(FIELDS) == {"request", "route", "method", "status", "milliseconds", "job", "state"}
