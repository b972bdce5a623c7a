"""What is handed in is looked at before it is taken: by its content, whatever it is called."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from dueregard_web.organisations.policies import Role
from dueregard_web.returns.models import ExtractFile
from dueregard_web.returns.receiving import LONGEST_NAME, safe_name, spool_folder
from tests.web_people import House
from tests.web_years import EXAMPLE, start_year, upload

STAFF = (EXAMPLE / "data" / "staff.csv").read_bytes()


def workbook(*, formula: bool = False) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, line in enumerate(STAFF.decode().splitlines()):
            for column, text in enumerate(line.split(",")):
                sheet.write_string(row, column, text)
        if formula:
            sheet.write_formula(1, 1, "=1+1")
    return stream.getvalue()


def with_macro() -> bytes:
    stream = io.BytesIO(workbook())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    return stream.getvalue()


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (200 << 20))
    return stream.getvalue()


REFUSED = {
    "empty": (b"", "staff.csv", "empty"),
    "only spaces": (b" \r\n ", "staff.csv", "empty"),
    "old workbook called csv": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100,
        "a.csv",
        "old Excel",
    ),
    "pdf called xlsx": (b"%PDF-1.7 ...", "staff.xlsx", "PDF"),
    "program": (b"MZ\x90\x00" + b"\0" * 60, "staff.csv", "a program"),
    "page of a web site": (b"<html><script>alert(1)</script>", "staff.csv", "web page"),
    "packed": (b"\x1f\x8b\x08" + b"x" * 50, "staff.csv.gz", "gzip"),
    "rubbish": (b"a,b\n\x00\x01\x02", "staff.csv", "no text"),
    "zip that is no workbook": (b"PK\x03\x04 broken", "staff.xlsx", "no workbook"),
    "workbook with a formula": (workbook(formula=True), "staff.xlsx", "formulas"),
    "workbook with a macro": (with_macro(), "staff.xlsx", "macros"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_file_is_refused_with_a_reason(case: str, house: House) -> None:
    """The page says what it is and what to do, and nothing of the file is left."""
    content, name, words = REFUSED[case]
    start_year(house)
    answer = upload(house.client(Role.HR_ANALYST), house, "staff", content, name)
    page = answer.content.decode()
    assert answer.status_code == 422, case
    assert "There is a problem" in page
    assert words in page
    assert "/proc/" not in page
    assert ExtractFile.unscoped.count() == 0
    assert list(spool_folder().glob("*")) == []


def test_bomb_is_refused_before_it_unpacks(house: House) -> None:
    """A workbook that would unpack to hundreds of times its size is not opened."""
    start_year(house)
    content = bomb()
    assert len(content) < 1 << 20
    answer = upload(house.client(Role.HR_ANALYST), house, "staff", content, "staff.xlsx")
    assert "would unpack" in answer.content.decode()
    assert list(spool_folder().glob("*")) == []


@pytest.mark.parametrize(
    ("content", "name", "ending"),
    [(STAFF, "staff.xlsx", ".csv"), (workbook(), "staff.csv", ".xlsx")],
)
def test_ending_comes_from_the_content(
    content: bytes, name: str, ending: str, house: House
) -> None:
    """A file is what is in it, not what it is called."""
    start_year(house)
    answer = upload(house.client(Role.HR_ANALYST), house, "staff", content, name)
    assert answer.status_code == 302, answer.content.decode()
    assert ExtractFile.unscoped.get().ending == ending


def test_file_that_is_too_large_is_refused_while_it_comes(house: House) -> None:
    """Past the limit nothing more is written, and the page says what the limit is."""
    from dataclasses import replace

    from django.conf import settings

    start_year(house)
    small = replace(settings.CONFIGURATION, largest_upload=1 << 20)
    with override_settings(CONFIGURATION=small):
        content = STAFF + b"x,y,z\n" * (1 << 18)
        answer = upload(house.client(Role.HR_ANALYST), house, "staff", content, "staff.csv")
    assert answer.status_code == 422
    assert "larger than 1 MiB" in answer.content.decode()
    assert list(spool_folder().glob("*")) == []


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\windows\\system32\\a.csv",
        "/absolute/a.csv",
        "a\r\nSet-Cookie: x=1.csv",
        "a\x00.csv",
        '"><script>alert(1)</script>.csv',
        "=cmd|'/c calc'!A1.csv",
        "Auszug März (2).csv",
        "x" * 300 + ".csv",
    ],
)
def test_name_is_shown_and_never_used_as_a_path(name: str, house: House) -> None:
    """Folders, line breaks and markup in a name lead nowhere."""
    start_year(house)
    client = house.client(Role.HR_ANALYST)
    answer = upload(client, house, "staff", STAFF, name)
    assert answer.status_code == 302, answer.content.decode()
    assert "Set-Cookie: x" not in str(answer.headers)
    kept = ExtractFile.unscoped.get()
    assert not set(kept.name) & set('/\\\r\n\0<>"=|')
    assert [path.name for path in spool_folder().iterdir()] == [f"{kept.number}.sealed"]
    assert "<script>alert" not in client.get("/o/EX016/2016/files/").content.decode()


@given(st.text(max_size=300))
def test_safe_name_is_a_name(name: str) -> None:
    """Whatever is sent, what is shown is short, without folders, and not empty."""
    made = safe_name(name)
    assert 0 < len(made) <= LONGEST_NAME
    assert not set(made) & set("/\\\r\n\t\0<>\"'=|&;:`$")
    assert made not in {".", ".."}


def test_other_pages_take_in_no_files(house: House) -> None:
    """A file that is sent along to any other page is passed over unread."""
    client = house.client(Role.ADMINISTRATOR)
    client.post(
        "/o/EX016/people/invite/",
        {"email": "a@example.org", "role": "approver", "file": SimpleUploadedFile("a.csv", STAFF)},
    )
    assert not spool_folder().exists() or list(spool_folder().iterdir()) == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.CONTRACT_MANAGER, Role.AUDITOR])
def test_who_may_not_upload_leaves_nothing(role: Role, house: House) -> None:
    """Refused, and the file that came with the request is gone with it."""
    start_year(house)
    answer = upload(house.client(role), house, "staff", STAFF)
    assert answer.status_code == 403
    assert list(spool_folder().iterdir()) == []


def test_second_file_of_a_kind_takes_the_place_of_the_first(house: House) -> None:
    """One of each kind is in hand; the other is unreadable from then on."""
    start_year(house)
    client = house.client(Role.HR_ANALYST)
    upload(client, house, "staff", STAFF, "old.csv")
    upload(client, house, "staff", STAFF, "new.csv")
    states = dict(ExtractFile.unscoped.values_list("name", "state"))
    assert states == {"old.csv": "discarded", "new.csv": "sealed"}
    assert len(list(spool_folder().iterdir())) == 1


def test_file_of_another_year_or_organisation_is_not_discarded(
    house: House, other_house: House
) -> None:
    """The number of a file leads nowhere from elsewhere."""
    start_year(house)
    start_year(other_house)
    upload(house.client(Role.HR_ANALYST), house, "staff", STAFF)
    kept = ExtractFile.unscoped.get()
    stranger = other_house.client(Role.HR_ANALYST)
    assert stranger.post(f"/o/EX099/2016/files/{kept.pk}/discard/").status_code == 409
    assert stranger.post(f"/o/EX016/2016/files/{kept.pk}/discard/").status_code == 404
    kept.refresh_from_db()
    assert kept.state == "sealed"
