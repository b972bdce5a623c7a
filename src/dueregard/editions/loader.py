"""From a YAML file to an :class:`~dueregard.editions.schema.Edition`, or a sentence saying why not.

Every fault names the file, the line, the key and what to do. The command line must start without
PyYAML and msgspec, so this module is imported only when an edition is needed.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, NoReturn, get_args, get_origin, get_type_hints

import msgspec

from dueregard.editions import schema
from dueregard.editions.checks import find_faults
from dueregard.editions.nodes import MarkedFile, Place, read_marked
from dueregard.editions.nodes import Path as KeyPath
from dueregard.editions.schema import Edition
from dueregard.errors import EditionError

_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a group of keys",
    "null": "nothing",
    "date": "a date",
    "datetime": "a date with a time",
}


def available_editions() -> tuple[str, ...]:
    """Return the names of the editions that come with the software, oldest first."""
    names = (entry.name for entry in _data().iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


@cache
def load_edition(name: str) -> Edition:
    """Return the edition with this name, such as ``"2016"``; read once in a process.

    Raises
    ------
    EditionError
        If there is no such edition, or its file is broken.
    """
    return decode_edition(read_edition_text(name), f"{name}.yaml")


def load_edition_file(path: Path | str) -> Edition:
    """Return the edition in a file of one's own: another year, or another standard.

    Raises
    ------
    EditionError
        If the file cannot be read, or is broken; the message names its line and key.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise EditionError(
            f"The edition file {file} cannot be read: {_reason(error)}.",
            advice="Check the path, and save the file as UTF-8 text.",
        ) from error
    return decode_edition(text, file.name)


def read_edition_text(name: str) -> str:
    """Return the text of an edition's file as it came with the software."""
    known = available_editions()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise EditionError(
            f"There is no edition '{name}'.{hint}",
            advice=f"The editions are {', '.join(known)}.",
        )
    return _data().joinpath(f"{name}.yaml").read_text(encoding="utf-8")


def edition_digest(name: str) -> str:
    """Return the SHA-256 of an edition's file: with the name, it says which rules were used."""
    return hashlib.sha256(read_edition_text(name).encode()).hexdigest()


def decode_edition(text: str, name: str) -> Edition:
    """Return the edition written in a YAML text.

    Parameters
    ----------
    text
        One YAML document.
    name
        The file's name, for messages.

    Raises
    ------
    EditionError
        For the first fault of form, or for all faults of sense together.
    """
    marked = read_marked(text, name)
    try:
        edition = msgspec.convert(marked.values, Edition)
    except msgspec.ValidationError as error:
        _refuse(str(error), marked)
    faults = find_faults(edition)
    if faults:
        lines = [f"{_where(marked.place(fault.path), marked)}: {fault.message}" for fault in faults]
        raise EditionError("\n".join(lines), advice=faults[0].advice)
    return edition


def _refuse(message: str, marked: MarkedFile) -> NoReturn:
    problem, _, at = message.partition(" - at ")
    path = _key_path(at)
    for pattern, refuse in (
        (r"Object contains unknown field `(?P<key>[^`]*)`", _unknown_key),
        (r"Object missing required field `(?P<key>[^`]*)`", _missing_key),
        (r"Expected `(?P<expected>[^`]*)`, got `(?P<got>[^`]*)`", _wrong_type),
    ):
        match = re.match(pattern, problem)
        if match:
            refuse(path, marked, **match.groupdict())
    place = marked.place(path)
    if not _allowed(_last(path)):
        raise EditionError(
            f"{_where(place, marked)}: {marked.words(path)} cannot be read.", advice=f"{problem}."
        )
    raise EditionError(
        f"{_where(place, marked)}: {marked.words(path)} cannot be '{place.written}'.",
        advice=f"Use one of: {', '.join(_allowed(_last(path)))}.",
    )


def _unknown_key(path: KeyPath, marked: MarkedFile, *, key: str) -> NoReturn:
    near = difflib.get_close_matches(key, sorted(_known_keys()), n=1)
    hint = f"; did you mean '{near[0]}'?" if near else "."
    raise EditionError(
        f"{_where(marked.place((*path, key)), marked)}: {marked.words(path)} has no key '{key}'.",
        advice=f"Take '{key}' out, or correct it{hint}",
    )


def _missing_key(path: KeyPath, marked: MarkedFile, *, key: str) -> NoReturn:
    why = " A rule without its document and section is not accepted." if key == "source" else ""
    raise EditionError(
        f"{_where(marked.place(path), marked)}: {marked.words(path)} lacks the key '{key}'.",
        advice=f"Add '{key}'.{why}",
    )


def _wrong_type(path: KeyPath, marked: MarkedFile, *, expected: str, got: str) -> NoReturn:
    place = marked.place(path)
    wanted = " or ".join(_WORDS.get(name, name) for name in expected.split(" | "))
    written = f" ({place.written})" if place.written else ""
    quoted = f' in quotes: "{place.written}"' if expected == "str" and place.written else ""
    raise EditionError(
        f"{_where(place, marked)}: {marked.words(path)} must be {wanted}, "
        f"and YAML reads {_WORDS.get(got, got)}{written}.",
        advice=f"Write '{_last(path)}'{quoted or f' as {wanted}'}.",
    )


def _where(place: Place, marked: MarkedFile) -> str:
    return f"{marked.name}, line {place.line}"


def _last(path: KeyPath) -> str:
    names = [step for step in path if isinstance(step, str)]
    return names[-1] if names else "the file"


def _key_path(at: str) -> KeyPath:
    steps = re.findall(r"\.([A-Za-z_]\w*)|\[(\d+)\]", at)
    return tuple(name or int(index) for name, index in steps)


def _structs() -> list[type[msgspec.Struct]]:
    things = (thing for thing in vars(schema).values() if isinstance(thing, type))
    return [thing for thing in things if issubclass(thing, msgspec.Struct)]


def _known_keys() -> set[str]:
    return {field for struct in _structs() for field in struct.__struct_fields__}


def _allowed(key: str) -> tuple[str, ...]:
    if key == "type":
        tags = (struct.__struct_config__.tag for struct in _structs())
        return tuple(str(tag) for tag in tags if tag is not None)
    hints = (get_type_hints(struct).get(key) for struct in _structs())
    words = (get_args(hint) for hint in hints if get_origin(hint) is Literal)
    return next(words, ())


def _reason(error: OSError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    return error.strerror or type(error).__name__


def _data() -> Traversable:
    return resources.files("dueregard.editions").joinpath("data")
