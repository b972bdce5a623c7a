"""Figures of any kind, one row each, say what they say about counts, together."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from pathlib import Path

import pytest
from scipy.stats import fisher_exact

from dueregard.cli.disclosure import _measures
from dueregard.disclosure.audit import Audit, Verdict, audit
from dueregard.disclosure.combinations import Between, gaps, intervals, ratios
from dueregard.disclosure.explain import explain
from dueregard.disclosure.printed_figures import read_figures_view
from dueregard.disclosure.propagation import ContradictionError
from dueregard.errors import FileNotUsableError

COLUMNS = "kind,part,whole,other_part,other_whole,value,upper,step,method,level,words"


def attacked(folder: Path, *rows: str, lowest: int = 1) -> Audit:
    path = folder / "figures.csv"
    width = COLUMNS.count(",")
    lines = [row + "," * (width - row.count(",")) for row in rows]
    path.write_text("\n".join([COLUMNS, *lines]), "utf-8")
    return audit(read_figures_view(path, _measures(), lowest=lowest), 5)


def known(result: Audit) -> dict[str, tuple[float, float | None]]:
    return {result.view.name(f.cell): (f.lower, f.upper) for f in result.findings}


@pytest.mark.requirement("R-050")
def test_a_ratio_with_its_bases_and_a_total_has_one_solution(tmp_path: Path) -> None:
    """9.33 over 900 and 210 shortlisted, with 164 appointed in all, is 160 and four."""
    result = attacked(
        tmp_path,
        "count,White shortlisted,,,,900",
        "count,BME shortlisted,,,,210",
        "ratio,White appointed,White shortlisted,BME appointed,BME shortlisted,9.33",
        "sum,White appointed; BME appointed,appointed,,,164",
    )
    assert known(result) == {"White appointed": (160, 160), "BME appointed": (4, 4)}
    assert [result.view.name(leak.cell) for leak in result.leaks] == ["BME appointed"]
    words = [figure.words for figure in explain(result, result.leaks[0]).figures]
    assert len(words) == 2
    assert any("White shortlisted (900)" in text and "9.33" in text for text in words)


def test_the_ratio_alone_leaves_several(tmp_path: Path) -> None:
    """Without the total the same ratio has 22 pairs, and nobody is known."""
    result = attacked(
        tmp_path,
        "count,White shortlisted,,,,900",
        "count,BME shortlisted,,,,210",
        "ratio,White appointed,White shortlisted,BME appointed,BME shortlisted,9.33",
    )
    ((fact,),) = [f.facts for f in result.view.figures if "9.33" in f.words]
    assert len(fact.allowed) == 22
    assert result.is_safe


@pytest.mark.requirement("R-050")
@pytest.mark.parametrize(
    ("ends", "counts"), [(("6.2", "41.0"), (3, 17)), (("1.3", "16.1"), (2, 41))]
)
def test_a_printed_interval_gives_both_its_counts(
    ends: tuple[str, str], counts: tuple[int, int], tmp_path: Path
) -> None:
    """A 95 % Wilson interval at one decimal can have just one numerator and one base."""
    result = attacked(tmp_path, f"interval,people,base,,,{ends[0]},{ends[1]}")
    assert known(result) == {"people": (counts[0],) * 2, "base": (counts[1],) * 2}
    assert result.leaks[0].verdict is Verdict.EXACT


def test_a_printed_interval_of_many_leaves_four(tmp_path: Path) -> None:
    """(0.7, 4.4) is four people of 227 to 231."""
    found = known(attacked(tmp_path, "interval,people,base,,,0.7,4.4"))
    assert found == {"people": (4, 4), "base": (227, 231)}


def test_another_method_and_level_is_another_interval(tmp_path: Path) -> None:
    """The exact interval of 3 of 17 at 90 % is found only when the row says so."""
    rows = "interval,people,base,,,5.0,39.6,,clopper-pearson,90"
    assert known(attacked(tmp_path, rows))["people"] == (3, 3)


@pytest.mark.requirement("R-050")
def test_a_p_value_with_a_share_gives_a_count_away(tmp_path: Path) -> None:
    """A p-value is a count in disguise: of all disciplined, just one number fits."""
    p = fisher_exact([[2, 18], [3, 147]]).pvalue
    fits = [k for k in range(21) if round(fisher_exact([[k, 20 - k], [3, 147]]).pvalue, 3) ==
            round(p, 3)]  # fmt: skip
    result = attacked(
        tmp_path,
        "count,BME staff,,,,20",
        "count,White staff,,,,150",
        "count,White disciplined,,,,3",
        f"p_value,BME disciplined,BME staff,White disciplined,White staff,{p:.3f},,,fisher",
    )
    assert fits == [2]
    assert known(result) == {"BME disciplined": (2, 2)}


def test_figures_of_every_kind_are_one_system(tmp_path: Path) -> None:
    """A gap, a rounded count, a range and a percentage pin what none of them does alone."""
    rows = [
        "count,staff,,,,56",
        "sum,White staff;BME staff;others,staff",
        "percentage,BME staff,staff,,,5.4",
        "range,others,,,,2,4",
        "rounded,White staff,,,,50,,5",
        "hidden,BME disciplined",
        "count,White disciplined,,,,3",
        "gap,BME disciplined,BME staff,White disciplined,White staff,27.2",
    ]
    found = known(attacked(tmp_path, *rows))
    assert found["BME staff"] == (3, 3)
    assert found["White staff"] == (49, 49)
    assert found["BME disciplined"] == (1, 1)
    assert known(attacked(tmp_path, *rows[:-1]))["BME disciplined"] == (1, None)


def test_words_of_ones_own_stand_in_the_proof(tmp_path: Path) -> None:
    """The column words names the place where a figure was printed."""
    result = attacked(
        tmp_path,
        "count,White,,,,9,,,,,board paper 3",
        "sum,White;BME,all,,,11,,,,,the annual report",
    )
    assert [f.words for f in explain(result, result.leaks[0]).figures] == [
        "board paper 3",
        "the annual report",
    ]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("guess,a,,,,1", "kind is 'guess'"),
        ("count,,,,,1", "needs part"),
        ("count,a,,,,1.5", "not a count"),
        ("count,a,,,,", "value is empty"),
        ("rounded,a,,,,7", "not a multiple of 5"),
        ("ratio,a,b,c,d,x", "not a number"),
        ("interval,a,b,,,1.0,2.0,,,200", "level is '200'"),
        ("ratio,a,b,c,d,1.5", "too many solutions"),
        ("interval,a,b,,,50.0,50.1", "nothing limits"),
    ],
)
def test_a_faulty_row_is_refused_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    """The message names file and line."""
    with pytest.raises(FileNotUsableError, match=message) as refused:
        attacked(tmp_path, row)
    assert "figures.csv, line 2" in refused.value.message


def test_figures_that_cannot_be_are_a_contradiction(tmp_path: Path) -> None:
    """No two counts have this interval."""
    with pytest.raises(ContradictionError):
        attacked(tmp_path, "interval,a,b,,,10.0,10.5,,,", "range,b,,,,1,30")


@pytest.mark.parametrize("printed", ["0.50", "1.25", "2.00"])
def test_ratios_and_gaps_are_all_that_print_so(printed: str) -> None:
    """Trying every quadruple of small counts finds the same ones."""
    value, half = Fraction(printed), Fraction(1, 200)
    between = Between(value - half, value + half)
    every = [
        (a, n, b, m)
        for n in range(1, 9)
        for m in range(3, 8)
        for a in range(n + 1)
        for b in range(m + 1)
    ]
    alike = [
        (a, n, b, m)
        for a, n, b, m in every
        if b and value - half <= Fraction(a * m, n * b) < value + half
    ]
    assert sorted(ratios((0, 8), ((1, 8), (3, 7)), (0, 7), between)) == sorted(alike)
    points = Between(100 * value - 10, 100 * value + 10)
    near = [
        (a, n, b, m)
        for a, n, b, m in every
        if points.low <= 100 * (Fraction(a, n) - Fraction(b, m)) < points.high
    ]
    assert sorted(gaps((0, 8), ((1, 8), (3, 7)), (0, 7), points)) == sorted(near)


def test_intervals_are_all_that_print_so() -> None:
    """Wilson's formula, written out, over every pair up to 60 finds the same ones."""
    z = 1.959963984540054

    def wilson(x: int, n: int) -> tuple[float, float]:
        middle = (x + z * z / 2) / (n + z * z)
        spread = z * sqrt(x * (n - x) / n + z * z / 4) / (n + z * z)
        return middle - spread, middle + spread

    tenth = Fraction(1, 20)
    for x, n in ((1, 22), (5, 40), (12, 60)):
        low, high = (Fraction(f"{100 * end:.1f}") for end in wilson(x, n))
        ends = Between(low - tenth, low + tenth), Between(high - tenth, high + tenth)
        alike = [
            (events, people)
            for people in range(1, 61)
            for events in range(people + 1)
            if all(
                printed.holds(100 * end)
                for printed, end in zip(ends, wilson(events, people), strict=True)
            )
        ]
        assert (x, n) in alike
        assert intervals((0, 60), (1, 60), ends, wilson) == alike
