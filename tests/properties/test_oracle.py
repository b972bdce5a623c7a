"""The engine and the slow second opinion agree on every figure of every indicator."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from dueregard.editions.loader import load_edition
from dueregard.figures import Figure
from dueregard.indicators.compute import compute_indicators
from tests.oracle.opinion import Expected, opinion
from tests.oracle.organisations import Made, organisations, write


def computed(made: Made) -> dict[str, Figure]:
    """Send an organisation's files through the product, from the folder to the figures."""
    from dueregard.operations.count_extracts import count_organisation

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(made, folder)
        counted = count_organisation(folder, as_of=date(2026, 1, 1))
    results = compute_indicators(counted.data_return, load_edition(made.edition))
    return {figure.key: figure for result in results for figure in result.figures}


def disagreement(key: str, expected: Expected, figure: Figure) -> str:
    """Say how a figure differs from the second opinion, or nothing where they agree."""
    bases = tuple(
        (base.numerator, base.denominator)
        for base in figure.bases
        if base.numerator is not None and base.denominator is not None
    )
    value = None if expected.value is None else float(expected.value)
    same_value = figure.value == value or (
        value is not None and figure.value == pytest.approx(value, rel=1e-12, abs=1e-12)
    )
    if figure.state == expected.state and same_value and bases == expected.bases:
        return ""
    return f"{key}: {expected} but the engine has {figure.state}, {figure.value}, {bases}"


def check(made: Made) -> None:
    expected = opinion(made.files, made.edition)
    figures = computed(made)
    assert set(expected) == set(figures)
    found = [disagreement(key, one, figures[key]) for key, one in expected.items()]
    assert not list(filter(None, found))


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(organisations(largest=30))
def test_engine_and_second_opinion_agree_on_every_figure(made):
    """Each count, share, ratio and state of the nine indicators, from files to figures."""
    check(made)


@pytest.mark.slow
@settings(max_examples=250, suppress_health_check=list(HealthCheck))
@given(organisations(largest=80))
def test_engine_and_second_opinion_agree_at_length(made):
    """The same over many more organisations, of up to 80 people."""
    check(made)
