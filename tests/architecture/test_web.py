"""The web workspace keeps its own rules: doors, decorators, pairs, sizes, no style in pages."""

from __future__ import annotations

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path
from statistics import median, quantiles

import pytest
from django.apps import apps
from django.db import models

from dueregard_web.organisations.models import Owned
from dueregard_web.organisations.models.invitation import Invitation
from tests.architecture.test_committed_files import NAMELESS
from tests.architecture.test_sizes import (
    LONGEST_FILE,
    LONGEST_FUNCTION,
    LONGEST_MEDIAN,
    LONGEST_OF_NINE_IN_TEN,
    lines_without_docstring,
)

PACKAGE = Path(__file__).parents[2] / "src" / "dueregard_web"
FILES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
MAY_USE_MANAGERS = ("actions.py", "queries.py")
"""Names end so: ``actions.py`` itself, or ``incident_actions.py`` where an app has many."""
SEES_EVERYBODY = {
    "jobs/actions.py": "the worker takes jobs of every organisation, and the start ends old ones",
    "returns/actions.py": "the start discards files of earlier runs; findings are replaced by year",
    "support/queries.py": "a pool's members, for the unit that made it and for each of them",
    "organisations/actions.py": "the first invitation belongs to no organisation",
    "retention/actions.py": "an erased person's address stands in invitations of any organisation",
    "retention/queries.py": "the schedule holds for every organisation; a person may work in many",
    "organisations/queries.py": "a person's own organisations; an invitation by its token",
}
"""Modules that may ask for rows of all organisations, each with its reason."""

FREE_ACTIONS = {
    "accounts.actions.own_happening": "makes a row, changes nothing",
    "accounts.actions.create_person": "part of accepting an invitation, which is recorded",
    "accounts.actions.end_sessions": "part of actions that are recorded",
    "accounts.actions.choose_task_letters": "one's own account; records itself",
    "accounts.actions.sign_out_everywhere": "one's own account; records itself",
    "audit.actions.append": "is the door of the trail",
    "audit.actions.append_alone": "is the door of the trail",
    "audit.actions.export_head": "writes a file outside the database",
    "audit.actions.export_daily": "as above",
    "assurance.actions.tick_daily": "a chore of the worker; records itself",
    "home.actions.send_task_letters": "a command of the system; keeps whom it told on which day",
    "home.actions.has_something": "changes nothing",
    "home.actions.letter": "changes nothing",
    "jobs.actions.ask_for": "part of an app's own action",
    "jobs.actions.ask_to_cancel": "part of an app's own action",
    "jobs.actions.claim_next": "the worker's own step",
    "jobs.actions.tell_progress": "the worker's own step",
    "jobs.actions.end_job": "the worker's own step; the result has an action of its own",
    "jobs.actions.end_interrupted": "the start of the program",
    "organisations.actions.accept_invitation": "nobody acts yet; records itself",
    "organisations.actions.accept_by_address": "as above",
    "organisations.actions.give": "part of actions that are recorded",
    "organisations.actions.invite_first": "calls an action",
    "releases.hand_over_actions.take_over_proposals": "part of handing over, which is recorded",
    "due_regard.voice_actions.choose_staff_voice": "calls actions, all of them or none",
    "releases.part_actions.void_reviews": "part of an action on a release",
    "releases.part_actions.prepared_by": "part of an action on a release",
    "retention.actions.carry_out": "the schedule's own work; records itself",
    "retention.actions.carry_out_daily": "a chore of the worker; calls the one above",
    "returns.actions.check_upload_allowed": "changes nothing",
    "returns.actions.discard_lost": "the start of the program",
    "returns.actions.discard_forgotten": "a chore of the worker; records itself",
}
"""Functions of an actions.py that are not made with a decorator, each with its reason."""


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_managers_are_used_in_actions_and_queries_only(path: Path) -> None:
    """What a page shows or changes went through a query or an action of ours."""
    if path.name.endswith(MAY_USE_MANAGERS) or "models" in path.parts:
        return
    allowed = {"accounts/views.py": {"Authenticator"}, "demo.py": set()}
    used = [
        f"{ast.unparse(node)} line {node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "unscoped"}
        and ast.unparse(node.value) not in allowed.get(name_of(path), set())
    ]
    assert used == []


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_rows_of_all_organisations_are_asked_for_in_named_places_only(path: Path) -> None:
    """``unscoped`` is the way round the isolation of organisations, and each use is known."""
    if "models" in path.parts:
        return
    assert (".unscoped" in path.read_text(encoding="utf-8")) == (name_of(path) in SEES_EVERYBODY)


