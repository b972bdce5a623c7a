"""Charts for the public, drawn from released texts: what is hidden is drawn alike, as words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.editions.schema import (
    BoardComparison,
    Indicator,
    RelativeLikelihood,
    ShareByRow,
    SurveyShare,
)
from dueregard.reports.charts import (
    NOT_SHOWN,
    Caption,
    Difference,
    Line,
    Measure,
    Pair,
    Panel,
    Ratio,
    Share,
    Sides,
    draw_differences,
    draw_likelihoods,
    draw_overview,
    draw_pairs,
    draw_representation,
)
from dueregard.reports.charts.values import is_hidden, number_in
from dueregard.reports.publication.told import Told, group_key, headline_key, split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dueregard.reports.pages.model import Chart

_STAGES = {
    "applicants": "Applicants",
    "shortlisted": "Shortlisted",
    "appointed": "Appointed",
    "starters": "New starters",
}


def _source(told: Told) -> str:
    return f"Source: figures released by {told.publication.about['organisation']}."


def _shown(text: str) -> str:
    """Return a released value for a drawing; a missing line is hidden like any other."""
    return NOT_SHOWN if not text or is_hidden(text) else split(text)[0].removesuffix(" points")


def _share(label: str, text: str) -> Share:
    value, count = split(text)
    return Share(label, _shown(value), count)


def overview_charts(told: Told) -> tuple[Chart, ...]:
    """Draw every indicator that compares two groups in one picture."""
    panels = [panel for panel in _panels(told) if _has_number(panel)]
    if not panels:
        return ()
    caption = Caption("overview", "Which way the indicators point", _source(told))
    return (draw_overview(caption, panels),)


def _has_number(panel: Panel) -> bool:
    return any(number_in(row.value) is not None for row in panel.rows)


def _panels(told: Told) -> Iterator[Panel]:
    rules, label = told.edition.indicators, told.labels[1]
    worse, better = f"worse for {label} staff", f"better for {label} staff"
    for adverse, sides in (("above", Sides(better, worse)), ("below", Sides(worse, better))):
        rows = [
            Ratio(_named(rule), _shown(told.text(headline_key(rule))))
            for rule in rules
            if isinstance(rule.method, RelativeLikelihood) and rule.method.adverse == adverse
        ]
        if rows:
            yield Panel("How many times as likely", Measure.RATIO, tuple(rows), sides)
    gaps = [_gap(told, rule) for rule in rules if isinstance(rule.method, SurveyShare)]
    if gaps:
        title = f"What staff said: {label} less the other group, in points"
        sides = Sides(f"lower for {label}", f"higher for {label}")
        yield Panel(title, Measure.POINTS, tuple(gaps), sides)
    boards = [_gap(told, rule) for rule in rules if isinstance(rule.method, BoardComparison)]
    if boards:
        sides = Sides(f"fewer {label} on the board", f"more {label} on the board")
        title = f"Representation on the board: {label}, in points"
        yield Panel(title, Measure.POINTS, tuple(boards), sides)


def _gap(told: Told, rule: Indicator) -> Difference:
    return Difference(_named(rule), _shown(told.text(headline_key(rule))))


def _named(rule: Indicator) -> str:
    return f"{rule.number}. {rule.title}"


def indicator_charts(told: Told, rule: Indicator) -> tuple[Chart, ...]:
    """Draw an indicator in the form that fits its question; nothing where no number is shown."""
    method = rule.method
    if isinstance(method, RelativeLikelihood):
        return _likelihood(told, rule, method)
    if isinstance(method, SurveyShare):
        return _survey(told, rule)
    if isinstance(method, BoardComparison):
        return _board(told, rule, method)
    return _bands(told, rule) if isinstance(method, ShareByRow) else ()


def _caption(told: Told, rule: Indicator, title: str) -> Caption:
    return Caption(f"chart-indicator-{rule.number}", title, _source(told))


def _years(told: Told, key: str) -> Iterator[tuple[str, str, bool]]:
    yield "This year", _shown(told.text(key)), False
    if told.figure(key, "last") is not None:
        yield "Last year", _shown(told.text(key, "last")), True


def _likelihood(told: Told, rule: Indicator, method: RelativeLikelihood) -> tuple[Chart, ...]:
    rows = [Ratio(name, text, None, old) for name, text, old in _years(told, headline_key(rule))]
    if all(number_in(row.value) is None for row in rows):
        return ()
    labels = told.labels if method.over == "reference" else told.labels[::-1]
    over, under = (f"{label} people more likely to {method.event_words}" for label in labels)
    caption = _caption(told, rule, "How many times as likely")
    return (draw_likelihoods(caption, rows, Sides(under, over)),)


def _survey(told: Told, rule: Indicator) -> tuple[Chart, ...]:
    rows = []
    for year, label in (("this", "This year"), ("last", "Last year")):
        found = [told.text(group_key(rule, group), year) for group in ("reference", "compared")]
        if any(number_in(split(text)[0]) is not None for text in found):
            rows.append(Pair(label, _shown(found[0]), _shown(found[1])))
    if not rows:
        return ()
    return (draw_pairs(_caption(told, rule, "What both groups answered"), rows, told.labels),)


def _board(told: Told, rule: Indicator, method: BoardComparison) -> tuple[Chart, ...]:
    rows = []
    for seat in method.seats:
        for base in ("workforce", "population"):
            figure = told.figure(f"{rule.key}.{seat}.vs_{base}")
            if figure is not None:
                rows.append(Difference(figure.label.rsplit(":", 1)[0], _shown(figure.printed)))
    if all(number_in(row.value) is None for row in rows):
        return ()
    label = told.labels[1]
    sides = Sides(f"fewer {label} on the board", f"more {label} on the board")
    title = f"{label} share of the board less that of others, in points"
    return (draw_differences(_caption(told, rule, title), rows, sides),)


def _bands(told: Told, rule: Indicator) -> tuple[Chart, ...]:
    found = [one for one in told.of("clusters", rule.key) if _is_band(one.key, rule)]
    rows = [_share(one.label.rsplit(":", 1)[0], one.printed) for one in found]
    if sum(number_in(row.value) is not None for row in rows) < 2:
        return ()
    title = f"{told.labels[1]} share of staff in each part of the pay scale"
    return (draw_representation(_caption(told, rule, title), rows, workforce(told)),)


def _is_band(key: str, rule: Indicator) -> bool:
    is_whole = key.startswith(f"{rule.key}.all.")
    return key.endswith(".compared") and not is_whole


def workforce(told: Told) -> Line | None:
    """Return the line that shares are read against, where the release shows it."""
    value = told.value("representation.all.compared")
    return Line("Whole workforce", value) if number_in(value) is not None else None


def recruitment_charts(told: Told) -> tuple[Chart, ...]:
    """Draw the compared group's share of each stage, beside its share of the population."""
    rows = [
        _share(words, told.text(f"recruitment.{stage}.share.compared"))
        for stage, words in _STAGES.items()
        if told.figure(f"recruitment.{stage}.share.compared") is not None
    ]
    if sum(number_in(row.value) is not None for row in rows) < 2:
        return ()
    served = told.value("population.1")
    line = Line("Population served", served) if number_in(served) is not None else None
    title = f"{told.labels[1]} share of each stage of recruitment"
    return (draw_representation(Caption("chart-recruitment", title, _source(told)), rows, line),)


def seniority_charts(told: Told) -> tuple[Chart, ...]:
    """Draw the compared group's share of senior posts and of the board."""
    found = [one for one in told.of("seniority") if one.key.endswith(".compared")]
    rows = [_share(one.label.rsplit(":", 1)[0], one.printed) for one in found]
    if all(number_in(row.value) is None for row in rows):
        return ()
    title = f"{told.labels[1]} share of senior posts and of the board"
    caption = Caption("chart-seniority", title, _source(told))
    return (draw_representation(caption, rows, workforce(told)),)
