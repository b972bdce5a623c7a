"""A year out and in: nobody is locked in, and nothing is taken in that does not belong."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dueregard.operations.write_report import Wanted, write_report
from dueregard.reports.documents.catalogue import DocumentKind, FileFormat
from dueregard_web.due_regard import actions
from dueregard_web.due_regard.archive import KNOWN, LARGEST_ENTRY, MOST_ENTRIES, zip_bytes
from dueregard_web.due_regard.models import DocumentFile, RecordVersion, Source
from dueregard_web.organisations.policies import Role
from dueregard_web.returns.actions import take_over_settings
from tests.integration.web.test_due_regard_records import DECISION, add, held, place
from tests.integration.web.test_due_regard_signing import EDITION, all_read, issue, sign
from tests.web_people import House
from tests.web_years import EXAMPLE, counted_year, start_year

Run = Callable[[], bool]


def exported(house: House) -> dict[str, bytes]:
    answer = house.client(Role.HR_ANALYST).get(place(house, "exchange/year.zip"))
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def send(house: House, content: bytes, role: Role = Role.HR_ANALYST) -> Any:
    file = SimpleUploadedFile("year.zip", content)
    return house.client(role).post(place(house, "exchange/import/"), {"file": file})


def example_files(code: str = "EX016") -> dict[str, bytes]:
    """Return the example's records, with settings that name no file of people."""
    files = {
        f"records/{path.relative_to(EXAMPLE / 'records').as_posix()}": path.read_bytes()
        for path in sorted((EXAMPLE / "records").rglob("*"))
        if path.is_file()
    }
    settings = f'edition = "2016"\n\n[organisation]\ncode = "{code}"\nname = "Invented"\n'
    return {**files, "organisation.toml": (settings + 'kind = "commissioner"\n').encode()}


@pytest.mark.requirement("R-039")
@pytest.mark.slow
def test_command_line_makes_the_same_documents_of_an_exported_year(
    house: House, work: Run, tmp_path: Path
) -> None:
    """Every document of a year with counts and the example's records, byte for byte."""
    counted_year(house, work)
    assert send(house, zip_bytes(example_files())).status_code == 302
    client = house.client(Role.EQUALITY_LEAD)
    kinds = [one for one in DocumentKind if one is not DocumentKind.WORKBOOK]
    client.post(place(house, "documents/"), {"kinds": kinds, "formats": []})
    assert work()
    made = {
        one.name: bytes(one.content) for one in DocumentFile.objects.of(house.organisation).all()
    }
    for name, content in exported(house).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    day = DocumentFile.objects.of(house.organisation).first().made_in.made_on
    write_report(tmp_path, as_of=day, wanted=Wanted(kinds=tuple(kinds)))
    assert len(made) > 20
    for name, content in made.items():
        assert (tmp_path / "internal" / name).read_bytes() == content, name


def test_quick_documents_are_the_command_lines_too(house: House, work: Run, tmp_path: Path) -> None:
    """The annual report as a page and as data, of a year with another year before it."""
    counted_year(house, work)
    send(house, zip_bytes(example_files()))
    client = house.client(Role.EQUALITY_LEAD)
    forms = [FileFormat.HTML, FileFormat.CSV, FileFormat.JSON]
    client.post(place(house, "documents/"), {"kinds": ["annual"], "formats": forms})
    assert work()
    rows = list(DocumentFile.objects.of(house.organisation).all())
    for name, content in exported(house).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    write_report(tmp_path, as_of=rows[0].made_in.made_on)
    assert {row.name for row in rows} == {"annual-report.html", "figures.csv", "figures.json"}
    for row in rows:
        assert (tmp_path / "internal" / row.name).read_bytes() == bytes(row.content), row.name


def test_exported_year_is_taken_in_elsewhere_and_comes_out_the_same(
    house: House, work: Run
) -> None:
    """Out, in again: nothing changes; into an empty year: the same files come out."""
    counted_year(house, work)
    send(house, zip_bytes(example_files()))
    add(house.client(Role.EQUALITY_LEAD), house, "queries", id="Q1", text="Who counts?")
    before = exported(house)
    number = RecordVersion.objects.of(house.organisation).count()
    assert send(house, zip_bytes(before)).status_code == 302
    assert RecordVersion.objects.of(house.organisation).count() == number
    assert exported(house) == before
    for kind in ("actions", "evidence", "queries"):
        assert held(house, kind), kind
    assert {one.source for one in held(house, "evidence")} == {Source.FILE}


def test_settings_of_files_that_are_gone_come_back(house: House) -> None:
    """What is said of a file, such as its system, survives although the file itself is gone."""
    start_year(house)
    text = (EXAMPLE / "organisation.toml").read_text(encoding="utf-8")
    take_over_settings(house.acting(Role.HR_ANALYST), edition="2016", text=text)
    before = exported(house)
    assert b"[files.staff]" in before["workspace/settings.toml"]
    assert b"[files" not in before["organisation.toml"]
    answer = send(house, zip_bytes(before))
    assert answer.status_code == 302, answer.content.decode()
    assert exported(house) == before


