"""A document that holds every kind of block, and the ways in which its parts can be hard to set."""

from __future__ import annotations

from datetime import date

from dueregard.reports.pages.model import (
    Bullets,
    Callout,
    Chart,
    Document,
    Links,
    Paragraph,
    Section,
    Table,
    Terms,
    Tone,
)

MARK = "INTERNAL - not for publication"
DIGEST = "0123456789abcdef" * 4

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 90">'
    '<text x="0" y="30" font-size="13" fill="#212b32">Bands 5 to 7</text>'
    '<rect x="230" y="16" width="200" height="16" fill="#b5471b"/>'
    '<text x="440" y="30" font-size="13" fill="#212b32">22.4%</text></svg>'
)


def chart(key: str = "bands") -> Chart:
    return Chart(key, "Share of each band", "Bands 5 to 7: 22.4%.", SVG, "From return.json")


def table(columns: int = 4, rows: int = 3, caption: str = "Staff by pay band") -> Table:
    head = ("Pay band", *(f"Column {number}" for number in range(1, columns)))
    lines = tuple((f"Band {n}", *(f"{n},{c:03}" for c in range(1, columns))) for n in range(rows))
    return Table(caption, head, lines, "Rows with nobody are left out.", tuple(range(1, columns)))


def wide_table() -> Table:
    """Fourteen long headings: more than an upright page of A4 can hold in legible type."""
    head = ("Pay band", *(f"Considerable{number}" for number in range(13)))
    lines = tuple((f"Band {n}", *("1,234" for _ in range(13))) for n in range(4))
    return Table("Fourteen columns", head, lines, right=tuple(range(1, 14)))


FIRST = Section(
    "Workforce indicators",
    "workforce",
    (
        Paragraph("7 of 56 staff are BME.", lead="Share."),
        Paragraph("Defined in the guidance, section 3.", quiet=True),
        Bullets(("A first point", "A second point")),
        Bullets(("Ask people", "Count them"), numbered=True),
        chart(),
        table(),
        Bullets(("Begins at one again", "and goes on"), numbered=True),
    ),
    (
        Section("A long table", "long", (table(rows=90, caption="Ninety rows"),)),
        Section("A wide table", "wide", (wide_table(), table(9, 3, "Nine columns"))),
    ),
)

SECOND = Section(
    "What is not shown",
    "withheld",
    (
        Callout("Two counts of band 8", ("They would give a person away.",), Tone.WITHHELD),
        Callout("Nobody owns the action", ("Name an owner.", "Give a date."), Tone.GAP),
        Terms((("Owner", "Director of people"), ("Due", "1 May 2027"))),
        Links(
            (
                ("The figures as data", "data/figures.csv"),
                ("The guidance", "https://www.example.org/guide?a=1&b=2"),
                ("Back to the indicators", "#workforce"),
                ("A trap", "javascript:alert(1)"),
            )
        ),
    ),
    new_page=True,
)


def whole(**changed: object) -> Document:
    """Return the document, with fields changed."""
    fields: dict[str, object] = {
        "title": "Race equality report 2026",
        "subtitle": "People as at 31 March 2026",
        "organisation": "Invented Commissioner",
        "mark": MARK,
        "facts": (("People as at", "31 March 2026"), ("Size", "56 staff")),
        "opening": (
            Callout("What stands out", ("Appointments differ.", "Senior posts differ.")),
            Callout("How sure this is", ("One person is 1.8 points.",), Tone.CAUTION),
        ),
        "sections": (FIRST, SECOND),
        "closing": ("Made from the return of Invented Commissioner.", f"Rules {DIGEST}"),
        "made_on": date(2026, 11, 23),
    }
    return Document(**(fields | changed))  # type: ignore[arg-type]
