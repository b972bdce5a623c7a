"""Start a folder for an organisation: its first organisation.toml and its empty records."""

from __future__ import annotations

from pathlib import Path

from dueregard.errors import ConfigurationError
from dueregard.records import FOLDER, Records, write_records
from dueregard.settings import FILE_NAME
from dueregard.settings.writing import first_settings, write_settings
from dueregard.vocabulary import OrganisationKind

DEFAULT_EDITION = "2016"


def init_organisation(
    directory: Path,
    *,
    code: str = "",
    name: str = "",
    kind: OrganisationKind = OrganisationKind.COMMISSIONER,
    edition: str = DEFAULT_EDITION,
) -> Path:
    """Write a commented organisation.toml and empty records into a folder; return its path.

    Records that are there already are left as they are.

    Parameters
    ----------
    directory
        The folder; made if it is not there.
    code, name, kind
        The organisation; a name that is left out is looked up by its ODS code.
    edition
        The edition of the standard.

    Raises
    ------
    ConfigurationError
        If there is an organisation.toml already, or no such edition.
    """
    from dueregard.editions.loader import available_editions  # noqa: PLC0415 - only when asked

    if edition not in available_editions():
        raise ConfigurationError(
            f"There is no edition {edition!r}.",
            advice=f"The editions are {', '.join(available_editions())}.",
        )
    path = directory / FILE_NAME
    write_settings(first_settings(code, name or _listed_name(code), kind.value, edition), path)
    if not (directory / FOLDER).exists():
        write_records(Records(), directory)
    return path


def _listed_name(code: str) -> str:
    from dueregard.geography.organisations import organisation_name  # noqa: PLC0415 - seldom

    return (organisation_name(code) if code else None) or ""
