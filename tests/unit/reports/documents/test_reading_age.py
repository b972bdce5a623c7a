"""What readers read needs no more schooling than a fourteen-year-old's."""

from __future__ import annotations

import pytest

from dueregard.reports.documents.annual_report import annual_report
from dueregard.reports.documents.cover_paper import cover_paper
from dueregard.reports.documents.due_regard_statement import due_regard_statement
from dueregard.reports.documents.equality_delivery import equality_delivery_report
from dueregard.reports.documents.monitoring_report import monitoring_report
from dueregard.reports.documents.pro_forma import pro_forma
from dueregard.reports.pages.model import blocks_of
from tests.oracle.reading_age import OLDEST, prose, reading_age

DOCUMENTS = (
    annual_report,
    cover_paper,
    due_regard_statement,
    equality_delivery_report,
    monitoring_report,
    pro_forma,
)


@pytest.mark.parametrize("example", ["small", "appendix"])
@pytest.mark.parametrize("build", DOCUMENTS)
def test_running_text_of_every_document_is_plain(example, build, request):
    """All sentences of each document together: Flesch-Kincaid grade plus 5 is 14 or less."""
    texts = prose(blocks_of(build(request.getfixturevalue(example))))
    assert texts
    assert reading_age(texts) <= OLDEST


@pytest.mark.parametrize("example", ["small", "appendix"])
def test_the_first_page_is_plain(example, request):
    """The board reads this page if it reads no other."""
    assert reading_age(prose(annual_report(request.getfixturevalue(example)).opening)) <= OLDEST


def test_the_measure_tells_plain_from_learned():
    """Short words and sentences are young; a learned sentence is not, so the test can fail."""
    plain = "We asked all staff. Few of them said yes. We will ask again in May."
    learned = (
        "Notwithstanding methodological considerations, disproportionate representation "
        "necessitates comprehensive organisational reconsideration."
    )
    assert reading_age([plain]) < 8
    assert reading_age([learned]) > 20
