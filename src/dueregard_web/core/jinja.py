"""How templates are rendered: NHS.UK components, our own filters, and everything escaped."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from dueregard import __version__
from dueregard_web.core.assets import has_design
from dueregard_web.core.clock import LONDON
from dueregard_web.core.help_texts import help_text
from dueregard_web.core.web_words import for_web


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
        "get_messages": get_messages,
        "help_text": help_text,
        "version": __version__,
        "nhs_logo": settings.CONFIGURATION.nhs_logo,
        "has_design": has_design(),
        "sign_in_service": lambda: settings.CONFIGURATION.sign_in_service,
    }
    made.filters |= {"day": day, "moment": moment, "for_web": for_web}
    return made


def url(name: str, **parts: object) -> str:
    """Return the address of a page."""
    return reverse(name, kwargs=parts or None)


def day(value: date | None) -> str:
    """Write a date as the service manual does: 1 May 2016."""
    return "" if value is None else f"{value.day} {value:%B %Y}"


def moment(value: datetime | None) -> str:
    """Write a moment as people in England do: 1 May 2016, 3:05pm."""
    if value is None:
        return ""
    local = value.astimezone(LONDON)
    hour = local.hour % 12 or 12
    return f"{day(local.date())}, {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"
