"""The addresses of a survey: the promise, the questions, the thanks."""

from __future__ import annotations

from django.urls import path

from dueregard_web.surveys.views import answers, first, health, thanks

urlpatterns = [
    path("", first, name="first"),
    path("answers", answers, name="answers"),
    path("thanks", thanks, name="thanks"),
    path("health", health, name="health"),
]
handler404 = "dueregard_web.surveys.views.not_found"
