"""Years of the web workspace at a given state, for tests that need one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dueregard_web.organisations.policies import Role
from dueregard_web.returns import actions
from tests.web_people import House

EXAMPLE = Path(__file__).parents[1] / "examples" / "small-commissioner"


def start_year(house: House, edition: str = "2016") -> None:
    actions.start_year(house.acting(Role.HR_ANALYST), edition=edition)


def upload(
    client: Client, house: House, population: str, content: bytes, name: str = "file.csv"
) -> Any:
    """Hand in a file on the page, as a browser does."""
    return client.post(
        f"/o/{house.code}/2016/files/upload/",
        {"population": population, "system": "ESR", "file": SimpleUploadedFile(name, content)},
    )


def upload_example(client: Client, house: House, *, without: tuple[str, ...] = ()) -> None:
    for path in sorted((EXAMPLE / "data").glob("*.csv")):
        if path.stem not in without:
            answer = upload(client, house, path.stem, path.read_bytes(), path.name)
            assert answer.status_code == 302, answer.content.decode()


def counted_year(house: House, work: Callable[[], bool]) -> Client:
    """Bring a year to its counts, and return the browser of its analyst."""
    start_year(house)
    client = house.client(Role.HR_ANALYST)
    upload_example(client, house)
    client.post(f"/o/{house.code}/2016/count/")
    assert work()
    return client
