"""Where does a decreasing score cross a value? Brackets and a safe, fast root finder.

Chandrupatla's method keeps a bracket as bisection does and takes an inverse quadratic step where
that is safe (Chandrupatla 1997, Advances in Engineering Software 28:145,
doi 10.1016/S0965-9978(96)00051-8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUNDS = 200
_PRECISION = 1e-13


def find_root(
    function: Callable[[float], float],
    bracket: tuple[float, float],
    values: tuple[float, float] | None = None,
    *,
    scale: float = 1.0,
) -> float:
    """Return where the function is 0 inside a bracket on whose ends its signs differ.

    Parameters
    ----------
    function
        A continuous function of one number.
    bracket
        Two numbers; the function must have different signs there.
    values
        The function's values on the bracket, where they are known already.
    scale
        The size of root that matters: the error is at most 1e-13 of it, or of the root if larger.
    """
    a, b = bracket
    fa, fb = values or (function(a), function(b))
    c, fc = a, fa
    step = 0.5
    for _ in range(_ROUNDS):
        point = a + step * (b - a)
        value = function(point)
        if (value > 0) == (fa > 0):
            c, fc = a, fa
        else:
            c, b, fc, fb = b, a, fb, fa
        a, fa = point, value
        best = a if abs(fa) < abs(fb) else b
        room = _PRECISION * max(scale, abs(best)) / abs(b - a) if b != a else 1.0
        if room > 0.5 or fa == 0.0:
            return a if fa == 0.0 else best
        step = min(1.0 - room, max(room, _next_step((a, fa), (b, fb), (c, fc))))
    return best


def _next_step(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """Return the step as a part of the bracket: inverse quadratic where safe, else a half."""
    (xa, fa), (xb, fb), (xc, fc) = a, b, c
    if fc in {fa, fb} or xb == xc:
        return 0.5
    xi = (xa - xb) / (xc - xb)
    phi = (fa - fb) / (fc - fb)
    if not phi * phi < xi < 1.0 - (1.0 - phi) * (1.0 - phi):
        return 0.5
    outer = (xc - xa) / (xb - xa)
    return fa / (fb - fa) * fc / (fb - fc) + outer * fa / (fc - fa) * fb / (fc - fb)


def find_crossing(
    function: Callable[[float], float],
    *,
    start: float,
    step: float,
    ends: tuple[float, float],
) -> float | None:
    """Return where a decreasing function crosses 0, or ``None`` where it does not between the ends.

    Parameters
    ----------
    function
        A decreasing function of one number.
    start, step
        A first guess, and how far to look first; the step doubles until the sign changes.
    ends
        How far to look at most.
    """
    low, high = ends
    here = min(max(start, low), high)
    value = function(here)
    if value == 0.0:
        return here
    rightwards = value > 0.0
    while True:
        there = min(here + step, high) if rightwards else max(here - step, low)
        if there == here:
            return None
        other = function(there)
        if (other > 0.0) != rightwards:
            return find_root(function, (here, there), (value, other))
        here, value, step = there, other, 2.0 * step
