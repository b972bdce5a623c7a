"""The addresses of releases, under the year's, and of incidents, under the organisation's."""

from __future__ import annotations

from django.urls import path

from dueregard_web.releases import incident_views, step_views, views
from dueregard_web.returns.urls import YEAR

ALL = f"{YEAR}release/"
ONE = f"{ALL}<uuid:proposal>/"
INCIDENTS = "o/<str:code>/incidents/"
WHY = {
    "allow_exception": "exception",
    "send_release_back": "send-back",
    "take_release_back": "take-back",
    "take_decision_back": "take-decision-back",
    "withdraw_release": "withdraw",
}
"""Steps that only ask for a reason: the name of each, and its place under the release's."""

urlpatterns = [
    path(ALL, views.release, name="release"),
    path(f"{ALL}propose/", views.propose, name="propose_release"),
    path(f"{ALL}audit/<uuid:job>/", views.progress, name="release_progress"),
    path(f"{ALL}audit/<uuid:job>/cancel/", views.cancel, name="cancel_audit"),
    path(ONE, views.proposal, name="proposal"),
    path(f"{ONE}content/", views.content, name="proposal_content"),
    path(f"{ONE}candidate.json", views.candidate_file, name="candidate_file"),
    path(f"{ONE}words/", step_views.words, name="proposal_words"),
    path(f"{ONE}submit/", step_views.submit, name="submit_release"),
    path(f"{ONE}review/", step_views.review, name="review_release"),
    path(f"{ONE}decide/", step_views.decide, name="decide_release"),
    path(f"{ONE}carry-out/", step_views.carry_out, name="carry_out"),
    *(
        path(f"{ONE}{place}/", step_views.asking_why, {"asks": name}, name=name)
        for name, place in WHY.items()
    ),
    path(f"{ONE}release.zip", views.bundle, name="release_file"),
    path(INCIDENTS, incident_views.incidents, name="incidents"),
    path(f"{INCIDENTS}open/", incident_views.open_incident, name="open_incident"),
    path(f"{INCIDENTS}<uuid:incident>/", incident_views.incident, name="incident"),
    path(f"{INCIDENTS}<uuid:incident>/take-down/", incident_views.take_down, name="take_down"),
    path(f"{INCIDENTS}<uuid:incident>/close/", incident_views.close, name="close_incident"),
]
