"""Which entries of organisation.toml does nothing in the files use? Mappings decay in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from dueregard.codelists.alarms import find_unknown_exclusions, find_unused
from dueregard.codelists.spelling import plain
from dueregard.extracts.engine import fetch
from dueregard.extracts.findings import Finding
from dueregard.vocabulary import Employment

if TYPE_CHECKING:
    from dueregard.extracts.reader import Extract
    from dueregard.settings import Settings

GRADED = ("pay_band", "medical_grade")
_INCLUDED = {
    "office_holders": Employment.OFFICE_HOLDER.value,
    "bank_staff": Employment.BANK.value,
    "honorary": Employment.HONORARY.value,
}

Words = Mapping[str, Iterable[str]]


def find_idle_settings(
    settings: Settings,
    extracts: Mapping[str, Extract],
    typed: Mapping[str, tuple[tuple[str, ...], Iterable[str]]],
) -> tuple[Finding, ...]:
    """Return the mappings that no file uses.

    Parameters
    ----------
    settings
        What organisation.toml says.
    extracts
        The files of people that were read, by kind; every one of them, or an entry that a broken
        file uses would be called idle.
    typed
        The headings and the words of the tables typed by hand, by kind.
    """
    by_hand = {word for _, words in typed.values() for word in words}
    where = _places(settings)

    def seen(columns: Iterable[str]) -> set[str]:
        return by_hand | {word for name in columns for word in _words(extracts, name)}

    return (
        *_idle_columns(settings, extracts, typed, where),
        *_idle_values(settings, seen, where),
        *_idle_grades(settings, seen, where),
    )


def find_idle_exclusions(settings: Settings, footings: Iterable[str]) -> tuple[Finding, ...]:
    """Return the exclusions of [include] that match nobody in the staff file.

    Parameters
    ----------
    settings
        What organisation.toml says; what the edition leaves out by itself is no statement of ours.
    footings
        The footings of the people in the staff file.
    """
    where = _places(settings)
    said = {_INCLUDED[key]: key for key, kept in settings.include.items() if not kept}
    return tuple(
        _finding("exclusion_not_used", settings, where, ("include", said[one.text], "", ""))
        for one in find_unknown_exclusions("include", said, footings)
    )


def _idle_columns(
    settings: Settings,
    extracts: Mapping[str, Extract],
    typed: Mapping[str, tuple[tuple[str, ...], Iterable[str]]],
    where: Mapping[tuple[str, str], int],
) -> Iterator[Finding]:
    headers = {name: header for name, (header, _) in typed.items()}
    headers |= {name: extract.plan.header for name, extract in extracts.items()}
    for population, own in settings.columns.items():
        table = f"columns.{population}"
        headings = {heading: ours for ours, heading in own.items()}
        for one in find_unused(table, headings, headers.get(population, ())):
            entry = (table, one.code, one.text, f"for {one.code}")
            yield _finding("mapping_not_used", settings, where, entry)


def _idle_values(
    settings: Settings,
    seen: Callable[[Iterable[str]], set[str]],
    where: Mapping[tuple[str, str], int],
) -> Iterator[Finding]:
    for column, words in settings.values.items():
        table = f"values.{column}"
        for one in find_unused(table, words, seen((column,))):
            entry = (table, one.text, one.text, f"for {one.code}")
            yield _finding("mapping_not_used", settings, where, entry)


def _idle_grades(
    settings: Settings,
    seen: Callable[[Iterable[str]], set[str]],
    where: Mapping[tuple[str, str], int],
) -> Iterator[Finding]:
    if not settings.grades:
        return
    # A word of the organisation's own may stand for one of its own grades.
    chained = {word for column in GRADED for word in settings.values.get(column, {}).values()}
    grades = {name: one.equivalent for name, one in settings.grades.items()}
    for one in find_unused("grades", grades, seen(GRADED) | chained):
        entry = ("grades", one.text, one.text, f"for {one.code}")
        yield _finding("mapping_not_used", settings, where, entry)


def _words(extracts: Mapping[str, Extract], column: str) -> Iterator[str]:
    for extract in extracts.values():
        if extract.has(column):
            yield from (text for (text,) in fetch(extract.frame.select(column).unique()))


def _finding(
    code: str,
    settings: Settings,
    where: Mapping[tuple[str, str], int],
    entry: tuple[str, str, str, str],
) -> Finding:
    table, key, value, detail = entry
    line = where.get((table, plain(key)), 0)
    column = f"[{table}]" if value else f"[{table}] {key}"
    return Finding(code, settings.source.name, line, column, value, detail)


def _places(settings: Settings) -> dict[tuple[str, str], int]:
    """Return the line of each entry that stands on a line of its own, by table and key."""
    places: dict[tuple[str, str], int] = {}
    table = ""
    try:
        text = settings.source.read_text(encoding="utf-8-sig")
    except OSError:  # settings that were never a file have no lines
        return places
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("["):
            table = line.split("#")[0].strip().strip("[]").replace('"', "").strip()
            above, _, name = table.partition(".")
            places.setdefault((above, plain(name)), number)
        elif "=" in line:
            key = line.split("=")[0].strip().strip("\"'")
            places.setdefault((table, plain(key)), number)
    return places
