"""Every published or independently computed number is reproduced."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import pytest

from dueregard.statistics.counts import count_interval
from dueregard.statistics.differences import difference_interval
from dueregard.statistics.funnel import funnel_limits
from dueregard.statistics.intervals import proportion_interval
from dueregard.statistics.odds import odds_ratio_interval
from dueregard.statistics.paired import paired_difference_interval
from dueregard.statistics.pooled_significance import (
    homogeneity_test,
    ratio_homogeneity_test,
    stratified_test,
)
from dueregard.statistics.ratios import ratio_interval
from dueregard.statistics.significance import proportion_test, two_group_test
from dueregard.statistics.stratified import (
    stratified_odds_ratio_interval,
    stratified_ratio_interval,
)
from dueregard.statistics.trend import trend_slope, trend_test

DATA = Path(__file__).parent / "data"

# The names that sources use, and ours.
METHODS = {
    "scas (skew+bcf, Laud 2017)": "scas",
    "gart-nam-skew (no bcf)": "gart-nam",
    "katz-log": "katz",
    "newcombe-10": "newcombe",
    "chan-zhang-exact-unconditional": "chan-zhang",
    "byars": "byar",
    "poisson-exact": "exact",
    "score INV (Gart 1985)": "gart-uncorrected",
    "score INV skew (Gart-Nam)": "gart-skewness",
    "tang score IVS": "tang-uncorrected",
    "mantel-haenszel RBG": "mantel-haenszel",
    "woolf IV": "woolf",
    "cochran-mantel-haenszel cc": "cmh-cc",
    "barnard pooled": "barnard",
    "boschloo central": "boschloo",
    "suissa-shuster unconditional gamma=0": "suissa-shuster",
    "berger-boos z-pooled gamma=0": "barnard",
    "pearson chi2": "pearson",
    "cornfield mid-p": "cornfield-mid-p",
    "exact-binomial p0=0.5": "exact-binomial",
    "score p0=0.5": "score",
    "cochran-armitage plain (R prop.trend.test)": "cochran-armitage",
    "cochran-armitage exact conditional": "exact",
    "score-inversion funnel limits": "score",
}


def rows(name):
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


VECTORS = rows("statistics.csv")
MORE = rows("more_published.csv")


def table(cells):
    (a, b), (c, d) = cells
    return (a, a + b), (c, c + d)


def two_groups(inputs):
    """Read two tallies, also from a table whose columns are the samples."""
    if "table" not in inputs:
        return (inputs["x1"], inputs["n1"]), (inputs["x2"], inputs["n2"])
    (a, b), (c, d) = inputs["table"]
    return table([[a, c], [b, d]] if "layout" in inputs else [[a, b], [c, d]])


def strata(inputs):
    if "tables" in inputs:
        return [table(cells) for cells in inputs["tables"]]
    columns = (inputs["x1"], inputs["n1"], inputs["x2"], inputs["n2"])
    return [((a, b), (c, d)) for a, b, c, d in zip(*columns, strict=True)]


def years(inputs):
    return [(events, events + others) for events, others in inputs["rows"]]


def funnel(inputs, level, method):
    limits = funnel_limits(inputs["n"], inputs["baseline_pct"] / 100, level=level, method=method)
    return type(limits)(None, 100 * limits.lower, 100 * limits.upper, level, method)


def trend(inputs, level, method):
    if method == "linear slope CI":
        return trend_slope(years(inputs), scores=inputs["scores"], level=level)
    return trend_test(years(inputs), scores=inputs["scores"], method=method)


def stratified_significance(inputs, _, method):
    test = homogeneity_test if method in {"breslow-day", "tarone"} else stratified_test
    return test(strata(inputs), method=method)


COMPUTE = {
    "proportion": lambda i, level, m: proportion_interval((i["x"], i["n"]), level=level, method=m),
    "proportion-test": lambda i, _, m: proportion_test((i["x"], i["n"]), i["p0"], method=m),
    "count": lambda i, level, m: count_interval(i["x"], level=level, method=m),
    "ratio": lambda i, level, m: ratio_interval(*two_groups(i), level=level, method=m),
    "difference": lambda i, level, m: difference_interval(*two_groups(i), level=level, method=m),
    "odds-ratio": lambda i, level, m: odds_ratio_interval(*two_groups(i), level=level, method=m),
    "test": lambda i, _, m: two_group_test(*two_groups(i), method=m),
    "paired-difference": lambda i, level, _: paired_difference_interval(i["cells"], level=level),
    "stratified-ratio": lambda i, level, m: stratified_ratio_interval(
        strata(i), level=level, method=m
    ),
    "stratified-or": lambda i, level, m: stratified_odds_ratio_interval(
        strata(i), level=level, method=m
    ),
    "stratified-test": stratified_significance,
    "ratio-homogeneity": lambda i, _level, _method: ratio_homogeneity_test(strata(i)),
    "trend": trend,
    "funnel-limits": funnel,
}


def compute(row):
    method = METHODS.get(row["method"], row["method"])
    return COMPUTE[row["family"]](json.loads(row["inputs"]), float(row["conf_level"]), method)


def close(found, expected, tolerance):
    """Compare as the row's tolerance says: so far apart, or so far in proportion."""
    if math.isinf(expected):
        return found == expected
    size, _, kind = tolerance.partition(" ")
    room = float(size) * (abs(expected) if kind == "relative" else 1.0)
    return abs(found - expected) <= room + 1e-12


