"""The second opinion itself: rows in, expected figures out."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tests.oracle.words import (
    EDITIONS,
    SEATS_OF,
    SENIOR_2015,
    SURVEY,
    group_of,
    rows_of_indicator_1,
)

Row = dict[str, str]
GROUPS = ("reference", "compared", "unknown")
SMALL = 5
VALUELESS = "no value"


@dataclass(frozen=True)
class Expected:
    """A figure as it should be: its state, its exact value, numerator and denominator pairs."""

    state: str
    value: Fraction | None
    bases: tuple[tuple[int, int], ...]


Opinion = dict[str, Expected]


def read_rows(path: Path) -> list[Row]:
    """Read a plain CSV file; a file that is not there is None of our business and has no rows."""
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@dataclass(frozen=True)
class Files:
    """The rows of one organisation by file, ``None`` where a file was not given."""

    rows: dict[str, list[Row] | None]
    office_holders: bool = True
    bank_staff: bool = False
    population_percent: Fraction | None = None

    def counted(self, name: str) -> list[Row]:
        """Return the rows of people whom the organisation counts as its staff.

        An event does not say on what footing its person works; the first line with the person's
        number in the staff file does, and a stranger to it is taken as employed.
        """
        footing: dict[str, str] = {}
        for row in self.rows["staff"] or []:
            footing.setdefault(row["staff_number"], row.get("employment", ""))
        left_out = {"honorary"}
        if not self.office_holders:
            left_out.add("office_holder")
        if not self.bank_staff:
            left_out.add("bank")
        rows = self.rows[name] or []
        return [row for row in rows if footing.get(row["staff_number"], "") not in left_out]


def opinion(files: Files, edition: str) -> Opinion:
    """Work out every figure of the nine indicators."""
    rules = EDITIONS[edition]
    found: Opinion = {}
    found |= representation(files, senior_block=bool(rules["senior_block"]))
    found |= appointment(files, rules)
    found |= disciplinary(files, rules)
    found |= training(files, rules)
    for indicator, items in SURVEY.items():
        base = rules["fair_base"] if indicator == "fair_progression" else {"yes", "no"}
        found |= survey(files, indicator, items, base)
    found |= board(files, rules)
    return found


def said_yes(value: str) -> bool:
    """Whether a yes-or-no column says yes."""
    return value.strip().lower() in {"yes", "y"}


def tally(rows: Iterable[Row]) -> dict[str, int]:
    """Count rows by group."""
    counts = dict.fromkeys(GROUPS, 0)
    for row in rows:
        counts[group_of(row["ethnic_category"])] += 1
    return counts


def share(counts: dict[str, int], group: str) -> Expected:
    """One group among everybody, the unknown included."""
    everybody = sum(counts.values())
    base = ((counts[group], everybody),)
    if everybody == 0:
        return Expected("no_group", None, base)
    if group != "unknown" and 2 * counts["unknown"] >= everybody:
        return Expected("unknown_dominant", None, base)
    state = "caution" if counts[group] < SMALL else "ok"
    return Expected(state, Fraction(counts[group], everybody), base)


def less(first: Expected, second: Expected) -> Expected:
    """First minus second, where both have a value."""
    bases = first.bases + second.bases
    for one in (first, second):
        if one.value is None:
            return Expected(one.state, None, bases)
    state = "caution" if "caution" in (first.state, second.state) else "ok"
    return Expected(state, first.value - second.value, bases)


def pay_of(row: Row) -> str:
    """Return the pay label of a staff row: the medical grade for doctors, else the band."""
    return row.get("medical_grade", "") or row.get("pay_band", "")


def representation(files: Files, *, senior_block: bool) -> Opinion:
    """Indicator 1."""
    staff = files.counted("staff")
    everybody = tally(staff)
    overall = {group: share(everybody, group) for group in GROUPS}
    found = {f"representation.all.{group}": overall[group] for group in GROUPS}
    if senior_block and not any(pay_of(row) for row in staff):
        # Where no pay is recorded at all, nobody can be called senior or not.
        return found | absent("representation.senior.difference")
    if senior_block:
        pieces = {"senior": [row for row in staff if pay_of(row) in SENIOR_2015]}
    else:
        pieces = {
            key: [row for row in staff if row["part"] == part and pay_of(row) in pay]
            for key, part, pay in rows_of_indicator_1()
        }
        places = [(part, pay) for _, part, taken in rows_of_indicator_1() for pay in taken]
        outside = [row for row in staff if (row["part"], pay_of(row)) not in places]
        if outside:
            pieces["outside_rows"] = outside
    for key, rows in pieces.items():
        counts = tally(rows)
        for group in GROUPS:
            found[f"representation.{key}.{group}"] = share(counts, group)
        compared = share(counts, "compared")
        found[f"representation.{key}.difference"] = less(compared, overall["compared"])
    return found


def likelihood(
    indicator: str, events: dict[str, int], people: dict[str, int], first: str, years: int = 1
) -> Opinion:
    """Return the ratio and both rates. Chances are people times years: one event each a year."""
    second = "compared" if first == "reference" else "reference"
    chances = {group: people[group] * years for group in GROUPS}
    hidden = mostly_unknown(people) or mostly_unknown(events)
    found = {
        f"{indicator}.{group}": rate(events[group], chances[group], hidden=hidden)
        for group in ("reference", "compared")
    }
    bases = ((events[first], chances[first]), (events[second], chances[second]))
    state = _ratio_state(events, people, chances, first, second)
    value = None
    if state in {"ok", "caution", "zero_numerator"}:
        value = Fraction(events[first], chances[first]) / Fraction(events[second], chances[second])
    found[f"{indicator}.ratio"] = Expected(state, value, bases)
    return found


def mostly_unknown(counts: dict[str, int]) -> bool:
    """Whether half of the people or more are of unknown ethnicity."""
    return 2 * counts["unknown"] >= sum(counts.values()) > 0


def rate(events: int, chances: int, *, hidden: bool) -> Expected:
    """One group's own likelihood; none where most of the people could belong to either group."""
    if hidden:
        return Expected("unknown_dominant", None, ((events, chances),))
    if chances == 0:
        return Expected("no_group", None, ((events, chances),))
    state = "caution" if events < SMALL or chances - events < SMALL else "ok"
    return Expected(state, Fraction(events, chances), ((events, chances),))


