"""Results become a return of the pool, which indicators 5 to 8 are worked out from like any other.

Only what was judged fit to be seen is in it, and no finer than the figures need: by group, not by
ethnic category; one counted answer and one other.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dueregard.editions.loader import load_edition
from dueregard.errors import ConfigurationError
from dueregard.returns.data_return import (
    Absence,
    AccountingLine,
    Cell,
    DataReturn,
    InclusionRule,
    OrganisationRef,
    SourceFile,
    SurveyRef,
)
from dueregard.returns.pooling import Pool, PoolMember, pool_code
from dueregard.returns.pooling_storage import write_pool
from dueregard.settings import FILE_NAME
from dueregard.survey.handover import Handover
from dueregard.survey.judging import HIDDEN, BodyRate, Judged, judge, response_rates
from dueregard.survey.keys import write_document, write_text
from dueregard.survey.manifest import Manifest
from dueregard.survey.opening import GroupTally, Opened
from dueregard.vocabulary import BaseKind, Group, OrganisationKind, Population, SurveySource

RESULTS_NAME, RATES_NAME = "results.json", "response.csv"
_CATEGORIES = {
    Group.REFERENCE: "group:reference",
    Group.COMPARED: "group:compared",
    Group.UNKNOWN: "not_separated",
}
_NOT_TOLD = "not told"
_NOT_COUNTED = "A confidential survey counts answers only."


@dataclass(frozen=True, slots=True)
class Results:
    """All that anybody gets to see of a survey."""

    judged: tuple[Judged, ...]
    rates: tuple[BodyRate, ...]
    data_return: DataReturn


def work_out(opened: Opened, handover: Handover, manifest: Manifest) -> Results:
    """Judge what was opened, and make the pool's return of what may be seen.

    Parameters
    ----------
    opened, handover
        Counts, and how many people of each body answered.
    manifest
        Its plan and its rules; there is no way to ask for anything else.
    """
    judged = judge(opened.tallies, handover.participation, manifest.rules)
    rates = response_rates(handover.participation, manifest.rules)
    return Results(judged, rates, _return(judged, rates, opened, manifest))


def _return(
    judged: Sequence[Judged], rates: Sequence[BodyRate], opened: Opened, manifest: Manifest
) -> DataReturn:
    edition = load_edition(manifest.edition)
    year = int(manifest.edition)
    cells = tuple(sorted(cell for one in judged for cell in _cells(one, year)))
    is_there = any(one.is_shown for one in judged)
    responded = opened.answers if is_there else None
    invited = sum(rate.invited for rate in rates)
    others = [one for one in Population if one is not Population.SURVEY or not is_there]
    rows = opened.answers if is_there else 0
    source = "answers of a confidential survey"
    return DataReturn(
        organisation=OrganisationRef(
            code=pool_code(manifest.code, [body.code for body in manifest.bodies]),
            name=manifest.name,
            kind=OrganisationKind.COMMISSIONER,
            board_name="Governing bodies of the members",
        ),
        standard=edition.standard,
        edition=manifest.edition,
        snapshot_date=date(year, 3, 31),
        period_start=date(year - 1, 4, 1),
        period_end=date(year, 3, 31),
        inclusion=InclusionRule(office_holders=True, bank_staff=False),
        survey=SurveyRef(SurveySource.POOLED, _ground(manifest), invited, responded),
        cells=cells,
        sources=(
            (SourceFile(Population.SURVEY.value, source, manifest.sha256, rows, "survey"),)
            if is_there
            else ()
        ),
        accounting=(
            (AccountingLine(Population.SURVEY.value, source, "counted", "", rows),)
            if is_there
            else ()
        ),
        absences=tuple(
            Absence(one, HIDDEN if one is Population.SURVEY else _NOT_COUNTED) for one in others
        ),
        base_kinds={Population.SURVEY.value: BaseKind.ALL} if is_there else {},
        notes=_notes(judged, manifest),
    )


def _ground(manifest: Manifest) -> str:
    return (
        f"A confidential survey of {len(manifest.bodies)} bodies together, "
        f"{manifest.opens} to {manifest.closes}."
    )


def _cells(judged: Judged, year: int) -> list[Cell]:
    if not judged.is_shown:
        return []
    shown = [Group.REFERENCE, Group.COMPARED, *([Group.UNKNOWN] if judged.shows_unknown else [])]
    return [
        cell
        for group in shown
        for cell in _group_cells(judged, judged.tally.of(group), _CATEGORIES[group], year)
    ]


def _group_cells(judged: Judged, tally: GroupTally, category: str, year: int) -> list[Cell]:
    item = judged.tally.item
    other = next(answer for answer in item.base if answer not in item.counted)
    blank = ("", "", "", "", "", "")
    start = (Population.SURVEY.value, year, "ethnicity", category, *blank, item.key)
    return [
        Cell(*start, item.counted[0], tally.counted),
        Cell(*start, other, tally.other),
    ]


def _notes(judged: Sequence[Judged], manifest: Manifest) -> tuple[str, ...]:
    hidden = [one.tally.item.key for one in judged if not one.is_shown]
    partly = [one.tally.item.key for one in judged if one.is_shown and not one.shows_unknown]
    notes = [f"Counted from the confidential survey {manifest.sha256[:12]}."]
    if hidden:
        notes.append(f"{HIDDEN.rstrip('.')}: {', '.join(hidden)}.")
    if partly:
        notes.append(
            "Those who did not give their ethnicity are in no figure, and too few to be told "
            f"apart: {', '.join(partly)}."
        )
    return tuple(notes)


def write_results(results: Results, manifest: Manifest, folder: Path) -> tuple[Path, ...]:
    """Write results into a folder that the other commands take for an organisation's.

    Raises
    ------
    ConfigurationError
        There are results in it already: the plan is worked out once.
    """
    if (folder / RESULTS_NAME).exists() or (folder / FILE_NAME).exists():
        raise ConfigurationError(
            f"{folder} holds results already; the plan is worked out once.",
            advice="Name a new folder with --out.",
        )
    # A pool like any other: no body or support unit can release it by itself.
    written = write_pool(_pool(results, manifest), folder, places={})
    rates = write_text(folder / RATES_NAME, _rates_text(results.rates))
    told = write_document(folder / RESULTS_NAME, _told(results, manifest))
    return (*written, rates, told)


def _pool(results: Results, manifest: Manifest) -> Pool:
    members = tuple(PoolMember(one.code, one.name, "", _NOT_TOLD) for one in manifest.bodies)
    return Pool(results.data_return, members, results.data_return.notes)


def _told(results: Results, manifest: Manifest) -> dict[str, Any]:
    """Return the results as data; of what may not be seen, the item's name alone."""
    return {
        "survey": manifest.sha256,
        "items": [
            {
                "item": one.tally.item.key,
                "is_shown": one.is_shown,
                "groups": {
                    group.value: {"counted": tally.counted, "base": tally.base}
                    for group in Group
                    if one.is_shown and (group is not Group.UNKNOWN or one.shows_unknown)
                    for tally in (one.tally.of(group),)
                },
            }
            for one in results.judged
        ],
    }


def _rates_text(rates: Sequence[BodyRate]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("body", "invited", "answered", "could_stand_alone"))
    for rate in rates:
        answered = "not told" if rate.answered is None else rate.answered
        # Where the number is not told, whether it reaches the threshold is not told either.
        alone = "no" if rate.answered is None or not rate.stands_alone else "yes"
        writer.writerow((rate.code, rate.invited, answered, alone))
    return stream.getvalue()


def results_line(judged: Judged) -> str:
    """Say one item's result in words."""
    item = judged.tally.item
    if not judged.is_shown:
        return f"{item.key}: {HIDDEN}"
    white, bme = (judged.tally.of(group) for group in (Group.REFERENCE, Group.COMPARED))
    return f"{item.key}: {_share(white)} of White staff, {_share(bme)} of BME staff"


def _share(tally: GroupTally) -> str:
    return f"{tally.counted}/{tally.base} ({100 * tally.counted / tally.base:.1f}%)"


def shown_items(path: Path) -> dict[str, Any]:
    """Read the items of a results file, by name."""
    return {one["item"]: one for one in json.loads(path.read_bytes())["items"]}
