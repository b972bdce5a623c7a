"""Colours and sizes of drawings.

The two groups differ in shape and in lightness as well as in hue: at least 3:1 against each other
and against white, also as seen with protanopia or deuteranopia and in greys.
"""

from __future__ import annotations

REFERENCE = "#00264d"
"""Filled circles: the reference group."""
COMPARED = "#d9661f"
"""Filled squares: the compared group."""
BAR = "#768692"
INK = "#212b32"
QUIET = "#4c6272"
GRID = "#d8dde0"
PAPER = "#ffffff"
FONT = "Source Sans Pro, Arial, sans-serif"
TEXT = 14
SMALL = 12
