"""What has to be destroyed, when, and doing it, with a note that stays.

Letters go as soon as they are sent, codes and answers on the days that the manifest promises.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dueregard.errors import ConfigurationError
from dueregard.survey.handover import ANSWERS_NAME, PARTICIPATION_NAME
from dueregard.survey.invitations import LETTERS_NAME
from dueregard.survey.keys import Party, write_text
from dueregard.survey.manifest import Manifest
from dueregard.survey.rings import erase
from dueregard.survey.store import KEYS_FOLDER, WAITING_FOLDER, Store
from dueregard.survey.vault import DATABASE

RECORD_NAME = "destroyed.json"
LETTERS, CODES, ANSWERS = "letters", "codes", "answers"


@dataclass(frozen=True, slots=True)
class Due:
    """Something in a folder that has to go, and the day by which it has to."""

    what: str
    by: date
    paths: tuple[Path, ...]

    def is_due(self, day: date) -> bool:
        """Whether its day has come."""
        return day >= self.by


def find_due(folder: Path, manifest: Manifest) -> tuple[Due, ...]:
    """Return what of a survey is in a party's folder, and when it has to go.

    Parameters
    ----------
    folder
        Of a custodian, the operator or the analyst.
    manifest
        The survey's promise.
    """
    letters = (*folder.glob(LETTERS_NAME), *folder.glob("codes-*.json"))
    database = tuple(folder.glob(f"{DATABASE}*"))
    keys = tuple(
        path for name in (KEYS_FOLDER, WAITING_FOLDER) for path in (folder / name).glob("*.key")
    )
    answers = (*folder.glob(ANSWERS_NAME), *folder.glob(f"{Party.ANALYST}.private.json"))
    found = (
        Due(LETTERS, manifest.opens, letters),
        Due(CODES, manifest.codes_destroyed, (*database, *folder.glob(PARTICIPATION_NAME))),
        Due(ANSWERS, manifest.answers_destroyed, (*database, *keys, *answers)),
    )
    before = {one["what"] for one in _noted(folder)}
    return tuple(due for due in found if due.paths and due.what not in before)


def destroy_due(folder: Path, manifest: Manifest, *, day: date) -> tuple[Due, ...]:
    """Destroy what has to go by a day; return what was destroyed.

    Letters go on the day on which the survey opens or later: by then they are sent.

    Raises
    ------
    ConfigurationError
        The store's survey was never closed, so its codes are still needed.
    """
    done = tuple(due for due in find_due(folder, manifest) if due.is_due(day))
    gone = {due.what for due in done}
    store = set(folder.glob(f"{DATABASE}*"))
    for due in done:
        keeps_store = due.what == CODES and ANSWERS not in gone
        if keeps_store and (folder / DATABASE).is_file():
            Store(folder).destroy_codes()
        for path in due.paths:
            if not (keeps_store and path in store):
                erase(path)
    if done:
        _note(folder, manifest, done, day)
    return done


def _note(folder: Path, manifest: Manifest, done: tuple[Due, ...], day: date) -> None:
    more = [{"what": due.what, "by": due.by.isoformat(), "on": day.isoformat()} for due in done]
    document = {"format": 1, "survey": manifest.sha256, "destroyed": [*_noted(folder), *more]}
    write_text(folder / RECORD_NAME, json.dumps(document, indent=1) + "\n")


def _noted(folder: Path) -> list[dict[str, str]]:
    path = folder / RECORD_NAME
    try:
        return list(json.loads(path.read_bytes())["destroyed"]) if path.exists() else []
    except (ValueError, KeyError, TypeError):
        raise ConfigurationError(f"{path} is no record of what was destroyed.") from None
