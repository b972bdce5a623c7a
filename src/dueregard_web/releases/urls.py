"""The addresses of releases, under the year's, and of incidents, under the organisation's."""

from __future__ import annotations

from django.urls import path

from dueregard_web.releases import incident_views, views
from dueregard_web.returns.urls import YEAR

ALL = f"{YEAR}release/"
ONE = f"{ALL}<uuid:proposal>/"
INCIDENTS = "o/<str:code>/incidents/"

urlpatterns = [
    path(ALL, views.release, name="release"),
    path(f"{ALL}propose/", views.propose, name="propose_release"),
    path(f"{ALL}audit/<uuid:job>/", views.progress, name="release_progress"),
    path(f"{ALL}audit/<uuid:job>/cancel/", views.cancel, name="cancel_audit"),
    path(ONE, views.proposal, name="proposal"),
    path(f"{ONE}content/", views.content, name="proposal_content"),
    path(f"{ONE}candidate.json", views.candidate_file, name="candidate_file"),
    path(f"{ONE}words/", views.words, name="proposal_words"),
    path(f"{ONE}submit/", views.submit, name="submit_release"),
    path(f"{ONE}review/", views.review, name="review_release"),
    path(f"{ONE}exception/", views.exception, name="allow_exception"),
    path(f"{ONE}decide/", views.decide, name="decide_release"),
    path(f"{ONE}send-back/", views.send_back, name="send_release_back"),
    path(f"{ONE}carry-out/", views.carry_out, name="carry_out"),
    path(f"{ONE}take-back/", views.take_back, name="take_release_back"),
    path(f"{ONE}take-decision-back/", views.take_decision_back, name="take_decision_back"),
    path(f"{ONE}withdraw/", views.withdraw, name="withdraw_release"),
    path(f"{ONE}release.zip", views.bundle, name="release_file"),
    path(INCIDENTS, incident_views.incidents, name="incidents"),
    path(f"{INCIDENTS}open/", incident_views.open_incident, name="open_incident"),
    path(f"{INCIDENTS}<uuid:incident>/", incident_views.incident, name="incident"),
    path(f"{INCIDENTS}<uuid:incident>/take-down/", incident_views.take_down, name="take_down"),
    path(f"{INCIDENTS}<uuid:incident>/close/", incident_views.close, name="close_incident"),
]
