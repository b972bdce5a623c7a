"""The exchange file: what one writes another reads, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dueregard.benchmarks.profiles import (
    COLUMNS,
    load_profile,
    placed,
    profile_csv,
    profile_json,
    profile_of,
    read_facts,
)
from dueregard.benchmarks.published import published_figures
from dueregard.errors import ConfigurationError, FileNotUsableError
from tests.pooled_bodies import body

ONE = body("A", staff=(30, 3, 2), shortlisted=(20, 10, 0), appointed=(8, 2, 0))


@pytest.mark.requirement("R-123")
def test_what_is_written_is_read(tmp_path: Path) -> None:
    """An exchange file gives back the very profile, and says that it is internal."""
    profile = profile_of([ONE], kind="acute trust", region="North")
    path = tmp_path / "a.json"
    path.write_text(profile_json(profile), encoding="utf-8")
    assert load_profile(path) == profile
    assert json.loads(path.read_text())["standing"] == "internal"


def test_csv_has_a_line_for_each_measure() -> None:
    """The CSV holds the same tallies, one line for each measure and year."""
    profile = profile_of([ONE])
    rows = list(csv.DictReader(io.StringIO(profile_csv(profile))))
    assert tuple(rows[0]) == COLUMNS
    found = {row["key"]: (row["compared_events"], row["compared_people"]) for row in rows}
    assert found["appointment"] == ("2", "10")
    assert len(rows) == len(profile.measures)


@pytest.mark.parametrize(
    "text",
    [
        "no json",
        "[]",
        '{"format": "other"}',
        json.dumps(
            json.loads(profile_json(profile_of([ONE]))) | {"format": "dueregard-benchmark-9"}
        ),
        profile_json(profile_of([ONE])).replace('"internal"', '"secret"'),
    ],
)
def test_what_is_no_exchange_file_is_refused(tmp_path: Path, text: str) -> None:
    """A file of another kind is refused with its name."""
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileNotUsableError, match=r"a\.json"):
        load_profile(path)


def test_impossible_tally_is_refused(tmp_path: Path) -> None:
    """More events than people come from no organisation."""
    profile = profile_of([ONE])
    wrong = replace(profile.measures[0], compared=(9, 3))
    path = tmp_path / "a.json"
    path.write_text(profile_json(replace(profile, measures=(wrong,))), encoding="utf-8")
    with pytest.raises(FileNotUsableError, match="more events than people"):
        load_profile(path)


def test_two_returns_of_one_year_are_refused() -> None:
    """A year stands in a profile once."""
    with pytest.raises(ConfigurationError, match="one year"):
        profile_of([ONE, replace(ONE, snapshot_date=date(2016, 3, 30))])


def test_facts_from_a_list(tmp_path: Path) -> None:
    """Kind and region come from a list by code; who is not in it keeps the own."""
    path = tmp_path / "facts.csv"
    path.write_text("code,kind,region\nA,acute trust,North\n", encoding="utf-8")
    facts = placed(profile_of([ONE]), read_facts(path)).facts
    assert (facts.kind, facts.region) == ("acute trust", "North")
    assert placed(profile_of([ONE]), {}).facts.kind == "commissioner"
    path.write_text("name\nx\n", encoding="utf-8")
    with pytest.raises(FileNotUsableError, match="no column 'code'"):
        read_facts(path)


def test_published_figures_name_their_source() -> None:
    """Each national figure has its base and the address it was published at."""
    assert published_figures()
    for one in published_figures():
        assert one.source.startswith("https://")
        assert one.base
