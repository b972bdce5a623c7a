"""Draw the design system's own examples, to be set beside our pages in the documentation.

``make pictures`` runs it with the folder in which npm keeps the package ``nhsuk-frontend``. Each
component of the package comes with the examples that the NHS digital service manual shows, as
options and as HTML; here the HTML is drawn with the package's own style sheet.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.functional.browser.web_browser import DOCS_PICTURES, PART, chromium, take_part

SOURCE = Path("nhsuk-frontend", "dist", "nhsuk")
EXAMPLES: dict[str, tuple[str, str]] = {
    "breadcrumb": ("breadcrumb", "default"),
    "details": ("details", "default"),
    "error-summary": ("error-summary", "with multiple errors"),
    "file-upload": ("file-upload", "with error message"),
    "notification-banner": ("notification-banner", "success with HTML"),
    "password-input": ("password-input", "default"),
    "radios": ("radios", "default"),
    "summary-list": ("summary-list", "default"),
    "table": ("tables", "default"),
    "task-list": ("task-list", "default"),
    "warning-callout": ("warning-callout", "default"),
}
"""For each component that our pages use: its folder in the package, and the example's name."""


def example_html(package: Path, component: str, name: str) -> str:
    """Return an example as the package has it."""
    path = package / "components" / component / "fixtures.json"
    found = json.loads(path.read_text(encoding="utf-8"))["fixtures"]
    return str(next(one["html"] for one in found if one["name"] == name))


def draw_all(node_modules: Path) -> None:
    """Write ``theirs-*.png`` for every component."""
    package = node_modules / SOURCE
    style = (package / "nhsuk-frontend.min.css").read_text(encoding="utf-8")
    with chromium() as browser:
        page = browser.new_page(viewport=PART)
        for name, (component, example) in EXAMPLES.items():
            html = example_html(package, component, example)
            page.set_content(
                f"<html lang='en'><style>{style}</style><body class='nhsuk-template__body'>"
                f"<div class='nhsuk-width-container'><main class='nhsuk-main-wrapper'>"
                f"<div id='example'>{html}</div></main></div>"
            )
            take_part(page, "#example", DOCS_PICTURES / f"theirs-{name}.png")


if __name__ == "__main__":
    draw_all(Path(sys.argv[1]))
