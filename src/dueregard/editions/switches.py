"""Choosing among the readings of a rule in doubt.

Where a clause can be read in two ways, the edition carries one reading and names the others. An
organisation may choose another; the choice is a change of data and shows in the method note.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from dueregard.editions.checks import find_faults
from dueregard.editions.paths import read_field, write_field
from dueregard.editions.schema import Edition, Switch, Switchable
from dueregard.errors import ConfigurationError

_OTHER_SIDE = {
    "reference": "compared",
    "compared": "reference",
    "above": "below",
    "below": "above",
}


def resolve(edition: Edition, choices: Mapping[str, object]) -> Edition:
    """Return the edition with an organisation's choices put in place.

    Parameters
    ----------
    edition
        The edition as its file has it.
    choices
        The switch's id, and the value or alternative chosen, as itself or as text.

    Raises
    ------
    ConfigurationError
        If a switch or value is unknown, or the choices do not fit together.
    """
    values: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(edition))
    for switch_id, wanted in choices.items():
        switch = _switch(edition, switch_id)
        chosen = _chosen(switch, wanted)
        _choose(values, switch, chosen)
    resolved = msgspec.convert(values, Edition)
    faults = find_faults(resolved)
    if faults:
        raise ConfigurationError(
            f"The choices made for edition {edition.edition} do not fit together: "
            f"{faults[0].message}",
            advice=faults[0].advice,
        )
    return resolved


def words(value: Switchable) -> str:
    """Say a switch's value in words, as it may be typed in settings."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value)


def _switch(edition: Edition, switch_id: str) -> Switch:
    for switch in edition.switches:
        if switch.id == switch_id:
            return switch
    known = ", ".join(switch.id for switch in edition.switches) or "none"
    raise ConfigurationError(
        f"Edition {edition.edition} has no switch '{switch_id}'.",
        advice=f"Its switches are: {known}.",
    )


def _chosen(switch: Switch, wanted: object) -> Switchable:
    allowed = (switch.value, *switch.alternatives)
    said = _said(wanted)
    for value in allowed:
        if said == words(value):
            return value
    raise ConfigurationError(
        f"The switch '{switch.id}' cannot be '{said}'.",
        advice=f"Choose one of: {'; '.join(words(value) for value in allowed)}.",
    )


def _said(wanted: object) -> str:
    if isinstance(wanted, (list, tuple)):
        return ",".join(str(part).strip() for part in wanted)
    if wanted is None or isinstance(wanted, bool):
        return words(wanted)
    return ",".join(part.strip() for part in str(wanted).split(","))


def _choose(values: dict[str, Any], switch: Switch, chosen: Switchable) -> None:
    others = [value for value in (switch.value, *switch.alternatives) if value != chosen]
    entry = read_field(values, f"switches.{switch.id}")
    entry["value"], entry["alternatives"] = chosen, others
    if not switch.path:
        return
    _turn_ratio(values, switch.path, chosen)
    write_field(values, switch.path, chosen)


def _turn_ratio(values: dict[str, Any], path: str, chosen: Switchable) -> None:
    # The events stay what they are, so a ratio turned upside down is worse on the other side of 1.
    if path.endswith(".method.over") and read_field(values, path) != chosen:
        adverse = path.removesuffix("over") + "adverse"
        write_field(values, adverse, _OTHER_SIDE[read_field(values, adverse)])
