"""A return comes back from its folder as it went in, or not at all."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dueregard.errors import FileNotUsableError, ReturnError
from dueregard.operations.count_extracts import count_organisation
from dueregard.returns.storage import load_return, write_return

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module", params=["small-commissioner", "appendix-1"])
def data_return(request):
    return count_organisation(EXAMPLES / request.param, as_of=date(2026, 1, 1)).data_return


def test_round_trip(data_return, tmp_path):
    """Cells, received figures, sources, accounting, windows: all of it is equal again."""
    paths = write_return(data_return, tmp_path / "return")
    assert load_return(tmp_path / "return") == data_return
    assert load_return(paths[2]) == data_return
    assert sorted(path.name for path in (tmp_path / "return").iterdir()) == [
        "return.csv",
        "return.json",
        "return.parquet",
    ]


def test_two_counts_give_the_same_bytes(data_return, tmp_path):
    """The order of cells is fixed, so that two returns can be compared."""
    write_return(data_return, tmp_path / "a")
    write_return(data_return, tmp_path / "b")
    for name in ("return.csv", "return.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_parquet_holds_the_same_cells(data_return, tmp_path):
    """Programs that read Parquet see what the CSV says."""
    import duckdb

    write_return(data_return, tmp_path)
    rows = duckdb.read_parquet(str(tmp_path / "return.parquet")).fetchall()
    assert sorted(rows) == sorted(tuple(cell) for cell in data_return.cells)


def test_changed_counts_are_refused(data_return, tmp_path):
    """A count corrected by hand in the CSV is no longer the return that was written."""
    write_return(data_return, tmp_path)
    path = tmp_path / "return.csv"
    path.write_text(path.read_text().rstrip("\n")[:-1] + "9\n")
    with pytest.raises(ReturnError, match="is not the file that was written"):
        load_return(tmp_path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"format": 99}, "format"),
        ({"snapshot_date": "soon"}, "is no return"),
        ({"invented": 1}, "keys that no return has"),
    ],
)
def test_broken_metadata_is_refused(data_return, tmp_path, change, message):
    """Another format, a broken date and an unknown key are sentences."""
    write_return(data_return, tmp_path)
    path = tmp_path / "return.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(ReturnError, match=message):
        load_return(tmp_path)


def test_missing_and_unwritable(data_return, tmp_path):
    """A folder without a return, and one that cannot be made, are said."""
    with pytest.raises(FileNotUsableError, match="cannot be read"):
        load_return(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(FileNotUsableError, match="cannot be written"):
        write_return(data_return, tmp_path / "file" / "below")
