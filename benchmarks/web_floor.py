"""``python -m benchmarks.web_floor PORT``: one Django view behind waitress, as bare as can be.

The same number of threads as the workspace's, one question to the same database, no session, no
template, no middleware: what any page on this machine costs before it does anything.
"""

from __future__ import annotations

import sys

import waitress
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from dueregard_web.core.configuration import read_database
from dueregard_web.server import THREADS

PAGE = (
    "<!doctype html><title>Floor</title>" + "<p>Twelve kilobytes of text, as a page has.</p>" * 260
)


def floor(_: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse(PAGE)


urlpatterns = [path("floor", floor)]

if __name__ == "__main__":
    import os
    from pathlib import Path

    settings.configure(
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        SECRET_KEY="-",  # noqa: S106 - nothing is signed with it
        DATABASES={"default": read_database(os.environ["DATABASE_URL"], Path())},
        MIDDLEWARE=[],
    )
    import django

    django.setup()
    waitress.serve(
        get_wsgi_application(), host="127.0.0.1", port=int(sys.argv[1]), threads=THREADS, ident=None
    )
