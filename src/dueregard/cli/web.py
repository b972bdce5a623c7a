"""The commands of the web workspace: web, verify-log, send-tasks.

The workspace is a package of its own that this one never imports by name: it is looked up when one
of these commands is called, and may be absent.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import click

from dueregard.errors import ConfigurationError, DueRegardError

_SERVER = "dueregard_web.server"
_HEADS = "trail-heads"
_DATA = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dueregard-data"),
    envvar="DUEREGARD_DATA",
    show_default=True,
    help="Data folder: database, secret key, e-mails.",
)


class TrailBrokenError(DueRegardError):
    """The audit trail is not as it was written."""

    exit_code = 9


@click.command()
@_DATA
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8015, show_default=True, help="Port to listen on.")
@click.option("--demo", is_flag=True, help="Load the examples, with one person for each role.")
def web(data: Path, host: str, port: int, demo: bool) -> None:  # noqa: FBT001 - click passes options by name
    """Start the web workspace, for people who use a browser.

    The first time a link is printed with which you make your own account. With DATABASE_URL it
    runs on PostgreSQL instead of SQLite; docs/how-to/deploy.md is about a server for many people.
    """
    server = _server()
    server.prepare(data)
    address = f"http://{'127.0.0.1' if host in {'0.0.0.0', '::'} else host}:{port}"  # noqa: S104 - compared, not bound
    started = server.start(click.echo, address=address, demo=demo)
    click.echo(f"The web workspace is at {address}/  Stop it with Ctrl+C.")
    server.serve(started, host=host, port=port)


@click.command("verify-log")
@_DATA
@click.option(
    "--heads",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of exported heads; DATA/trail-heads if left out.",
)
@click.option("--export", is_flag=True, help="Write today's head to that folder afterwards.")
def verify_log(data: Path, heads: Path | None, export: bool) -> None:  # noqa: FBT001 - as above
    """Check that nobody has changed the audit trail of the web workspace.

    Copy the exported heads to a place that the database's owner cannot write: they show even that
    the whole trail was written anew. The exit code is 9 when the trail is broken.
    """
    server = _existing(data)
    folder = heads or data / _HEADS
    rows, breaks = server.verify_log(folder if folder.is_dir() else None)
    if breaks:
        raise TrailBrokenError(
            "The audit trail was tampered with:\n  " + "\n  ".join(breaks),
            advice="Keep the database as it is, and tell your information governance officer.",
        )
    click.echo(f"The audit trail is whole: {rows:,} rows.")
    if export and (written := server.export_today(folder)) is not None:
        click.echo(f"Its head is in {written}.")


@click.command("send-tasks")
@_DATA
@click.option(
    "--address",
    default="http://127.0.0.1:8015",
    show_default=True,
    help="Where the pages are; DUEREGARD_ADDRESS goes before it.",
)
def send_tasks(data: Path, address: str) -> None:
    """Tell people by e-mail that something waits for them in the web workspace.

    Let the system run it every morning. Whoever has something to do gets one e-mail a day with a
    link and nothing else, however often it runs; who does not want it gets none. Without
    DUEREGARD_EMAIL the e-mails become files in the data folder. The exit code is 1 when an e-mail
    could not be sent; the next run tries it again.
    """
    told = _existing(data).send_task_letters(address)
    click.echo(
        f"Sent: {told.sent}. Told before today: {told.before}. Nothing to do: {told.nothing}."
    )
    if told.failed:
        raise DueRegardError(
            f"{told.failed} e-mails could not be sent.",
            advice="Check DUEREGARD_EMAIL, and run the command again.",
        )


def _existing(data: Path) -> Any:  # noqa: ANN401 - a module that may be absent
    """Make ready to work on a data folder that is in use."""
    if not data.is_dir():
        raise ConfigurationError(
            f"There is no data folder {data}.",
            advice="Name the one of 'dueregard web' with --data.",
        )
    server = _server()
    server.prepare(data)
    server.bring_up_to_date()
    return server


def _server() -> Any:  # noqa: ANN401 - a module that may be absent
    try:
        importlib.import_module("django")
        return importlib.import_module(_SERVER)
    except ModuleNotFoundError as fault:
        raise ConfigurationError(
            f"The web workspace is not installed ({fault.name} is missing).",
            advice="Install it: pip install 'dueregard[web]'.",
        ) from None
