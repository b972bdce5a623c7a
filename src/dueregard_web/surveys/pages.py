"""How a survey's pages are rendered: the design system's components, without any script."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from dueregard import __version__
from dueregard_web.core.assets import has_design


def environment(**options: Any) -> Environment:  # noqa: ANN401 - Django's call
    """Make the environment; the macros of the design system expect missing values to be nothing."""
    options["undefined"] = ChainableUndefined
    loader = options.pop("loader")
    made = Environment(  # noqa: S701 - Django passes autoescape=True
        loader=ChoiceLoader([loader, PackageLoader("nhsuk_frontend_jinja")]), **options
    )
    made.globals |= {
        "url": url,
        "static": static,
        "version": __version__,
        "has_design": has_design(),
    }
    made.filters["day"] = day
    return made


def url(name: str, **parts: object) -> str:
    """Return the address of a page."""
    return reverse(name, kwargs=parts or None)


def day(value: date) -> str:
    """Write a date as the service manual does: 1 May 2016."""
    return f"{value.day} {value:%B %Y}"


def page(
    request: HttpRequest, template: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """Render a template as a page."""
    return HttpResponse(render_to_string(template, dict(context), request), status=status)
