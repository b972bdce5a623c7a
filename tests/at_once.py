"""Two people press the same button at the same moment: ``python -m tests.at_once SCENARIO``.

Runs in a process and a database of its own (``DUEREGARD_DATA``, ``DATABASE_URL``), because threads
with connections of their own and a test's transaction do not go together. Prints as JSON what each
of the two was told, and whether the trail is whole.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from dueregard_web import server

Act = Callable[[], object]
ROUNDS = 3


def together(*acts: Act) -> list[str]:
    """Start everything at one moment; return what each was told."""
    from django.db import connection

    from dueregard.errors import DueRegardError

    barrier, told = threading.Barrier(len(acts)), [""] * len(acts)

    def run(number: int, act: Act) -> None:
        connection.ensure_connection()
        barrier.wait()
        try:
            act()
            told[number] = "done"
        except DueRegardError as fault:
            told[number] = type(fault).__name__
        except Exception as fault:  # noqa: BLE001 - what came is the result
            told[number] = f"FAULT {type(fault).__name__}: {fault}"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told)


class Scenes:
    """Each scene makes what it needs and lets people press at once."""

    def __init__(self, number: int) -> None:
        from dueregard_web.core.clock import SystemClock
        from tests.web_people import House

        self.house = House.found(f"EX{number}", SystemClock().now())

    def administrators(self) -> tuple[object, object]:
        from dataclasses import replace

        from dueregard_web.organisations.policies import Role

        one = self.house.acting(Role.ADMINISTRATOR)
        return one, replace(
            one, person=self.house.join(Role.ADMINISTRATOR, f"two {self.house.code}")
        )

    def live_administrators(self) -> int:
        from dueregard_web.organisations.models import Membership
        from dueregard_web.organisations.policies import Role

        held = Membership.objects.of(self.house.organisation)
        return held.filter(role=Role.ADMINISTRATOR, ended_at=None).count()

    def end_each_other(self) -> list[str]:
        from dueregard_web.organisations.actions import end_role
        from dueregard_web.organisations.models import Membership

        one, two = self.administrators()
        held = Membership.objects.of(self.house.organisation)
        rows = {who: held.get(person=who.person).pk for who in (one, two)}
        told = together(
            lambda: end_role(one, membership_id=str(rows[two])),
            lambda: end_role(two, membership_id=str(rows[one])),
        )
        return [*told, f"{self.live_administrators()} left"]

    def hand_over_to_each_other(self) -> list[str]:
        from dueregard_web.organisations.hand_over_actions import hand_over

        one, two = self.administrators()
        told = together(
            lambda: hand_over(one, leaver=one.person, heir=two.person),
            lambda: hand_over(two, leaver=two.person, heir=one.person),
        )
        return [*told, f"{self.live_administrators()} left"]

    def agree(self) -> list[str]:
        from dueregard_web.organisations import emergency_actions as actions
        from dueregard_web.organisations.policies import Role

        asked = actions.ask_emergency(
            self.house.acting(Role.ADMINISTRATOR), reason="It burns.", hours=1
        )
        officers = [self.house.acting(role) for role in (Role.IG_OFFICER, Role.SIGNATORY)]
        return together(*(
            lambda who=who: actions.agree_to_emergency(
                who, emergency_id=str(asked.pk), tell=lambda *_: None
            )
            for who in officers
        ))  # fmt: skip

    def ask(self) -> list[str]:
        from dueregard_web.organisations import emergency_actions as actions
        from dueregard_web.organisations.policies import Role

        admin = self.house.acting(Role.ADMINISTRATOR)
        return together(*[
            lambda: actions.ask_emergency(admin, reason="It burns.", hours=1)
        ] * 2)  # fmt: skip

    def accept(self) -> list[str]:
        from dueregard_web.organisations import actions
        from dueregard_web.organisations.policies import Role
        from tests.web_people import PASSWORD

        invited = actions.invite(
            self.house.acting(Role.ADMINISTRATOR),
            email=f"new@{self.house.code}.example.org",
            grant=actions.Grant(Role.APPROVER),
        )
        return together(*(
            lambda name=name: actions.accept_invitation(
                invited.token, now=self.house.now, request="", name=name, password=PASSWORD
            )
            for name in ("Nia", "Eve")
        ))  # fmt: skip

    def withdraw(self) -> list[str]:
        from dueregard_web.organisations import actions
        from dueregard_web.organisations.policies import Role

        one, two = self.administrators()
        invited = actions.invite(
            one, email="new@example.org", grant=actions.Grant(Role.APPROVER)
        ).invitation
        return together(*(
            lambda who=who: actions.withdraw_invitation(who, invitation_id=str(invited.pk))
            for who in (one, two)
        ))  # fmt: skip

    def give_the_same_role(self) -> list[str]:
        from dueregard_web.organisations import actions
        from dueregard_web.organisations.policies import Role

        one, two = self.administrators()
        person = self.house.person(Role.HR_ANALYST)
        return together(*(
            lambda who=who: actions.give_role(
                who, person=person, grant=actions.Grant(Role.EQUALITY_LEAD)
            )
            for who in (one, two)
        ))  # fmt: skip

    def give_roles_that_clash(self) -> list[str]:
        from dueregard_web.organisations import actions
        from dueregard_web.organisations.policies import Role

        one, two = self.administrators()
        person = self.house.person(Role.HR_ANALYST)
        return together(
            lambda: actions.give_role(one, person=person, grant=actions.Grant(Role.AUDITOR)),
            lambda: actions.give_role(two, person=person, grant=actions.Grant(Role.SIGNATORY)),
        )

    def start_the_same_year(self) -> list[str]:
        from dueregard_web.organisations.policies import Role
        from dueregard_web.returns.actions import start_year

        people = [self.house.acting(role) for role in (Role.HR_ANALYST, Role.EQUALITY_LEAD)]
        return together(*(lambda who=who: start_year(who, edition="2016") for who in people))


def main(scene: str) -> None:
    """Play a scene some times over: what happens once in a while has to be seen."""
    server.prepare(Path(os.environ["DUEREGARD_DATA"]))
    server.bring_up_to_date()
    from dueregard_web.audit.queries import verify

    told = [getattr(Scenes(number), scene)() for number in range(100, 100 + ROUNDS)]
    rows, breaks = verify()
    print(json.dumps({"told": told, "rows": rows, "breaks": len(breaks)}))  # noqa: T201 - its result


if __name__ == "__main__":
    main(sys.argv[1])
