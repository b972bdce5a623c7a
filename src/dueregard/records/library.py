"""Actions that others have found useful, to choose from by name."""

from __future__ import annotations

LIBRARY: dict[str, str] = {}
