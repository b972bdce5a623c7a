"""Evidence, letters, steps, papers and the site in the web workspace."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dueregard_web.assurance.actions import tick_daily
from dueregard_web.assurance.folders import folder_of, site_of
from dueregard_web.assurance.models import LedgerHead, LedgerRecord
from dueregard_web.assurance.queries import read_kept_records
from dueregard_web.audit.models import AuditEvent
from dueregard_web.organisations.policies import Role
from tests.integration.web.assurance_house import M1, M3, Scene, record_in, words
from tests.web_clock import SetClock
from tests.web_people import signed_in


@pytest.fixture
def scene(db: None, settings) -> Scene:
    return Scene.begun(settings)


def keep(
    scene: Scene, content: bytes = b"a report", name: str = "report.txt", **more: object
) -> str:
    data = {
        "obligations": [M1], "title": "Baseline report", "kind": "report",
        "file": SimpleUploadedFile("report.txt", content), **more,
    }  # fmt: skip
    response = scene.client(Role.CONTRACT_MANAGER).post(f"{scene.base}keep/P1/", data)
    assert response.status_code == 302, words(response)
    return record_in(response["Location"])


def ledger(scene: Scene):
    return read_kept_records(scene.house.organisation).ledger


def attest(scene: Scene, record: str, email: str = "pat@p1.example.org"):
    person = scene.contact_of("P1", email)
    client = signed_in(person)
    address = f"/o/EX016/provider/evidence/{record}/attest/"
    return client, client.post(address, {"post": "Chief Executive", "agreed": "on"})


def test_what_is_kept_has_its_hash_and_comes_back_as_it_came(scene: Scene) -> None:
    """The bytes that were uploaded are those that are given back, to whoever may read."""
    record = keep(scene)
    given = scene.client(Role.AUDITOR).get(f"{scene.base}evidence/{record}/file/")
    assert given.content == b"a report"
    assert given["Content-Disposition"].startswith("attachment")
    kept = ledger(scene).evidence[0]
    import hashlib

    assert kept.sha256 == hashlib.sha256(b"a report").hexdigest()


def test_a_file_altered_on_disk_is_reported_at_once(scene: Scene) -> None:
    """Board, provider and evidence say so; the file and the pack are not given out."""
    record = keep(scene)
    client = scene.client(Role.AUDITOR)
    assert "not as they were kept" not in words(client.get(scene.base))
    path = folder_of(scene.house.organisation) / ledger(scene).evidence[0].path
    path.write_bytes(b"a REPORT")
    for page in ("", "providers/P1/", f"evidence/{record}/"):
        assert "has changed since it was kept" in words(client.get(f"{scene.base}{page}")), page
    assert client.get(f"{scene.base}evidence/{record}/file/").status_code == 422
    assert client.get(f"{scene.base}evidence-pack/").status_code == 422
    path.unlink()
    assert "is not there any more" in words(client.get(scene.base))


@pytest.mark.requirement("R-161", "R-160")
def test_who_is_linked_or_brought_it_cannot_accept(scene: Scene) -> None:
    """Blocked, not warned: who kept it, and a reviewer with a declared link."""
    record = keep(scene)
    attest(scene, record)
    refused = scene.reviewed(record, "accepted", Role.CONTRACT_MANAGER)
    assert refused.status_code == 422
    assert "supplied or obtained it" in words(refused)
    name = scene.house.person(Role.EQUALITY_LEAD).name
    typed = {"name": name, "linked_providers": ["P1"]}
    client = scene.client(Role.CONTRACT_MANAGER)
    assert client.post(f"{scene.base}records/reviewers/add/", typed).status_code == 302
    refused = scene.reviewed(record, "accepted", Role.EQUALITY_LEAD)
    assert refused.status_code == 422
    assert "is linked with P1" in words(refused)
    assert ledger(scene).reviews == ()
    assert scene.reviewed(record, "changes_asked", Role.EQUALITY_LEAD).status_code == 302


@pytest.mark.requirement("R-154", "R-160")
def test_three_of_four_destinations_are_partly_met(scene: Scene) -> None:
    """Without an attestation nothing is accepted; with three destinations it is partly met."""
    scene.on("2016-05-01")
    record = keep(scene, obligations=[M3], title="Annual report")
    client = scene.client(Role.AUDITOR)
    scene.reviewed(record, "accepted", Role.EQUALITY_LEAD)
    assert "not attested" in words(client.get(f"{scene.base}evidence/{record}/"))
    attest(scene, record)
    first_of_destinations = {"item1": "no"}
    done = scene.reviewed(record, "accepted", Role.EQUALITY_LEAD, **first_of_destinations)
    assert done.status_code == 302
    text = words(client.get(f"{scene.base}providers/P1/?year=2015-16"))
    row = text[text.index("Publish and share the annual report") :][:200]
    assert "partly met" in row
    assert "late" not in row


@pytest.mark.requirement("R-182")
def test_preview_reconciles_and_nothing_is_written_before_somebody_says_so(scene: Scene) -> None:
    """Included and excluded are all providers; opening the page prepares nothing."""
    client = scene.client(Role.CONTRACT_MANAGER)
    text = words(client.get(f"{scene.base}letters/preview/l1b/"))
    assert "2 written to and 2 left out: all 4 providers of Invented EX016" in text
    assert "out of scope: primary care - not Standard Contract" in text
    assert "left to the co-ordinating commissioner" in text
    assert ledger(scene).letters == ()
    sent = client.post(f"{scene.base}letters/preview/l1b/", {"provider": ["P1"]})
    assert sent.status_code == 302
    made = ledger(scene).letters
    assert [(one.provider, one.state.value) for one in made] == [("P1", "prepared")]
    assert made[0].evidence in {one.id for one in ledger(scene).evidence}
    again = words(client.get(f"{scene.base}letters/preview/l1b/"))
    assert "1 written to and 3 left out: all 4 providers" in again
    assert "written to already" in again


def test_a_letter_is_given_as_word_pdf_and_message(scene: Scene) -> None:
    """Each holds the letter; the catch-up letter does not speak of 1 July as to come."""
    client = scene.client(Role.CONTRACT_MANAGER)
    client.post(f"{scene.base}letters/preview/l1b/", {"provider": ["P1"]})
    kept = read_kept_records(scene.house.organisation)
    record = kept.row_of("letters", kept.ledger.letters[0]).record
    base = f"{scene.base}letters/{record}/"
    starts = {"docx": b"PK", "pdf": b"%PDF", "eml": b"Subject:"}
    for form, start in starts.items():
        given = client.get(f"{base}as/{form}/")
        assert given.status_code == 200
        assert given.content.startswith(start), form
    assert client.get(f"{base}as/exe/").status_code == 404
    assert client.get(f"{base}as/pdf/").content == client.get(f"{base}as/pdf/").content
    assert "Invented Trust" in words(client.get(base))
    assert client.post(f"{base}sent/").status_code == 302
    assert client.post(f"{base}sent/").status_code == 422
    letter = ledger(scene).letters[0]
    assert (letter.state.value, letter.sent_by) == ("sent", "contract_manager of EX016")


def test_another_wording_is_checked_and_holds_from_then_on(scene: Scene) -> None:
    """A field that no letter has is refused; a new subject stands in the next letter."""
    client = scene.client(Role.CONTRACT_MANAGER)
    address = f"{scene.base}letters/wording/l1b/"
    refused = client.post(address, {"text": "subject: X\n\nDear {nobody}"})
    assert refused.status_code == 422
    assert "{nobody}" in words(refused)
    fine = {"text": "subject: Another subject for {provider}\n\nDear {to}"}
    assert client.post(address, fine).status_code == 302
    client.post(f"{scene.base}letters/preview/l1b/", {"provider": ["P1"]})
    title = ledger(scene).evidence[0].title
    assert "Another subject for Invented Trust" in title


def test_the_nightly_run_does_nothing_twice(scene: Scene) -> None:
    """Twice on a day, once more by hand, and the day after: no letter twice, none lost."""
    assert tick_daily(SetClock.moment) == 1
    first = [one.id for one in ledger(scene).letters]
    assert len(first) == 2
    assert tick_daily(SetClock.moment) == 0
    scene.client(Role.CONTRACT_MANAGER).post(f"{scene.base}letters/tick/")
    scene.on("2015-07-22")
    assert tick_daily(SetClock.moment) == 1
    assert [one.id for one in ledger(scene).letters] == first
    rows = AuditEvent.objects.filter(event="tick_run", actor="")
    assert [row.reason.split(",")[0] for row in rows] == ["2 letters", "0 letters"]


def test_a_run_that_is_broken_off_leaves_nothing_half_done(scene: Scene, monkeypatch) -> None:
    """Stopped before its end, the database is as before; the next run does all of it."""
    from dueregard_web.assurance import actions

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = LedgerRecord.objects.of(scene.house.organisation).count()
    monkeypatch.setattr(actions, "append", die)
    with pytest.raises(KeyboardInterrupt):
        tick_daily(SetClock.moment)
    monkeypatch.undo()
    assert LedgerRecord.objects.of(scene.house.organisation).count() == before
    assert LedgerHead.objects.of(scene.house.organisation).get().ticked_on is None
    assert tick_daily(SetClock.moment) == 1
    assert len(ledger(scene).letters) == 2


@pytest.mark.requirement("R-194")
def test_a_step_under_the_contract_needs_two_people(scene: Scene) -> None:
    """Proposed by the program; not done before an accountable officer has approved it."""
    scene.on("2016-05-20")
    tick_daily(SetClock.moment)
    kept = read_kept_records(scene.house.organisation)
    step = next(one for one in kept.ledger.escalations if one.step.value == "contract_meeting")
    record = kept.row_of("escalations", step).record
    base = f"{scene.base}steps/{record}/"
    manager, officer = scene.client(Role.CONTRACT_MANAGER), scene.client(Role.SIGNATORY)
    assert manager.post(f"{base}done/").status_code == 409
    assert manager.post(f"{base}approve/").status_code == 403
    assert officer.post(f"{base}approve/").status_code == 302
    assert officer.post(f"{base}approve/").status_code == 409
    assert manager.post(f"{base}done/").status_code == 302
    done = next(one for one in ledger(scene).escalations if one.id == step.id)
    assert (done.approved_by, str(done.done_on)) == ("signatory of EX016", "2016-05-20")


@pytest.mark.requirement("R-192", "R-191")
def test_an_event_of_the_regulator_is_a_case_with_a_letter_and_an_end(scene: Scene) -> None:
    """Event, letter, reply and closing stand in the chronology, with the phase of its day."""
    scene.on("2015-11-12")
    client = scene.client(Role.CONTRACT_MANAGER)
    typed = {
        "id": "Q1", "provider": "P1", "kind": "inspection", "on": "2015-11-10",
        "raises_race_equality": "yes", "summary": "No plan for indicator 3.",
        "asked_for": ["plans", "copy"],
    }  # fmt: skip
    assert client.post(f"{scene.base}records/events/add/", typed).status_code == 302
    client.post(f"{scene.base}letters/preview/l4/", {"provider": ["P1"]})
    assert [one.kind.value for one in ledger(scene).letters] == ["l4"]
    row = read_kept_records(scene.house.organisation).rows["events"][0]
    closed = {**typed, "seen": "1", "closed_on": "2015-11-12", "closed_why": "Plans are good."}
    address = f"{scene.base}records/events/{row.record}/"
    assert client.post(address, closed).status_code == 302
    text = words(client.get(f"{scene.base}providers/P1/"))
    assert "inspection (pilot): No plan for indicator 3." in text
    assert "Plans are good." in text
    assert client.get(f"{scene.base}papers/well-led/?provider=P1").status_code == 200


@pytest.mark.requirement("R-021", "R-128", "R-129")
def test_papers_open_as_pages_and_files(scene: Scene) -> None:
    """Statement, brief, chronology and pack, each as page and as file; nobody else's provider."""
    keep(scene)
    client = scene.client(Role.AUDITOR)
    for paper in ("statement", "brief", "chronology", "well-led"):
        query = "" if paper == "statement" else "?provider=P1"
        address = f"{scene.base}papers/{paper}/{query}"
        assert client.get(address).status_code == 200, paper
        given = client.get(f"{address}{'&' if query else '?'}form=docx")
        assert given.content.startswith(b"PK"), paper
    assert client.get(f"{scene.base}papers/brief/?provider=PX").status_code == 404
    assert client.get(f"{scene.base}papers/brief/").status_code == 404
    pack = zipfile.ZipFile(io.BytesIO(client.get(f"{scene.base}evidence-pack/").content))
    manifest = json.loads(pack.read("manifest.json"))
    assert [one["id"] for one in manifest["evidence"]] == ["E1"]
    assert pack.read(manifest["evidence"][0]["path"]) == b"a report"