def _ratio_state(
    events: dict[str, int], people: dict[str, int], chances: dict[str, int], first: str, second: str
) -> str:
    if mostly_unknown(people) or mostly_unknown(events):
        return "unknown_dominant"
    if people["reference"] == 0 or people["compared"] == 0:
        return "no_group"
    if events[second] == 0:
        return "no_events" if events[first] == 0 else "zero_denominator"
    if events[first] == 0:
        return "zero_numerator"
    both = events[first] + events[second], chances[first] + chances[second]
    for group in (first, second):
        expected = Fraction(both[0] * chances[group], both[1])
        if min(events[group], chances[group] - events[group]) < SMALL or expected < SMALL:
            return "caution"
    return "ok"


def absent(key: str, state: str = "not_collected") -> Opinion:
    """A figure for which there are no records."""
    return {key: Expected(state, None, ())}


def appointment(files: Files, rules: dict[str, object]) -> Opinion:
    """Indicator 2, and again without international recruits where there are any."""
    if files.rows["applicants"] is None:
        return absent("appointment.ratio")
    start, end = rules["period"]
    shortlisted = [
        row
        for row in files.rows["applicants"]
        if said_yes(row["shortlisted"]) and start <= row["date"] <= end
    ]
    found = _appointment(shortlisted, rules, "")
    if any(row.get("route") == "international" for row in shortlisted):
        at_home = [row for row in shortlisted if row["route"] != "international"]
        found |= _appointment(at_home, rules, ".without_international")
    return found


def _appointment(shortlisted: list[Row], rules: dict[str, object], suffix: str) -> Opinion:
    appointed = [row for row in shortlisted if said_yes(row["appointed"])]
    found = likelihood("appointment", tally(appointed), tally(shortlisted), str(rules["first"]))
    return {key + suffix: one for key, one in found.items()}


