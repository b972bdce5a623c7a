"""The workspace with something in it: an invented organisation, and one person for each role.

Everything goes through the same actions as on the pages, so that the trail tells of it too. Only on
a data folder that nobody else uses; the passwords are made at random and written beside it.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings

from dueregard.errors import ConfigurationError
from dueregard.operations.count_extracts import count_organisation
from dueregard.operations.make_example import Request, make_example
from dueregard.settings import FILE_NAME
from dueregard.vocabulary import OrganisationKind
from dueregard_web.accounts.models import Person
from dueregard_web.core.clock import day_of
from dueregard_web.organisations import actions as organisations
from dueregard_web.organisations.acting import Keeping
from dueregard_web.organisations.models import Organisation
from dueregard_web.organisations.policies import BY_GRANT, ROLES, Role
from dueregard_web.organisations.queries import acting_in, has_anybody
from dueregard_web.returns import actions as returns
from dueregard_web.returns.storage import texts_of

CODE = "EX016"
EDITION = "2016"
PEOPLE_FILE = "demo-people.txt"
FILES_FOLDER = "demo-files"

NAMES: dict[Role, str] = {
    Role.HR_ANALYST: "Hanna Reyes",
    Role.EQUALITY_LEAD: "Esi Lamptey",
    Role.IG_OFFICER: "Ivor Griffin",
    Role.CONTRACT_MANAGER: "Clara Moss",
    Role.APPROVER: "Amrit Purewal",
    Role.SIGNATORY: "Sian Griffiths",
    Role.GOVERNING_BODY_READER: "George Bello",
    Role.SUPPORT_ANALYST: "Carys Unwin",
    Role.OUTSIDE_REVIEWER: "Olu Redmond",
    Role.SURVEY_OPERATOR: "Sunil Omar",
    Role.CUSTODIAN: "Kate Stone",
    Role.PROVIDER_CONTACT: "Peter Cole",
    Role.AUDITOR: "Asha Todd",
    Role.ADMINISTRATOR: "Ada Minton",
}
"""One invented person for each role."""


@dataclass(frozen=True, slots=True)
class Key:
    """How an invented person signs in."""

    person: Person
    role: str
    password: str
    secret: str
    codes: tuple[str, ...]


def load_demo(say: Callable[[str], None], now: datetime) -> None:
    """Load the demonstration into an empty installation; leave one that is loaded as it is.

    Raises
    ------
    ConfigurationError
        When the installation is in use already.
    """
    data: Path = settings.CONFIGURATION.data
    place = data / PEOPLE_FILE
    if has_anybody():
        if not place.exists():
            raise ConfigurationError(
                "This data folder is in use, and a demonstration is never loaded over it.",
                advice="Name another folder with --data.",
            )
    else:
        _write_keys(place, _load(now))
        make_example(Request(data / FILES_FOLDER, seed=int(EDITION)))
    say(f"Who can sign in, and how: {place}")
    say(f"Files to try an upload with: {data / FILES_FOLDER / 'data'}")


def _load(now: datetime) -> list[Key]:
    keeping = Keeping(None, now)
    organisation = organisations.add_organisation(
        keeping,
        code=CODE,
        name="Invented Commissioner",
        kind=OrganisationKind.COMMISSIONER,
    )
    keys = [_join(keeping, organisation, role, now) for role in Role]
    _count_year(keys[list(Role).index(Role.HR_ANALYST)].person, now)
    return keys


def _join(keeping: Keeping, organisation: Organisation, role: Role, now: datetime) -> Key:
    """Invite an invented person and let them accept."""
    name = NAMES[role]
    email = f"{name.lower().replace(' ', '.')}@example.org"
    outside = role in BY_GRANT
    grant = organisations.Grant(
        role,
        until=day_of(now) + timedelta(days=90) if outside else None,
        purpose="Helps with the report of this year." if outside else "",
    )
    invited = organisations.invite_for_demo(
        keeping, organisation=organisation, email=email, grant=grant
    )
    password = secrets.token_urlsafe(12)
    person = organisations.accept_invitation(
        invited.token, now=now, request="demo", name=name, password=password
    )
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    codes = tuple(RecoveryCodes.activate(person).get_unused_codes())
    return Key(person, ROLES[role].title, password, secret, codes)


def _count_year(person: Person, now: datetime) -> None:
    acting = acting_in(CODE, person, now=now, request="demo")
    returns.start_year(acting, edition=EDITION)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "example"
        make_example(Request(folder, seed=int(EDITION)))
        text = (folder / FILE_NAME).read_text(encoding="utf-8")
        counted = count_organisation(folder, as_of=day_of(now))
    returns.take_over_settings(acting, edition=EDITION, text=text)
    returns.keep_count(
        acting,
        edition=EDITION,
        texts=texts_of(counted.data_return),
        settings_text=text,
        findings=counted.findings,
        files=(),
    )


def _write_keys(path: Path, keys: list[Key]) -> None:
    lines = ["Invented people of a demonstration. Keep no real data in this folder.", ""]
    for key in keys:
        lines += [
            f"{key.person.name}, {key.role}",
            f"  e-mail address   {key.person.email}",
            f"  password         {key.password}",
            f"  secret for an authenticator app   {key.secret}",
            f"  recovery codes, one for each time without the app   {' '.join(key.codes[:5])}",
            "",
        ]
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write("\n".join(lines))