@pytest.mark.requirement("R-132", "R-159")
def test_site_is_previewed_and_put_out_without_what_nobody_looked_at(scene: Scene) -> None:
    """The preview and the folder hold the same; a report nobody checked is not in it."""
    secret = b"the whole of what a provider wrote"
    record = keep(scene, secret, url="https://p1.example.org/wres/2015")
    client = scene.client(Role.CONTRACT_MANAGER)
    start = client.get(f"{scene.base}site/preview/index.html")
    assert start.status_code == 200
    assert "script-src 'none'" in start["Content-Security-Policy"]
    assert "default-src 'none'" in start["Content-Security-Policy"]
    assert client.get(f"{scene.base}site/preview/../../etc/passwd").status_code in {301, 404}
    assert client.post(f"{scene.base}site/publish/").status_code == 302

    def put_out() -> dict[str, bytes]:
        place: Path = site_of(scene.house.organisation)
        found = (path for path in place.rglob("*") if path.is_file())
        return {path.relative_to(place).as_posix(): path.read_bytes() for path in found}

    files = put_out()
    packed = zipfile.ZipFile(io.BytesIO(client.get(f"{scene.base}site/as-file/").content))
    assert {name: packed.read(name) for name in packed.namelist()} == files
    whole = b" ".join(files.values())
    assert secret not in whole
    assert b"7654321" not in whole
    attest(scene, record)
    scene.reviewed(record, "accepted", Role.EQUALITY_LEAD)
    client.post(f"{scene.base}evidence/{record}/hosting/", {"verdict": "accepted"})
    client.post(f"{scene.base}site/publish/")
    assert secret in b" ".join(put_out().values())
    client.post(f"{scene.base}evidence/{record}/hosting/", {"verdict": "taken_down"})
    client.post(f"{scene.base}site/publish/")
    assert secret not in b" ".join(put_out().values())


