"""Drawings of every kind, with awkward values, all invented; at a desk's and a phone's width."""

from __future__ import annotations

import random

from dueregard.reports.charts import (
    NOT_SHOWN,
    Break,
    Caption,
    Difference,
    Extent,
    Line,
    Measure,
    Pair,
    Panel,
    Peer,
    Ratio,
    Series,
    Share,
    Sides,
    Year,
    draw_differences,
    draw_funnel,
    draw_likelihoods,
    draw_overview,
    draw_pairs,
    draw_representation,
    draw_trend,
    funnel_lines,
)

SIDES = Sides("BME staff more likely to be appointed", "White staff more likely to be appointed")
SAID = Sides("White staff said so more often", "BME staff said so more often")
BANDS = (
    Share("Band 1", "nobody in this band"),
    Share("Band 2", "0.0%", "0 of 4"),
    Share("Band 3", "25.0%", "3 of 12"),
    Share("Band 4", NOT_SHOWN),
    Share("Band 6 <&>", "14.3%", "1 of 7"),
    Share("Very senior managers (executive board members and others)", "50.0%", "1,001 of 2,002"),
)
RATIOS = (
    Ratio("This year, all stages", "3.70", Extent("0.83", "66.00")),
    Ratio("Last year", "1.90", Extent("0.70", "5.20"), is_earlier=True),
    Ratio("Application to shortlisting", "1.12", Extent("0.90", "1.40")),
    Ratio("Shortlisting to interview, panels with no BME member", "no BME case", Extent("0.26")),
    Ratio("Interview to offer", "0.00", Extent("", "22.00")),
    Ratio("Offer to start", NOT_SHOWN),
    Ratio("Other", "no events"),
)
GAPS = (
    Difference(
        "5. Harassment, bullying or abuse from patients, relatives or the public",
        "+14.0",
        Extent("-3.0", "+38.0"),
    ),
    Difference("6. Harassment from staff", "+0.9", Extent("-11.0", "+23.0")),
    Difference("7. Equal opportunities", "-26.4", Extent("-47.0", "-7.0")),
    Difference("8. Discrimination", NOT_SHOWN),
    Difference("Level", "0.0"),
)
PAIRS = (
    Pair(
        "5. Harassment, bullying or abuse from patients, relatives or the public in 12 months",
        "15.0%",
        "29.0%",
        Extent("10.0%", "21.0%"),
        Extent("11.0%", "54.0%"),
    ),
    Pair("6. Harassment from staff", "21.1%", "22.0%"),
    Pair("7. Equal opportunities for career progression", "88.4%", "62.0%"),
    Pair("8. Discrimination at work", "5.5%", NOT_SHOWN),
    Pair("9. Hidden", NOT_SHOWN, NOT_SHOWN),
    Pair("10. Everybody", "100.0%", "100.0%"),
    Pair("11. Nobody", "0.0%", "0.0%"),
    Pair("12. One group without answers", "no answers", "99.0%"),
)
YEARS = tuple(str(year) for year in range(2015, 2026))
WHITE = ("15.0%", "15.5%", "15.2%", "no figure", "17.0%", "16.1%", *["15.9%"] * 5)
BME = ("29.0%", "31.0%", "28.4%", "no figure", NOT_SHOWN, "26.0%", *["25.1%"] * 5)
TREND = (
    Series("White", tuple(map(Year, YEARS, WHITE)), is_compared=False),
    Series(
        "BME",
        (
            Year("2015", "29.0%", Extent("13.0%", "51.0%")),
            *map(Year, YEARS[1:], BME[1:]),
        ),
    ),
)
BREAKS = (
    Break("2017", "definition changed: patients and public counted together"),
    Break("2018", "new questionnaire"),
    Break("2024"),
)
RATIO_TREND = (
    Series(
        "Relative likelihood",
        (
            Year("2015/16", "3.70", Extent("0.83", "66.00")),
            Year("2016/17", "no BME case", Extent("0.30")),
            Year("2017/18", "1.20", Extent("0.60", "2.60")),
            Year("2018/19", "0.00"),
            Year("2019/20", "0.90"),
        ),
    ),
)


def peers(number, seed=4):
    chance = random.Random(seed)
    sizes = [round(10 ** chance.uniform(1.7, 3.9)) for _ in range(number)]
    return [Peer(f"{size:,}", f"{chance.uniform(2, 30):.1f}%") for size in sizes]


def drawings(width):
    """Draw every kind at a width, by name."""

    def caption(key):
        return Caption(key, f"Title of {key} & more", "returns/2016.json", width)

    overview = (
        Panel("Likelihood (times)", Measure.RATIO, RATIOS[:3], SIDES),
        Panel("Survey: BME less White (percentage points)", Measure.POINTS, GAPS[:4], SAID),
        Panel("Board (percentage points)", Measure.POINTS, (GAPS[2],), Sides("fewer", "more")),
    )
    workforce = Line("Whole workforce", "14.3%")
    charts = (
        draw_representation(caption("representation"), BANDS, workforce),
        draw_representation(caption("small-shares"), [Share("Band 5", "0.4%", "1 of 250")]),
        draw_likelihoods(caption("likelihoods"), RATIOS, SIDES),
        draw_likelihoods(caption("far"), [Ratio("A", "66.00", Extent("9.7", "infinity"))], SIDES),
        draw_likelihoods(caption("tight"), [Ratio("A", "1.02", Extent("1.01", "1.03"))], SIDES),
        draw_pairs(caption("pairs"), PAIRS, ("White", "BME")),
        draw_differences(caption("differences"), GAPS, SAID),
        draw_trend(caption("trend"), TREND, Measure.SHARE, breaks=BREAKS),
        draw_trend(caption("ratio-trend"), RATIO_TREND, Measure.RATIO),
        draw_trend(
            caption("gap-trend"),
            [Series("Gap", (Year("2015", "-8.1"), Year("2016", "+1.0")))],
            Measure.POINTS,
        ),
        draw_funnel(
            caption("funnel"),
            peers(120),
            funnel_lines(40, 9000, 0.14, own_size=340),
            Line("All organisations", "14.0%"),
            own=Peer("340", "4.1%"),
        ),
        draw_funnel(
            caption("linear-funnel"),
            peers(5),
            funnel_lines(20, 9000, 0.14),
            Line("All organisations", "14.0%"),
            own=None,
            is_log=False,
            is_widened=True,
        ),
        draw_overview(caption("overview"), overview),
    )
    return {chart.key: chart for chart in charts}
