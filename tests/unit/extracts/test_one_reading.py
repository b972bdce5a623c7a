"""Big CSV files: read once, quotation marks included, or sent to the exact reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dueregard.extracts import reader
from dueregard.extracts.engine import fetch, open_engine
from dueregard.extracts.one_reading import glance, keeps_promise, read_once
from dueregard.extracts.reader import digest, read_extract, read_rows
from dueregard.settings import FileSettings

HEADER = ("staff_number", "ethnic_category", "pay_band")
HEAD = b"staff_number,ethnic_category,pay_band\n"
ANY = st.text(st.sampled_from("A1Z\u00e9\"',;| \n\rx="), max_size=6)


def rows_of(extract) -> list[tuple[object, ...]]:
    found = sorted(fetch(extract.frame.select("line", *HEADER)))
    return [(line, *(str(text).strip() for text in texts)) for line, *texts in found]


def both(path: Path):
    """Return what the engine reads where it keeps its promise, and what the exact reader reads."""
    file = FileSettings("staff", path)
    with open_engine() as engine:
        once = read_once(engine, file, {}, glance(path))
        kept = once is not None and keeps_promise(once)
        return rows_of(once) if kept else None, rows_of(read_rows(engine, file, {}, ""))


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def test_quotation_marks_are_read_by_the_engine(tmp_path):
    """Commas and doubled marks inside quotation marks are values, and lines stay exact."""
    path = tmp_path / "staff.csv"
    path.write_bytes(HEAD + b'1,"A","5"\n"2","B, x","say ""6"""\n3,,\n4,Z,7\n')
    once, exact = both(path)
    assert once == exact == [
        (2, "1", "A", "5"),
        (3, "2", "B, x", 'say "6"'),
        (4, "3", "", ""),
        (5, "4", "Z", "7"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        b'1,"A\nB",5\n2,A,5\n',
        b"1,A,5\n\n2,A,5\n",
        b"1,A,5\nTotal,1,\n",
        b"1,A\n2,A,5\n",
        b"1,\xe9,5\n",
        b"1,A,5\r\n2,A,5\n",
    ],
)
def test_what_only_rows_can_tell_is_left_to_the_exact_reader(tmp_path, body):
    """A value over two lines, a blank line, a total, a short row, another encoding or ending."""
    path = tmp_path / "staff.csv"
    path.write_bytes(HEAD + body)
    assert both(path)[0] is None


def test_a_glance_gives_the_digest_and_the_lines(tmp_path):
    """The pass over the bytes agrees with the digest of the file; a NUL is no plain text."""
    (tmp_path / "nul.csv").write_bytes(HEAD + b"1,A\0,5\n")
    assert not glance(tmp_path / "nul.csv").plain
    for ending, size in ((b"\n", 70_000), (b"", 70_000), (b"\n", 1)):
        path = tmp_path / "staff.csv"
        path.write_bytes(HEAD + b"1,\xc3\xa9,5\n" * size + b"2,A,5" + ending)
        seen = glance(path)
        assert (seen.sha256, seen.lines, seen.plain) == (digest(path), size + 2, True)


@settings(
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.tuples(ANY, ANY, ANY), min_size=1, max_size=8), st.booleans())
def test_whatever_is_read_once_is_read_as_the_exact_reader_reads_it(tmp_path, rows, quote):
    """With and without quotation marks, the engine agrees or keeps out."""
    texts = [[quoted(text) if quote else text for text in row] for row in rows]
    path = tmp_path / "staff.csv"
    path.write_text("\n".join(map(",".join, (HEADER, *texts))), encoding="utf-8", newline="")
    once, exact = both(path)
    assert once is None or once == exact


def test_a_big_file_with_quotation_marks_is_not_read_row_by_row(tmp_path, monkeypatch):
    """A file above the limit stays with the engine; a broken promise sends it the exact way."""
    monkeypatch.setattr(reader, "SMALL_FILE", 10)
    for body, by_engine in ((b'1,"A",5\n', True), (b'1,"A\n",5\n', False)):
        path = tmp_path / "staff.csv"
        path.write_bytes(HEAD + body)
        with open_engine() as engine:
            extract = read_extract(engine, FileSettings("staff", path))
            assert (extract.raw is not None) is by_engine
            assert extract.rows == 1
