"""The addresses of releases, under the year's, and of incidents, under the organisation's."""

from __future__ import annotations

from django.urls import path

from dueregard_web.releases import (
    incident_views,
    policy_views,
    public_views,
    step_views,
    text_views,
    views,
)
from dueregard_web.returns.urls import YEAR

ALL = f"{YEAR}release/"
ONE = f"{ALL}<uuid:proposal>/"
INCIDENTS = "o/<str:code>/incidents/"
POLICY = "o/<str:code>/disclosure-policy/"
PUBLIC = "public/"
PUBLIC_YEAR = f"{PUBLIC}<str:code>/<str:edition>/"
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
    path(f"{ONE}texts/", text_views.texts, name="release_texts"),
    path(f"{ONE}texts/one/", text_views.text, name="release_text"),
    path(f"{ONE}texts/leave-out/", text_views.leave_out, name="leave_text_out"),
    path(f"{ONE}texts/<slug:text>/sign/", text_views.sign, name="sign_text"),
    path(f"{ONE}submit/", step_views.submit, name="submit_release"),
    path(f"{ONE}review/", step_views.review, name="review_release"),
    path(f"{ONE}decide/", step_views.decide, name="decide_release"),
    path(f"{ONE}carry-out/", step_views.carry_out, name="carry_out"),
    *(
        path(f"{ONE}{place}/", step_views.asking_why, {"asks": name}, name=name)
        for name, place in WHY.items()
    ),
    path(f"{ONE}release.zip", views.bundle, name="release_file"),
    path(f"{ALL}record/", public_views.record, name="release_record"),
    path(POLICY, policy_views.policy, name="disclosure_policy"),
    path(f"{POLICY}policy.yaml", policy_views.policy_file, name="disclosure_policy_file"),
    path(PUBLIC, public_views.public_list, name="public_list"),
    path(PUBLIC_YEAR, public_views.public_record, name="public_record"),
    path(f"{PUBLIC_YEAR}v<int:version>/", public_views.public_version, name="public_version"),
    path(f"{PUBLIC_YEAR}v<int:version>/<str:file>", public_views.public_file, name="public_file"),
    path(INCIDENTS, incident_views.incidents, name="incidents"),
    path(f"{INCIDENTS}open/", incident_views.open_incident, name="open_incident"),
    path(f"{INCIDENTS}<uuid:incident>/", incident_views.incident, name="incident"),
    path(f"{INCIDENTS}<uuid:incident>/take-down/", incident_views.take_down, name="take_down"),
    path(f"{INCIDENTS}<uuid:incident>/close/", incident_views.close, name="close_incident"),
]
