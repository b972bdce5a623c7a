"""What there is to do about providers, for the commissioner's people and for the providers' own."""

from __future__ import annotations

from django.urls import reverse

from dueregard.assurance.standing import Process
from dueregard.assurance.words import LetterState
from dueregard_web.assurance.queries import board_on, own_providers, read_kept_records
from dueregard_web.core.tasks import Task, TaskState
from dueregard_web.organisations.acting import Acting
from dueregard_web.organisations.policies import Permission

LATE = frozenset({Process.OVERDUE, Process.OVERDUE_AT_ISSUE, Process.DUE_SOON})


def assurance_tasks(acting: Acting) -> tuple[Task, ...]:
    """Return what waits for this person about providers."""
    if acting.may(Permission.SEND_OWN_EVIDENCE):
        return _own_tasks(acting)
    if not acting.may(Permission.READ_ASSURANCE):
        return ()
    return _our_tasks(acting)


def _address(acting: Acting, name: str) -> str:
    return reverse(name, kwargs={"code": acting.organisation.code})


def _our_tasks(acting: Acting) -> tuple[Task, ...]:
    ledger = read_kept_records(acting.organisation).ledger
    works = acting.may(Permission.WORK_ON_ASSURANCE)
    if not ledger.register:
        title, address = "Bring in the register of providers", _address(acting, "import_register")
        return (Task(title, address, TaskState.TO_DO),) if works else ()
    tasks = [Task("See where providers stand", _address(acting, "assurance"), TaskState.TO_DO)]
    waiting = sum(one.state is LetterState.PREPARED for one in ledger.letters)
    if works and waiting:
        told = f"{waiting} prepared and not sent"
        tasks.append(
            Task("Send letters", _address(acting, "assurance_letters"), TaskState.TO_DO, told)
        )
    steps = sum(not one.approved_by and one.done_on is None for one in ledger.escalations)
    if acting.may(Permission.APPROVE_ESCALATION) and steps:
        told = f"{steps} proposed"
        tasks.append(
            Task("Decide on steps", _address(acting, "assurance_steps"), TaskState.TO_DO, told)
        )
    return tuple(tasks)


def _own_tasks(acting: Acting) -> tuple[Task, ...]:
    own = own_providers(acting)
    kept = read_kept_records(acting.organisation)
    if not own or not kept.ledger.register:
        return ()
    board = board_on(acting, kept)
    late = sum(one.process in LATE for provider in own for one in board.of(provider))
    told = f"{late} due soon or past their day" if late else ""
    title = "See what your organisation has to do"
    return (Task(title, _address(acting, "provider"), TaskState.TO_DO, told),)
