"""Parties of an invented survey: their keys, lists, codes and store, for tests."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from dueregard.survey.handover import BodyCount, Handover
from dueregard.survey.instrument import ETHNICITY
from dueregard.survey.invitations import invite, load_digests, read_people
from dueregard.survey.keys import Party, PrivateKeys, make_keys, write_keys
from dueregard.survey.manifest import Manifest, load_manifest, read_plan, write_manifest
from dueregard.survey.store import Store, start_store

PLANNED, OPENS, CLOSES = date(2026, 5, 20), date(2026, 6, 1), date(2026, 6, 21)
DURING, AFTER = date(2026, 6, 8), date(2026, 6, 22)
RECORD = """
purpose = "Hear what staff of small bodies say"
basis = "Equality Act 2010, section 149"
fields = ["survey"]
retention = 2028-06-01
dpia = "DPIA-7"
"""


def plan_text(sizes: Sequence[int], more: str = "", opens: date = OPENS) -> str:
    """Write the plan of a survey of bodies of these sizes, whose custodian is one person."""
    bodies = "".join(
        f'[[bodies]]\ncode = "B{n:02}"\nname = "Body {n}"\nstaff = {size}\n'
        'custodian = "custodian/custodian.public.json"\n'
        for n, size in enumerate(sizes, start=1)
    )
    return f"""
name = "Invented region"
code = "REGION"
edition = "2016"
opens = {opens}
closes = {opens + (CLOSES - OPENS)}
analyst = "analyst/analyst.public.json"
operator = "operator/operator.public.json"
sharing = "record.toml"
{more}
{bodies}"""


def write_plan(root: Path, sizes: Sequence[int], more: str = "", opens: date = OPENS) -> Path:
    """Write keys of three people, the record of the sharing and a plan."""
    for party, name in zip(Party, ("Una Custodian", "Otto Operator", "Ana Lyst"), strict=True):
        write_keys(make_keys(party, name), root / party)
    (root / "record.toml").write_text(RECORD)
    path = root / "plan.toml"
    path.write_text(plan_text(sizes, more, opens))
    return path


@dataclass
class Parties:
    """A survey as far as its store: where everything lies, and the people's codes."""

    root: Path
    manifest: Manifest
    store: Store
    analyst: PrivateKeys
    custodian: PrivateKeys
    codes: dict[str, list[str]] = field(default_factory=dict)
    """By body."""

    @property
    def everybody(self) -> list[tuple[str, str]]:
        """Body and code of each person."""
        return [(body, code) for body, codes in self.codes.items() for code in codes]


def gather(
    root: Path,
    sizes: Sequence[int],
    more: str = "",
    kind: type[Store] = Store,
    opens: date = OPENS,
) -> Parties:
    """Plan, sign, start and invite."""
    from dueregard.survey.keys import load_private

    plan = write_plan(root, sizes, more, opens)
    analyst = load_private(root / "analyst", Party.ANALYST)
    custodian = load_private(root / "custodian", Party.CUSTODIAN)
    write_manifest(read_plan(plan, as_of=min(opens, PLANNED)), analyst, root / "manifest.json")
    start_store(root / "operator", root / "manifest.json")
    store = kind(root / "operator")
    made = Parties(root, load_manifest(root / "manifest.json"), store, analyst, custodian)
    for body in made.manifest.bodies:
        made.codes[body.code] = _invite(made, body.code, body.staff)
    return made


def _invite(made: Parties, code: str, staff: int) -> list[str]:
    folder = made.root / "custodian" / code
    folder.mkdir(parents=True)
    rows = [f"Person {n} of {code},p{n}@{code.lower()}.example" for n in range(staff)]
    (folder / "people.csv").write_text("name,address\n" + "\n".join(rows) + "\n")
    people = read_people(folder / "people.csv")
    letters, digests = invite(people, made.manifest, code, made.custodian, folder)
    made.store.admit(*load_digests(digests, made.manifest))
    with letters.open(newline="") as stream:
        return [row["code"] for row in csv.DictReader(stream)]


def opinion(source: random.Random, *, is_bme: bool) -> dict[str, str]:
    """Invent somebody's answers; BME staff answer less well, as in published surveys."""
    harm = 0.35 if is_bme else 0.22
    yes = {
        "harassment_public": harm,
        "harassment_managers": harm / 2,
        "harassment_colleagues": harm / 2,
        "fair_progression": 0.6 if is_bme else 0.85,
        "discrimination": 0.2 if is_bme else 0.07,
        "violence": 0.08,
    }
    answers = {
        key: "yes" if source.random() < chance else "no"
        for key, chance in yes.items()
        if source.random() > 0.02
    }
    ethnic = source.choice("DEFGHJKLMNPRS") if is_bme else source.choices("ABC", (80, 5, 15))[0]
    if source.random() < 0.04:
        ethnic = source.choice(["Z", ""])
    return answers | ({ETHNICITY: ethnic} if ethnic else {})


def close(made: Parties) -> Handover:
    """Close a survey and return what is handed over."""
    contents, by_body = made.store.close(day=made.manifest.closes + timedelta(days=1))
    return Handover(contents, {code: BodyCount(*pair) for code, pair in by_body.items()})
