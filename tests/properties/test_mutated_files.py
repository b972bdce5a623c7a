"""A thousand spoilt files: each gives findings or a sentence, never a traceback."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dueregard.examples.formats import workbook_bytes
from dueregard.operations.count_extracts import look

FOLDER = Path(__file__).parents[2] / "examples" / "small-commissioner" / "data"
KINDS = ("staff", "applicants", "disciplinary", "training", "starters", "board", "survey")
NASTY = (
    "=cmd|' /C calc'!A0", "\x00", "NULL", "nan", "1e309", "-1", "٣", "\u202e", "A" * 5000, '"',
    "'; DROP TABLE t0; --", "\ufeff", "31/02/2016", "99999999999", "Total", "ß", "  ", "\r\n", "😀",
)  # fmt: skip
HEAD = 'edition = "2016"\n[organisation]\ncode = "X01"\nname = "Invented"\n'


def rows_of(kind: str) -> list[list[str]]:
    text = (FOLDER / f"{kind}.csv").read_text(encoding="utf-8")
    return [line.split(",") for line in text.splitlines()]


def flip_bytes(content: bytes, random: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(random.randrange(1, 12)):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def truncate(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content))]


def mutate_table(rows: list[list[str]], random: Random) -> list[list[str]]:
    """Drop, rename or repeat columns, replace cells, shuffle, cut and repeat rows."""
    rows = [list(row) for row in rows]
    for _ in range(random.randrange(1, 5)):
        place, line = random.randrange(len(rows[0]) or 1), random.randrange(len(rows))
        kind = random.randrange(7)
        if kind == 0 and len(rows[0]) > 1:
            rows = [row[:place] + row[place + 1 :] for row in rows]
        elif kind == 1:
            rows[0][place] = random.choice((*NASTY, "Ethnic Origin", "staff_number"))
        elif kind == 2:
            rows = [[*row, row[place] if place < len(row) else ""] for row in rows]
        elif kind == 3 and rows[line]:
            rows[line][place % len(rows[line])] = random.choice(NASTY)
        elif kind == 4:
            rows.insert(line, rows[random.randrange(len(rows))][: random.randrange(1, 9)])
        elif kind == 5:
            rows.insert(line, [random.choice(NASTY)])
        else:
            rows = [rows[0], *random.sample(rows[1:], random.randrange(len(rows)))]
    return rows


def spoilt(kind: str, random: Random) -> tuple[str, bytes]:
    """Return a name and the bytes of a spoilt file."""
    rows = mutate_table(rows_of(kind), random)
    if random.random() < 0.15:
        content = workbook_bytes([[c[:30000] for c in row] for row in rows], kind)
        spoil = random.choice((truncate, flip_bytes, lambda content, _: content))
        return f"{kind}.xlsx", spoil(content, random)
    delimiter = random.choice(",,,;\t")
    text = "\n".join(delimiter.join(row) for row in rows) + "\n"
    content = text.encode(random.choice(("utf-8", "utf-8-sig", "utf-16")))
    if random.random() < 0.3:
        half = len(text) // 2
        content = text[:half].encode() + text[half:].encode("cp1252", errors="replace")
    spoil = random.choice((flip_bytes, truncate, lambda content, _: content, lambda c, _: c))
    return f"{kind}.csv", spoil(content, random)


def survives(seed: int) -> None:
    random = Random(seed)
    kind = random.choice(KINDS)
    name, content = spoilt(kind, random)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        (path / name).write_bytes(content)
        settings_text = f'{HEAD}[files.{kind}]\npath = "{name}"\n'
        (path / "organisation.toml").write_text(settings_text)
        looked = look(path, as_of=date(2026, 1, 1))
        check_accounting(looked)
        assert all(fault.message and fault.advice for fault in looked.faults)
        assert looked.faults or looked.data_return is not None


def check_accounting(looked) -> None:
    """Rows read are rows counted and rows excluded, whatever stands in them."""
    if looked.data_return is None:
        return
    for source in looked.data_return.sources:
        fates = [line.rows for line in looked.accounting if line.population == source.population]
        assert not fates or (sum(fates) == source.rows and min(fates) >= 0)


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**9))
def test_spoilt_files(seed):
    """Bytes flipped, columns moved, nasty cells, mixed encodings, cut workbooks: all survive."""
    survives(seed)


@pytest.mark.slow
@settings(max_examples=1000, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**9))
def test_a_thousand_spoilt_files(seed):
    """The same, a thousand times."""
    survives(seed)


@pytest.mark.parametrize("seed", range(12))
def test_spoilt_parquet(seed, tmp_path):
    """A Parquet file that was cut or flipped is refused in a sentence, or read."""
    import duckdb

    path = tmp_path / "staff.parquet"
    duckdb.read_csv(str(FOLDER / "staff.csv"), all_varchar=True).write_parquet(str(path))
    random = Random(seed)
    spoil = truncate if seed % 2 else flip_bytes
    path.write_bytes(spoil(path.read_bytes(), random))
    (tmp_path / "organisation.toml").write_text(HEAD + '[files.staff]\npath = "staff.parquet"\n')
    looked = look(tmp_path, as_of=date(2026, 1, 1))
    assert looked.faults or looked.data_return is not None
