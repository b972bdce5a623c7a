"""What computing an indicator gives: always one result, with a value or with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from dueregard.figures import Figure, FigureState


@dataclass(frozen=True, slots=True)
class YearOnYear:
    """Whether last year's figure may stand beside this year's, and why not.

    ``kind`` is ``"none"`` (no earlier return), ``"same"``, ``"recount"`` (last year's counts were
    counted again on this year's definition) or ``"broken"``.
    """

    kind: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One indicator of one organisation for one edition.

    ``figures`` starts with the headline; ``previous`` holds last year's figures on this year's
    definition, by the same keys.
    """

    number: int
    key: str
    family: str
    title: str
    definition: str
    figures: tuple[Figure, ...]
    previous: tuple[Figure, ...] = ()
    year_on_year: YearOnYear = YearOnYear("none")

    @property
    def headline(self) -> Figure:
        """The figure that the edition means by this indicator."""
        return self.figures[0]

    @property
    def is_computed(self) -> bool:
        """Whether there is a value, or bounds where too much is unknown to give one."""
        state = self.headline.state
        return state.has_value or state in {
            FigureState.NO_EVENTS,
            FigureState.ZERO_DENOMINATOR,
            FigureState.UNKNOWN_DOMINANT,
        }

    def figure(self, key: str) -> Figure:
        """Return the figure with this key, or raise ``KeyError``."""
        return _find(self.figures, key)

    def before(self, key: str) -> Figure | None:
        """Return last year's figure with this key, or ``None``."""
        return next((figure for figure in self.previous if figure.key == key), None)


def _find(figures: tuple[Figure, ...], key: str) -> Figure:
    for figure in figures:
        if figure.key == key:
            return figure
    raise KeyError(key)
