"""Reads organisation.toml: every fault with its file, its line and the way out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

from dueregard.errors import ConfigurationError
from dueregard.settings.catalogue import FILE_NAME, FILES, SETTINGS, Setting
from dueregard.settings.model import FileSettings, Grade, PopulationSettings, Settings
from dueregard.vocabulary import OrganisationKind, SurveySource

_BY_FILE = {"files": FILES, "columns": FILES}
_DECLARED = {(setting.table, setting.key): setting for setting in SETTINGS}
_TABLES = {setting.table.removesuffix(".*") for setting in SETTINGS} - {""}
_GRADE_KEYS = {"equivalent": str, "author": str, "date": date}


def load_settings(directory: Path) -> Settings:
    """Read the settings of the organisation whose folder this is.

    Parameters
    ----------
    directory
        The folder, or the organisation.toml itself.

    Raises
    ------
    ConfigurationError
        When there is no such file, or something in it cannot be used; names line and key.
    """
    path = directory / FILE_NAME if directory.is_dir() else directory
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigurationError(
            f"There is no {FILE_NAME} in {directory}.",
            advice="Run 'dueregard init' on the folder to write one.",
        ) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigurationError(
            f"{path} cannot be read: {fault}.", advice="Save it as a plain UTF-8 text file."
        ) from None
    return parse_settings(text, path)


def parse_settings(text: str, path: Path) -> Settings:
    """Make settings of the text of an organisation.toml.

    Parameters
    ----------
    text
        What the file says.
    path
        Where it stands, for messages and for the paths that it names.

    Raises
    ------
    ConfigurationError
        When it is no TOML, or a key or value of it is not one of ours.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ConfigurationError(
            f"{path} is not valid TOML: {fault}.",
            advice="Text stands in double quotes, and each table name in square brackets.",
        ) from None
    checked = _Document(document, text, path)
    checked.check()
    return checked.settings()


