"""The addresses of organisations, under ``/o/<code>/``."""

from __future__ import annotations

from django.urls import path

from dueregard_web.organisations import emergency_views, views

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
    path("o/<str:code>/people/<uuid:person>/leaves/", views.hand_over, name="hand_over"),
    path("o/<str:code>/emergencies/", emergency_views.emergencies, name="emergencies"),
    path("o/<str:code>/emergencies/ask/", emergency_views.ask_emergency, name="ask_emergency"),
    path(
        "o/<str:code>/emergencies/<uuid:emergency>/agree/",
        emergency_views.agree_to_emergency,
        name="agree_to_emergency",
    ),
    path(
        "o/<str:code>/emergencies/<uuid:emergency>/end/",
        emergency_views.end_emergency,
        name="end_emergency",
    ),
    path(
        "o/<str:code>/emergencies/<uuid:emergency>/give-back/",
        emergency_views.give_back_emergency,
        name="give_back_emergency",
    ),
    path("o/<str:code>/trail/", views.trail, name="trail"),
]
