"""Every public function of the statistics stands on its reference page, and with its methods."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

import dueregard.statistics
from dueregard.statistics.counts import COUNT_METHODS
from dueregard.statistics.differences import DIFFERENCE_METHODS
from dueregard.statistics.feasibility import ROUNDINGS
from dueregard.statistics.intervals import PROPORTION_METHODS
from dueregard.statistics.odds import ODDS_METHODS
from dueregard.statistics.paired import MCNEMAR_METHODS
from dueregard.statistics.ratios import RATIO_METHODS
from dueregard.statistics.significance import PROPORTION_TESTS, TWO_GROUP_TESTS
from dueregard.statistics.trend import TREND_METHODS

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "statistics.md").read_text(
    encoding="utf-8"
)
UNDERNEATH = {
    "special", "hypergeometric", "score", "unconditional", "tallies",
    "root_finding", "peak_finding",
}  # fmt: skip
MODULES = [module.name for module in pkgutil.iter_modules(dueregard.statistics.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_public_names_are_documented(name):
    """Modules are named; of those that readers use, every public function is."""
    assert name in PAGE
    module = importlib.import_module(f"dueregard.statistics.{name}")
    own = {
        key
        for key, value in vars(module).items()
        if inspect.isfunction(value)
        and value.__module__ == module.__name__
        and not key.startswith("_")
    }
    if name not in UNDERNEATH:
        assert {key for key in own if f"{key}" not in PAGE} == {"ratio_state"} & own


@pytest.mark.parametrize(
    "methods",
    [
        COUNT_METHODS, DIFFERENCE_METHODS, ROUNDINGS, PROPORTION_METHODS, ODDS_METHODS,
        MCNEMAR_METHODS, RATIO_METHODS, PROPORTION_TESTS, TWO_GROUP_TESTS, TREND_METHODS,
    ],
)  # fmt: skip
def test_methods_are_documented(methods):
    """Each method's name is on the page."""
    assert {method for method in methods if f"`{method}`" not in PAGE} == set()


@pytest.mark.parametrize("name", MODULES)
def test_public_functions_have_docstrings(name):
    """Nothing public is without words."""
    module = importlib.import_module(f"dueregard.statistics.{name}")
    own = [
        value
        for key, value in vars(module).items()
        if (inspect.isfunction(value) or inspect.isclass(value))
        and value.__module__ == module.__name__
        and not key.startswith("_")
    ]
    assert own
    assert all(inspect.getdoc(value) for value in own)
