"""Names of single fields of an edition, such as ``indicators.3.method.years``.

A member of a list is named by its number, key or id, so that a name outlives a change of order.
"""

from __future__ import annotations

from typing import Any

_NAMES = ("number", "key", "id")


def read_field(values: Any, path: str) -> Any:  # noqa: ANN401 - a field may be of any type
    """Return the value of the field that a path names.

    Parameters
    ----------
    values
        The plain values of an edition: dictionaries and lists.
    path
        Field names joined by full stops.

    Raises
    ------
    KeyError
        If there is no such field.
    """
    holder, last = _holder(values, path)
    return holder[last]


def write_field(values: Any, path: str, value: Any) -> None:  # noqa: ANN401 - as above
    """Put a value into the field that a path names; the plain values are changed in place."""
    holder, last = _holder(values, path)
    holder[last] = value


def _holder(values: Any, path: str) -> tuple[Any, str | int]:  # noqa: ANN401 - as above
    *steps, last = path.split(".")
    here = values
    for step in steps:
        here = here[_index(here, step, path)]
    return here, _index(here, last, path)


def _index(here: Any, step: str, path: str) -> str | int:  # noqa: ANN401 - as above
    if isinstance(here, dict) and step in here:
        return step
    if isinstance(here, list):
        for index, member in enumerate(here):
            if any(str(member.get(name, "")) == step for name in _NAMES):
                return index
    raise KeyError(path)
