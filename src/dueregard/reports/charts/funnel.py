"""Where one organisation stands among others of its size: a funnel, not a league table."""

from __future__ import annotations

from collections.abc import Sequence

from dueregard.reports.charts.drawing import axis, chart, diamond, line, path, text
from dueregard.reports.charts.extents import ends_of
from dueregard.reports.charts.keys import Entry, Mark, draw_keys, peer
from dueregard.reports.charts.palette import GRID, INK, QUIET, SMALL
from dueregard.reports.charts.rows import tick_texts
from dueregard.reports.charts.scales import Scale, share_scale, size_scale
from dueregard.reports.charts.values import Caption, Limit, Line, Peer, number_in, said
from dueregard.reports.pages.model import Chart

_PLOT = 280.0
_LEFT = 50.0
_RIGHT = 26.0
_TOP = 8.0
_NAMED_AT_MOST = 30
"""So many peers are described one by one; of more, how many and between what."""


def draw_funnel(  # noqa: PLR0913 - each is another part of the drawing
    caption: Caption,
    peers: Sequence[Peer],
    limits: Sequence[Limit],
    baseline: Line,
    *,
    own: Peer | None,
    own_label: str = "Your organisation",
    size_label: str = "Number of people",
    is_log: bool = True,
    is_widened: bool = False,
) -> Chart:
    """Draw peers by size and share, with the limits within which chance alone would put them.

    Parameters
    ----------
    caption
        Key, title and source.
    peers
        Other organisations, drawn small and without names, in any order.
    limits
        From small to large: see :func:`dueregard.reports.charts.limits.funnel_lines`.
    baseline
        The share of all together and what it is called.
    own
        The organisation that the report is about; ``None`` where its figure is not shown.
    own_label, size_label
        What it and the level axis are called.
    is_log
        Whether the size axis is logarithmic.
    is_widened
        Whether the limits allow for over-dispersion: the key then says so.

    Raises
    ------
    ValueError
        A size or a share without a number; no limits.
    """
    everyone = [*peers, *([] if own is None else [own])]
    across, up = _scales(caption, everyone, limits, baseline, is_log=is_log)
    foot = _TOP + _PLOT
    body = [
        axis(_draw_axes(across, up, size_label, caption.width)),
        *_draw_limits(limits, across, up),
        *_draw_baseline(baseline, across, up),
        *(peer(*_spot(one, across, up)) for one in sorted(peers, key=_order)),
    ]
    if own is not None:
        body.append(diamond(*_spot(own, across, up)))
    entries = [
        *_own_keys(peers, baseline, own, own_label),
        *_limit_keys(is_widened=is_widened),
    ]
    keys, bottom = draw_keys(entries, foot + 44, caption.width)
    told = " ".join(
        [
            *_describe(peers, limits, baseline, own, own_label),
            *(f"{words}." for _, words in _limit_keys(is_widened=is_widened)),
        ]
    )
    return chart(caption, bottom + 4, told, body + keys)


def _number(words: str) -> float:
    value = number_in(words)
    if value is None:
        raise ValueError(f"{words!r} has no place in a funnel: leave the organisation out.")
    return value


def _order(one: Peer) -> tuple[float, float]:
    return _number(one.size), _number(one.value)


def _spot(one: Peer, across: Scale, up: Scale) -> tuple[float, float]:
    return across.place(_number(one.size)), up.place(_number(one.value))


def _scales(
    caption: Caption,
    everyone: Sequence[Peer],
    limits: Sequence[Limit],
    baseline: Line,
    *,
    is_log: bool,
) -> tuple[Scale, Scale]:
    if not limits:
        raise ValueError(f"The funnel {caption.key!r} has no limits.")
    sizes = [_number(size) for size in _sizes(everyone, limits)]
    shares = [_number(words) for words in (baseline.value, *(one.value for one in everyone))]
    shares += ends_of(limit.outer for limit in limits)
    length = caption.width - _RIGHT - _LEFT
    across = size_scale(sizes, is_log=is_log).along(_LEFT, length)
    return across, share_scale(shares, from_zero=False).along(_TOP + _PLOT, -_PLOT)


