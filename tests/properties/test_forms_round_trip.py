"""Whatever stands in a form comes back from it, and no text in it ever runs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.editions.loader import load_edition
from dueregard.formulas import guarded
from dueregard.operations.read_received import read_received
from dueregard.reports.spreadsheets.writing import clean, csv_text
from dueregard.reports.template.form import Answers, Heading, lay_out
from dueregard.reports.template.model import NOT_GIVEN, FieldState, Particulars
from dueregard.reports.template.workbook import template_workbook
from dueregard.reports.workbook.layout import TYPED, layout_of
from dueregard.reports.workbook.model import Filled
from dueregard.reports.workbook.writing import write_workbook
from dueregard.vocabulary import Audience

DAY = date(2016, 4, 20)
EDITION = load_edition("2016")
TEXTS = st.text(max_size=60)
DANGEROUS = st.builds("".join, st.tuples(st.sampled_from("=+-@\t|"), TEXTS))


@st.composite
def filled_workbooks(draw: st.DrawFn) -> Filled:
    """Draw any numbers into some of the cells that are typed, and any notes."""
    lines = layout_of(EDITION)
    typed = {}
    for line in lines:
        if line.rule is not None:
            continue
        for block in TYPED:
            for column in line.columns:
                number = draw(
                    st.none()
                    | (
                        st.integers(0, 1000).map(lambda n: n / 10)
                        if line.percent
                        else st.integers(0, 10**6)
                    )
                )
                if number is not None:
                    typed[line.ref, block, column] = number
    refs = [line.ref for line in lines if line.ref]
    notes = draw(st.dictionaries(st.sampled_from(refs), TEXTS | DANGEROUS, max_size=4))
    cleaned = {ref: clean(text) for ref, text in notes.items() if clean(text)}
    return Filled(lines, typed, cleaned)


@settings(max_examples=8)
@given(filled_workbooks())
def test_any_workbook_comes_back(filled: Filled) -> None:
    """Any numbers and notes that are written are read again, cell by cell."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "w.xlsx"
        path.write_bytes(write_workbook(filled, EDITION, (("Edition", "2016"),), made_on=DAY))
        form = read_received(path)
    assert form.read.filled == filled
    reasons = {"blank", "counts_disagree", "percentage_impossible", "base_not_given"}
    assert {notice.code for notice in form.notices} <= reasons | {
        "scope_not_stated",
        "fraction_for_percent",
    }


@settings(max_examples=25)
@given(st.lists(TEXTS | DANGEROUS, min_size=6, max_size=6), st.lists(TEXTS, min_size=2, max_size=2))
def test_any_template_comes_back(texts: list[str], figures: list[str]) -> None:
    """Any names, narratives and data that are written are read again, field by field."""
    lead, manager, taken, narrative, action, plan = map(clean, texts)
    particulars = Particulars(
        board_lead=lead,
        lead_manager=manager,
        steps_taken=taken,
        narratives={3: narrative},
        actions={3: action},
        action_plan=plan,
    )
    now, then = (clean(text) or NOT_GIVEN for text in figures)
    answers = Answers(
        figure=lambda _, last: (then if last else now, FieldState.FILLED),
        completeness="",
        comparability="",
        period="",
    )
    heading = Heading("Invented CCG", Audience.INTERNAL, DAY, on_itself=True)
    template = lay_out(heading, EDITION, particulars, answers, ())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.xlsx"
        path.write_bytes(template_workbook(template))
        read = read_received(path).read
    assert read.answers == template.answers()


@given(TEXTS | DANGEROUS)
def test_no_csv_cell_is_a_formula(text: str) -> None:
    """No text begins as a formula does; a signed number stays one."""
    first = guarded(text).lstrip(" ")[:1]
    signed = text.lstrip(" ").lstrip("+-").rstrip("%").replace(",", "").replace(".", "")
    assert first not in set("=@\t\r|")
    assert first not in set("+-") or signed.isascii()
    assert csv_text([[text]]).endswith("\r\n")
