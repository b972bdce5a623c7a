"""The addresses for typing paper answers: on the operator's own machine, behind a key."""

from __future__ import annotations

from django.urls import path

from dueregard_web.surveys import settings
from dueregard_web.surveys.views import health, sheet, slip

_KEY = settings.PAPER_KEY
urlpatterns = [
    path(f"paper/{_KEY}/slip", slip, name="slip"),
    path(f"paper/{_KEY}/sheet", sheet, name="sheet"),
    path("health", health, name="health"),
]
handler404 = "dueregard_web.surveys.views.not_found"
