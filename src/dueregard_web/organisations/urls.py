"""The addresses of organisations, under ``/o/<code>/``."""

from __future__ import annotations

from django.urls import path

from dueregard_web.organisations import views

urlpatterns = [
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("installation/", views.installation, name="installation"),
    path("o/<str:code>/people/", views.people, name="people"),
    path("o/<str:code>/people/invite/", views.invite, name="invite"),
    path("o/<str:code>/people/<uuid:person>/role/", views.give_role, name="give_role"),
    path("o/<str:code>/roles/<uuid:membership>/end/", views.end_role, name="end_role"),
    path(
        "o/<str:code>/invitations/<uuid:invitation>/withdraw/",
        views.withdraw,
        name="withdraw_invitation",
    ),
    path("o/<str:code>/trail/", views.trail, name="trail"),
]
