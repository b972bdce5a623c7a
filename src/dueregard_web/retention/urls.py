"""The addresses of retention and erasure."""

from __future__ import annotations

from django.urls import path

from dueregard_web.retention import views

urlpatterns = [
    path("o/<str:code>/retention/", views.retention, name="retention"),
    path("installation/erase/", views.people_to_erase, name="people_to_erase"),
    path("installation/erase/<uuid:person>/", views.erase_person, name="erase_person"),
]
