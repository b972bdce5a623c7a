"""What the tests of the web workspace share: two organisations, and a clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dueregard_web.jobs.worker import run_next
from dueregard_web.returns.apps import key_ring
from dueregard_web.returns.receiving import spool_folder
from tests.web_people import House

EXAMPLE = Path(__file__).parents[3] / "examples" / "small-commissioner"


class MachineClock:
    """The machine's time: sessions and codes of the browser need the real one."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@pytest.fixture
def clock() -> MachineClock:
    return MachineClock()


@pytest.fixture
def house(db: None, clock: MachineClock) -> House:
    return House.found("EX016", clock.now())


@pytest.fixture
def other_house(db: None, clock: MachineClock) -> House:
    return House.found("EX099", clock.now())


@pytest.fixture(autouse=True)
def spool_is_empty() -> Iterator[None]:
    """Leave no sealed file to the next test."""
    yield
    for path in spool_folder().glob("*"):
        path.unlink()


@pytest.fixture(autouse=True)
def commits_count(request: pytest.FixtureRequest) -> Iterator[None]:
    """Do at the end of each request what waits for a commit: the test's own never comes."""
    if "db" not in request.fixturenames:
        yield
        return
    from django.db import transaction

    ordinary = transaction.on_commit
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(transaction, "on_commit", lambda function, **_: function())
        yield
    assert transaction.on_commit is ordinary


@pytest.fixture
def work(clock: MachineClock):
    """Do the long work that waits, as the worker would."""

    def run() -> bool:
        return run_next(key_ring().boot, clock)

    return run
