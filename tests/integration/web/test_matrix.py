"""Every action under every role: done and on the trail, or refused and on the trail."""

from __future__ import annotations

import inspect
from importlib import import_module
from pathlib import Path

import pytest

import dueregard_web
from dueregard_web.audit.events import Event
from dueregard_web.audit.models import AuditEvent
from dueregard_web.core.refusals import NotAllowedError
from dueregard_web.organisations.policies import Permission, Role, roles_with
from tests.web_people import House

PACKAGE = Path(dueregard_web.__file__).parent


def decorated() -> dict[str, object]:
    """Find everything made with ``@action`` or ``@reading``."""
    found = {}
    for path in sorted([*PACKAGE.glob("*/actions.py"), *PACKAGE.glob("*/queries.py")]):
        module = import_module(f"dueregard_web.{path.parent.name}.{path.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and hasattr(function, "permission"):
                found[f"{path.parent.name}.{name}"] = function
    return found


ACTIONS = decorated()


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", ACTIONS)
def test_action_is_refused_to_roles_without_its_permission(
    name: str, role: Role, house: House
) -> None:
    """Where the table does not allow it nothing runs, and the refusal is on the trail."""
    action = ACTIONS[name]
    acting = house.acting(role)
    if role in roles_with(action.permission):
        assert acting.may(action.permission)
        return
    before = AuditEvent.objects.count()
    arguments = {
        parameter: object() for parameter in list(inspect.signature(action).parameters)[1:]
    }
    with pytest.raises(NotAllowedError):
        action(acting, **arguments)
    assert AuditEvent.objects.count() == before + 1
    row = AuditEvent.objects.last()
    assert (row.event, row.reason) == (Event.REFUSED, action.permission)
    assert row.actor == str(acting.person.pk)


def test_actions_were_found() -> None:
    """The walk above found the actions of every app: one that found none would prove nothing."""
    used = {action.permission for action in ACTIONS.values()}
    assert used >= {
        Permission.START_YEAR,
        Permission.IMPORT_RECORDS,
        Permission.SEE_SMALL_NUMBERS,
        Permission.READ_TRAIL,
        Permission.MANAGE_PEOPLE,
    }
