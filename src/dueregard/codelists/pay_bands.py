"""Which pay row a recorded grade belongs to.

Agenda for Change bands are written in many ways ("8a", "Band 8a", "XR08", "Review Body Band 8 -
Range A"); medical grades go by their names. A grade of an organisation's own is put beside these
by a person, whose name and date are kept. "Nurse Consultant" is no consultant: whole labels are
compared, never parts of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from dueregard.codelists.files import read_pairs, read_rows
from dueregard.codelists.spelling import by_plain_label, plain, trimmed
from dueregard.errors import ConfigurationError

_BAND = re.compile(
    r"(?:NHS )?"
    r"(?:(?P<scale>X[RN]\d\d) ?)?"
    r"(?:(?:NON )?REVIEW BODY )?"
    r"(?:(?:AFC|AGENDA FOR CHANGE) )?"
    r"(?:BAND |GRADE )?"
    r"0?(?P<number>[1-9])(?: ?(?:RANGE )?(?P<range>[A-D]))?"
)
_SCALE = re.compile(r"(?:NHS )?(X[RN]\d\d)")
_SPREADSHEET_NUMBER = re.compile(r"\s*([1-9])\.0+\s*")


class PayBand(NamedTuple):
    """A pay row of indicator 1: its key, its name and the scale it is on."""

    key: str
    label: str
    scale: str


@dataclass(frozen=True, slots=True)
class LocalGrades:
    """An organisation's own grades, put beside the bands by somebody, on a day."""

    author: str
    on: date
    grades: Mapping[str, str]

    def __post_init__(self) -> None:
        if not self.author.strip():
            raise ConfigurationError(
                "The mapping of local grades does not say who made it.",
                advice="Give the author and the date of the mapping.",
            )


@dataclass(frozen=True, slots=True)
class PayBands:
    """The pay rows, and the reading of recorded grades."""

    bands: tuple[PayBand, ...]
    names: Mapping[str, str]
    scale_codes: Mapping[str, str]
    local: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, local: Iterable[LocalGrades] = ()) -> PayBands:
        """Load the pay rows with an organisation's mappings, if it has any.

        Raises
        ------
        ConfigurationError
            If a local grade is put beside a pay row that does not exist.
        """
        bands = tuple(PayBand(**row) for row in read_rows("pay_bands"))
        keys = {band.key for band in bands}
        return cls(
            bands=bands,
            names=by_plain_label(read_pairs("pay_band_names", "text", "key"))
            | {plain(key.replace("_", " ")): key for key in keys},
            scale_codes=read_pairs("pay_scale_codes", "code", "key"),
            local={text: key for grades in local for text, key in _local(grades, keys)},
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the pay rows, from the lowest band upwards, medical grades last."""
        return tuple(band.key for band in self.bands)

    def parse(self, text: str | None) -> str | None:
        """Return the key of a recorded grade, ``""`` where none is recorded, None where unknown."""
        value = plain(text or "")
        if value in self.local:
            return self.local[value]
        if value in {"", "NULL", "NA", "N A"}:
            return ""
        if trimmed(text)[:1] in {"-", "+"}:  # a number with a sign is no band
            return None
        return self.names.get(value) or self._parse_scale(value) or self._parse_band(text or "")

    def _parse_scale(self, value: str) -> str | None:
        match = _SCALE.fullmatch(value)
        return self.scale_codes.get(match[1]) if match else None

    def _parse_band(self, text: str) -> str | None:
        number = _SPREADSHEET_NUMBER.fullmatch(text)
        match = _BAND.fullmatch(number[1] if number else plain(text))
        if match is None:
            return None
        key = match["number"] + (match["range"] or "").lower()
        agrees = match["scale"] is None or self.scale_codes.get(match["scale"]) == key
        return key if agrees and key in self.keys else None


def _local(local: LocalGrades, keys: set[str]) -> Iterable[tuple[str, str]]:
    for text, key in local.grades.items():
        if key not in keys:
            raise ConfigurationError(
                f"The local grade '{text}' is put beside '{key}', which is no pay row.",
                advice=f"Use one of {', '.join(sorted(keys))}.",
            )
        yield plain(text), key
