"""Which settings are there? Each is declared here once.

The reader checks a file against this list, the reference page is held against it, and the next
year's file is made from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from dueregard.vocabulary import OrganisationKind, SurveySource

FILE_NAME = "organisation.toml"

PEOPLE_FILES = (
    "staff",
    "applicants",
    "disciplinary",
    "training",
    "starters",
    "leavers",
    "board",
    "survey",
)
TYPED_FILES = ("survey_results", "counts", "received")
FILES = PEOPLE_FILES + TYPED_FILES


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of organisation.toml: where it stands, what it takes, what it means.

    Parameters
    ----------
    table
        The table it stands in; ``files.*`` and ``columns.*`` stand for one table per file, and
        ``values.*`` for one table per column.
    key
        Its key, or ``*`` where the organisation chooses the key.
    kind
        ``text``, ``yes/no``, ``number``, ``date``, ``list``, ``value`` or ``grade``.
    meaning
        What it says, in a sentence.
    choices
        The values it may take; any where empty.
    carried
        Whether next year's file starts with it. What was decided for one year never is.
    """

    table: str
    key: str
    kind: str
    meaning: str
    choices: tuple[str, ...] = ()
    carried: bool = False


def _settings(table: str, *rows: tuple[str, str, str], carried: bool = False) -> list[Setting]:
    return [Setting(table, key, kind, meaning, carried=carried) for key, kind, meaning in rows]


SETTINGS: tuple[Setting, ...] = (
    Setting("", "edition", "text", "The edition of the standard, by its year."),
    Setting("", "standard", "text", "The standard; wres unless said otherwise.", carried=True),
    *_settings(
        "organisation",
        ("code", "text", "The organisation's ODS code."),
        ("name", "text", "Its name, as it should be printed."),
        ("board_name", "text", "What its board is called, such as Governing Body."),
        ("predecessors", "list", "Codes of the organisations it was formed from."),
        carried=True,
    ),
    Setting(
        "organisation",
        "kind",
        "text",
        "What it is to the standard.",
        choices=tuple(OrganisationKind),
        carried=True,
    ),
    *_settings(
        "files.*",
        ("path", "text", "Where the file is, from the folder of organisation.toml."),
        ("layout", "text", "The layout of its columns; found from the header when left out."),
        ("sheet", "text", "The sheet of a workbook; its first sheet when left out."),
        ("encoding", "text", "utf-8 or windows-1252; found from the bytes when left out."),
        ("system", "text", "The system it comes from, such as ESR, printed beside the figures."),
        carried=True,
    ),
    Setting(
        "files.*",
        "date_order",
        "text",
        "Whether the file writes 30/04/2016 or 04/30/2016 for 30 April.",
        choices=("day-first", "month-first"),
        carried=True,
    ),
    Setting(
        "files.*",
        "basis",
        "text",
        "For counts: typed by hand, or taken from a publication.",
        choices=("typed", "published"),
        carried=True,
    ),
    Setting("files.*", "covers_from", "date", "First day that a list of events covers."),
    Setting(
        "files.*",
        "coding",
        "text",
        "The list its ethnic categories come from.",
        choices=("2001", "2021", "1991"),
        carried=True,
    ),
    Setting("columns.*", "*", "text", "Your own name of a column, by our name.", carried=True),
    Setting("values.*", "*", "text", "Our word for a value of yours, by column.", carried=True),
    Setting(
        "grades",
        "*",
        "grade",
        "A local grade: its Agenda for Change equivalent, who said so and when.",
        carried=True,
    ),
    *_settings(
        "include",
        ("office_holders", "yes/no", "Count governing-body members without a contract as staff."),
        ("bank_staff", "yes/no", "Count people solely on a bank or zero-hours contract as staff."),
        ("honorary", "yes/no", "Count people on honorary contracts as staff."),
    ),
    *_settings(
        "population_served",
        ("area", "text", "Code or name of a local authority of Census 2011, for all ages."),
        ("name", "text", "Name of the area, for a share that you type."),
        ("code", "text", "Code of the area, for a share that you type."),
        ("compared_percent", "number", "Percentage of the population in the compared group."),
        ("reference_percent", "number", "Percentage of the population in the reference group."),
        ("total", "number", "Number of people in the area."),
        ("age_base", "text", "Ages covered, such as all ages or working age."),
        ("census_year", "number", "The year of the census."),
        ("source", "text", "Where the share comes from."),
        carried=True,
    ),
    *_settings("previous", ("return", "text", "Folder of last year's return.")),
    Setting(
        "survey",
        "source",
        "text",
        "Where the staff survey figures come from.",
        choices=tuple(SurveySource),
    ),
    *_settings(
        "survey",
        ("reason", "text", "Why there is no survey, or why it is not the national one."),
        ("invited", "number", "How many people were asked."),
        ("responded", "number", "How many answered, where the figures do not say."),
    ),
    Setting(
        "switches", "*", "value", "Your choice where the standard leaves a real doubt, by switch."
    ),
    Setting("not_collected", "*", "text", "Why something is not collected, by kind of file."),
    Setting(
        "appointed",
        "basis",
        "text",
        "Whether appointed people were counted, or new starters stand for them.",
        choices=("appointed", "started_proxy"),
    ),
    *_settings(
        "period",
        ("snapshot_date", "date", "The day staff were counted, if not the edition's."),
        ("start", "date", "First day of the year of events, if not the edition's."),
        ("end", "date", "Last day of the year of events, if not the edition's."),
    ),
    *_settings(
        "peers",
        ("name", "text", "What the group of organisations compared with is called."),
        ("organisations", "list", "Their codes."),
        ("why", "text", "Why these."),
        carried=True,
    ),
    *_settings("notes", ("text", "list", "Sentences to print with the return, one each.")),
)
