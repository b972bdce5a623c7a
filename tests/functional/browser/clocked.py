"""Runs the workspace with a clock that a file in its data folder sets: a year passes in a minute.

``python -m tests.functional.browser.clocked DATA PORT``; the file is ``clock.txt``, with a day.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

CLOCK, PEOPLE = "clock.txt", "people.txt"


class FileClock:
    """Tells half past nine of the day in the file."""

    def now(self) -> datetime:
        text = (Path(os.environ["DUEREGARD_DATA"]) / CLOCK).read_text(encoding="ascii")
        return datetime.fromisoformat(f"{text.strip()}T09:30:00").replace(tzinfo=UTC)


def settle(data: Path) -> None:
    """Found an invented commissioner, with people who can sign in with both steps."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from dueregard_web.organisations.policies import Role
    from tests.web_people import PASSWORD, House

    house = House.found("EX016", FileClock().now())
    lines = []
    for role in (Role.CONTRACT_MANAGER, Role.EQUALITY_LEAD):
        person, secret = house.person(role), generate_totp_secret()
        TOTP.activate(person, secret)
        lines.append(f"{role.value} {person.email} {PASSWORD} {secret}")
    (data / PEOPLE).write_text("\n".join(lines), encoding="utf-8")


def main(data: Path, port: int) -> None:
    os.environ["DUEREGARD_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.functional.browser.clocked_settings"
    import django

    django.setup()
    from django.core.wsgi import get_wsgi_application

    from dueregard_web import server

    server.bring_up_to_date()
    settle(data)
    sys.stdout.write(f"The workspace is at http://127.0.0.1:{port}\n")
    sys.stdout.flush()
    import waitress

    waitress.serve(get_wsgi_application(), host="127.0.0.1", port=port, threads=4, ident=None)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
