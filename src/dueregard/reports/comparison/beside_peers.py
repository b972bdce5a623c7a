"""One organisation beside its peers: pictures first, the numbers behind them after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from dueregard.benchmarks.comparison import Place
from dueregard.benchmarks.measures import Measure
from dueregard.benchmarks.profiles import Standing
from dueregard.benchmarks.published import published_figures
from dueregard.printing import people, percent, points
from dueregard.reports.charts.funnel import draw_funnel
from dueregard.reports.charts.limits import funnel_lines
from dueregard.reports.charts.trend import draw_trend
from dueregard.reports.charts.values import (
    Caption,
    Extent,
    Limit,
    Line,
    Peer,
    Series,
    Year,
)
from dueregard.reports.charts.values import Measure as Axis
from dueregard.reports.pages.model import (
    Block,
    Bullets,
    Callout,
    Chart,
    Document,
    Paragraph,
    Section,
    Table,
    Tone,
)

if TYPE_CHECKING:
    from dueregard.benchmarks.comparison import Compared, Gap
    from dueregard.benchmarks.peers import PeerGroup
    from dueregard.statistics.funnel import Dispersion

INTERNAL = "INTERNAL - holds numbers that were not released"
_READING = (
    "A dot is another organisation, unnamed. Nobody is ranked and nobody is rated: the standard is "
    "no blueprint of what good looks like. A place outside the lines is a reason to ask why."
)
_LIMITS = (
    "Limits are exact (binomial, mid-p) and widened by how much these organisations differ among "
    "themselves. Lines that are far apart mean small numbers."
)


def comparison_document(group: PeerGroup, compared: Sequence[Compared], made_on: date) -> Document:
    """Build the page of one organisation beside its peers.

    Parameters
    ----------
    group
        The organisation and its peers.
    compared
        See :func:`dueregard.benchmarks.comparison.compare`; empty where the peers are too few.
    made_on
        Stands on the page.
    """
    facts = group.own.facts
    files = (group.own, *group.peers)
    is_internal = any(one.standing is Standing.INTERNAL for one in files)
    return Document(
        title=f"{facts.name} beside similar organisations",
        subtitle=f"Similar in {group.words}",
        organisation=facts.name,
        mark=INTERNAL if is_internal else "",
        facts=(("Code", facts.code), ("Similar organisations", str(len(group.peers)))),
        opening=_opening(group, compared),
        sections=(*_pictures(compared), *_behind(group, compared)),
        closing=(_READING,),
        made_on=made_on,
        has_contents=False,
    )


def _opening(group: PeerGroup, compared: Sequence[Compared]) -> tuple[Block, ...]:
    if not group.is_enough:
        return (Callout("No comparison", (group.refusal,), Tone.WITHHELD),)
    if not compared:
        why = "No measure is there for the organisation and enough of its peers in one year."
        return (Callout("No comparison", (why,), Tone.WITHHELD),)
    return (Callout("At a glance", _glance(compared)), Paragraph(_READING))


def _glance(compared: Sequence[Compared]) -> tuple[str, ...]:
    """Name what lies outside the limits, each in a sentence; of the rest, how many there are."""
    outside = [one for one in compared if one.place in {Place.OUTSIDE, Place.FAR_OUTSIDE}]
    words = [f"{_what(one)}: {_place(one)}." for one in outside]
    inside = len(compared) - len(outside)
    if not outside:
        return (f"All {inside} measures are {Place.INSIDE.value}.",)
    return (*words, f"{inside} other measures are {Place.INSIDE.value}.")


def _place(one: Compared) -> str:
    return "everybody, or nobody, here and elsewhere" if one.place is None else one.place.value


def _pictures(compared: Sequence[Compared]) -> tuple[Section, ...]:
    return tuple(
        Section(one.tallied.title, _anchor(one), _charts(one))
        for one in compared
        if one.dispersion is not None
    )


def _anchor(one: Compared) -> str:
    return one.tallied.key.replace(".", "-").replace("_", "-")


def _charts(one: Compared) -> tuple[Block, ...]:
    charts: list[Block] = [_funnel(one)]
    if len(one.years) > 1:
        charts.append(_level(one))
        if one.tallied.measure is not Measure.SHARE and one.own_change is not None:
            charts += [_gap(one, is_own=True), _gap(one, is_own=False)]
        charts.append(Paragraph(_change_words(one)))
    return tuple(charts)


def _what(one: Compared) -> str:
    """Say of whom the rate is."""
    if one.tallied.measure is Measure.SHARE:
        return one.tallied.title
    return f"{one.tallied.title}: BME rate"


def _funnel(one: Compared) -> Chart:
    own = one.tallied.compared
    sizes = [n for _, n in (own, *one.peers)]
    return draw_funnel(
        Caption(f"funnel-{_anchor(one)}", f"{_what(one)}, {one.tallied.year}"),
        [_peer(pair) for pair in one.peers],
        _limits(min(sizes), max(sizes), one.baseline, one.dispersion, own[1]),
        Line("All of these together", percent(one.baseline)),
        own=_peer(own),
        is_widened=True,
    )


def _peer(pair: tuple[int, int]) -> Peer:
    return Peer(people(pair[1]), percent(pair[0] / pair[1]))


def _limits(
    smallest: int, largest: int, baseline: float, dispersion: Dispersion | None, own: int
) -> tuple[Limit, ...]:
    """Return the lines that all of a group share, with the limits at one's own size."""
    lines = _lines(smallest, largest, baseline, dispersion)
    if any(line.size == people(own) for line in lines):
        return lines
    mine = funnel_lines(own, own, baseline, dispersion=dispersion)
    return tuple(sorted((*lines, *mine), key=lambda line: int(line.size.replace(",", ""))))


