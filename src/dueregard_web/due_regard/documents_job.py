"""Makes the documents of a year with the library, in a folder as the command line knows it."""

from __future__ import annotations

from dueregard.operations.write_report import compute_figures, material_of
from dueregard.reports.documents.catalogue import (
    DocumentKind,
    FileFormat,
    choose_jobs,
    make_files,
)
from dueregard_web.due_regard.actions import keep_documents
from dueregard_web.due_regard.layout import laid_out
from dueregard_web.due_regard.policies import KIND_WORDS
from dueregard_web.due_regard.queries import set_of_job, source_sha256, year_files
from dueregard_web.jobs.worker import Work
from dueregard_web.organisations.policies import Permission
from dueregard_web.organisations.queries import acting_in
from dueregard_web.organisations.recorded import check_may


def run(work: Work) -> None:
    """Make what a job was asked for; kept when all of it is made."""
    now = work.clock.now()
    acting = acting_in(
        work.job.organisation.code, work.job.asked_by, now=now, request=str(work.job.pk)
    )
    check_may(acting, Permission.READ_INTERNAL_REPORT)
    wanted = set_of_job(acting, work.job)
    if wanted.made_on is not None:
        return  # the program was stopped between keeping them and saying so
    work.tell("Computing figures", 0, 1)
    files = year_files(acting, wanted.year)
    made: dict[str, bytes] = {}
    with laid_out(files) as folder:
        figured = compute_figures(folder, as_of=acting.today)
        jobs = choose_jobs(
            material_of(folder, figured, acting.today),
            [DocumentKind(one) for one in wanted.kinds],
            [FileFormat(one) for one in wanted.formats],
        )
        for number, job in enumerate(jobs):
            work.tell(f"Writing {KIND_WORDS[job.kind]} as {job.form.upper()}", number, len(jobs))
            made.update(make_files(job))
    # Whoever asks it to stop now still gets what they asked for: nothing is kept.
    work.tell("Keeping the documents", 1, 1)
    keep_documents(acting, wanted=wanted, files=made, source=source_sha256(files))