def _sizes(everyone: Sequence[Peer], limits: Sequence[Limit]) -> list[str]:
    return [one.size for one in everyone] + [limit.size for limit in limits]


def _draw_axes(across: Scale, up: Scale, size_label: str, width: float) -> list[str]:
    foot, right = _TOP + _PLOT, width - _RIGHT
    drawn = []
    for value, words in up.ticks:
        y = up.place(value)
        drawn.append(line(_LEFT, y, right, y, colour=GRID))
        drawn.append(text(_LEFT - 6, y, words, size=SMALL, anchor="end", colour=QUIET))
    marks = [
        line(across.place(size), foot, across.place(size), foot + 5) for size, _ in across.ticks
    ]
    return [
        *drawn,
        line(_LEFT, foot, right, foot),
        *marks,
        *tick_texts(across, foot + 14),
        text((_LEFT + right) / 2, foot + 31, size_label, size=SMALL, anchor="middle"),
    ]


def _draw_limits(limits: Sequence[Limit], across: Scale, up: Scale) -> list[str]:
    drawn = []
    for dash, extents in (
        ("dashed", [limit.inner for limit in limits]),
        ("dotted", [limit.outer for limit in limits]),
    ):
        for words in ([one.low for one in extents], [one.high for one in extents]):
            places = [
                (across.place(_number(limit.size)), up.place(_number(end)))
                for limit, end in zip(limits, words, strict=True)
            ]
            drawn.append(path(places, colour=INK, thick=1.5, dash=dash))
    return drawn


def _draw_baseline(baseline: Line, across: Scale, up: Scale) -> list[str]:
    y = up.place(_number(baseline.value))
    return [line(across.start, y, across.start + across.length, y, thick=1.5)]


def _own_keys(
    peers: Sequence[Peer], baseline: Line, own: Peer | None, own_label: str
) -> list[Entry]:
    entries: list[Entry] = []
    if own is not None:
        entries.append((Mark.ESTIMATE, f"{own_label}: {own.value} of {own.size} people"))
    if peers:
        entries.append((Mark.PEER, "another organisation"))
    return [*entries, (Mark.SOLID, f"{baseline.label}: {baseline.value}")]


def _limit_keys(*, is_widened: bool) -> list[Entry]:
    cause = (
        "chance, and the differences that all organisations have, would put"
        if is_widened
        else "chance alone would put"
    )
    return [
        (Mark.DASHED, f"95% limits: {cause} 1 in 20 outside"),
        (Mark.DOTTED, f"99.8% limits: {cause} 1 in 500 outside"),
    ]


def _describe(
    peers: Sequence[Peer],
    limits: Sequence[Limit],
    baseline: Line,
    own: Peer | None,
    own_label: str,
) -> list[str]:
    mine = "not shown" if own is None else f"{own.value} of {own.size} people"
    told = [f"{own_label}: {mine}{_standing(own, limits)}.", f"{baseline.label}: {baseline.value}."]
    ordered = sorted(peers, key=_order)
    if len(ordered) > _NAMED_AT_MOST:
        shares = sorted(ordered, key=lambda one: _number(one.value))
        told.append(
            f"{len(ordered)} other organisations of {ordered[0].size} to {ordered[-1].size} "
            f"people: {said(shares[0].value)} to {said(shares[-1].value)}."
        )
    elif ordered:
        each = ", ".join(f"{one.value} of {one.size}" for one in ordered)
        told.append(f"Other organisations, share of people: {each}.")
    ends = (limits[0], limits[-1])
    told += [
        f"Limits for {one.size} people: 95% {one.inner.words}, 99.8% {one.outer.words}."
        for one in dict.fromkeys(ends)
    ]
    return told


def _standing(own: Peer | None, limits: Sequence[Limit]) -> str:
    """Say where it lies against the limits of its own size, where those were given."""
    found = None if own is None else next((one for one in limits if one.size == own.size), None)
    if own is None or found is None:
        return ""
    value = _number(own.value)
    for name, extent in (("95%", found.inner), ("99.8%", found.outer)):
        if _number(extent.low) <= value <= _number(extent.high):
            return f", inside the {name} limits for its size ({extent.words})"
    return f", outside the 99.8% limits for its size ({found.outer.words})"
