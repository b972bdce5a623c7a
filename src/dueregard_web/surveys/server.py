"""Starting a survey's pages: a process of its own, told by the command where the store lies."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from dueregard.errors import ConfigurationError
from dueregard.survey.store import Store

THREADS = 8
LARGEST_REQUEST = 128 << 10
_LOCAL = {"127.0.0.1", "localhost", "::1"}
_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound


def prepare(
    folder: Path, *, waiting: Path | None, host: str, port: int, paper: bool = False
) -> str:
    """Look at the store, set Django up, and return the address of the pages.

    Parameters
    ----------
    folder, waiting
        Of the operator's store.
    host, port
        Where the pages will be.
    paper
        Whether they are the pages for typing paper answers.

    Raises
    ------
    ConfigurationError
        There is no store, or pages for paper would be seen from another machine.
    """
    Store(folder, waiting=waiting)
    if paper and host not in _LOCAL:
        raise ConfigurationError(
            "The pages for paper answers are for this machine only.",
            advice="Leave --host out, and type where the store is.",
        )
    key = secrets.token_urlsafe(12) if paper else ""
    os.environ["DUEREGARD_SURVEY_FOLDER"] = str(folder.resolve())
    os.environ["DUEREGARD_SURVEY_WAITING"] = "" if waiting is None else str(waiting.resolve())
    os.environ["DUEREGARD_SURVEY_PAPER"] = key
    os.environ["DJANGO_SETTINGS_MODULE"] = "dueregard_web.surveys.settings"
    import django  # noqa: PLC0415 - only when the pages are served

    django.setup()
    shown = "127.0.0.1" if host in _EVERYWHERE else host
    return f"http://{shown}:{port}/{f'paper/{key}/slip' if paper else ''}"


def serve(*, host: str, port: int) -> None:
    """Answer requests until somebody stops the program."""
    import waitress  # noqa: PLC0415 - only when the pages are served
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - needs the settings

    waitress.serve(
        get_wsgi_application(),
        host=host,
        port=port,
        threads=THREADS,
        ident=None,
        # Requests stay in memory: half an answer in a file would be one too many.
        inbuf_overflow=LARGEST_REQUEST + 1,
        max_request_body_size=LARGEST_REQUEST,
    )
