"""The public template and data pack of a real release: what was let out, and no more."""

from __future__ import annotations

import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dueregard.disclosure.released import Approval, content_digest, release_tables
from dueregard.editions.loader import load_edition
from dueregard.operations.propose_release import propose_release
from dueregard.operations.read_received import read_received
from dueregard.operations.write_report import compute_figures
from dueregard.releases.candidate import read_candidate
from dueregard.reports.data_pack.files import data_pack_files
from dueregard.reports.data_pack.from_release import data_pack_from_release
from dueregard.reports.data_pack.workbook import data_pack_xlsx
from dueregard.reports.publication.model import Publication, figures_of
from dueregard.reports.template.from_release import template_from_release
from dueregard.reports.template.from_year import template_from_year
from dueregard.reports.template.model import (
    NOT_APPLICABLE,
    NOT_GIVEN,
    NOT_PUBLISHED,
    Particulars,
)
from dueregard.reports.template.workbook import template_workbook
from tests.oracle.spreadsheets import cells_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "appendix-1"
DAY = date(2016, 5, 2)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("public") / "appendix-1"
    shutil.copytree(EXAMPLE, folder)
    propose_release(folder, as_of=DAY)
    return folder


@pytest.fixture(scope="module")
def released(folder: Path) -> Publication:
    candidate = read_candidate(folder / "release" / "candidate.json")
    approval = Approval(
        content_digest(candidate.lines, candidate.about), ("B. One", "C. Two"), "D.", "A.", DAY
    )
    tables = release_tables(candidate.lines, candidate.about, approval)
    return Publication(candidate.about, tables, "", "", 1, DAY.isoformat())


@pytest.mark.requirement("R-060")
def test_the_public_template_is_the_internal_one_with_released_texts(
    folder: Path, released: Publication
) -> None:
    """Same fields and lines; every answer that is a figure is a released text."""
    edition = load_edition(released.about["edition"])
    public = template_from_release(released, edition, Particulars(), on_itself=True)
    annual = compute_figures(folder, as_of=DAY).annual
    internal = template_from_year(annual, made_on=DAY)
    assert list(public.answers()) == list(internal.answers())
    texts = {one.printed for _, one in figures_of(released)}
    words = {NOT_PUBLISHED, NOT_GIVEN, NOT_APPLICABLE, "not collected"}
    own = {public.answers()["H1"], public.answers()["4a"]}
    assert set(public.answers().values()) <= texts | words | own


def test_head_count_and_percentages_of_the_public_template_hide_small_numbers(
    tmp_path: Path, released: Publication
) -> None:
    """Fields 2a, 2b and 3a together let nobody work out a small group."""
    edition = load_edition(released.about["edition"])
    public = template_from_release(released, edition, Particulars(), on_itself=True)
    path = tmp_path / "public.xlsx"
    path.write_bytes(template_workbook(public))
    codes = {notice.code for notice in read_received(path).notices}
    assert "small_number_given_away" not in codes
    answers = public.answers()
    assert answers["2a"] == "56"
    assert not re.search(r"\d of \d", answers["2b"] + answers["3a"])


def test_the_public_pack_has_no_number_that_was_not_released(released: Publication) -> None:
    """Each number in the workbook, the CSV files and the JSON stands in a released text."""
    pack = data_pack_from_release(released, load_edition(released.about["edition"]))
    texts = " ".join(one.printed for _, one in figures_of(released))
    allowed = {Decimal(text.replace(",", "")) for text in NUMBER.findall(texts)}
    numbers = {abs(value) for value in pack.values() if isinstance(value, Decimal)}
    assert numbers
    assert numbers <= allowed
    shown = [cell.value for cell in cells_of(data_pack_xlsx(pack)).values()]
    assert {Decimal(repr(one)) for one in shown if isinstance(one, float)} <= allowed
    labels = {one.label for _, one in figures_of(released)}
    for name, text in data_pack_files(pack).items():
        assert "INTERNAL" not in text, name
    assert {row[0] for table in pack.tables for row in table.rows} <= labels