@lru_cache(maxsize=256)
def _lines(
    smallest: int, largest: int, baseline: float, dispersion: Dispersion | None
) -> tuple[Limit, ...]:
    return funnel_lines(smallest, largest, baseline, dispersion=dispersion)


def _level(one: Compared) -> Chart:
    own = [Year(str(y.year), percent(y.own[0] / y.own[1])) for y in one.years]
    peers = [Year(str(y.year), percent(y.peers[0] / y.peers[1])) for y in one.years]
    return draw_trend(
        Caption(f"level-{_anchor(one)}", f"{_what(one)} over the years"),
        [
            Series("Your organisation", tuple(own)),
            Series("Similar organisations together", tuple(peers), is_compared=False),
        ],
        Axis.SHARE,
    )


def _gap(one: Compared, *, is_own: bool) -> Chart:
    whose = "your organisation" if is_own else "similar organisations together"
    years = [_gap_year(year.year, year.own_gap if is_own else year.peer_gap) for year in one.years]
    return draw_trend(
        Caption(
            f"gap-{'own' if is_own else 'peers'}-{_anchor(one)}", f"Gap over the years, {whose}"
        ),
        [Series("BME less White, points", tuple(years))],
        Axis.POINTS,
    )


def _gap_year(year: int, gap: Gap | None) -> Year:
    if gap is None:
        return Year(str(year), "no figure")
    return Year(str(year), points(gap.value), Extent(points(gap.lower), points(gap.upper)))


def _change_words(one: Compared) -> str:
    first, last = one.years[0].year, one.years[-1].year
    if one.own_change is None or one.peer_change is None:
        return f"The gap has no figure in {first} or {last}, so no change is given."
    own, peers = points(one.own_change.value), points(one.peer_change.value)
    if one.tallied.measure is Measure.SHARE:
        return (
            f"From {first} to {last} the share changed by {own} points here and {peers} points in "
            "similar organisations together. Most of these are the same people in both years."
        )
    beside = one.change_beside_peers
    words = (
        f"From {first} to {last} the gap changed by {_with_limits(one.own_change)} points here and "
        f"{_with_limits(one.peer_change)} points in similar organisations together."
    )
    if beside is None or beside.lower <= 0 <= beside.upper:
        return f"{words} The difference between the two changes is within what chance gives."
    return f"{words} The two changes differ by more than chance: {_with_limits(beside)} points."


def _with_limits(gap: Gap) -> str:
    return f"{points(gap.value)} ({points(gap.lower)} to {points(gap.upper)})"


def _behind(group: PeerGroup, compared: Sequence[Compared]) -> tuple[Section, ...]:
    blocks: list[Block] = []
    if compared:
        blocks += [_levels(compared), _gaps(compared), Paragraph(_LIMITS, quiet=True)]
    sections = [Section("The numbers behind the pictures", "numbers", tuple(blocks))]
    if not compared:
        sections = []
    return (*sections, _peers(group), *_context(compared))


def _levels(compared: Sequence[Compared]) -> Table:
    columns = ("Measure", "Year", "Here", "Middle half of the peers", "All together", "Place")
    rows = tuple(
        (
            _what(one),
            str(one.tallied.year),
            _count(one.tallied.compared),
            f"{percent(one.quartiles[0])} to {percent(one.quartiles[2])}",
            percent(one.baseline),
            _place(one),
        )
        for one in compared
    )
    return Table("Level", columns, rows)


def _count(pair: tuple[int, int]) -> str:
    return f"{percent(pair[0] / pair[1])} ({pair[0]:,} of {pair[1]:,})"


def _gaps(compared: Sequence[Compared]) -> Table:
    columns = ("Measure", "Year", "Here", "Gap here", "Gap of the peers together")
    rows = tuple(
        (
            one.tallied.title,
            str(year.year),
            _count(year.own),
            "-" if year.own_gap is None else _with_limits(year.own_gap),
            "-" if year.peer_gap is None else _with_limits(year.peer_gap),
        )
        for one in compared
        for year in one.years
    )
    note = "BME less White, in percentage points, with 95% intervals. A share has no gap."
    return Table("Every year", columns, rows, note)


def _peers(group: PeerGroup) -> Section:
    facts = [one.facts for one in group.peers]
    blocks: list[Block] = [
        Paragraph(f"{group.words}. {group.left_out} others were given and are not alike.")
    ]
    if facts:
        rows = tuple((one.code, one.name, one.kind, one.region or "-") for one in facts)
        blocks.append(
            Table("Similar organisations, by code", ("Code", "Name", "Kind", "Region"), rows)
        )
    if group.notes:
        blocks.append(Bullets(group.notes))
    return Section("Who it is compared with", "peers", tuple(blocks))


def _context(compared: Sequence[Compared]) -> tuple[Section, ...]:
    keys = {one.tallied.key for one in compared}
    rows = tuple(
        (one.of, str(one.year), one.group, one.value, one.base, one.source)
        for one in published_figures()
        if one.measure in keys
    )
    if not rows:
        return ()
    columns = ("Of", "Year", "What", "As published", "Base", "Source")
    words = "Published on other bases than the figures above; context, and no target."
    table = Table("National figures as published", columns, rows, words)
    return (Section("The national picture", "national", (table,)),)