def check(row):
    found = compute(row)
    compared = 0
    for column, attribute in (
        ("expected_estimate", "estimate"),
        ("expected_lower", "lower"),
        ("expected_upper", "upper"),
        ("expected_p", "p_value"),
    ):
        if row.get(column):
            value = getattr(found, attribute)
            assert close(value, float(row[column]), row["abs_tol"]), (attribute, value, row)
            compared += 1
    assert compared


@pytest.mark.parametrize("key", VECTORS)
def test_vector_is_reproduced(key):
    """A published or computed value comes out within its printed digits; disputed ones too."""
    check(VECTORS[key])


@pytest.mark.parametrize("key", [key for key in MORE if key != "M33"])
def test_further_published_value_is_reproduced(key):
    """A value printed in the literature comes out within its printed digits."""
    check(MORE[key])


def test_a_doubled_tail_explains_the_cornfield_limit_of_one_against_none():
    """The book's .0526 spends all 5 % on the one open side; an equal-tailed interval 2.5 %."""
    row = MORE["M33"]
    groups = two_groups(json.loads(row["inputs"]))
    one_sided = odds_ratio_interval(*groups, method=row["method"], alternative="greater")
    assert close(one_sided.lower, float(row["expected_lower"]), row["abs_tol"])
    two_sided = odds_ratio_interval(*groups, method=row["method"])
    assert two_sided.lower == pytest.approx(0.025 / 0.975, rel=1e-9)


def test_disputed_breslow_day_is_tarones_correction_under_another_name():
    """Doll and Hill 1950: .022387 is Breslow-Day, and the printed .022919 is Tarone's version."""
    row = VECTORS["V109"]
    assert row["verified"] == "DISPUTED"
    groups = strata(json.loads(row["inputs"]))
    plain = homogeneity_test(groups, method="breslow-day")
    corrected = homogeneity_test(groups, method="tarone")
    assert plain.p_value == pytest.approx(0.022387, abs=5e-7)
    assert corrected.p_value == pytest.approx(0.022919, abs=5e-7)
    assert corrected.statistic == pytest.approx(5.175, abs=5e-4)


def test_disputed_mantel_haenszel_trend_multiplies_where_mantel_divides():
    """The printed T of -1.790 is the plain -1.788 times sqrt(N/(N-1)); Mantel's is smaller."""
    row = VECTORS["V144"]
    assert row["verified"] == "DISPUTED"
    rows_, scores = years(json.loads(row["inputs"])), json.loads(row["inputs"])["scores"]
    plain = trend_test(rows_, scores=scores, method="cochran-armitage").statistic
    mantel = trend_test(rows_, scores=scores, method="mantel").statistic
    people = sum(n for _, n in rows_)
    assert plain * math.sqrt(people / (people - 1)) == pytest.approx(-1.790, abs=5e-4)
    assert mantel == pytest.approx(plain * math.sqrt((people - 1) / people))


def test_disputed_robins_breslow_greenland_interval_mixes_up_a_cell():
    """Doll and Hill 1950: 2.417-8.467 by the formula; (n12+n22) for (n12+n21) gives 2.356-8.688."""
    tables = [[[647, 622], [2, 27]], [[41, 28], [19, 32]]]
    found = stratified_odds_ratio_interval([table(cells) for cells in tables])
    assert (found.lower, found.upper) == pytest.approx((2.417, 8.467), abs=5e-4)
    variance = _variance_with_the_wrong_cell(tables)
    low = found.estimate * math.exp(-1.959964 * math.sqrt(variance))
    assert low == pytest.approx(2.3556, abs=5e-4)


def _variance_with_the_wrong_cell(tables):
    over = under = agree = mixed = wrong = 0.0
    for (a, b), (c, d) in tables:
        n = a + b + c + d
        over += a * d / n
        under += b * c / n
        agree += (a + d) * a * d / n**2
        mixed += ((a + d) * b * c + (b + c) * a * d) / n**2
        wrong += (b + d) * b * c / n**2
    return agree / (2 * over**2) + mixed / (2 * over * under) + wrong / (2 * under**2)
