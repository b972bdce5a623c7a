"""Printed percentages, whole-number exact: what they look like and what they tell.

Publishers round half up, so 12.5 prints as 13 and the counts behind a printed percentage fill a
half-open interval. Everything here is integer arithmetic; no float decides what is printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from dueregard.disclosure.facts import ShareFact
from dueregard.errors import FileNotUsableError


@dataclass(frozen=True, slots=True)
class Precision:
    """How finely a percentage is printed.

    Parameters
    ----------
    step_units, scale
        The step between printed values is ``step_units / scale`` of one (not of a hundred):
        1/1000 for one decimal of a percent, 5/100 for the nearest five.
    is_band
        Whether a band with its two ends is printed in place of a rounded value.
    """

    step_units: int
    scale: int
    is_band: bool = False

    def slot(self, part: int, whole: int) -> int:
        """Return the number of the step or band in which the share falls.

        Raises
        ------
        ValueError
            The whole is not positive: there is no share.
        """
        if whole <= 0:
            raise ValueError("a share needs a whole of at least one")
        if self.is_band:
            return min(self.scale * part // (self.step_units * whole), self._bands - 1)
        doubled = 2 * self.scale * part + self.step_units * whole
        return doubled // (2 * self.step_units * whole)

    @property
    def _bands(self) -> int:
        return self.scale // self.step_units

    def fact(self, part: int, whole: int, slot: int) -> ShareFact:
        """Return the fact that the share of cell ``part`` in cell ``whole`` prints as ``slot``."""
        if self.is_band:
            low, high = slot * self.step_units, (slot + 1) * self.step_units
            return ShareFact(part, whole, low, high, self.scale, slot == self._bands - 1)
        low, high = (2 * slot - 1) * self.step_units, (2 * slot + 1) * self.step_units
        return ShareFact(part, whole, max(low, 0), high, 2 * self.scale)

    def text(self, slot: int) -> str:
        """Return the percentage as it is printed, without the sign."""
        if self.is_band:
            width = 100 * self.step_units // self.scale
            return f"{slot * width}-{(slot + 1) * width}"
        value = Decimal(100 * slot * self.step_units) / Decimal(self.scale)
        decimals = max(len(str(self.scale)) - 3, 0)
        return f"{value:.{decimals}f}"


def exact_precision(decimals: int) -> Precision:
    """Return the precision of a percentage with this many decimals."""
    return Precision(1, 10 ** (decimals + 2))


NEAREST_FIVE = Precision(5, 100)
TEN_POINT_BAND = Precision(10, 100, is_band=True)


def read_percentage(text: str) -> tuple[Precision, int]:
    """Return the precision and the slot of a printed percentage.

    Parameters
    ----------
    text
        ``7.7``, ``86``, ``4.5 %`` or a band such as ``10-20``.

    Raises
    ------
    FileNotUsableError
        The text is neither.
    """
    bare = text.strip().removesuffix("%").strip().replace("–", "-")
    try:
        if "-" in bare[1:]:
            low, high = (int(end) for end in bare.split("-"))
            return _band(low, high)
        value = Decimal(bare)
    except (ValueError, InvalidOperation) as fault:
        raise FileNotUsableError(
            f"{text!r} is not a percentage.", advice="Write 7.7, 86 or a band such as 10-20."
        ) from fault
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or value < 0:
        raise FileNotUsableError(f"{text!r} is not a percentage.", advice="Write it as 7.7 or 86.")
    decimals = max(-exponent, 0)
    return exact_precision(decimals), int(value.scaleb(decimals))


def _band(low: int, high: int) -> tuple[Precision, int]:
    width = high - low
    if width <= 0 or 100 % width or low % width:
        raise ValueError(f"{low}-{high} is not a band of a regular scale")
    return Precision(width, 100, is_band=True), low // width
