"""The addresses of a year, under ``/o/<code>/<edition>/``."""

from __future__ import annotations

from django.urls import path, register_converter

from dueregard_web.returns import result_views, typed_views, views


class EditionConverter:
    """The year of an edition, so that no other page of an organisation is taken for one."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> str:
        """Take it as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it is."""
        return value


register_converter(EditionConverter, "edition")
YEAR = "o/<str:code>/<edition:edition>/"

urlpatterns = [
    path("o/<str:code>/start/", views.start, name="start_year"),
    path(YEAR, views.year, name="year"),
    path(f"{YEAR}settings/", views.year_settings, name="year_settings"),
    path(f"{YEAR}settings/file/", views.settings_file, name="settings_file"),
    path(f"{YEAR}files/", views.files, name="files"),
    path(f"{YEAR}files/upload/", views.upload, name="upload"),
    path(f"{YEAR}files/<uuid:file>/discard/", views.discard, name="discard"),
    path(f"{YEAR}typed/", typed_views.typed_counts, name="typed_counts"),
    path(f"{YEAR}typed/history/", typed_views.typed_history, name="typed_history"),
    path(f"{YEAR}typed/counts.csv", typed_views.typed_file, name="typed_file"),
    path(f"{YEAR}count/", views.count, name="count"),
    path(f"{YEAR}count/<uuid:job>/", views.progress, name="progress"),
    path(f"{YEAR}count/<uuid:job>/cancel/", views.cancel, name="cancel_count"),
    path(f"{YEAR}findings/", result_views.findings, name="findings"),
    path(f"{YEAR}findings.csv", result_views.findings_file, name="findings_file"),
    path(f"{YEAR}figures/", result_views.figures, name="figures"),
    path(f"{YEAR}counts/", result_views.counts, name="counts"),
    path(f"{YEAR}counts/<uuid:count>.zip", result_views.return_file, name="earlier_return_file"),
    path(f"{YEAR}return.zip", result_views.return_file, name="return_file"),
]