@pytest.mark.requirement("R-159")
def test_no_copy_is_hosted_while_its_words_tell_small_numbers(scene: Scene) -> None:
    """Accepting it reads it first: a question stands until it is closed, and no copy till then."""
    record = keep(scene, b"There are 3 BME staff at band 8a.")
    client = scene.client(Role.EQUALITY_LEAD)
    address = f"{scene.base}evidence/{record}/hosting/"
    refused = client.post(address, {"verdict": "accepted"}, follow=True)
    assert "No copy is hosted yet" in words(refused)
    assert ledger(scene).evidence[0].disclosure.value == "queried"
    query = read_kept_records(scene.house.organisation).rows["queries"][0].record
    manager = scene.client(Role.CONTRACT_MANAGER)
    assert manager.post(f"{scene.base}questions/{query}/close/").status_code == 302
    client.post(address, {"verdict": "accepted"})
    assert ledger(scene).evidence[0].disclosure.value == "accepted"
    assert len(ledger(scene).queries) == 1


@pytest.mark.slow
@pytest.mark.requirement("R-160")
def test_a_received_template_is_read_and_its_faults_become_a_letter(
    scene: Scene, tmp_path: Path
) -> None:
    """A planted fault is found, stands on the provider's side, and is the text of letter L5."""
    from dueregard.operations.write_report import compute_figures
    from dueregard.reports.pages.word import word_bytes
    from dueregard.reports.template.document import template_document
    from dueregard.reports.template.from_year import template_from_year
    from tests.factories import example_folder
    from tests.integration.test_questions import DAY, typed_over

    annual = compute_figures(example_folder(tmp_path / "y"), as_of=DAY).annual
    form = tmp_path / "template.docx"
    form.write_bytes(word_bytes(template_document(template_from_year(annual, made_on=DAY))))
    sent = typed_over(form, tmp_path / "sent.docx", {"2a": "161", "3a": "14.1%"})
    file = SimpleUploadedFile("sent.docx", sent.read_bytes())
    record = keep(scene, file=file)
    client = scene.client(Role.CONTRACT_MANAGER)
    read = client.post(f"{scene.base}evidence/{record}/read/", follow=True)
    assert "It was read as Reporting Template 2015" in words(read)
    asked = [one for one in ledger(scene).queries if one.code == "percentage_impossible"]
    assert asked
    pat = signed_in(scene.contact_of("P1", "pat@p1.example.org"))
    assert asked[0].question in words(pat.get("/o/EX016/provider/"))
    assert client.post(f"{scene.base}evidence/{record}/letter/l5/").status_code == 302
    kept = read_kept_records(scene.house.organisation)
    letter = kept.row_of("letters", kept.ledger.letters[0]).record
    assert asked[0].question in words(client.get(f"{scene.base}letters/{letter}/"))
