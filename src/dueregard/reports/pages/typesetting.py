"""The typesetter: typst, given its font and nothing of the machine it runs on.

What is set depends on the source and the data alone. A font that is missing, or anything the
compiler warns of, is a fault of the program and never a page that looks different.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

import typst

from dueregard.reports.pages.look import FONT

PIXELS_PER_INCH = 192.0
"""Twice as many as a drawing counts, so that a picture is sharp on paper."""

FACES = ("Regular", "Semibold", "Bold")


@contextmanager
def _fonts() -> Iterator[typst.Fonts]:
    """Give the faces that are used alone in a folder: which file wins must not depend on a disk."""
    with tempfile.TemporaryDirectory(prefix="dueregard-fonts-") as folder:
        for face in FACES:
            with as_file(font_file(face)) as path:
                shutil.copyfile(path, Path(folder) / path.name)
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )
        if fonts.families() != [FONT]:
            raise RuntimeError(f"The font {FONT} is not among {fonts.families()}.")
        yield fonts


def font_file(face: str) -> Path:
    """Return where a face of the font lies."""
    return Path(str(files("font_source_sans_pro") / "files" / f"SourceSansPro-{face}.ttf"))


def set_type(source: bytes, inputs: Mapping[str, str], kind: Literal["pdf", "png"]) -> list[bytes]:
    """Compile typst source: one file for ``pdf``, one picture for each page for ``png``.

    Raises
    ------
    RuntimeError
        The compiler refused the source, or warned.
    """
    with _fonts() as fonts:
        compiler = typst.Compiler(font_paths=fonts, sys_inputs=dict(inputs))
        made, warnings = compiler.compile_with_warnings(
            source,
            format=kind,
            pdf_standards=["ua-1"] if kind == "pdf" else [],
            ppi=PIXELS_PER_INCH,
        )
    if warnings:
        raise RuntimeError("; ".join(str(warning) for warning in warnings))
    if made is None:
        raise RuntimeError("The typesetter returned nothing.")
    return made if isinstance(made, list) else [made]
