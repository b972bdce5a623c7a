"""Untidy files: the variations change no count, and every planted fault is found."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dueregard.errors import FindingsRefuseError
from dueregard.examples.planting import Mess
from dueregard.operations.count_extracts import count_organisation, look
from dueregard.vocabulary import OrganisationKind
from tests.factories import example_folder

TODAY = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("size", "seed", "kind"),
    [
        (56, 1, OrganisationKind.COMMISSIONER),
        (56, 2, OrganisationKind.COMMISSIONER),
        (361, 3, OrganisationKind.PROVIDER),
    ],
)
def test_untidy_files_count_the_same_people(tmp_path, size, seed, kind):
    """Encodings, titles, totals, own names, dates and spellings change not one cell."""
    tidy = example_folder(tmp_path / "tidy", size=size, seed=seed, kind=kind)
    varied = example_folder(tmp_path / "varied", size=size, seed=seed, kind=kind, mess=Mess.VARIED)
    counts = [count_organisation(folder, as_of=TODAY) for folder in (tidy, varied)]
    assert counts[0].data_return.cells == counts[1].data_return.cells
    assert counts[0].data_return.windows == counts[1].data_return.windows


@pytest.mark.parametrize(("size", "seed"), [(56, 1), (361, 2)])
def test_every_planted_fault_is_found(tmp_path, size, seed):
    """Each is found under its code, in its file, on its line; values of no list by their value."""
    folder = example_folder(tmp_path / "faulty", size=size, seed=seed, mess=Mess.FAULTY)
    findings = look(folder, as_of=TODAY).findings
    by_line = {(one.code, one.file, one.line) for one in findings}
    by_value = {(one.code, one.file, one.value) for one in findings if one.line == 0}
    missed = [
        fault
        for fault in planted_faults(folder)
        if (fault["what"], Path(fault["file"]).name, fault["line"]) not in by_line
        and (fault["what"], Path(fault["file"]).name, fault["value"]) not in by_value
    ]
    assert not missed


def planted_faults(folder: Path) -> list[dict[str, str]]:
    planted = json.loads((folder / "planted.json").read_text(encoding="utf-8"))
    return [one for one in planted if one["kind"] == "fault"]


def test_faults_that_would_make_a_count_wrong_stop_it(tmp_path):
    """A code that no list knows is never guessed at, so nothing is counted."""
    folder = example_folder(tmp_path / "faulty", mess=Mess.FAULTY)
    with pytest.raises(FindingsRefuseError):
        count_organisation(folder, as_of=TODAY)
