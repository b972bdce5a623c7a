"""The addresses of freedom of information requests."""

from __future__ import annotations

from django.urls import path

from dueregard_web.requests import views
from dueregard_web.returns.urls import YEAR

ALL = "o/<str:code>/requests/"
ONE = f"{ALL}<uuid:case>/"

urlpatterns = [
    path(ALL, views.cases, name="requests"),
    path(f"{YEAR}requests/enter/", views.enter, name="enter_request"),
    path(ONE, views.case, name="request"),
    path(f"{ONE}draft/", views.draft, name="draft_request"),
    path(f"{ONE}approve/", views.approve, name="approve_request"),
    path(f"{ONE}send-back/", views.send_back, name="send_request_back"),
    path(f"{ONE}answer/", views.answer, name="answer_request"),
]
