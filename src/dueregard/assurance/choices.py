"""How a commissioner's folder is worked: the usual values, and those that it sets otherwise.

They are this program's own proposals; the guidance names no ladder and no interval.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from dueregard.assurance.happenings import Choice
from dueregard.errors import ConfigurationError
from dueregard.records.faults import suggestion

CO_ORDINATING, ALL = "co_ordinating", "all"


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices.

    Parameters
    ----------
    letters_by
        ``co_ordinating``: only the co-ordinating commissioner writes to a provider; ``all``: each
        commissioner does, as section 6 of the guidance has it.
    template_encouraged
        Whether the first letter encourages the reporting template.
    due_soon_days
        From how many days before its day something is due soon.
    interim_asked_days_before
        How many days before the end of the window the interim report is asked for.
    reminder_days_before
        How many days before the day the reminders fall; negative ones fall after it.
    query_days_after, meeting_days_after, management_days_after
        How many days after the day the steps of the ladder are proposed.
    """

    letters_by: str = CO_ORDINATING
    template_encouraged: bool = True
    due_soon_days: int = 30
    interim_asked_days_before: int = 182
    reminder_days_before: tuple[int, ...] = (30, 14, 7, 1)
    query_days_after: int = 7
    meeting_days_after: int = 14
    management_days_after: int = 28


def choices_of(rows: Iterable[Choice]) -> Choices:
    """Read choices from their rows.

    Raises
    ------
    ConfigurationError
        There is no such choice, or its value is none.
    """
    choices = Choices()
    for row in rows:
        choices = replace(choices, **{row.name: _value(row)})
    return choices


def _value(row: Choice) -> Any:  # noqa: ANN401 - a value of any choice
    usual = {one.name: one.default for one in fields(Choices)}
    if row.name not in usual:
        raise ConfigurationError(
            f"choices.csv: {row.name!r} is no choice.", advice=suggestion(row.name, list(usual))
        )
    example, text = usual[row.name], row.value.strip()
    try:
        return _read(text, example)
    except ValueError:
        raise ConfigurationError(
            f"choices.csv: {row.name} cannot be {text!r}.",
            advice=f"Its usual value is {_written(example)}.",
        ) from None


def _read(text: str, example: object) -> Any:  # noqa: ANN401 - as _value
    if isinstance(example, bool):
        if text not in {"yes", "no"}:
            raise ValueError(text)
        return text == "yes"
    if isinstance(example, int):
        return int(text)
    if isinstance(example, tuple):
        return tuple(sorted({int(part) for part in text.replace(",", " ").split()}, reverse=True))
    if text not in {CO_ORDINATING, ALL}:
        raise ValueError(text)
    return text


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
