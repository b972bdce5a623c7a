"""A year from its start to its figures, through the pages."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dueregard_web.organisations.policies import Role
from dueregard_web.returns.models import CountedReturn, ExtractFile
from dueregard_web.returns.receiving import spool_folder
from tests.integration.web.conftest import EXAMPLE
from tests.web_people import House

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
