"""A chart of where providers stand with each milestone: process only, in plain bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from dueregard.assurance.schedule import Schedule
from dueregard.assurance.standing import Process, Standing
from dueregard.reports.pages.model import Chart

_WIDTH, _LEFT, _BAR, _GAP = 640, 190, 20, 10
_LIGHT = "#aeb7bd"
_SHADES = {
    Process.CLOSED: "#003087",
    Process.RECEIVED: "#4c6f9c",
    Process.INCOMPLETE: "#8aa4c4",
}
"""One hue: darker is further on. Nothing is green or red, because nothing is rated."""


def process_chart(standings: Sequence[Standing], schedule: Schedule) -> Chart:
    """Draw how many providers have closed, sent or not yet sent each milestone."""
    rows = []
    for one in schedule.milestones:
        if one.milestone.actor == "provider":
            found = Counter(
                each.process for each in standings if each.obligation.what == one.milestone.id
            )
            if found:
                rows.append((one.milestone.id, found))
    words = " ".join(_sentence(name, found) for name, found in rows)
    return Chart(
        "where-providers-stand",
        "Where providers stand with each milestone",
        words,
        _svg(rows),
        "The records of evidence and reviews",
    )


def _parts(found: Counter[Process]) -> list[tuple[str, int, str]]:
    named = [(process, found[process]) for process in _SHADES]
    waiting = sum(found.values()) - sum(number for _, number in named)
    return [
        *((process.value, number, _SHADES[process]) for process, number in named),
        ("nothing received", waiting, _LIGHT),
    ]


def _sentence(name: str, found: Counter[Process]) -> str:
    parts = ", ".join(f"{number} {words}" for words, number, _ in _parts(found) if number)
    return f"{name}: {parts}."


def _svg(rows: Sequence[tuple[str, Counter[Process]]]) -> str:
    height = len(rows) * (_BAR + _GAP) + 70
    most = max((sum(found.values()) for _, found in rows), default=1)
    scale = (_WIDTH - _LEFT - 60) / most
    drawn: list[str] = []
    for place, (name, found) in enumerate(rows):
        y, x = place * (_BAR + _GAP) + 6, float(_LEFT)
        drawn.append(_text(_LEFT - 10, y + 15, name, "end"))
        for _, number, colour in _parts(found):
            if number:
                width = number * scale
                drawn.append(
                    f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_BAR}" '
                    f'fill="{colour}" stroke="#ffffff"/>'
                )
                x += width
        drawn.append(_text(x + 6, y + 15, str(sum(found.values())), "start"))
    drawn.extend(_key(height - 40))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}">{"".join(drawn)}</svg>'
    )


def _key(y: int) -> list[str]:
    drawn, x = [], 10
    for words, _, colour in _parts(Counter()):
        drawn.append(f'<rect x="{x}" y="{y}" width="14" height="14" fill="{colour}"/>')
        drawn.append(_text(x + 20, y + 12, words, "start"))
        x += 30 + 8 * len(words)
    return drawn


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="13" fill="#212b32">'
        f"{escape(words)}</text>"
    )
