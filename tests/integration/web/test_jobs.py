"""Long work waits, runs, stops when asked, and ends in one way: done, or not done at all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from dueregard.errors import DueRegardError
from dueregard_web.audit.models import AuditEvent
from dueregard_web.audit.queries import verify
from dueregard_web.core.refusals import NotNowError, TooLateError
from dueregard_web.due_regard.models import DocumentFile
from dueregard_web.jobs.actions import (
    ask_to_cancel,
    claim_next,
    end_interrupted,
    tell_progress,
)
from dueregard_web.jobs.models import Job, JobState
from dueregard_web.jobs.worker import run_chores, run_next
from dueregard_web.organisations.models import Membership
from dueregard_web.organisations.policies import Role
from dueregard_web.returns import actions
from dueregard_web.returns.apps import key_ring
from dueregard_web.returns.models import CountedReturn, ExtractFile
from dueregard_web.returns.receiving import spool_folder
from tests.web_people import House
from tests.web_years import EXAMPLE, counted_year, start_year, upload, upload_example

STAFF = (EXAMPLE / "data" / "staff.csv").read_bytes()


def waiting(house: House) -> Job:
    start_year(house)
    upload(house.client(Role.HR_ANALYST), house, "staff", STAFF, "staff.csv")
    return actions.start_count(house.acting(Role.HR_ANALYST), edition="2016")


def test_count_is_started_once(house: House) -> None:
    """Two people press the button: one wins, the other is told."""
    waiting(house)
    with pytest.raises(TooLateError, match="started already"):
        actions.start_count(house.acting(Role.HR_ANALYST), edition="2016")
    assert house.client(Role.HR_ANALYST).post("/o/EX016/2016/count/").status_code == 409
    assert Job.unscoped.count() == 1


def test_job_is_taken_once(house: House, clock) -> None:
    """Whoever asks second gets nothing."""
    job = waiting(house)
    boot = key_ring().boot
    assert claim_next(boot, clock.now()) == job
    assert claim_next(boot, clock.now()) is None


def test_count_without_files_is_refused(house: House) -> None:
    """There is nothing to wait for."""
    start_year(house)
    with pytest.raises(NotNowError, match="no file"):
        actions.start_count(house.acting(Role.HR_ANALYST), edition="2016")


def test_waiting_count_is_cancelled_at_once(house: House, work) -> None:
    """The files stay in hand, and the next count finds them."""
    job = waiting(house)
    client = house.client(Role.HR_ANALYST)
    answer = client.post(f"/o/EX016/2016/count/{job.pk}/cancel/", follow=True)
    assert "was cancelled" in answer.content.decode()
    assert not work()
    assert ExtractFile.unscoped.get().state == "sealed"
    assert client.post("/o/EX016/2016/count/").status_code == 302


def test_running_count_stops_when_asked_and_keeps_nothing(
    house: House, work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two files it looks whether somebody wants it to stop."""
    start_year(house)
    client = house.client(Role.HR_ANALYST)
    upload_example(client, house)
    job = actions.start_count(house.acting(Role.HR_ANALYST), edition="2016")
    told: list[str] = []

    def tell(which: Job, *, step: str, done: int, total: int) -> bool:
        told.append(step)
        if len(told) == 3:
            actions.cancel_count(house.acting(Role.HR_ANALYST), job=job)
        return tell_progress(which, step=step, done=done, total=total)

    monkeypatch.setattr("dueregard_web.jobs.worker.tell_progress", tell)
    assert work()
    job.refresh_from_db()
    assert (job.state, len(told)) == (JobState.CANCELLED, 3)
    assert CountedReturn.unscoped.count() == 0
    assert {file.state for file in ExtractFile.unscoped.all()} == {"sealed"}


def test_restart_ends_what_was_open_and_asks_for_the_files_again(house: House, clock) -> None:
    """The keys went with the program: the page says so, and what lay sealed is taken away."""
    job = waiting(house)
    assert end_interrupted("another run", clock.now()) == 1
    assert actions.discard_lost("another run") == 1
    job.refresh_from_db()
    assert job.state == JobState.INTERRUPTED
    assert list(spool_folder().iterdir()) == []
    page = house.client(Role.HR_ANALYST).get("/o/EX016/2016/files/").content.decode()
    assert "Upload these files again" in page
    assert "staff.csv" in page
    home = house.client(Role.HR_ANALYST).get("/o/EX016/").content.decode()
    assert "files have to be uploaded again" in home


def test_committed_counts_outlive_a_restart(house: House, work, clock) -> None:
    """What was counted before is as it was."""
    client = counted_year(house, work)
    end_interrupted("another run", clock.now())
    actions.discard_lost("another run")
    assert client.get("/o/EX016/2016/figures/").status_code == 200


def test_role_that_ended_while_waiting_counts(house: House, work) -> None:
    """Who may not count any more when the turn comes does not count."""
    job = waiting(house)
    held = Membership.objects.of(house.organisation).get(role=Role.HR_ANALYST)
    held.until = house.now.date() - timedelta(days=30)
    held.save()
    assert work()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert CountedReturn.unscoped.count() == 0


