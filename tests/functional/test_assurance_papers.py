"""``dueregard assurance``: the statement, the papers on a provider and the pack of evidence."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from dueregard.assurance.board import board_of
from dueregard.assurance.chronology import chronology, phase_of
from dueregard.assurance.contract_years import ContractYear
from dueregard.assurance.demonstration import demonstration
from dueregard.assurance.files import ledger_texts, load_ledger
from dueregard.assurance.happenings import Event, LogEntry, ProviderAction, Query
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.words import AskedOf, ContactKind, EvidenceKind, YesNo
from dueregard.cli.root import root
from dueregard.editions.loader import load_edition
from dueregard.examples.commissioners import CommissionersPlan
from dueregard.operations.invent_register import invent_register
from dueregard.operations.keep_evidence import Incoming, keep
from tests.unit.assurance import records_for_tests as given

M3, OWN = "P1/2015-16/M3", "00C/2015-16/C3"
YEAR = ContractYear(2015)


def run(*words: str) -> Result:
    return CliRunner().invoke(root, ["assurance", *words], catch_exceptions=False)


def ledger() -> Ledger:
    return Ledger(
        register=(
            given.contract("P1", "nhs_trust", 900_000, sub_contractors=("Care Ltd",)),
            given.contract("P2", "independent"),
        ),
        commissioners=(given.US,),
        contacts=(given.contact("P1"), given.contact("P2")),
        events=(
            Event(
                "Q1",
                "P1",
                kind="inspection",
                on=date(2015, 11, 10),
                raises_race_equality=YesNo.YES,
                summary="No plan was seen.",
            ),
        ),
        contact_log=(
            LogEntry(
                id="N1",
                provider="P1",
                on=date(2015, 9, 14),
                kind=ContactKind.MEETING,
                said="Interim in November.",
            ),
        ),
        queries=(
            Query(
                id="F1", provider="P1", question="Which base was used?", asked_on=date(2015, 8, 3)
            ),
            Query(
                id="F2",
                asked_of=AskedOf.NHS_ENGLAND,
                question="Which day governs?",
                asked_on=date(2015, 8, 4),
                answer="1 May.",
                decision="D2",
            ),
        ),
        provider_actions=(ProviderAction("A1", "P1", 2, "Mixed panels."),),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "ours"
    place.mkdir()
    for name, text in ledger_texts(ledger()).items():
        (place / name).write_text(text, encoding="utf-8")
    source = tmp_path / "report.pdf"
    source.write_bytes(b"a report")
    keep(
        place,
        Incoming("P1", "Annual report", EvidenceKind.REPORT, date(2016, 4, 28), (M3,)),
        source,
    )
    return place


def words_of(path: Path) -> str:
    text = re.sub(
        r"<style>.*?</style>|<[^>]+>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    return " ".join(unescape(text).split())


@pytest.mark.requirement("R-007", "R-021", "R-022", "R-106", "R-127", "R-141", "R-180")
def test_the_statement_has_four_cells_each_provider_and_no_rating(folder, tmp_path) -> None:
    """WRES and EDS, own and providers; scope with reasons; process counted, nobody rated."""
    out = tmp_path / "out"
    run("paper", str(folder), "statement", "--out", str(out), "--as-of", "2016-05-02")
    text = words_of(out / "statement-00C-2015-16.html")
    for expected in (
        "What can be demonstrated",
        "No evidence is kept for the commissioner's own organisation.",
        "presumed in scope",
        "Care Ltd",
        "does not rate how anybody treats their staff",
        "nobody has said so yet",
        "NHS Constitution",
        "Public Sector Equality Duty",
        "WRES Technical Guidance",
        "NHS Standard Contract",
    ):
        assert expected in text
    assert not re.search(r"\b(red|amber|green|poor|inadequate|outstanding)\b", text, re.IGNORECASE)


@pytest.mark.requirement("R-141", "R-140", "R-169")
def test_cells_are_filled_by_evidence_alone() -> None:
    """A cell changes when evidence comes, and names it; WRES evidence never fills an EDS cell."""

    def cells(*evidence):
        board = board_of(replace(ledger(), evidence=evidence), given.US, YEAR, date(2016, 5, 2))
        return {(one.family.value, one.place): one for one in demonstration(board)}

    before = cells()
    assert not any(one.is_shown for one in before.values())
    eds = given.report("X1", "00C", "00C/2015-16/eds", kind="other", on="2016-04-01")
    after = cells(eds)
    assert after["eds", "own organisation"].evidence == ("X1",)
    assert after["eds", "own organisation"].is_shown
    assert after["wres", "own organisation"] == before["wres", "own organisation"]


@pytest.mark.requirement("R-129", "R-191", "R-192")
def test_the_chronology_has_every_kind_of_record_by_day(folder, tmp_path) -> None:
    """Meeting, query, report, inspection with its phase: in the order of their days."""
    found = chronology(load_ledger(folder), "P1", date(2016, 6, 1), load_edition("2015").inspection)
    assert [one.on for one in found] == sorted(one.on for one in found)
    assert {"meeting", "query", "received", "regulator"} <= {one.kind for one in found}
    assert any("(pilot)" in one.words for one in found)
    run(
        "paper",
        str(folder),
        "chronology",
        "--provider",
        "P1",
        "--out",
        str(tmp_path),
        "--as-of",
        "2016-05-02",
    )
    assert "Interim in November." in words_of(tmp_path / "chronology-00C-2015-16-P1.html")


@pytest.mark.requirement("R-191")
@pytest.mark.parametrize(("day", "phase"), [("2016-03-31", "pilot"), ("2016-04-01", "live")])
def test_the_day_decides_the_phase_of_an_inspection(day, phase) -> None:
    """From 1 April 2016 the standard is always considered."""
    assert phase_of(date.fromisoformat(day), load_edition("2015").inspection) == phase


@pytest.mark.requirement("R-128", "R-126")
def test_the_well_led_pack_is_written_for_a_provider(folder, tmp_path) -> None:
    """What is held on one provider, with actions that rest on no analysis named as that."""
    run(
        "paper",
        str(folder),
        "well-led",
        "--provider",
        "P1",
        "--out",
        str(tmp_path),
        "--as-of",
        "2016-05-02",
    )
    text = words_of(tmp_path / "well-led-00C-2015-16-P1.html")
    assert "Progress on the standard is always considered." in text
    assert "no analysis is named" in text


def test_the_brief_is_one_page(folder, tmp_path) -> None:
    """For a contract meeting: due, came, shows, open and asked, on one sheet of paper."""
    run(
        "paper",
        str(folder),
        "brief",
        "--provider",
        "P1",
        "--out",
        str(tmp_path),
        "--format",
        "pdf",
        "--as-of",
        "2016-05-02",
    )
    reader = PdfReader(tmp_path / "brief-00C-2015-16-P1.pdf")
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    assert "Which base was used?" in text
    assert "Action A1 on indicator 2 names no analysis of causes." in text


@pytest.mark.requirement("R-021")
def test_the_pack_holds_evidence_and_the_hash_of_each_file(folder, tmp_path) -> None:
    """Every file has the hash that the manifest says; the same evidence gives the same bytes."""
    packs = [tmp_path / "one.zip", tmp_path / "two.zip"]
    for pack in packs:
        run("pack", str(folder), str(pack), "--as-of", "2016-05-02")
    assert packs[0].read_bytes() == packs[1].read_bytes()
    with zipfile.ZipFile(packs[0]) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        hashes = {one["path"]: one["sha256"] for one in manifest["evidence"]}
        assert set(archive.namelist()) == {"manifest.json", *hashes}
        for path, digest in hashes.items():
            assert hashlib.sha256(archive.read(path)).hexdigest() == digest
    assert manifest["evidence"][0]["state"] == "not attested"


def test_no_pack_is_written_of_changed_evidence(folder, tmp_path) -> None:
    """A file that is not as it was kept stops the pack."""
    next((folder / "evidence").iterdir()).write_bytes(b"another")
    result = CliRunner().invoke(
        root, ["assurance", "pack", str(folder), str(tmp_path / "x.zip"), "--as-of", "2016-05-02"]
    )
    assert "has changed since it was kept" in str(result.exception)
    assert not (tmp_path / "x.zip").exists()


@pytest.mark.requirement("R-181")
def test_a_question_to_nhs_england_is_found_from_the_decision_it_supports(folder) -> None:
    """Query and answer are kept with the decision that rests on them."""
    (one,) = [each for each in load_ledger(folder).queries if each.decision == "D2"]
    assert (one.asked_of, one.answer) == (AskedOf.NHS_ENGLAND, "1 May.")


def test_an_invented_set_is_the_same_every_time_and_can_be_worked(tmp_path) -> None:
    """Five commissioners and twenty providers: the same seed, the same files, and a statement."""
    plan = CommissionersPlan(commissioners=5, providers=20, years=2)
    first = invent_register(tmp_path / "a", plan)
    assert invent_register(tmp_path / "b", plan) == first == load_ledger(tmp_path / "a")
    run(
        "paper",
        str(tmp_path / "a"),
        "statement",
        "--commissioner",
        "X01",
        "--out",
        str(tmp_path),
        "--as-of",
        "2016-05-02",
    )
    assert (tmp_path / "statement-X01-2015-16.html").is_file()
