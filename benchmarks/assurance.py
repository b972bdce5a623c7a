"""``python -m benchmarks.assurance``: an invented 42 commissioners, 250 providers and five years.

Prints wall seconds, in one process whose modules are loaded: reading the folder, the status board
from records in memory, a nightly run with every first letter to write, one with none, a statement.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from dueregard.assurance.board import board_of
from dueregard.assurance.contract_years import ContractYear
from dueregard.examples.commissioners import CommissionersPlan
from dueregard.operations.assess_providers import load
from dueregard.operations.invent_register import invent_register
from dueregard.operations.run_tick import tick
from dueregard.operations.write_assurance import write_paper
from dueregard.reports.pages.writing import Format

YEAR = ContractYear(2015)
FORMATS = (Format.HTML, Format.PDF, Format.DOCX)


@contextmanager
def timed(name: str, limit: float | None = None):
    start = time.perf_counter()
    yield
    wanted = "" if limit is None else f" (wanted: at most {limit:g} s)"
    print(f"{name:<46} {time.perf_counter() - start:7.2f} s{wanted}")


def main(show: Callable[[str], None] = print) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "ours"
        ledger = invent_register(folder, CommissionersPlan())
        show(f"{len(ledger.register):,} contracts, {len(ledger.answers):,} answers on evidence")
        with timed("reading the folder"):
            ledger = load(folder)
        with timed("status board of one commissioner", 1):
            board_of(ledger, ledger.own("X01"), YEAR, date(2016, 5, 10))
        with timed("status boards of all 42"):
            for ours in ledger.ours:
                board_of(ledger, ours, YEAR, date(2016, 5, 10))
        with timed("nightly run, every first letter to write", 30):
            number = len(tick(folder, as_of=date(2015, 7, 21)).letters)
        show(f"  {number} letters")
        with timed("nightly run, nothing to write", 30):
            tick(folder, as_of=date(2015, 7, 22))
        with timed("statement as HTML, PDF and DOCX", 5):
            write_paper(
                folder,
                "statement",
                Path(place) / "out",
                as_of=date(2016, 5, 10),
                commissioner="X01",
                formats=FORMATS,
            )


if __name__ == "__main__":
    main()
