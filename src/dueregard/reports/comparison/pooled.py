"""What a pool shows that no single body could, and whether its bodies agree; internal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from dueregard.printing import percent
from dueregard.reports.pages.model import (
    Block,
    Bullets,
    Callout,
    Document,
    Paragraph,
    Section,
    Table,
    Tone,
)
from dueregard.vocabulary import Group

if TYPE_CHECKING:
    from dueregard.benchmarks.agreement import Agreement
    from dueregard.returns.pooling import Pool
    from dueregard.statistics.results import Interval

MARK = "INTERNAL - for named readers of the member bodies, not for publication"


def pool_document(pool: Pool, agreements: Sequence[Agreement], made_on: date) -> Document:
    """Build the page on a pool's membership and on how far its bodies agree.

    Parameters
    ----------
    pool
        The sums and the membership.
    agreements
        See :func:`dueregard.benchmarks.agreement.agreements_of`.
    made_on
        Stands on it.
    """
    whole = pool.data_return
    return Document(
        title=f"{whole.organisation.name}: {len(pool.members)} bodies together",
        subtitle=f"Edition {whole.edition}, as at {whole.snapshot_date:%d %B %Y}",
        organisation=whole.organisation.name,
        mark=MARK,
        facts=(("Code", whole.organisation.code), ("Bodies", str(len(pool.members)))),
        opening=_opening(agreements),
        sections=(
            Section("Added up, and within the bodies", "within", _within(agreements)),
            Section("Who is in it", "members", (_members(pool), *_left_out(pool))),
            Section("How to read this", "reading", (Bullets(_READING),)),
        ),
        closing=("Counts were added before any rate was taken.",),
        made_on=made_on,
        has_contents=False,
    )


_READING = (
    "Added up: all bodies' counts are added, then the rate of each group is taken.",
    (
        "Within bodies: each body's groups are compared only with each other, and the answers "
        "are brought together (Mantel and Haenszel). Where this is far from the sum, the bodies "
        "differ in who works there as well as in what happens there, and the sum misleads."
    ),
    (
        "A difference between the bodies is tested only where each has five people or more "
        "expected in each cell. Where it says 'too small to tell', they may differ unseen."
    ),
    "Nothing here ranks a body or rates it.",
)


def _opening(agreements: Sequence[Agreement]) -> tuple[Block, ...]:
    together = tuple(one.tallied.title for one in agreements if one.seen_only_together)
    reversing = [one for one in agreements if one.is_reversed]
    mixed = [one for one in agreements if one.pooling.is_mixing_large and not one.is_reversed]
    blocks: list[Block] = []
    if together:
        title = "Seen together, and in no body by itself"
        blocks.append(Callout(title, together))
    else:
        words = "No difference shows in the pool that no single body could see."
        blocks.append(Paragraph(words))
    other_way, moved = "The sum points the other way", "Mixing moves this figure"
    blocks += [Callout(other_way, (_simpson(one),), Tone.CAUTION) for one in reversing]
    blocks += [Callout(moved, (_mixing(one),), Tone.CAUTION) for one in mixed]
    return tuple(blocks)


def _simpson(one: Agreement) -> str:
    return (
        f"{one.tallied.title}: added up, the ratio is {ratio_words(one.pooling.crude)}; within "
        f"the bodies it is {ratio_words(one.pooling.within)}. The bodies differ in make-up and in "
        "rate at once (Simpson's paradox). Do not quote the sum."
    )


def _mixing(one: Agreement) -> str:
    return (
        f"{one.tallied.title}: {ratio_words(one.pooling.crude)} added up, "
        f"{ratio_words(one.pooling.within)} within the bodies. More than a tenth of the figure "
        "comes from how the bodies are mixed. Quote the second."
    )


def _within(agreements: Sequence[Agreement]) -> tuple[Block, ...]:
    if not agreements:
        return (Paragraph("No measure of two groups has an event in this pool."),)
    columns = (
        "Measure",
        "Ratio of",
        "Added up",
        "Within bodies",
        "95% interval",
        "Same direction",
        "Differences between bodies",
    )
    rows = tuple(_row(one) for one in agreements)
    caption = "Each group's likelihood over the other's"
    note = "The interval is the stratified score interval of the ratio within bodies."
    return (Table(caption, columns, rows, note, right=(2, 3)),)


def _row(one: Agreement) -> tuple[str, ...]:
    return (
        one.tallied.title,
        "White to BME" if one.tallied.over == Group.REFERENCE.value else "BME to White",
        ratio_words(one.pooling.crude),
        ratio_words(one.pooling.within),
        interval_words(one.interval),
        f"{one.pooling.same_direction} of {one.pooling.compared}",
        _differences(one),
    )


def _differences(one: Agreement) -> str:
    if one.heterogeneity is None or one.share_of_differences is None:
        return "too small to tell"
    share = percent(one.share_of_differences)
    return f"{share} beyond chance (p = {one.heterogeneity:.2f})"


def ratio_words(ratio: float | None) -> str:
    """Print a ratio with two decimals, or say why there is none."""
    if ratio is None:
        return "none"
    return "no end" if math.isinf(ratio) else f"{ratio:.2f}"


def interval_words(interval: Interval) -> str:
    """Print an interval of ratios; an open end is said in words."""
    if interval.is_open and not interval.lower:
        return "any size"
    if interval.is_open:
        return f"at least {interval.lower:.2f}"
    return f"{interval.lower:.2f} to {interval.upper:.2f}"


def _members(pool: Pool) -> Table:
    rows = tuple((one.code, one.name, one.size, one.return_sha256[:12]) for one in pool.members)
    columns = ("Code", "Body", "People in post", "Return")
    return Table("Bodies in the pool", columns, rows, "The size is a class, the return its digest.")


def _left_out(pool: Pool) -> tuple[Block, ...]:
    return (Bullets(pool.notes),) if pool.notes else ()
