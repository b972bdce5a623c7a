"""The public page: one plain HTML file, no script, no network, readable by everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.reports.pages.html import html_page
from dueregard.reports.publication.annual_report import annual_report

if TYPE_CHECKING:
    from dueregard.editions.schema import Edition
    from dueregard.reports.publication.model import Publication


def index_html(publication: Publication, edition: Edition) -> str:
    """Return the annual report for the public as a page."""
    return html_page(annual_report(publication, edition, ""))
