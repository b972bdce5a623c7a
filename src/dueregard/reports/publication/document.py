"""The public page: one plain HTML file, no script, no network, readable by everybody."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined

from dueregard.disclosure.released import SYMBOL
from dueregard.reports.publication.model import Publication


def index_html(publication: Publication) -> str:
    """Return the page as text."""
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    template = environment.get_template("index.html.j2")
    return template.render(page=publication, symbol=SYMBOL)


def _template(name: str) -> str:
    folder = files("dueregard.reports.publication") / "templates"
    return (folder / name).read_text("utf-8")
