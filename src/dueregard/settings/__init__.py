"""The settings of an organisation: organisation.toml, its keys and what they mean."""

from __future__ import annotations

from dueregard.settings.catalogue import FILE_NAME, FILES, PEOPLE_FILES, SETTINGS, Setting
from dueregard.settings.model import FileSettings, Grade, PopulationSettings, Settings
from dueregard.settings.reading import load_settings, parse_settings

__all__ = [
    "FILES",
    "FILE_NAME",
    "PEOPLE_FILES",
    "SETTINGS",
    "FileSettings",
    "Grade",
    "PopulationSettings",
    "Setting",
    "Settings",
    "load_settings",
    "parse_settings",
]