def own_models() -> list[type[models.Model]]:
    return [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("dueregard_web.")
        for model in config.get_models()
    ]


def test_every_table_belongs_to_an_organisation_or_is_known_not_to() -> None:
    """A new table is isolated from the start."""
    free = {model.__name__ for model in own_models() if not issubclass(model, Owned)}
    assert free == {"AuditEvent", "TrailHead", "Person", "TaskLetter", "Organisation", "Invitation"}
    assert Invitation.objects.__class__.__name__.startswith("OwnedManager")


def test_who_and_when_are_bound_to_each_other() -> None:
    """Fields named x_at and x_by that may be empty are constrained to be empty together."""
    for model in own_models():
        names = {field.name for field in model._meta.get_fields()}
        checks = " ".join(constraint.name for constraint in model._meta.constraints)
        for name in names:
            stem = name.removesuffix("_at")
            if not name.endswith("_at") or f"{stem}_by" not in names:
                continue
            at, by = model._meta.get_field(name), model._meta.get_field(f"{stem}_by")
            if at.null and by.null:
                assert f"{stem}_paired" in checks, f"{model.__name__}.{name}"
            elif by.null:
                # Nobody: the start of the program gave it.
                assert (model.__name__, stem) in {
                    ("Invitation", "invited"),
                    ("Membership", "given"),
                    ("LedgerRecord", "made"),
                }
            else:
                assert not at.null, f"{model.__name__}.{name}"


def test_every_action_is_made_with_a_decorator_or_known_not_to_be() -> None:
    """No change goes without permission, transaction and trail by being forgotten."""
    free = set()
    for path in PACKAGE.glob("*/*actions.py"):
        module = import_module(f"dueregard_web.{path.parent.name}.{path.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and not hasattr(function, "event"):
                free.add(f"{path.parent.name}.{path.stem}.{name}")
    assert free == set(FREE_ACTIONS)


def test_views_decide_nothing_by_role() -> None:
    """A role is looked at by the table alone; pages ask for permissions."""
    for path in PACKAGE.rglob("*views.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\bRole\.[A-Z]", text), name_of(path)


def test_pages_hold_no_style_and_no_script_of_their_own() -> None:
    """The content security policy would refuse them, in silence, in the browser."""
    for path in PACKAGE.rglob("*.jinja"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son(click|change|submit)=|<style|javascript:", text), path
        for tag in re.findall(r"<script[^>]*>", text):
            assert "nonce" in tag, path
            assert "src" in tag, path


def test_every_form_that_is_sent_carries_its_token() -> None:
    """A form without it would be refused.

    A survey has no cookie that a token could belong to: what counts there is the code in the form.
    """
    for path in PACKAGE.rglob("*.jinja"):
        if "surveys" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        for form in re.findall(r'<form method="post".*?</form>', text, flags=re.DOTALL):
            assert "csrf_input" in form, path


def test_files_and_functions_are_small() -> None:
    """The limits of the library hold here too."""
    lengths = []
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= LONGEST_FILE, name_of(path)
        nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
        lengths += [
            (lines_without_docstring(node), f"{name_of(path)} {node.name}") for node in nodes
        ]
    assert [name for length, name in lengths if length > LONGEST_FUNCTION] == []
    numbers = [length for length, _ in lengths]
    assert median(numbers) <= LONGEST_MEDIAN
    assert quantiles(numbers, n=10)[-1] <= LONGEST_OF_NINE_IN_TEN


def test_modules_are_named_for_what_they_answer() -> None:
    """No module is called after the fact that nobody knew where to put its contents."""
    assert {path.stem for path in FILES} & NAMELESS == set()
