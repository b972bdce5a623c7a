"""The engine's own reader and the exact reader give the same cells and the same lines."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dueregard.extracts.engine import fetch, open_engine
from dueregard.extracts.one_reading import glance, keeps_promise, read_once
from dueregard.extracts.reader import Extract, read_rows
from dueregard.settings import FileSettings

TIDY = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp"), blacklist_characters='",;|'),
    max_size=6,
)
ANY = st.text(st.sampled_from("A1Zé\"',;| \n\r\tNULx="), max_size=6)
HEADER = ("staff_number", "ethnic_category", "pay_band")


def rows_of(extract: Extract) -> list[tuple[object, ...]]:
    columns = ("line", *HEADER)
    values = sorted(fetch(extract.frame.select(*columns)))
    return [(line, *(str(text).strip() for text in texts)) for line, *texts in values]


def both(content: bytes, delimiter: str = ","):
    with tempfile.TemporaryDirectory() as folder, open_engine() as engine:
        path = Path(folder) / "staff.csv"
        path.write_bytes(content)
        file = FileSettings("staff", path)
        fast = read_once(engine, file, {}, glance(path))
        exact = read_rows(engine, file, {}, "")
        is_used = fast is not None and keeps_promise(fast)
        return rows_of(fast) if is_used else None, rows_of(exact), exact


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(TIDY, TIDY, TIDY), min_size=1, max_size=12),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
)
def test_tidy_files(rows, delimiter, ending):
    """Whatever the engine agrees to read, it reads as the exact reader does, line by line."""
    lines = [delimiter.join(row) for row in (HEADER, *rows)]
    fast, exact, _ = both((ending.join(lines) + ending).encode())
    assert fast is None or fast == exact


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(ANY, ANY, ANY), min_size=1, max_size=8))
def test_untidy_files(rows):
    """Quotes, newlines, blanks and stray delimiters send a file to the exact reader, or agree."""
    text = "\n".join(",".join(row) for row in (HEADER, *rows))
    fast, exact, _ = both(text.encode())
    assert fast is None or fast == exact


def test_a_tidy_file_does_go_the_fast_way():
    """The property above is not empty: a plain file is read by the engine."""
    fast, exact, _ = both(b"staff_number,ethnic_category,pay_band\n1,NA,5\n2,,N/A\n3,Z,NULL\n")
    assert fast == exact == [(2, "1", "NA", "5"), (3, "2", "", "N/A"), (4, "3", "Z", "NULL")]


def test_what_is_not_tidy_goes_the_exact_way():
    """A blank line, a total or another encoding is enough; quotation marks alone are not."""
    head = b"staff_number,ethnic_category,pay_band\n"
    for body in (
        b'1,"A\n",5\n',
        b"1,A,5\n\n2,A,5\n",
        b"1,A,5\nTotal,1,\n",
        b"1,\xe9,5\n",
        b"1,A,5\n,,\n",
    ):
        fast, _, _ = both(head + body)
        assert fast is None, body
