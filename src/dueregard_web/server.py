"""Starting the web workspace: database brought up to date, first keeper invited, pages served.

Called by ``dueregard web`` after :func:`prepare`, which is why Django's own modules are imported
inside the functions: before that there are no settings.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dueregard_web.core.configuration import Configuration
    from dueregard_web.jobs.worker import Worker

THREADS = 8
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Started:
    """What is needed to serve: the application, and the worker that runs beside it."""

    application: Any
    worker: Worker


def prepare(data: Path) -> None:
    """Read the configuration and set Django up; nothing of the database is touched yet.

    Raises
    ------
    ConfigurationError
        When the configuration cannot be used.
    """
    os.environ["DUEREGARD_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "dueregard_web.settings"
    import django  # noqa: PLC0415 - only when the web is started

    django.setup()


def bring_up_to_date() -> None:
    """Make the database, or bring it from an older version to this one."""
    from django.core.management import call_command  # noqa: PLC0415 - see the module's docstring

    call_command("migrate", interactive=False, verbosity=0)


def start(say: Say, *, address: str, demo: bool) -> Started:
    """Do everything that has to be done before the first page.

    Parameters
    ----------
    say
        Told what the person who starts the program has to know.
    address
        Where the pages will be.
    demo
        Whether to load the examples, with one invented person for each role.
    """
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - see the module's docstring

    from dueregard_web.core.assets import MISSING, has_design  # noqa: PLC0415 - as above
    from dueregard_web.core.clock import SystemClock  # noqa: PLC0415 - as above
    from dueregard_web.jobs.actions import end_interrupted  # noqa: PLC0415 - as above
    from dueregard_web.jobs.worker import Worker  # noqa: PLC0415 - as above
    from dueregard_web.returns.actions import discard_lost  # noqa: PLC0415 - as above
    from dueregard_web.returns.apps import key_ring  # noqa: PLC0415 - as above

    bring_up_to_date()
    clock, boot = SystemClock(), key_ring().boot
    end_interrupted(boot, clock.now())
    discard_lost(boot)
    if not has_design():
        say(MISSING)
    if demo:
        _load_demo(say, clock.now())
    else:
        invite_first_keeper(say, address)
    return Started(get_wsgi_application(), Worker(boot, clock))


def invite_first_keeper(say: Say, address: str) -> None:
    """Print a link for the first person, as long as there is nobody."""
    from django.conf import settings  # noqa: PLC0415 - see the module's docstring

    from dueregard_web.core.clock import SystemClock  # noqa: PLC0415 - as above
    from dueregard_web.organisations.acting import Keeping  # noqa: PLC0415 - as above
    from dueregard_web.organisations.actions import invite_first  # noqa: PLC0415 - as above
    from dueregard_web.organisations.letters import invitation_link  # noqa: PLC0415 - as above

    invited = invite_first(Keeping(None, SystemClock().now()))
    if invited is None:
        return
    base = settings.CONFIGURATION.address or address
    say(
        "Nobody has an account yet. Open this link to make yourself the first; it works once,\n"
        f"for 7 days:\n\n  {invitation_link(invited, base)}\n"
    )


def waitress_options(configuration: Configuration) -> dict[str, Any]:
    """Return how the web server behaves.

    What is uploaded is buffered in memory, never in a file: one byte of a person's record on a
    disk would be one too many. Past ``room`` a request is refused before its body is read; up to
    there the page itself says that a file is too large. Of what a proxy adds only the caller's
    address and the protocol are believed, and nothing where no proxy is configured.
    """
    room = configuration.largest_upload + (8 << 20)
    options: dict[str, Any] = {
        "threads": THREADS,
        "ident": None,
        "inbuf_overflow": room + 1,
        "max_request_body_size": room,
        "clear_untrusted_proxy_headers": True,
    }
    if configuration.proxies:
        options |= {
            "trusted_proxy": "*",
            "trusted_proxy_count": configuration.proxies,
            "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        }
    return options


def serve(started: Started, *, host: str, port: int) -> None:
    """Answer requests until somebody stops the program."""
    import waitress  # noqa: PLC0415 - only when the web is started
    from django.conf import settings  # noqa: PLC0415 - see the module's docstring

    options = waitress_options(settings.CONFIGURATION)
    started.worker.start()
    try:
        waitress.serve(started.application, host=host, port=port, **options)
    finally:
        started.worker.stop()


def verify_log(heads: Path | None) -> tuple[int, tuple[str, ...]]:
    """Check the audit trail; return how many rows there are, and every break in words."""
    from dueregard_web.audit.queries import verify  # noqa: PLC0415 - see the module's docstring

    rows, breaks = verify(heads)
    return rows, tuple(f"Row {one.seq}: {one.problem}." for one in breaks)


def export_today(folder: Path) -> Path | None:
    """Export the head of the trail to a file of today."""
    from dueregard_web.audit.actions import export_head  # noqa: PLC0415 - see the module's docstring
    from dueregard_web.core.clock import SystemClock, day_of  # noqa: PLC0415 - as above

    return export_head(folder, day_of(SystemClock().now()).isoformat())


def send_task_letters(address: str) -> Any:  # noqa: ANN401 - the counts, of a lazily imported type
    """Tell everybody by e-mail that something waits for them, once a day."""
    from django.conf import settings  # noqa: PLC0415 - see the module's docstring

    from dueregard_web.core.clock import SystemClock  # noqa: PLC0415 - as above
    from dueregard_web.home.actions import send_task_letters as send  # noqa: PLC0415 - as above

    return send(SystemClock().now(), settings.CONFIGURATION.address or address)


def _load_demo(say: Say, now: Any) -> None:  # noqa: ANN401 - a moment
    from dueregard_web.demo import load_demo  # noqa: PLC0415 - only when asked for

    load_demo(say, now)