def test_exported_names_are_those_that_are_taken_in(house: House, work: Run) -> None:
    """Nothing that is written would be refused, and no file of people is among it."""
    counted_year(house, work)
    assert set(exported(house)) <= KNOWN
    assert b"staff_number" not in b"".join(exported(house).values())


@pytest.mark.requirement("R-037")
def test_file_changes_nothing_that_was_signed_here(house: House) -> None:
    """A file that says something else of a signed decision is refused whole."""
    start_year(house)
    all_read(house, issue(house))
    add(house.client(Role.EQUALITY_LEAD), house, "decisions", **DECISION)
    sign(house, held(house, "decisions")[0])
    files = exported(house)
    path = "records/decisions.csv"
    files[path] = files[path].replace(b"Two people shortlist.", b"One person shortlists.")
    files["records/objectives.csv"] += b"O9,New\n"
    answer = send(house, zip_bytes(files))
    assert answer.status_code == 422
    assert "signed and cannot be changed" in answer.content.decode()
    assert held(house, "objectives") == []


@pytest.mark.requirement("R-030", "R-037")
def test_days_in_a_file_stand_for_no_signature_here(house: House) -> None:
    """An acknowledgement that a file brings lets nobody sign, and no outsider brings a file."""
    start_year(house)
    version = issue(house)
    name = house.person(Role.APPROVER).name
    files = exported(house)
    files["records/acknowledgements.csv"] += f"{name},Approver,{version},2016-01-01\n".encode()
    assert send(house, zip_bytes(files)).status_code == 302
    actions.acknowledge_briefing(house.acting(Role.SIGNATORY), **EDITION, version=version)
    add(house.client(Role.EQUALITY_LEAD), house, "decisions", **DECISION)
    client = house.client(Role.SIGNATORY)
    one = held(house, "decisions")[0]
    answer = client.post(
        place(house, f"due-regard/decisions/{one.record}/sign/"), {"seen": one.version}
    )
    assert answer.status_code == 409
    assert name in answer.content.decode()
    assert send(house, zip_bytes(files), Role.SUPPORT_ANALYST).status_code == 403


def packed(**entries: bytes) -> bytes:
    return zip_bytes({**example_files(), **entries})


def linked() -> bytes:
    stream = io.BytesIO(zip_bytes(example_files()))
    with zipfile.ZipFile(stream, "a") as archive:
        link = zipfile.ZipInfo("workspace/queries.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return stream.getvalue()


def twice() -> bytes:
    stream = io.BytesIO(zip_bytes(example_files()))
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("organisation.toml", "edition = 1")
    return stream.getvalue()


BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "no zip": (lambda: b"PK but no", "no ZIP file"),
    "empty zip": (lambda: zip_bytes({}), "s settings"),
    "way out": (lambda: packed(**{"../evil.csv": b"x"}), "not taken in"),
    "absolute": (lambda: packed(**{"/etc/cron.d/x": b"x"}), "not taken in"),
    "backslash": (lambda: packed(**{"records\\..\\x": b"x"}), "not taken in"),
    "drive": (lambda: packed(**{"C:/x": b"x"}), "not taken in"),
    "link": (linked, "not taken in"),
    "twice": (twice, "not taken in"),
    "people": (lambda: packed(**{"data/staff.csv": b"x"}), "not taken in"),
    "bomb": (lambda: packed(**{"records/README.md": b"0" * (LARGEST_ENTRY + 1)}), "too large"),
    "many": (
        lambda: packed(**{f"earlier/{n}": b"" for n in range(MOST_ENTRIES)}),
        f"more than {MOST_ENTRIES}",
    ),
    "half a return": (lambda: packed(**{"return/return.csv": b"x"}), "one of them is missing"),
    "no text": (lambda: packed(**{"records/actions.csv": b"\xff\xfe\x00"}), "no ZIP file"),
    "another body": (lambda: zip_bytes(example_files("EX999")), "of EX999"),
    "unknown id": (lambda: packed(**{"records/causes.csv": b"id,conclusion,text\nK1,C99,x\n"}),
                   "is no id in"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_does_not_belong_is_refused_in_words(name: str, house: House) -> None:
    """Bombs, ways out of the folder, links, people: refused in a sentence, nothing is kept."""
    start_year(house)
    make, words = BAD[name]
    answer = send(house, make())
    page = answer.content.decode()
    assert answer.status_code == 422, name
    assert words in page
    assert "dueregard-year-" not in page
    assert RecordVersion.objects.of(house.organisation).count() == 0
