"""Nothing of a person is left after a count: not in the database, the folder or the log."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client

from dueregard_web.organisations.policies import Role
from dueregard_web.returns.receiving import spool_folder
from tests.web_people import House
from tests.web_years import EXAMPLE, start_year, upload, upload_example

MARKS = ("ZZMARKNUMBER7731", "ZZMARKGIVEN", "ZZMARKFAMILY", "ZZ9 9QX")
"""A number, a name and a postcode that nothing else contains."""


def marked_staff() -> bytes:
    """The example's staff file, with somebody in it whose every value can be searched for."""
    lines = (EXAMPLE / "data" / "staff.csv").read_text(encoding="utf-8").splitlines()
    head = f"{lines[0]},Given Name,Family Name,Postcode"
    numbers = lines[0].split(",")
    place = next(i for i, name in enumerate(numbers) if "number" in name.lower())
    made = [head]
    for line in lines[1:]:
        values = line.split(",")
        if len(made) == 1:
            values[place] = MARKS[0]
        made.append(",".join([*values, *MARKS[1:]]))
    # The same person twice: a finding whose value is their number.
    made.append(made[1])
    return ("\n".join(made) + "\n").encode()


def everything_in_the_database() -> str:
    rows = [
        str(row)
        for config in apps.get_app_configs()
        for model in config.get_models()
        for row in model._default_manager.values()
    ]
    return "\n".join(rows)


def everything_on_disk(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def check_nothing_is_left(folders: list[Path], log: str, answers: list[bytes]) -> None:
    database = everything_in_the_database()
    disk = b"\n".join(everything_on_disk(folder) for folder in folders)
    for mark in MARKS:
        assert mark not in database, mark
        assert mark.encode() not in disk, mark
        assert mark not in log, mark
        assert not any(mark.encode() in answer for answer in answers), mark


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where the program could have written: its data folder, and the folder for passing files."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return [Path(settings.CONFIGURATION.data), tmp_path]


def seen_on_pages(client: Client) -> list[bytes]:
    names = ("files/", "findings/", "findings.csv", "figures/", "return.zip", "")
    return [client.get(f"/o/EX016/2016/{name}").content for name in names]


def test_after_a_count_nothing_of_a_person_is_left(
    house: House, work, places: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    """Database, disk, log and pages are searched for what stood in the files."""
    caplog.set_level(logging.DEBUG)
    start_year(house)
    client = house.client(Role.HR_ANALYST)
    upload_example(client, house, without=("staff",))
    assert upload(client, house, "staff", marked_staff(), "staff.csv").status_code == 302
    check_nothing_is_left(places, caplog.text, seen_on_pages(client))
    client.post("/o/EX016/2016/count/")
    assert work()
    page = client.get("/o/EX016/2016/findings/").content.decode()
    assert "One person on several equal lines" in page
    assert client.get("/o/EX016/2016/figures/").status_code == 200
    check_nothing_is_left(places, caplog.text, seen_on_pages(client))
    assert list(spool_folder().iterdir()) == []


def test_after_a_count_that_stopped_nothing_can_be_read(
    house: House, work, places: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    """Findings keep line, column and the value that no list knows; never whose it is."""
    caplog.set_level(logging.DEBUG)
    start_year(house)
    client = house.client(Role.HR_ANALYST)
    text = marked_staff().decode()
    code = text.splitlines()[2].split(",")
    broken = text.replace(f",{code[2]},", ",XQ77,", 1) if len(code[2]) < 3 else text
    lines = broken.splitlines()
    head = lines[0].split(",")
    place = next(i for i, name in enumerate(head) if "ethnic" in name.lower())
    values = lines[1].split(",")
    values[place] = "Nonsense"
    lines[1] = ",".join(values)
    assert upload(client, house, "staff", "\n".join(lines).encode(), "staff.csv").status_code == 302
    client.post("/o/EX016/2016/count/")
    assert work()
    page = client.get("/o/EX016/2016/findings/").content.decode()
    assert "Nonsense" in page
    assert "Stops the count" in page
    check_nothing_is_left(places, caplog.text, [page.encode()])
    assert len(list(spool_folder().iterdir())) == 1


def test_after_a_fault_of_the_program_nothing_is_left(
    house: House, work, places: list[Path], caplog: pytest.LogCaptureFixture, monkeypatch
) -> None:
    """An exception that carries a value is logged by its kind and place."""
    caplog.set_level(logging.DEBUG)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(MARKS[0])

    monkeypatch.setattr("dueregard_web.returns.counting_job.look", fail)
    start_year(house)
    client = house.client(Role.HR_ANALYST)
    upload(client, house, "staff", marked_staff(), "staff.csv")
    response = client.post("/o/EX016/2016/count/", follow=True)
    assert work()
    page = client.get(response.redirect_chain[-1][0])
    assert "A fault of the program" in page.content.decode()
    from dueregard_web.core.log_lines import JsonLines

    lines = [JsonLines().format(record) for record in caplog.records]
    check_nothing_is_left(places, "\n".join(lines), [page.content])
    assert any("RuntimeError" in line for line in lines)