def year_back(day: str, years: int) -> str:
    """Return the same day some years earlier."""
    return f"{int(day[:4]) - years}{day[4:]}"


def disciplinary(files: Files, rules: dict[str, object]) -> Opinion:
    """Indicator 3: entries count, over one year or two."""
    if files.rows["disciplinary"] is None:
        return absent("disciplinary.ratio")
    start, end = rules["period"]
    years = int(str(rules["disciplinary_years"]))
    earliest = year_back(start, years - 1)
    # A line that says just what another says is the same entry, listed twice.
    listed = {tuple(sorted(row.items())) for row in files.counted("disciplinary")}
    entries = [row for row in map(dict, listed) if earliest <= row["date"] <= end]
    people = tally(files.counted("staff"))
    return likelihood("disciplinary", tally(entries), people, "compared", years)


def training(files: Files, rules: dict[str, object]) -> Opinion:
    """Indicator 4: people count once, however many courses they took."""
    if files.rows["training"] is None:
        return absent("training.ratio")
    start, end = rules["period"]
    people: dict[str, Row] = {}
    for row in files.counted("training"):
        if start <= row["date"] <= end:
            people.setdefault(row["staff_number"], row)
    staff = tally(files.counted("staff"))
    return likelihood("training", tally(people.values()), staff, str(rules["first"]))


def survey(files: Files, indicator: str, items: list[str], base: object) -> Opinion:
    """Indicators 5 to 8: yes to any of the items counts once; whoever answered one is asked."""
    rows = files.rows["survey"]
    if rows is None:
        return {
            f"{indicator}.{part}": Expected("not_collected", None, ())
            for part in ("gap", "reference", "compared")
        }
    answered = [row for row in rows if any(row[item] in base for item in items)]
    counted_ones = [row for row in answered if any(row[item] == "yes" for item in items)]
    asked, counted = tally(answered), tally(counted_ones)
    shares = {
        group: _answer_share(asked, counted, group, len(answered))
        for group in ("reference", "compared")
    }
    found = {f"{indicator}.{group}": one for group, one in shares.items()}
    found[f"{indicator}.gap"] = less(shares["compared"], shares["reference"])
    return found


def _answer_share(
    asked: dict[str, int], counted: dict[str, int], group: str, everybody: int
) -> Expected:
    if everybody == 0:
        return Expected("not_collected", None, ())
    base = ((counted[group], asked[group]),)
    if 2 * asked["unknown"] >= everybody:
        return Expected("unknown_dominant", None, base)
    if asked[group] == 0:
        return Expected("no_group", None, base)
    small = min(counted[group], asked[group] - counted[group]) < SMALL
    value = Fraction(counted[group], asked[group])
    return Expected("caution" if small else "ok", value, base)


def board(files: Files, rules: dict[str, object]) -> Opinion:
    """Indicator 9: board less workforce and board less population, whichever leads."""
    seats = rules["seats"]
    assert isinstance(seats, list)
    if files.rows["board"] is None:
        return absent(f"board.{seats[0]}.vs_{rules['leads']}")
    workforce = share(tally(files.counted("staff")), "compared")
    population = Expected("not_collected", None, ())
    if files.population_percent is not None:
        population = Expected("ok", files.population_percent / 100, ())
    found = {"board.workforce": workforce, "board.population": population}
    for name in seats:
        found |= _seats(files.rows["board"] or [], name, workforce, population)
    return found


def _seats(members: list[Row], name: str, workforce: Expected, population: Expected) -> Opinion:
    wanted = SEATS_OF[name]
    counts = tally(row for row in members if wanted is None or row["seat"] in wanted)
    compared = share(counts, "compared")
    found = {f"board.{name}.{group}": share(counts, group) for group in GROUPS}
    found[f"board.{name}.vs_workforce"] = less(compared, workforce)
    found[f"board.{name}.vs_population"] = less(compared, population)
    return found
