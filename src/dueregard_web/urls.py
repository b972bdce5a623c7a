"""Every address, from the apps."""

from __future__ import annotations

from django.urls import include, path

from dueregard_web.core.views import health
from dueregard_web.home.views import home, organisation_home

urlpatterns = [
    path("", home, name="home"),
    path("health", health, name="health"),
    path("account/", include("dueregard_web.accounts.urls")),
    path("o/<str:code>/", organisation_home, name="organisation"),
    path("", include("dueregard_web.organisations.urls")),
    path("", include("dueregard_web.returns.urls")),
    path("", include("dueregard_web.due_regard.urls")),
    path("", include("dueregard_web.assurance.urls")),
    path("", include("dueregard_web.releases.urls")),
    path("", include("dueregard_web.requests.urls")),
    path("", include("dueregard_web.retention.urls")),
    path("", include("dueregard_web.support.urls")),
]
handler404 = "dueregard_web.core.views.not_found"
handler500 = "dueregard_web.core.views.server_error"