class _Document:
    """The decoded file with its text, so that a fault can be shown where it stands."""

    def __init__(self, document: dict[str, Any], text: str, path: Path) -> None:
        self.document = document
        self.text = text
        self.path = path

    def refuse(self, where: str, key: str, problem: str, advice: str) -> NoReturn:
        line = line_of(self.text, where, key)
        raise ConfigurationError(f"{self.path}, line {line}: {problem}", advice=advice)

    def check(self) -> None:
        for key, value in self.document.items():
            if not isinstance(value, dict):
                self._check_key("", "", key, value)
            elif key not in _TABLES:
                self._refuse_unknown("", key, sorted(_TABLES))
            elif (f"{key}.*", "*") in _DECLARED or key in _BY_FILE:
                self._check_tables(key, value)
            else:
                self._check_table(key, key, value)

    def _check_tables(self, table: str, value: Mapping[str, Any]) -> None:
        for name, inner in value.items():
            allowed = _BY_FILE.get(table)
            if allowed is not None and name not in allowed:
                self._refuse_unknown(table, name, list(allowed))
            if table == "files" and isinstance(inner, str):
                continue
            if not isinstance(inner, dict):
                self.refuse(
                    table,
                    name,
                    f"{table}.{name} is a table, not a value.",
                    f"Write [{table}.{name}] on a line of its own and the keys under it.",
                )
            self._check_table(f"{table}.*", f"{table}.{name}", inner)

    def _check_table(self, declared: str, where: str, value: Mapping[str, Any]) -> None:
        for key, inner in value.items():
            self._check_key(declared, where, key, inner)

    def _check_key(self, declared: str, where: str, key: str, value: object) -> None:
        setting = _DECLARED.get((declared, key)) or _DECLARED.get((declared, "*"))
        if setting is None:
            keys = [known for table, known in _DECLARED if table == declared]
            self._refuse_unknown(where, key, keys if declared else keys + sorted(_TABLES))
        name = f"{where}.{key}" if where else key
        if setting.kind == "grade":
            self._check_grade(key, value)
        elif not _KINDS[setting.kind](value):
            self.refuse(
                where, key, f"{name} takes {_WORDS[setting.kind]}.", f"Meaning: {setting.meaning}"
            )
        self._check_choice(setting, where, key, value)

    def _check_choice(self, setting: Setting, where: str, key: str, value: object) -> None:
        if setting.choices and value not in setting.choices:
            near = get_close_matches(str(value), setting.choices, 1, 0.5)
            self.refuse(
                where,
                key,
                f"{value!r} is no value of {key}.",
                f"It is one of {', '.join(setting.choices)}"
                + (f"; did you mean {near[0]!r}?" if near else "."),
            )

    def _check_grade(self, grade: str, value: object) -> None:
        whole = isinstance(value, dict) and set(value) == set(_GRADE_KEYS)
        if whole and all(isinstance(value[k], kind) for k, kind in _GRADE_KEYS.items()):  # type: ignore[index] # `whole` has shown that it is a dict
            return
        self.refuse(
            "grades",
            grade,
            f"the grade {grade!r} needs its equivalent, who decided it and when.",
            f'Write "{grade}" = {{ equivalent = "8a", author = "...", date = 2016-04-01 }}.',
        )

    def _refuse_unknown(self, where: str, key: str, known: list[str]) -> NoReturn:
        near = get_close_matches(key, known, 1, 0.5)
        place = f"[{where}]" if where else "the top of the file"
        self.refuse(
            where,
            key,
            f"{key!r} is no setting of {place}.",
            f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(known)}.",
        )

    def settings(self) -> Settings:
        get = self._table
        organisation, survey, previous = get("organisation"), get("survey"), get("previous")
        source = survey.get("source")
        last = previous.get("return")
        return Settings(
            source=self.path,
            edition=self._required("", "edition"),
            code=self._required("organisation", "code"),
            name=self._required("organisation", "name"),
            kind=OrganisationKind(organisation.get("kind", OrganisationKind.COMMISSIONER)),
            standard=self.document.get("standard", "wres"),
            board_name=organisation.get("board_name", "Board"),
            predecessors=tuple(organisation.get("predecessors", ())),
            files={name: self._file(name, inner) for name, inner in get("files").items()},
            columns=get("columns"),
            values=get("values"),
            grades={name: Grade(**inner) for name, inner in get("grades").items()},
            include=get("include"),
            population_served=self._population(),
            previous_return=self.path.parent / last if last else None,
            survey_source=SurveySource(source) if source else None,
            survey_reason=survey.get("reason", ""),
            survey_invited=survey.get("invited"),
            survey_responded=survey.get("responded"),
            switches=get("switches"),
            not_collected=get("not_collected"),
            appointed_basis=get("appointed").get("basis", "appointed"),
            period=get("period"),
            peers=get("peers"),
            notes=tuple(get("notes").get("text", ())),
        )

    def _table(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.document.get(name, {})
        return found

    def _required(self, where: str, key: str) -> str:
        table = self._table(where) if where else self.document
        value: str = table.get(key, "")
        if not value.strip():
            name = f"{where}.{key}" if where else key
            self.refuse(
                where,
                key,
                f"{name} is missing.",
                f"Meaning: {_DECLARED[where, key].meaning} It cannot be left out.",
            )
        return value.strip()

    def _file(self, name: str, inner: Mapping[str, Any] | str) -> FileSettings:
        if isinstance(inner, str):
            inner = {"path": inner}
        if not inner.get("path"):
            self.refuse(
                f"files.{name}", "path", f"files.{name}.path is missing.", "Say where the file is."
            )
        rest = {key: value for key, value in inner.items() if key != "path"}
        return FileSettings(name, self.path.parent / inner["path"], **rest)

    def _population(self) -> PopulationSettings | None:
        table = self._table("population_served")
        if not table:
            return None
        typed = {"compared_percent", "age_base", "census_year", "source"}
        if "area" not in table and not typed <= set(table):
            self.refuse(
                "population_served",
                "compared_percent",
                "a typed share needs compared_percent, age_base, census_year and source.",
                "A share of a population means nothing without its ages, its year and its source.",
            )
        if "area" in table and "compared_percent" in table:
            self.refuse(
                "population_served",
                "area",
                "area and compared_percent both say what the population is.",
                "Keep area for the census of all ages, or the typed share with its age base.",
            )
        return PopulationSettings(**table)


def line_of(text: str, where: str, key: str) -> int:
    """Return the line of a key in a table of a TOML text, or the line where it should stand."""
    current, table_line = "", 1
    names = {key, f'"{key}"', f"'{key}'"}
    for number, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]", line)
        if header:
            current = header.group(1).replace('"', "").replace(" ", "")
            if current == where or current == f"{where}.{key}".lstrip("."):
                table_line = number
            if current == f"{where}.{key}".lstrip("."):
                return number
        elif current == where and line.split("=", 1)[0].strip() in names:
            return number
    return table_line


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_text_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


_KINDS: dict[str, Callable[[object], bool]] = {
    "text": lambda value: isinstance(value, str),
    "yes/no": lambda value: isinstance(value, bool),
    "number": _is_number,
    "date": lambda value: isinstance(value, date) and not isinstance(value, datetime),
    "list": _is_text_list,
    "value": lambda value: not isinstance(value, dict),
}
_WORDS = {
    "text": 'text in double quotes, such as "2016"',
    "yes/no": "true or false, without quotes",
    "number": "a number, without quotes",
    "date": "a date without quotes, such as 2016-03-31",
    "list": 'a list of texts, such as ["15C", "12D"]',
    "value": "a single value",
}
