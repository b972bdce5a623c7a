"""Figures and records of the shipped examples, computed once for all tests of documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dueregard.operations.write_report import compute_figures, material_of

EXAMPLES = Path(__file__).parents[4] / "examples"
MADE_ON = date(2016, 4, 20)


@pytest.fixture(scope="session")
def small():
    """Return what the documents of the 56-person commissioner are made from."""
    return material_from(EXAMPLES / "small-commissioner")


@pytest.fixture(scope="session")
def appendix():
    """Return what the documents of the guidance's own example are made from."""
    return material_from(EXAMPLES / "appendix-1")


def material_from(folder):
    figured = compute_figures(folder, as_of=MADE_ON)
    return material_of(folder, figured, MADE_ON)
