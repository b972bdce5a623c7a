"""The single ways in which a file is spoilt. Each takes a draft and notes what it did."""

from __future__ import annotations

from datetime import date

from dueregard.examples.planting import Draft
from dueregard.examples.settings_text import Value

AS_BLANK = ("", "NULL", "N/A", "NA")
AS_DECLINED = ("Z", "Not stated")
AS_NOT_KNOWN = ("99", "NK")
FOREIGN_ETHNIC = ("T", "Q", "British")
"""A code of another list, a code of none, and a word that no first letter may decide."""
FOREIGN_PAY = "Scale K"
OTHER_BAND = {"3": "4", "4": "3", "5": "4", "7": "8a", "8a": "7"}
LOCAL_GRADE = "Local 6"
MAPPED: dict[str, Value] = {
    "equivalent": "6",
    "author": "Head of People (invented)",
    "date": date(2015, 4, 1),
}
EARLIER = date(1999, 4, 1)


def vary_unknown(draft: Draft) -> None:
    """Write the three kinds of unknown ethnicity in the words that systems use for them."""
    place = draft.place("ethnic_category")
    spellings = {"": AS_BLANK, "Z": AS_DECLINED, "99": AS_NOT_KNOWN}
    seen: set[str] = set()
    for row in draft.rows:
        row[place] = draft.random.choice(spellings.get(row[place], (row[place],)))
        seen.add(row[place])
    for spelling in ("NULL", "N/A", "NA", "Not stated", "NK"):
        if spelling in seen:
            draft.note("variation", "unknown_spelling", None, "ethnic_category", spelling)


def foreign_ethnic(draft: Draft) -> None:
    """Record some people under ethnic codes that the list does not have."""
    _replace(draft, "ethnic_category", FOREIGN_ETHNIC, "unmapped_value")


def foreign_pay(draft: Draft) -> None:
    """Put somebody on a pay scale that nobody has mapped."""
    _replace(draft, "pay_band", (FOREIGN_PAY,), "unmapped_value")


def _replace(draft: Draft, column: str, values: tuple[str, ...], what: str) -> None:
    """Write values over what some rows say; a blank stays, for it may be right to be blank."""
    place = draft.place(column)
    for row, value in zip(draft.some_rows(len(values), place), values, strict=False):
        draft.rows[row][place] = value
        draft.note("fault", what, row, column, value)


def local_grade(draft: Draft) -> None:
    """Call band 6 by a name of the organisation's own, and map that name."""
    place = draft.place("pay_band")
    found = [row for row in draft.rows if row[place] == "6"]
    for row in found:
        row[place] = LOCAL_GRADE
    if found:
        draft.grades[LOCAL_GRADE] = MAPPED
        draft.note("variation", "local_grade", None, "pay_band", LOCAL_GRADE)


def twice(draft: Draft) -> None:
    """List some people a second time, word for word."""
    number = draft.columns[0]
    for row in draft.some_rows(2):
        draft.rows.append(list(draft.rows[row]))
        draft.note("fault", "duplicate", len(draft.rows) - 1, number, draft.rows[row][0])


def twice_and_different(draft: Draft) -> None:
    """List somebody a second time, on another band."""
    place = draft.place("pay_band")
    paid = [row for row, values in enumerate(draft.rows) if values[place] in OTHER_BAND]
    for row in draft.random.sample(paid, min(1, len(paid))):
        again = list(draft.rows[row])
        again[place] = OTHER_BAND[again[place]]
        draft.rows.append(again)
        draft.note("fault", "duplicate_differs", len(draft.rows) - 1, draft.columns[0], again[0])


def odd_answer(draft: Draft) -> None:
    """Give an answer that the questionnaire does not have."""
    _replace(draft, "discrimination", ("perhaps",), "answer_not_known")


def odd_characteristic(draft: Draft) -> None:
    """Record a religion that no list has."""
    _replace(draft, "religion", ("Jedi",), "unknown_characteristic")


def outside_year(draft: Draft) -> None:
    """Date some events long before the years that the edition looks at."""
    _replace(draft, "date", (EARLIER.isoformat(),), "outside_period")


def no_date(draft: Draft) -> None:
    """Write a day that no calendar has."""
    _replace(draft, "date", ("31/02/2016",), "impossible_date")


def blank_date(draft: Draft) -> None:
    """Leave the day of an event out."""
    _replace(draft, "date", ("",), "no_date")


def appointed_unseen(draft: Draft) -> None:
    """Leave an applicant appointed who was never shortlisted."""
    shortlisted, appointed = draft.place("shortlisted"), draft.place("appointed")
    unlisted = [row for row, values in enumerate(draft.rows) if values[shortlisted] == "no"]
    for row in draft.random.sample(unlisted, min(1, len(unlisted))):
        draft.rows[row][appointed] = "yes"
        draft.note("fault", "appointed_not_shortlisted", row, "appointed", "yes")


def british_dates(draft: Draft) -> None:
    """Write the days the British way."""
    for column in ("date", "date_of_birth"):
        if column in draft.columns:
            place = draft.place(column)
            for row in draft.rows:
                row[place] = _british(row[place])
            draft.note("variation", "british_dates", None, column)


def _british(value: str) -> str:
    try:
        return date.fromisoformat(value).strftime("%d/%m/%Y")
    except ValueError:
        return value


def serial_dates(draft: Draft) -> None:
    """Write the days as bare numbers of a spreadsheet."""
    places = [draft.place(name) for name in ("date", "date_of_birth") if name in draft.columns]
    draft.serials = frozenset(places)
    draft.note("variation", "excel_serials", None, draft.columns[places[0]])


def yes_and_no(draft: Draft) -> None:
    """Write yes and no as Y and N."""
    for column in ("shortlisted", "appointed"):
        place = draft.place(column)
        for row in draft.rows:
            row[place] = row[place][:1].upper()
    draft.note("variation", "yes_as_letter", None, "shortlisted", "Y")


def title_rows(draft: Draft) -> None:
    """Put a title, a line of explanation and an empty line over the header."""
    draft.titles = [
        ["Extract for the workforce report – not for circulation"],
        ["Run: monthly"],
        [],
    ]
    draft.note("variation", "title_rows", None)


def totals_row(draft: Draft) -> None:
    """Put a line of totals under the people."""
    row = [""] * len(draft.columns)
    row[0], row[1] = "Total", str(len(draft.rows))
    draft.rows.append(row)
    draft.totals = 1
    draft.note("variation", "totals_row", len(draft.rows) - 1, "", "Total")


def own_names(draft: Draft) -> None:
    """Give the columns names of the organisation's own, with organisation.toml to say which."""
    for name in draft.columns:
        draft.names[name] = "Our " + name.replace("_", " ")
    draft.note("variation", "own_columns", None)


def windows_1252(draft: Draft) -> None:
    """Write the file as older Windows programs do."""
    draft.encoding = "cp1252"
    draft.note("variation", "windows_1252", None)


def byte_order_mark(draft: Draft) -> None:
    """Put the mark before the file that spreadsheets put there."""
    draft.encoding = "utf-8-sig"
    draft.note("variation", "byte_order_mark", None)


def workbook(draft: Draft) -> None:
    """Save the file as a workbook."""
    draft.ending = "xlsx"
    draft.note("variation", "workbook", None)
