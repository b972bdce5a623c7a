"""Documents: previewed, made as a job, marked as internal, and each download on the trail."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dueregard.reports.documents.catalogue import DocumentKind, possible_formats
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.due_regard.models import DocumentFile, DocumentSet
from dueregard_web.due_regard.policies import KIND_WORDS
from dueregard_web.organisations.policies import Permission, Role, roles_with
from tests.integration.web.test_due_regard_records import add, place
from tests.web_people import House
from tests.web_years import counted_year, start_year

Run = Callable[[], bool]


def make(house: House, work: Run, *, kinds: list[str], formats: list[str]) -> list[DocumentFile]:
    client = house.client(Role.EQUALITY_LEAD)
    answer = client.post(place(house, "documents/"), {"kinds": kinds, "formats": formats})
    assert answer.status_code == 302, answer.content.decode()
    assert work()
    page = client.get(answer["Location"]).content.decode()
    assert "The documents are made." in page
    return list(DocumentFile.objects.of(house.organisation).order_by("place"))


def test_every_kind_of_document_has_its_words() -> None:
    """A new kind of document cannot be forgotten on the page."""
    assert set(KIND_WORDS) == set(DocumentKind)


@pytest.mark.requirement("R-047")
def test_internal_report_opens_only_to_named_roles_and_is_marked(house: House, work: Run) -> None:
    """The preview and each file open to the roles of the table, marked, and are on the trail."""
    counted_year(house, work)
    [html] = make(house, work, kinds=["annual"], formats=["html"])[:1]
    allowed = roles_with(Permission.READ_INTERNAL_REPORT)
    for role in Role:
        client = house.client(role)
        preview = client.get(place(house, "report/"))
        file = client.get(place(house, f"documents/{html.pk}/"))
        expected = 200 if role in allowed else 403
        assert (preview.status_code, file.status_code) == (expected, expected), role
        if role in allowed:
            assert "internal" in preview.content.decode().lower()
            assert file["Content-Disposition"].startswith("attachment")
            assert file.content == bytes(html.content)
    assert b"nternal" in bytes(html.content)
    taken = AuditEvent.objects.filter(event=Event.DOCUMENT_DOWNLOADED)
    assert taken.count() == len(allowed)
    assert {row.after for row in taken} == {html.sha256}
    assert AuditEvent.objects.filter(event=Event.REPORT_READ).count() == len(allowed)


@pytest.mark.requirement("R-012", "R-013")
def test_preview_is_the_report_with_its_records(house: House, work: Run) -> None:
    """What was typed as a record stands in the preview, beside indicators and principles."""
    counted_year(house, work)
    add(house.client(Role.EQUALITY_LEAD), house, "conclusions", id="C1", text="A marked sentence.")
    page = house.client(Role.SIGNATORY).get(place(house, "report/")).content.decode()
    assert "A marked sentence." in page
    for words in ("Due regard", "personal development", "not to discriminate"):
        assert words in page, words


@pytest.mark.slow
@pytest.mark.parametrize("kind", [k for k in DocumentKind if k is not DocumentKind.WORKBOOK])
def test_each_document_is_made_in_each_format(kind: DocumentKind, house: House, work: Run) -> None:
    """Nothing in the catalogue fails when it is made of a year of the workspace."""
    counted_year(house, work)
    files = make(house, work, kinds=[kind], formats=[])
    endings = {file.name.rsplit(".", 1)[1] for file in files}
    assert endings >= set(possible_formats(kind))
    assert all(file.size == len(bytes(file.content)) > 0 for file in files)


def test_impossible_and_empty_choices_are_told(house: House, work: Run) -> None:
    """A form in which nothing is chosen, or something that cannot be, says so in words."""
    counted_year(house, work)
    client = house.client(Role.EQUALITY_LEAD)
    empty = client.post(place(house, "documents/"), {})
    assert (empty.status_code, "Choose at least one document" in empty.content.decode()) == (
        422,
        True,
    )
    wrong = client.post(place(house, "documents/"), {"kinds": ["cover"], "formats": ["csv"]})
    assert "cannot be written as csv" in wrong.content.decode()
    assert DocumentSet.objects.of(house.organisation).count() == 0


def test_nothing_is_made_before_a_count_and_nothing_is_kept_when_cancelled(
    house: House, work: Run
) -> None:
    """Without counts it is told; a cancelled job leaves no file."""
    start_year(house)
    client = house.client(Role.EQUALITY_LEAD)
    asked = {"kinds": ["annual"], "formats": ["html"]}
    assert client.post(place(house, "documents/"), asked).status_code == 409
    assert client.get(place(house, "report/")).status_code == 409


def test_cancelled_making_keeps_nothing(house: House, work: Run) -> None:
    """A second press while it waits is told; after cancelling there is no file."""
    counted_year(house, work)
    client = house.client(Role.EQUALITY_LEAD)
    asked = {"kinds": ["annual"], "formats": ["html"]}
    answer = client.post(place(house, "documents/"), asked)
    assert client.post(place(house, "documents/"), asked).status_code == 409
    assert client.post(f"{answer['Location']}cancel/").status_code == 302
    assert not work()
    assert "cancelled" in client.get(answer["Location"]).content.decode()
    assert DocumentFile.objects.of(house.organisation).count() == 0


def test_documents_say_when_they_are_of_yesterday(house: House, work: Run) -> None:
    """After a record changes, the page says that the documents were made of something else."""
    counted_year(house, work)
    make(house, work, kinds=["annual"], formats=["json"])
    client = house.client(Role.EQUALITY_LEAD)
    assert "have changed since" not in client.get(place(house, "documents/")).content.decode()
    add(client, house, "conclusions", id="C1", text="New.")
    assert "have changed since" in client.get(place(house, "documents/")).content.decode()
