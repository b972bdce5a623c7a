"""The addresses of assurance: the commissioner's, and the provider's own side."""

from __future__ import annotations

from django.urls import path

from dueregard_web.assurance import (
    evidence_views,
    letter_views,
    paper_views,
    provider_views,
    record_views,
    views,
)

HERE = "o/<str:code>/assurance/"
EVIDENCE = f"{HERE}evidence/<uuid:record>/"
LETTERS = f"{HERE}letters/"
RECORDS = f"{HERE}records/<slug:kind>/"
OWN = "o/<str:code>/provider/"

urlpatterns = [
    path(HERE, views.board, name="assurance"),
    path(f"{HERE}register/", views.register, name="assurance_register"),
    path(f"{HERE}register/import/", views.import_register, name="import_register"),
    path(f"{HERE}register/as/<slug:form>/", views.register_file, name="register_file"),
    path(f"{HERE}providers/<str:provider>/", views.provider, name="assured_provider"),
    path(f"{HERE}providers/<str:provider>/invite/", views.invite_contact, name="invite_contact"),
    path(f"{HERE}access/<uuid:access>/end/", views.end_contact, name="end_contact"),
    path(
        f"{HERE}declarations/<uuid:record>/", views.decide_declaration, name="decide_declaration"
    ),
    path(f"{HERE}keep/<str:party>/", evidence_views.keep, name="keep_evidence"),
    path(EVIDENCE, evidence_views.evidence, name="assured_evidence"),
    path(f"{EVIDENCE}file/", evidence_views.evidence_file, name="evidence_file"),
    path(f"{EVIDENCE}review/", evidence_views.review, name="review_evidence"),
    path(f"{EVIDENCE}read/", evidence_views.question, name="question_evidence"),
    path(f"{EVIDENCE}hosting/", evidence_views.host, name="host_evidence"),
    path(f"{EVIDENCE}letter/<slug:kind>/", evidence_views.letter_about, name="letter_about"),
    path(f"{HERE}questions/<uuid:record>/close/", evidence_views.close_question,
         name="close_question"),
    path(LETTERS, letter_views.letters, name="assurance_letters"),
    path(f"{LETTERS}tick/", record_views.run_tick, name="run_tick"),
    path(f"{LETTERS}preview/<slug:kind>/", letter_views.preview, name="preview_letters"),
    path(f"{LETTERS}wording/<slug:kind>/", letter_views.wording, name="letter_wording"),
    path(f"{LETTERS}<uuid:record>/", letter_views.letter, name="assurance_letter"),
    path(f"{LETTERS}<uuid:record>/as/<slug:form>/", letter_views.letter_file, name="letter_file"),
    path(f"{LETTERS}<uuid:record>/sent/", letter_views.note_sent, name="letter_sent"),
    path(f"{LETTERS}<uuid:record>/take-back/", letter_views.take_back, name="take_letter_back"),
    path(f"{HERE}steps/", record_views.steps, name="assurance_steps"),
    path(f"{HERE}steps/<uuid:record>/approve/", record_views.approve_step, name="approve_step"),
    path(f"{HERE}steps/<uuid:record>/done/", record_views.finish_step, name="finish_step"),
    path(RECORDS, record_views.records, name="assurance_records"),
    path(f"{RECORDS}add/", record_views.add_record, name="add_assurance_record"),
    path(f"{RECORDS}<uuid:record>/", record_views.change_record, name="change_assurance_record"),
    path(f"{RECORDS}<uuid:record>/remove/", record_views.remove_record,
         name="remove_assurance_record"),
    path(f"{RECORDS}<uuid:record>/history/", record_views.history, name="assurance_history"),
    path(f"{HERE}papers/<slug:paper>/", paper_views.paper, name="assurance_paper"),
    path(f"{HERE}evidence-pack/", paper_views.pack, name="evidence_pack"),
    path(f"{HERE}site/", paper_views.site, name="assurance_site"),
    path(f"{HERE}site/publish/", paper_views.publish, name="publish_site"),
    path(f"{HERE}site/as-file/", paper_views.site_zip, name="site_zip"),
    path(f"{HERE}site/preview/<path:path>", paper_views.site_page, name="site_page"),
    path(OWN, provider_views.home, name="provider"),
    path(f"{OWN}<str:provider>/send/", provider_views.send, name="provider_send"),
    path(f"{OWN}<str:provider>/declare/", provider_views.declare, name="provider_declare"),
    path(f"{OWN}evidence/<uuid:record>/attest/", provider_views.attest, name="provider_attest"),
    path(f"{OWN}evidence/<uuid:record>/file/", provider_views.own_file, name="provider_file"),
    path(f"{OWN}questions/<uuid:record>/", provider_views.answer, name="provider_answer"),
]  # fmt: skip
