"""Every address of the workspace: who may open it, and that nobody else may.

The table below is compared with the addresses that there are; a new page fails here until somebody
has said who may open it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dueregard_web.accounts.models import Person
from dueregard_web.organisations.policies import Permission, Role, roles_with
from tests.web_people import House, signed_in

P = Permission

OPEN_TO_STRANGERS = {
    "health",
    "public_list",
    "public_record",
    "public_version",
    "public_file",
    "invitation",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "openid_connect_login",
    "openid_connect_callback",
}
OWN_ACCOUNT = {
    "home",
    "account",
    "sign_out_everywhere",
    "choose_task_letters",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}
KEEPERS = {"installation", "people_to_erase", "erase_person"}


@dataclass(frozen=True)
class Rule:
    """Who may open a page of an organisation; ``None`` is everybody with a role there."""

    permission: Permission | None
    method: str = "get"


OF_ORGANISATIONS: dict[str, Rule] = {
    "organisation": Rule(None),
    "people": Rule(P.MANAGE_PEOPLE),
    "invite": Rule(P.MANAGE_PEOPLE),
    "give_role": Rule(P.MANAGE_PEOPLE),
    "end_role": Rule(P.MANAGE_PEOPLE, "post"),
    "withdraw_invitation": Rule(P.MANAGE_PEOPLE, "post"),
    "hand_over": Rule(P.MANAGE_PEOPLE),
    "emergencies": Rule(P.SEE_EMERGENCY),
    "ask_emergency": Rule(P.ASK_EMERGENCY),
    "agree_to_emergency": Rule(P.ALLOW_EMERGENCY, "post"),
    "end_emergency": Rule(P.ALLOW_EMERGENCY, "post"),
    "give_back_emergency": Rule(P.ASK_EMERGENCY, "post"),
    "grants": Rule(P.MANAGE_PEOPLE),
    "revoke_grant": Rule(P.MANAGE_PEOPLE, "post"),
    "board": Rule(P.WORK_FOR_BODIES),
    "pools": Rule(P.WORK_FOR_BODIES),
    "make_pool": Rule(P.WORK_FOR_BODIES),
    "pool": Rule(P.WORK_FOR_BODIES),
    "pool_file": Rule(P.WORK_FOR_BODIES),
    "comparison_of": Rule(P.WORK_FOR_BODIES),
    "own_pools": Rule(P.READ_INTERNAL_REPORT),
    "decide_pool": Rule(P.DECIDE_RELEASE),
    "support_form": Rule(P.READ_INTERNAL_REPORT),
    "comparison": Rule(P.SEE_SMALL_NUMBERS),
    "add_peer": Rule(P.DRAFT_REPORT),
    "remove_peer": Rule(P.DRAFT_REPORT, "post"),
    "profile_file": Rule(P.SEE_SMALL_NUMBERS),
    "trail": Rule(P.READ_TRAIL),
    "start_year": Rule(P.START_YEAR),
    "year": Rule(P.SEE_YEAR),
    "year_settings": Rule(P.START_YEAR),
    "settings_file": Rule(P.START_YEAR),
    "files": Rule(P.IMPORT_RECORDS),
    "upload": Rule(P.IMPORT_RECORDS),
    "discard": Rule(P.IMPORT_RECORDS, "post"),
    "typed_counts": Rule(P.IMPORT_RECORDS),
    "typed_history": Rule(P.IMPORT_RECORDS),
    "typed_file": Rule(P.IMPORT_RECORDS),
    "counts": Rule(P.SEE_SMALL_NUMBERS),
    "earlier_return_file": Rule(P.SEE_SMALL_NUMBERS),
    "data_quality": Rule(P.READ_INTERNAL_REPORT),
    "count": Rule(P.IMPORT_RECORDS, "post"),
    "progress": Rule(P.IMPORT_RECORDS),
    "cancel_count": Rule(P.IMPORT_RECORDS, "post"),
    "findings": Rule(P.IMPORT_RECORDS),
    "findings_file": Rule(P.IMPORT_RECORDS),
    "figures": Rule(P.SEE_SMALL_NUMBERS),
    "return_file": Rule(P.SEE_SMALL_NUMBERS),
    "records": Rule(P.READ_INTERNAL_REPORT),
    "facts": Rule(P.DRAFT_REPORT),
    "report_text": Rule(P.DRAFT_REPORT),
    "record_list": Rule(P.READ_INTERNAL_REPORT),
    "add_record": Rule(P.DRAFT_REPORT),
    "change_record": Rule(P.DRAFT_REPORT),
    "remove_record": Rule(P.DRAFT_REPORT, "post"),
    "record_history": Rule(P.READ_INTERNAL_REPORT),
    "due_regard": Rule(P.READ_INTERNAL_REPORT),
    "briefing": Rule(P.READ_INTERNAL_REPORT),
    "acknowledge": Rule(P.ACKNOWLEDGE_BRIEFING, "post"),
    "consider": Rule(P.ACKNOWLEDGE_BRIEFING, "post"),
    "attach": Rule(P.DRAFT_REPORT, "post"),
    "sign_decision": Rule(P.DECIDE_RELEASE, "post"),
    "reopen_decision": Rule(P.DECIDE_RELEASE, "post"),
    "sign_off": Rule(P.DECIDE_RELEASE, "post"),
    "staff_voice": Rule(P.DRAFT_REPORT),
    "report": Rule(P.READ_INTERNAL_REPORT),
    "documents": Rule(P.READ_INTERNAL_REPORT),
    "making": Rule(P.READ_INTERNAL_REPORT),
    "cancel_making": Rule(P.READ_INTERNAL_REPORT, "post"),
    "document": Rule(P.READ_INTERNAL_REPORT),
    "exchange": Rule(P.READ_INTERNAL_REPORT),
    "export_year": Rule(P.READ_INTERNAL_REPORT),
    "import_year": Rule(P.START_YEAR),
    "assurance": Rule(P.READ_ASSURANCE),
    "assurance_register": Rule(P.READ_ASSURANCE),
    "import_register": Rule(P.WORK_ON_ASSURANCE),
    "register_file": Rule(P.READ_ASSURANCE),
    "assured_provider": Rule(P.READ_ASSURANCE),
    "invite_contact": Rule(P.WORK_ON_ASSURANCE),
    "end_contact": Rule(P.WORK_ON_ASSURANCE, "post"),
    "decide_declaration": Rule(P.ACCEPT_PROVIDER_REPORT),
    "keep_evidence": Rule(P.PREPARE_ASSURANCE),
    "assured_evidence": Rule(P.READ_ASSURANCE),
    "evidence_file": Rule(P.READ_ASSURANCE),
    "review_evidence": Rule(P.ACCEPT_PROVIDER_REPORT),
    "question_evidence": Rule(P.PREPARE_ASSURANCE, "post"),
    "host_evidence": Rule(P.WORK_ON_ASSURANCE, "post"),
    "letter_about": Rule(P.PREPARE_ASSURANCE, "post"),
    "close_question": Rule(P.WORK_ON_ASSURANCE, "post"),
    "assurance_letters": Rule(P.READ_ASSURANCE),
    "run_tick": Rule(P.PREPARE_ASSURANCE, "post"),
    "preview_letters": Rule(P.PREPARE_ASSURANCE),
    "letter_wording": Rule(P.WORK_ON_ASSURANCE),
    "assurance_letter": Rule(P.READ_ASSURANCE),
    "letter_file": Rule(P.READ_ASSURANCE),
    "letter_sent": Rule(P.WORK_ON_ASSURANCE, "post"),
    "take_letter_back": Rule(P.WORK_ON_ASSURANCE, "post"),
    "assurance_steps": Rule(P.READ_ASSURANCE),
    "approve_step": Rule(P.APPROVE_ESCALATION, "post"),
    "finish_step": Rule(P.PROPOSE_ESCALATION, "post"),
    "assurance_records": Rule(P.READ_ASSURANCE),
    "add_assurance_record": Rule(P.WORK_ON_ASSURANCE),
    "change_assurance_record": Rule(P.WORK_ON_ASSURANCE),
    "remove_assurance_record": Rule(P.WORK_ON_ASSURANCE, "post"),
    "assurance_history": Rule(P.READ_ASSURANCE),
    "assurance_paper": Rule(P.READ_ASSURANCE),
    "evidence_pack": Rule(P.READ_ASSURANCE),
    "assurance_site": Rule(P.READ_ASSURANCE),
    "publish_site": Rule(P.WORK_ON_ASSURANCE, "post"),
    "site_zip": Rule(P.READ_ASSURANCE),
    "site_page": Rule(P.READ_ASSURANCE),
    "provider": Rule(P.SEND_OWN_EVIDENCE),
    "provider_send": Rule(P.SEND_OWN_EVIDENCE),
    "provider_declare": Rule(P.SEND_OWN_EVIDENCE),
    "provider_attest": Rule(P.SEND_OWN_EVIDENCE),
    "provider_file": Rule(P.SEND_OWN_EVIDENCE),
    "provider_answer": Rule(P.SEND_OWN_EVIDENCE),
    "release": Rule(P.SEE_YEAR),
    "propose_release": Rule(P.PROPOSE_RELEASE),
    "release_progress": Rule(P.PROPOSE_RELEASE),
    "cancel_audit": Rule(P.PROPOSE_RELEASE, "post"),
    "proposal": Rule(P.SEE_YEAR),
    "proposal_content": Rule(P.SEE_SMALL_NUMBERS),
    "candidate_file": Rule(P.SEE_SMALL_NUMBERS),
    "proposal_words": Rule(P.PROPOSE_RELEASE),
    "submit_release": Rule(P.PROPOSE_RELEASE, "post"),
    "review_release": Rule(P.REVIEW_RELEASE),
    "allow_exception": Rule(P.ALLOW_EXCEPTION),
    "decide_release": Rule(P.DECIDE_RELEASE),
    "send_release_back": Rule(P.DECIDE_RELEASE),
    "carry_out": Rule(P.DECIDE_RELEASE, "post"),
    "take_release_back": Rule(P.PROPOSE_RELEASE),
    "take_decision_back": Rule(P.DECIDE_RELEASE),
    "withdraw_release": Rule(P.DECIDE_RELEASE),
    "release_file": Rule(P.SEE_YEAR),
    "release_record": Rule(P.SEE_YEAR),
    "release_texts": Rule(P.PROPOSE_RELEASE),
    "release_text": Rule(P.PROPOSE_RELEASE),
    "leave_text_out": Rule(P.PROPOSE_RELEASE, "post"),
    "sign_text": Rule(P.REVIEW_RELEASE),
    "disclosure_policy": Rule(P.SEE_YEAR),
    "disclosure_policy_file": Rule(P.SEE_YEAR),
    "incidents": Rule(P.HANDLE_INCIDENT),
    "open_incident": Rule(P.HANDLE_INCIDENT),
    "incident": Rule(P.HANDLE_INCIDENT),
    "take_down": Rule(P.HANDLE_INCIDENT, "post"),
    "close_incident": Rule(P.HANDLE_INCIDENT),
    "requests": Rule(P.READ_REQUESTS),
    "enter_request": Rule(P.ANSWER_REQUEST),
    "request": Rule(P.READ_REQUESTS),
    "draft_request": Rule(P.ANSWER_REQUEST, "post"),
    "approve_request": Rule(P.APPROVE_REQUEST, "post"),
    "send_request_back": Rule(P.APPROVE_REQUEST, "post"),
    "answer_request": Rule(P.ANSWER_REQUEST, "post"),
    "retention": Rule(P.READ_TRAIL),
}


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


NAMES = {pattern.name for pattern in patterns(get_resolver())}


def address(name: str, code: str) -> str:
    """Return the address of a page, with parts that exist where that is possible."""
    pattern = next(one for one in patterns(get_resolver()) if one.name == name)
    values = {"code": code, "edition": "2016"}
    parts = pattern.pattern.converters
    return reverse(name, kwargs={part: values.get(part, uuid.uuid4()) for part in parts})


def start_year(house: House) -> None:
    from dueregard_web.returns.actions import start_year as start

    start(house.acting(Role.HR_ANALYST), edition="2016")


def test_every_address_has_a_rule() -> None:
    """There is no page of which nobody said who may open it."""
    known = [OPEN_TO_STRANGERS, OWN_ACCOUNT, KEEPERS, set(OF_ORGANISATIONS)]
    assert set().union(*known) == NAMES
    assert sum(map(len, known)) == len(NAMES)


@pytest.mark.requirement("R-006")
@pytest.mark.parametrize("name", OF_ORGANISATIONS)
def test_page_opens_to_the_roles_of_its_permission_only(name: str, house: House) -> None:
    """Each of the roles is let in or turned away as the table of permissions says."""
    start_year(house)
    rule = OF_ORGANISATIONS[name]
    allowed = set(Role) if rule.permission is None else set(roles_with(rule.permission))
    for role in Role:
        client = house.client(role, raise_request_exception=True)
        response = getattr(client, rule.method)(address(name, house.code))
        if role in allowed:
            # What it is asked of may not be there or not in the right state: that is not refusal.
            assert response.status_code in {200, 302, 404, 409}, (role, response.status_code)
        else:
            assert response.status_code == 403, (role, response.status_code)


@pytest.mark.parametrize("name", OF_ORGANISATIONS)
def test_another_organisations_page_is_not_there(
    name: str, house: House, other_house: House
) -> None:
    """Whatever somebody is elsewhere, here there is no such page, as if it had never been."""
    start_year(other_house)
    rule = OF_ORGANISATIONS[name]
    for role in Role:
        client = house.client(role)
        response = getattr(client, rule.method)(address(name, other_house.code))
        nowhere = getattr(client, rule.method)(address(name, "NOWHERE"))
        assert response.status_code == nowhere.status_code == 404, role
        assert other_house.code not in response.content.decode().replace(
            response.request["PATH_INFO"], ""
        )


@pytest.mark.parametrize("name", sorted(NAMES - OPEN_TO_STRANGERS))
def test_stranger_is_led_to_the_sign_in(name: str, db: None) -> None:
    """Without signing in there is nothing but the page for it."""
    for method in ("get", "post"):
        response = getattr(Client(), method)(address(name, "EX016"))
        assert response.status_code == 302, method
        assert response["Location"].startswith("/account/sign-in/")


@pytest.mark.parametrize("name", sorted({*OF_ORGANISATIONS, *KEEPERS, "home", "account"}))
def test_nobody_passes_without_a_second_step(name: str, house: House) -> None:
    """A password alone opens the page that sets up the second step, and no other."""
    client = Client()
    person = house.person(Role.HR_ANALYST)
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    response = client.get(address(name, house.code))
    assert response.status_code == 302
    assert response["Location"] == "/account/second-step/set-up/"


@pytest.mark.parametrize("name", sorted(KEEPERS))
def test_installation_is_for_its_keepers(name: str, house: House) -> None:
    """No role in an organisation opens the installation, and its keeper sees no organisation."""
    for role in Role:
        assert house.client(role).get(address(name, house.code)).status_code == 404
    keeper = Person(email="keeper@example.org", name="Kit", is_keeper=True, joined_at=house.now)
    keeper.save()
    client = signed_in(keeper)
    # Of somebody who is not there nobody can be shown anything.
    expected = 404 if name == "erase_person" else 200
    assert client.get(address(name, house.code)).status_code == expected
    for other, rule in OF_ORGANISATIONS.items():
        assert getattr(client, rule.method)(address(other, house.code)).status_code == 404, other


def test_role_that_has_ended_opens_nothing(house: House) -> None:
    """The day after the last one, and after the end of a role, the page is gone."""
    from dueregard_web.organisations.models import Membership

    client = house.client(Role.SUPPORT_ANALYST)
    assert client.get(f"/o/{house.code}/").status_code == 200
    held = Membership.objects.of(house.organisation).get(role=Role.SUPPORT_ANALYST)
    held.until = house.now.date().replace(year=house.now.year - 1)
    held.save()
    assert client.get(f"/o/{house.code}/").status_code == 404


def test_closed_account_is_signed_out(house: House) -> None:
    """An account that is not active any more opens nothing, in an open session too."""
    client = house.client(Role.HR_ANALYST)
    Person.objects.filter(pk=house.person(Role.HR_ANALYST).pk).update(is_active=False)
    assert client.get(f"/o/{house.code}/").status_code in {302, 404}
