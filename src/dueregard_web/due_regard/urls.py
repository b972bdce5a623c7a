"""The addresses of due regard, under ``/o/<code>/<edition>/``."""

from __future__ import annotations

from django.urls import path

from dueregard_web.due_regard import (
    document_views,
    exchange_views,
    quality_views,
    record_views,
    views,
)
from dueregard_web.returns.urls import YEAR

RECORDS = f"{YEAR}records/"
ONE = f"{RECORDS}<slug:kind>/<uuid:record>/"
DUE = f"{YEAR}due-regard/"
DOCUMENTS = f"{YEAR}documents/"

urlpatterns = [
    path(RECORDS, record_views.records, name="records"),
    path(f"{RECORDS}facts/", record_views.facts, name="facts"),
    path(f"{RECORDS}texts/<slug:text>/", record_views.report_text, name="report_text"),
    path(f"{RECORDS}<slug:kind>/", record_views.record_list, name="record_list"),
    path(f"{RECORDS}<slug:kind>/add/", record_views.add_record, name="add_record"),
    path(ONE, record_views.change_record, name="change_record"),
    path(f"{ONE}remove/", record_views.remove_record, name="remove_record"),
    path(f"{ONE}history/", record_views.record_history, name="record_history"),
    path(DUE, views.due_regard, name="due_regard"),
    path(f"{DUE}briefing/", views.briefing, name="briefing"),
    path(f"{DUE}briefing/acknowledge/", views.acknowledge, name="acknowledge"),
    path(f"{DUE}evidence/<uuid:record>/consider/", views.consider, name="consider"),
    path(f"{DUE}decisions/<uuid:record>/attach/", views.attach, name="attach"),
    path(f"{DUE}decisions/<uuid:record>/sign/", views.sign_decision, name="sign_decision"),
    path(f"{DUE}decisions/<uuid:record>/reopen/", views.reopen, name="reopen_decision"),
    path(f"{DUE}staff-voice/", views.staff_voice, name="staff_voice"),
    path(f"{DUE}sign/", views.sign_off, name="sign_off"),
    path(f"{YEAR}data-quality/", quality_views.data_quality, name="data_quality"),
    path(f"{YEAR}report/", document_views.report, name="report"),
    path(DOCUMENTS, document_views.documents, name="documents"),
    path(f"{DOCUMENTS}making/<uuid:job>/", document_views.making, name="making"),
    path(f"{DOCUMENTS}making/<uuid:job>/cancel/", document_views.cancel, name="cancel_making"),
    path(f"{DOCUMENTS}<uuid:document>/", document_views.document, name="document"),
    path(f"{YEAR}exchange/", exchange_views.exchange, name="exchange"),
    path(f"{YEAR}exchange/year.zip", exchange_views.export_year, name="export_year"),
    path(f"{YEAR}exchange/import/", exchange_views.import_year, name="import_year"),
]
