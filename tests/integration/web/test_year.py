"""A year from its start to its figures, through the pages."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dueregard.operations.count_extracts import count_organisation
from dueregard.returns.storage import load_return
from dueregard_web.organisations.policies import Role
from dueregard_web.returns.models import CountedReturn, ExtractFile, Year
from dueregard_web.returns.receiving import spool_folder
from dueregard_web.returns.settings_text import read_text
from tests.integration.web.conftest import EXAMPLE
from tests.web_people import House
from tests.web_years import counted_year

YEAR = "/o/EX016/2016/"


def upload(client: Client, population: str, path: Path, **more: str):
    content = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(
        f"{YEAR}files/upload/", {"population": population, "file": content, **more}, follow=True
    )


def start(client: Client) -> None:
    response = client.post("/o/EX016/start/", {"edition": "2016"})
    assert response.status_code == 302, response.content


def test_year_goes_from_extracts_to_figures(house: House, work) -> None:
    """An analyst uploads, counts, and reads sentences; the files are gone, the counts are there."""
    client = house.client(Role.HR_ANALYST)
    start(client)
    for path in sorted((EXAMPLE / "data").glob("*.csv")):
        response = upload(client, path.stem, path, system="ESR")
        assert response.status_code == 200, response.content.decode()
    assert len(list(spool_folder().glob("*.sealed"))) == 8
    response = client.post(f"{YEAR}count/", follow=True)
    assert b"waits for its turn" in response.content
    assert work()
    response = client.get(response.redirect_chain[-1][0])
    assert b"The files were counted and are gone" in response.content, response.content.decode()
    assert not list(spool_folder().glob("*.sealed"))
    assert {file.state for file in ExtractFile.unscoped.all()} == {"counted"}
    assert CountedReturn.unscoped.count() == 1
    figures = client.get(f"{YEAR}figures/")
    assert figures.status_code == 200
    assert "White" in figures.content.decode()
    assert client.get(f"{YEAR}findings/").status_code == 200
    assert client.get(f"{YEAR}findings.csv").content.startswith(b"\xef\xbb\xbfseverity")
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"{YEAR}return.zip").content))
    assert archive.namelist() == ["organisation.toml", "return/return.csv", "return/return.json"]


def test_settings_leave_to_the_edition_what_is_not_said(house: House) -> None:
    """Whether bank staff count is said, denied, or left to the edition: three things."""
    client = house.client(Role.HR_ANALYST)
    start(client)
    told = {"name": "Invented", "board_name": "Board", "survey_source": "national"}
    for word, expected in (("yes", True), ("no", False), ("", None)):
        answer = client.post(f"{YEAR}settings/", {**told, "bank_staff": word})
        assert answer.status_code == 302, answer.content.decode()
        document = read_text(Year.unscoped.get().settings_text)
        assert document.get("include", {}).get("bank_staff") == expected
        page = client.get(f"{YEAR}settings/").content.decode()
        assert f'value="{word}" checked' in page


def test_no_survey_needs_a_reason(house: House) -> None:
    """Whoever has no survey, or not the national one, says why."""
    client = house.client(Role.HR_ANALYST)
    start(client)
    told = {"name": "Invented", "board_name": "Board", "survey_source": "none"}
    answer = client.post(f"{YEAR}settings/", told)
    assert answer.status_code == 422
    assert "Enter why there is no survey" in answer.content.decode()
    answer = client.post(f"{YEAR}settings/", {**told, "survey_reason": "Too few people."})
    assert answer.status_code == 302


def test_settings_file_is_taken_over_or_refused_with_its_line(house: House) -> None:
    """Mappings of an organisation.toml are kept; a wrong one is refused where it stands."""
    client = house.client(Role.HR_ANALYST)
    start(client)
    text = (
        EXAMPLE / "organisation.toml"
    ).read_text() + '\n[values.employment]\n"Perm" = "employee"\n'
    assert client.post(f"{YEAR}settings/file/", {"text": text}).status_code == 302
    document = read_text(Year.unscoped.get().settings_text)
    assert document["values"]["employment"] == {"Perm": "employee"}
    assert "path" not in document["files"]["staff"]
    answer = client.post(f"{YEAR}settings/file/", {"text": text.replace("kind =", "knd =")})
    assert answer.status_code == 422
    assert "settings, line" in answer.content.decode()


def test_year_is_started_once(house: House) -> None:
    """A second start is refused; the year is there already."""
    client = house.client(Role.HR_ANALYST)
    start(client)
    assert client.post("/o/EX016/start/", {"edition": "2016"}).status_code == 422
    assert Year.unscoped.count() == 1


def test_downloaded_return_is_read_by_the_command_line(house: House, work, tmp_path: Path) -> None:
    """What was counted here is the same return there, byte for byte of its counts."""
    client = counted_year(house, work)
    content = client.get(f"{YEAR}return.zip").content
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    counted = CountedReturn.unscoped.get()
    assert (tmp_path / "return" / "return.csv").read_text() == counted.cells
    read = load_return(tmp_path / "return")
    again = count_organisation(EXAMPLE, as_of=house.now.date()).data_return
    assert read.cells == again.cells
    assert client.get(f"{YEAR}return.zip").content == content
