"""The one worker of this program: takes jobs in turn, each ends in exactly one way."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import close_old_connections
from django.utils.module_loading import import_string

from dueregard.errors import DueRegardError
from dueregard_web.core.clock import Clock
from dueregard_web.jobs.actions import claim_next, end_job, tell_progress
from dueregard_web.jobs.models import Job, JobState

log = logging.getLogger("dueregard_web.jobs")

BETWEEN_CHORES = timedelta(minutes=10)


class CancelledError(Exception):
    """Somebody asked the job to stop."""


class StoppedError(DueRegardError):
    """The job ended as it should, without a result: a person has something to mend."""


@dataclass(frozen=True, slots=True)
class Work:
    """What the function of a job is given."""

    job: Job
    clock: Clock

    def tell(self, step: str, done: int, total: int) -> None:
        """Say how far it has come.

        Raises
        ------
        CancelledError
            When somebody asked the job to stop: nothing of it may be kept.
        """
        if tell_progress(self.job, step=step, done=done, total=total):
            raise CancelledError


def run_next(boot: str, clock: Clock) -> bool:
    """Do the job that has waited longest; say whether there was one."""
    job = claim_next(boot, clock.now())
    if job is None:
        return False
    function: Callable[[Work], None] = import_string(settings.DUEREGARD_JOBS[job.kind])
    try:
        function(Work(job, clock))
    except CancelledError:
        _end(job, clock, JobState.CANCELLED)
    except StoppedError as fault:
        _end(job, clock, JobState.STOPPED, fault)
    except DueRegardError as fault:
        _end(job, clock, JobState.FAILED, fault)
    except Exception:  # the worker outlives whatever a job runs into
        log.exception("job failed", extra={"job": str(job.pk)})
        _end(job, clock, JobState.FAILED, _OWN_FAULT)
    else:
        _end(job, clock, JobState.DONE)
    return True


_OWN_FAULT = DueRegardError(
    "A fault of the program stopped this work. Nothing of it was kept.",
    advice="Tell your administrator when it happened; the log knows more.",
)


def _end(job: Job, clock: Clock, state: JobState, fault: DueRegardError | None = None) -> None:
    message, advice = (fault.message, fault.advice) if fault else ("", "")
    end_job(job, state, now=clock.now(), message=message, advice=advice)
    log.info("job ended", extra={"job": str(job.pk), "state": state.value})


def run_chores(clock: Clock) -> None:
    """Do what has to be done from time to time; one that fails keeps no other from its turn."""
    for name in settings.DUEREGARD_CHORES:
        chore: Callable[[datetime], object] = import_string(name)
        try:
            chore(clock.now())
        except Exception:  # as for jobs
            log.exception("chore failed", extra={"job": name})


class Worker(threading.Thread):
    """Runs jobs one after the other until it is asked to stop, and chores every few minutes."""

    def __init__(self, boot: str, clock: Clock, *, pause: float = 0.5) -> None:
        super().__init__(name="dueregard-worker", daemon=True)
        self._boot = boot
        self._clock = clock
        self._pause = pause
        self._stop = threading.Event()
        self._chores_due: datetime | None = None

    def run(self) -> None:
        """Take jobs; rest when there is none."""
        while not self._stop.is_set():
            close_old_connections()
            self._do_chores()
            try:
                busy = run_next(self._boot, self._clock)
            except Exception:
                log.exception("worker could not take a job")
                busy = False
            if not busy:
                self._stop.wait(self._pause)

    def _do_chores(self) -> None:
        now = self._clock.now()
        if self._chores_due is None or now >= self._chores_due:
            self._chores_due = now + BETWEEN_CHORES
            run_chores(self._clock)

    def stop(self) -> None:
        """Ask it to stop after the job that is running."""
        self._stop.set()
