"""Who may do what, held against the design's own table, written here another way."""

from __future__ import annotations

import pytest

from dueregard_web.organisations.policies import (
    APART,
    BY_GRANT,
    DECISIONS,
    ROLES,
    TABLE,
    WORDS,
    Permission,
    Role,
    find_conflict,
    permissions_of,
    roles_with,
)

COLUMNS = (
    *("hr_analyst", "equality_lead", "ig_officer", "contract_manager", "approver", "signatory"),
    *("support_analyst", "survey_operator", "custodian", "provider_contact", "auditor"),
    "administrator",
)
DESIGN = """
import_records           Y - - - - - Y - - - - -
see_small_numbers        Y Y Y - Y Y Y - - - - -
draft_report             Y Y - - - - Y - - - - -
propose_release          Y Y Y - - - Y - - - - -
review_release           - Y Y - Y - - - - - - -
decide_release           - - - - - Y - - - - - -
work_on_assurance        - Y - Y - - - - - - - -
prepare_assurance        - Y - Y - - Y - - - - -
send_own_evidence        - - - - - - - - - Y - -
accept_provider_report   - Y - Y - - - - - - - -
propose_escalation       - - - Y - - - - - - - -
approve_escalation       - - - - - Y - - - - - -
answer_request           - - Y - - - - - - - - -
approve_request          - - - - Y - - - - - - -
read_survey_answers      - - - - - - Y - - - - -
hold_sealed_answers      - - - - - - - Y - - - -
invite_to_survey         - - - - - - - - Y - - -
read_trail               - - Y - - Y - - - - Y -
manage_people            - - - - - - - - - - - Y
"""


@pytest.mark.parametrize("line", DESIGN.strip().splitlines())
def test_table_is_the_designs(line: str) -> None:
    """Cell by cell."""
    name, *cells = line.split()
    expected = {role for role, cell in zip(COLUMNS, cells, strict=True) if cell == "Y"}
    assert {role.value for role in roles_with(Permission(name))} & set(COLUMNS) == expected


def test_every_role_and_permission_has_words_and_use() -> None:
    """Nothing is in the table that people cannot read, and nothing that nobody holds."""
    assert set(ROLES) == set(TABLE) == set(Role)
    assert set(WORDS) == set(Permission)
    assert permissions_of(frozenset(Role)) == set(Permission)
    assert permissions_of(frozenset()) == frozenset()


@pytest.mark.requirement("T-09")
def test_nobody_from_outside_decides() -> None:
    """Due regard is not delegated: no role that is granted to outsiders holds a decision."""
    for role in BY_GRANT:
        assert not TABLE[role] & DECISIONS, role
    assert Permission.DECIDE_RELEASE in DECISIONS


def test_administrator_sees_no_data() -> None:
    """Managing people is the only thing, and asking in an emergency; beside no other role."""
    emergency = {Permission.ASK_EMERGENCY, Permission.SEE_EMERGENCY}
    assert TABLE[Role.ADMINISTRATOR] == {Permission.MANAGE_PEOPLE} | emergency
    for role in set(Role) - {Role.ADMINISTRATOR}:
        assert find_conflict(frozenset({role}), Role.ADMINISTRATOR) is role
        assert find_conflict(frozenset({Role.ADMINISTRATOR}), role) is Role.ADMINISTRATOR


def test_three_parties_of_a_survey_are_three_people() -> None:
    """Custodian, operator and analyst: each two of them exclude each other."""
    parties = (Role.CUSTODIAN, Role.SURVEY_OPERATOR, Role.SUPPORT_ANALYST)
    for one in parties:
        for other in parties:
            clash = find_conflict(frozenset({one}), other)
            assert (clash is None) == (one is other)


def test_conflicts_go_both_ways_and_name_two_roles() -> None:
    """A pair is a pair."""
    assert all(len(pair) == 2 for pair in APART)
    assert find_conflict(frozenset({Role.HR_ANALYST}), Role.EQUALITY_LEAD) is None


def test_contract_manager_sees_nothing_of_the_own_workforce() -> None:
    """The two workspaces of a commissioner are apart."""
    own = {Permission.SEE_YEAR, Permission.IMPORT_RECORDS, Permission.SEE_SMALL_NUMBERS}
    assert not TABLE[Role.CONTRACT_MANAGER] & own
