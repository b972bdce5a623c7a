"""Bring figures and records together, and ask of them what is missing, overdue or doubtful."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dueregard.records.checking import Circumstances, LowerThanExpected, check_records
from dueregard.reports.documents.expected import below_expected, decided_on

if TYPE_CHECKING:
    from dueregard.reports.documents.material import Material


def gather(material: Material) -> Material:
    """Return the material with every remark on its records, the heaviest first."""
    open_groups = dict.fromkeys(
        below.group for below in below_expected(material) if not decided_on(material, below)
    )
    circumstances = Circumstances(
        as_of=material.made_on,
        survey_source=material.annual.data_return.survey.source,
        lower=tuple(LowerThanExpected(group) for group in open_groups),
        last_year=material.last_year,
        last_edition=material.last_edition,
    )
    return replace(material, remarks=check_records(material.records, circumstances))
