"""Counts typed by hand: the same checks, saved half-way, marked for what they are, superseded."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from dueregard.operations.count_extracts import count_organisation
from dueregard.returns.storage import load_return
from dueregard_web.audit.models import AuditEvent
from dueregard_web.organisations.policies import Role
from dueregard_web.returns.models import CountedReturn, TypedCounts
from tests.web_people import House
from tests.web_years import start_year, upload, upload_example

APPENDIX = Path(__file__).parents[3] / "examples" / "appendix-1"
YEAR = "/o/EX016/2016/"
TYPED = f"{YEAR}typed/"


def sent(lines: list[dict[str, str]], then: str, seen: int = 0, basis: str = "typed"):
    told = {f"{name}-{n}": text for n, one in enumerate(lines, 1) for name, text in one.items()}
    return {**told, "lines": str(len(lines)), "then": then, "seen": str(seen), "basis": basis}


def line(population: str, who: str, n: str, **more: str) -> dict[str, str]:
    return {"population": population, "who": who, "n": n, "base": "unknown", **more}


GOOD = [
    line("staff", "ethnicity/A", "40", base="all"),
    line("staff", "ethnicity/group:compared", "6", base="all"),
    line("staff", "ethnicity/Z", "4", base="all"),
    line("shortlisted", "ethnicity/group:reference", "12"),
    line("shortlisted", "ethnicity/group:compared", "6"),
    line("appointed", "ethnicity/group:reference", "5"),
    line("appointed", "ethnicity/group:compared", "1"),
]


@pytest.fixture
def client(house: House) -> Client:
    start_year(house)
    return house.client(Role.HR_ANALYST)


def appendix_lines() -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO((APPENDIX / "counts.csv").read_text(encoding="utf-8")))
    return [
        line(
            row["population"],
            f"{row['characteristic']}/{row['category']}",
            row["n"],
            source=row["source"],
        )
        for row in rows
    ]


def test_typed_lines_are_counted_as_the_command_line_counts_a_file(
    client: Client, work, tmp_path: Path
) -> None:
    """The example report of the guidance, typed in: the same cells as from its counts.csv."""
    text = (APPENDIX / "organisation.toml").read_text(encoding="utf-8")
    assert client.post(f"{YEAR}settings/file/", {"text": text}).status_code == 302
    answer = client.post(TYPED, sent(appendix_lines(), "count", basis="published"))
    assert answer.status_code == 302, answer.content.decode()
    assert work()
    content = client.get(f"{YEAR}return.zip").content
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    typed = load_return(tmp_path / "return")
    from_file = count_organisation(APPENDIX, as_of=typed.period_end.replace(year=2026)).data_return
    assert typed.cells == from_file.cells
    assert typed.counts_basis == "published"
    page = client.get(f"{YEAR}figures/").content.decode()
    assert "Taken from a publication" in page
    assert "not made from records of people" in page


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"n": "1.5"}, "n", "is no whole number"),
        ({"n": "-3"}, "n", "is no whole number"),
        ({"n": ""}, "n", "enter the number of people"),
        ({"who": ""}, "who", "choose which group"),
        ({"population": ""}, "population", "choose who was counted"),
        ({"who": "ethnicity/Q9"}, "who", "choose from the list"),
        ({"population": "visitors"}, "population", "choose from the list"),
        ({"base": "known"}, "base", "has another base"),
        ({"year": "last"}, "year", "is no whole number"),
        ({"pay_band": "band_99"}, "pay_band", "choose from the list"),
    ],
)
def test_each_line_is_checked_and_named(
    client: Client, changed: dict[str, str], field: str, words: str
) -> None:
    """A fault names its line in the summary and beside its field; nothing is counted or kept."""
    lines = [dict(one) for one in GOOD]
    lines[1] |= changed
    answer = client.post(TYPED, sent(lines, "count"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}-2"' in page
    assert "Line 2: " in page
    assert words in page
    assert f'id="{field}-2-error"' in page
    assert "<title>Error: " in page.replace("\n", "").replace("  ", "")
    assert TypedCounts.unscoped.count() == 0


def test_all_faulty_lines_are_named_at_once(client: Client) -> None:
    """Whoever types sees every line that is wrong, not the first alone."""
    lines = [dict(one) for one in GOOD]
    for place in (0, 3, 5):
        lines[place]["n"] = "many"
    page = client.post(TYPED, sent(lines, "count")).content.decode()
    assert [n for n in range(1, 8) if f'href="#n-{n}"' in page] == [1, 4, 6]


def test_lines_are_saved_half_way_and_come_back(client: Client) -> None:
    """What is not finished is kept as it is; the page says so when it is opened again."""
    lines = [GOOD[0], line("staff", "", "7"), {"population": "", "who": "", "n": ""}, GOOD[3]]
    answer = client.post(TYPED, sent(lines, "later"), follow=True)
    assert "One line is not finished yet" in answer.content.decode()
    page = client.get(TYPED).content.decode()
    assert 'value="7"' in page
    assert "Line 2: choose which group" in page
    assert 'name="lines" value="7"' in page  # three that are filled, four that are empty
    assert client.get(f"{YEAR}figures/").status_code == 409


def test_basis_has_to_be_said(client: Client) -> None:
    """Typed from own books or taken from a publication: the report says which."""
    for then in ("later", "count"):
        answer = client.post(TYPED, sent(GOOD, then, basis=""))
        assert answer.status_code == 422
        assert "Choose where these numbers come from" in answer.content.decode()


def test_counts_hang_together_or_the_findings_say_so(client: Client, work) -> None:
    """More appointed than shortlisted: the check of the return finds it, as for a file."""
    lines = [*GOOD[:5], line("appointed", "ethnicity/group:compared", "9")]
    assert client.post(TYPED, sent(lines, "count")).status_code == 302
    assert work()
    page = client.get(f"{YEAR}findings/").content.decode()
    assert "Counts that do not add up" in page
    assert "9 appointed, 6 shortlisted" in page


@pytest.mark.requirement("R-031")
def test_data_quality_page_says_what_more_is_needed(client: Client, work) -> None:
    """Nobody typed bands or leavers: both are entries of what is missing, and nothing breaks."""
    client.post(TYPED, sent(GOOD, "count"))
    assert work()
    page = client.get(f"{YEAR}data-quality/").content.decode()
    assert "What further information is needed" in page
    assert "Pay bands of staff" in page
    assert "Leavers" in page
    assert "Typed by hand" in page


def test_new_count_supersedes_and_the_earlier_is_kept(client: Client, work) -> None:
    """Both counts can be downloaded; the later one holds, each with its number of people."""
    client.post(TYPED, sent(GOOD, "count"))
    assert work()
    more = [line("staff", "ethnicity/A", "41", base="all"), *GOOD[1:]]
    client.post(TYPED, sent(more, "count", seen=1))
    assert work()
    later, earlier = CountedReturn.unscoped.all()
    assert (",41\n" in later.cells, ",41\n" in earlier.cells) == (True, False)
    page = client.get(f"{YEAR}counts/").content.decode()
    assert page.count("Superseded") == 1
    for one in (later, earlier):
        content = client.get(f"{YEAR}counts/{one.pk}.zip").content
        archive = zipfile.ZipFile(io.BytesIO(content))
        assert archive.read("return/return.csv").decode() == one.cells
    history = client.get(f"{YEAR}typed/history/").content.decode()
    assert [word in history for word in ("Save 1", "Save 2", ">40<", ">41<")] == [True] * 4


def test_two_who_save_at_once_do_not_overwrite_each_other(client: Client, house: House) -> None:
    """The second is told, keeps what stands on the page, and the first save holds."""
    assert client.post(TYPED, sent(GOOD, "later")).status_code == 302
    mine = [line("staff", "ethnicity/B", "77")]
    answer = client.post(TYPED, sent(mine, "later", seen=0))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody saved these counts since you opened the page" in page
    assert 'value="77"' in page
    assert TypedCounts.unscoped.count() == 1


def test_lines_can_be_added_and_emptied_without_losing_any(client: Client) -> None:
    """Ten more lines are offered with what was typed; an emptied line is gone when saved."""
    page = client.post(TYPED, sent(GOOD, "more")).content.decode()
    assert f'name="lines" value="{len(GOOD) + 10}"' in page
    assert TypedCounts.unscoped.count() == 0
    client.post(TYPED, sent([*GOOD[:2], {}, GOOD[3]], "later"))
    assert TypedCounts.unscoped.get().cells.count("\n") == 4


def test_typed_lines_and_files_are_counted_together(client: Client, house: House, work) -> None:
    """Staff from a file, training typed: one return holds both, and says records."""
    upload_example(client, house, without=("training", "survey", "leavers"))
    client.post(TYPED, sent([line("training", "ethnicity/A", "3")], "count"))
    assert work()
    cells = CountedReturn.unscoped.get().cells
    assert "\ntraining,2016,ethnicity,A" in cells
    assert "\nstaff,2016,ethnicity" in cells


def test_people_in_a_file_and_typed_are_asked_about(client: Client, house: House, work) -> None:
    """Staff uploaded and typed as well: added, and somebody is asked whether they are the same."""
    upload_example(client, house, without=("survey",))
    page = client.get(TYPED).content.decode()
    assert "There are files in hand too" in page
    client.post(TYPED, sent([line("staff", "ethnicity/A", "3")], "count"))
    assert work()
    page = client.get(f"{YEAR}findings/").content.decode()
    assert "People of one kind both in a file and typed by hand" in page
    assert "staff, by ethnicity: also in staff.csv" in page
    assert "This year was counted from files" in client.get(TYPED).content.decode()


def test_uploaded_counts_take_the_place_of_typed_ones(client: Client, house: House, work) -> None:
    """A file of counts in hand and typed lines would count people twice; the file counts."""
    client.post(TYPED, sent(GOOD, "later"))
    upload(client, house, "counts", b"population,category,n\nstaff,A,9\n", "counts.csv")
    client.post(f"{YEAR}count/")
    assert work()
    assert [row.rsplit(",", 1)[1] for row in CountedReturn.unscoped.get().cells.split()[1:]] == [
        "9"
    ]


def test_download_is_safe_to_open_in_a_spreadsheet(client: Client) -> None:
    """A source that begins like a formula is text, and the command line still reads the file."""
    lines = [line("staff", "ethnicity/A", "5", source="=HYPERLINK(1)")]
    client.post(TYPED, sent(lines, "later"))
    text = client.get(f"{YEAR}typed/counts.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text


def test_what_was_typed_is_not_told_to_the_trail(client: Client) -> None:
    """The trail says that counts were saved, with their digest and no number of people."""
    client.post(TYPED, sent([line("staff", "ethnicity/A", "4711")], "later"))
    row = AuditEvent.objects.get(event="counts_typed")
    assert row.after
    assert "4711" not in str(row.__dict__)


def test_page_offers_to_type_and_lists_what_waits(client: Client) -> None:
    """The list of files and the year's steps know of lines that were not counted yet."""
    client.post(TYPED, sent(GOOD, "later"))
    assert "7 lines of typed counts are waiting" in client.get(f"{YEAR}files/").content.decode()
    assert "Typed counts are waiting" in client.get(YEAR).content.decode()
