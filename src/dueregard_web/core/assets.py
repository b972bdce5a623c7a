"""Where the design system's files are: copied from the npm package at set-up, never committed.

``python -m dueregard_web.core.assets NODE_MODULES`` copies what the pages use. Two things are
changed on the way: the fonts that the style sheet would fetch from another server are left out, for
a page here fetches nothing from anywhere else, and so are the pointers to files for debugging.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from dueregard.placing import place

PUBLIC = Path(__file__).parents[1] / "public"
STYLE, SCRIPT = "nhsuk-frontend.min.css", "nhsuk-frontend.min.js"
SOURCE = Path("nhsuk-frontend", "dist", "nhsuk")
MISSING = (
    "The NHS.UK design files are missing, so pages will look plain. They work all the same. "
    "To get the design: install Node.js (which brings npm) and run 'make assets'."
)
_FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
_SOURCE_MAP = re.compile(r"\n?(/\*|//)# sourceMappingURL=[^\n*]*(\*/)?")


def has_design(public: Path = PUBLIC) -> bool:
    """Say whether the design system's files are there."""
    return (public / "nhsuk" / STYLE).is_file() and (public / "nhsuk" / SCRIPT).is_file()


def copy_assets(node_modules: Path, public: Path = PUBLIC) -> None:
    """Copy style sheet, script and pictures to where the web server finds them.

    Raises
    ------
    FileNotFoundError
        When the npm package is not there.
    """
    source = node_modules / SOURCE
    target = public / "nhsuk"
    style = _FONT_FACE.sub("", (source / STYLE).read_text(encoding="utf-8"))
    place(target / STYLE, _SOURCE_MAP.sub("", style))
    script = (source / SCRIPT).read_text(encoding="utf-8")
    place(target / SCRIPT, _SOURCE_MAP.sub("", script))
    shutil.copytree(source / "assets", public / "assets", dirs_exist_ok=True)


if __name__ == "__main__":
    copy_assets(Path(sys.argv[1]))