def test_result_that_cannot_be_kept_is_not_half_kept(
    house: House, work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts, findings, files and the trail change together or not at all."""
    job = waiting(house)
    before = AuditEvent.objects.count()

    def fail(*_: object) -> None:
        raise DueRegardError("The disk is full.")

    monkeypatch.setattr("dueregard_web.returns.actions._replace_findings", fail)
    assert work()
    job.refresh_from_db()
    assert (job.state, job.message) == (JobState.FAILED, "The disk is full.")
    assert CountedReturn.unscoped.count() == 0
    assert ExtractFile.unscoped.get().state == "sealed"
    assert AuditEvent.objects.count() == before


def test_progress_is_told_and_the_page_stops_asking(house: House, work) -> None:
    """The part that the page asks for says how far; at the end it asks for the whole page."""
    job = waiting(house)
    client = house.client(Role.HR_ANALYST)
    address = f"/o/EX016/2016/count/{job.pk}/"
    part = client.get(address, headers={"hx-request": "true"})
    assert "<html" not in part.content.decode()
    assert "HX-Refresh" not in part.headers
    assert work()
    part = client.get(address, headers={"hx-request": "true"})
    assert part.headers["HX-Refresh"] == "true"
    job.refresh_from_db()
    assert (job.state, job.percent) == (JobState.DONE, 100)


def test_file_that_nobody_counts_is_discarded_after_a_day(house: House, clock) -> None:
    """A file that was forgotten does not lie about; the trail says what became of it."""
    start_year(house)
    upload(house.client(Role.HR_ANALYST), house, "staff", STAFF, "staff.csv")
    received = ExtractFile.unscoped.get().received_at
    assert actions.discard_forgotten(received + timedelta(hours=23)) == 0
    assert actions.discard_forgotten(received + timedelta(hours=25)) == 1
    assert ExtractFile.unscoped.get().state == "discarded"
    assert list(spool_folder().iterdir()) == []
    assert AuditEvent.objects.last().reason == "not counted in time"
    assert verify()[1] == ()


def test_chore_that_fails_keeps_no_other_from_its_turn(
    house: House, clock, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The head is exported once a day although something before it went wrong."""

    def fail(_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("dueregard_web.returns.actions.discard_forgotten", fail)
    heads = Path(settings.CONFIGURATION.data) / "trail-heads"
    for _ in range(2):
        run_chores(clock)
    assert len(list(heads.glob("*.txt"))) == 1
    assert verify(heads)[1] == ()
    for path in heads.glob("*.txt"):
        path.unlink()


def documents_asked(house: House, work) -> Job:
    client = counted_year(house, work)
    told = {"kinds": ["cover"], "formats": ["html"]}
    answer = client.post("/o/EX016/2016/documents/", told)
    assert answer.status_code == 302, answer.content.decode()
    return Job.unscoped.get(kind="documents")


def test_work_that_needs_no_key_survives_a_restart(house: House, work, clock) -> None:
    """Documents that were being made when the program stopped are made by the next run."""
    job = documents_asked(house, work)
    assert claim_next(key_ring().boot, clock.now()) == job
    assert end_interrupted("another run", clock.now()) == 0
    job.refresh_from_db()
    assert (job.state, job.boot, job.times) == (JobState.WAITING, "another run", 1)
    assert run_next("another run", clock)
    job.refresh_from_db()
    assert (job.state, job.times) == (JobState.DONE, 2)
    assert DocumentFile.unscoped.count() == 1


def test_documents_that_were_kept_are_not_kept_twice(house: House, work, clock) -> None:
    """Stopped after keeping and before saying so: the next run finds them there."""
    job = documents_asked(house, work)
    assert work()
    Job.unscoped.filter(pk=job.pk).update(state=JobState.RUNNING.value, ended_at=None)
    assert end_interrupted("another run", clock.now()) == 0
    assert run_next("another run", clock)
    assert DocumentFile.unscoped.count() == 1


def test_work_that_stopped_the_program_twice_is_not_begun_again(house: House, work, clock) -> None:
    """What may itself be the fault ends, and the person is told to start it again."""
    job = documents_asked(house, work)
    boots = [key_ring().boot, "second run", "third run"]
    assert claim_next(boots[0], clock.now())
    assert end_interrupted(boots[1], clock.now()) == 0
    assert claim_next(boots[1], clock.now())
    assert end_interrupted(boots[2], clock.now()) == 1
    job.refresh_from_db()
    assert (job.state, job.advice) == (JobState.INTERRUPTED, "Start it again.")


def test_work_that_was_cancelled_stays_so_after_a_restart(house: House, work, clock) -> None:
    """Asked to stop, and the program stopped first: nothing is made."""
    job = documents_asked(house, work)
    assert claim_next(key_ring().boot, clock.now())
    ask_to_cancel(house.acting(Role.HR_ANALYST), job)
    assert end_interrupted("another run", clock.now()) == 1
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert not run_next("another run", clock)
