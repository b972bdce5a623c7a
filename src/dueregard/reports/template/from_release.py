"""The form for the public: released texts and accepted narratives, and nothing else.

Head count, percentage and self-reporting rate together can give a small group away. The release
decides what of them is public; this form only prints what the release holds.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dueregard.disclosure.released import SYMBOL, ReleasedState
from dueregard.reports.publication.model import Publication, figures_of
from dueregard.reports.template.form import Answers, Heading, lay_out, long_day
from dueregard.reports.template.model import NOT_PUBLISHED, FieldState, Particulars, Template
from dueregard.vocabulary import Audience

if TYPE_CHECKING:
    from collections.abc import Callable

    from dueregard.editions.schema import Edition

    _Lookup = Callable[[str, bool], tuple[str, FieldState]]

_HIDDEN = (
    f"{SYMBOL} stands for a figure that is hidden so that nobody can be recognised. It can be "
    "small, zero or large."
)


def template_from_release(
    publication: Publication, edition: Edition, given: Particulars, *, on_itself: bool
) -> Template:
    """Return the Reporting Template 2015 as the public may see it.

    Parameters
    ----------
    publication
        What was released.
    edition
        The edition that it is of, with the organisation's choices among its switches.
    given
        Facts about the report and narratives that were accepted for publication; nothing else.
    on_itself
        Whether it is a commissioner's form on its own workforce.
    """
    about = publication.about
    heading = Heading(
        about["organisation"],
        Audience.PUBLIC,
        date.fromisoformat(publication.published_on),
        on_itself,
    )
    answers = Answers(
        figure=_lookup(publication), completeness="", comparability="", period=_period(publication)
    )
    return lay_out(heading, edition, given, answers, _notes(publication))


def _lookup(publication: Publication) -> _Lookup:
    found = {(one.key, one.year): one for _, one in figures_of(publication)}
    absent = {
        (key.split(".")[0], year)
        for (key, year), one in found.items()
        if one.state is ReleasedState.NOT_COLLECTED
    }

    def find(key: str, last: bool) -> tuple[str, FieldState]:  # noqa: FBT001 - a lookup's signature
        year = "last" if last else "this"
        figure = found.get((key, year))
        if figure is not None:
            is_shown = figure.state.has_text
            return figure.printed, FieldState.FILLED if is_shown else FieldState.HIDDEN
        # An indicator that was not collected is released as one line, which speaks for all.
        is_absent = (key.split(".", maxsplit=1)[0], year) in absent
        words = ReleasedState.NOT_COLLECTED.value if is_absent else NOT_PUBLISHED
        return words, FieldState.HIDDEN

    return find


def _period(publication: Publication) -> str:
    about = publication.about
    days = [about.get(name, "") for name in ("snapshot_date", "period_start", "period_end")]
    if not all(days):
        return ""
    snapshot, start, end = (long_day(date.fromisoformat(day)) for day in days)
    return f"Staff in post on {snapshot}; events {start} to {end}"


def _notes(publication: Publication) -> tuple[str, ...]:
    notes = []
    if any(one.printed == SYMBOL for _, one in figures_of(publication)):
        notes.append(_HIDDEN)
    if publication.board_exception:
        notes.append(f"The board's figures are shown because: {publication.board_exception}")
    return tuple(notes)
