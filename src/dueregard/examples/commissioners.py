"""Invented commissioners with their providers over several years, as rows of text by file name.

Nobody and nothing in it exists. The same plan gives the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

Rows = dict[str, list[dict[str, str]]]
_KINDS = (
    ("nhs_trust", 3), ("foundation_trust", 4), ("independent", 6), ("voluntary", 5),
    ("social_enterprise", 2), ("primary_care", 2),
)  # fmt: skip
_BASELINE = (
    "nine_indicators", "plans", "narrative", "self_reporting", "stand_alone", "url", "copy",
    "website",
)  # fmt: skip
_ANNUAL = (
    "nine_indicators", "data_steps", "gap_steps", "own_assessment", "plans_to_close",
    "stand_alone", "url", "commissioner", "website", "board", "staff",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CommissionersPlan:
    """How many commissioners, providers and contract years, from which seed and year."""

    commissioners: int = 42
    providers: int = 250
    years: int = 5
    seed: int = 1
    first_year: int = 2015


def invent_commissioners(plan: CommissionersPlan) -> Rows:
    """Invent commissioners, their providers' contracts, and what came from them.

    Parameters
    ----------
    plan
        How many of each.

    Returns
    -------
    dict
        Rows by the name of their file without its ending; each row is its texts by column.
    """
    chance = Random(plan.seed)  # noqa: S311 - invented data, no secret
    codes = [f"X{number:02d}" for number in range(1, plan.commissioners + 1)]
    rows: Rows = {
        "commissioners": [_commissioner(code) for code in codes],
        "register": [],
        "declarations": [],
        "contacts": [],
        "evidence": [],
        "attestations": [],
        "reviews": [],
        "answers": [],
        "surveys": [],
        "events": [],
        "contact_log": [],
    }
    for number in range(1, plan.providers + 1):
        _provider(rows, f"V{number:03d}", codes, plan, chance)
    return rows


def _commissioner(code: str) -> dict[str, str]:
    return {
        "id": code,
        "name": f"Invented Commissioner {code[1:]}",
        "ours": "yes",
        "lead": f"Lead of {code}",
        "lead_post": "Head of Equality",
        "email": f"equality@{code.lower()}.example.org",
        "guidance_read": "03764 v1",
        "guidance_read_on": "2015-07-21",
    }


def _provider(
    rows: Rows, code: str, codes: list[str], plan: CommissionersPlan, chance: Random
) -> None:
    kinds = [kind for kind, weight in _KINDS for _ in range(weight)]
    kind = chance.choice(kinds)
    partners = chance.sample(codes, min(len(codes), chance.randint(1, 4)))
    rows["contacts"].append(_contact(code))
    is_small = kind == "voluntary" and chance.random() < 0.4
    for first in range(plan.first_year, plan.first_year + plan.years):
        year = f"{first}/{(first + 1) % 100:02d}"
        for place, partner in enumerate(partners):
            rows["register"].append(
                _contract(code, kind, year, partner, place, chance, is_small=is_small)
            )
        if is_small and chance.random() < 0.8:
            rows["declarations"].append(_declaration(code, year, first))
        elif kind != "primary_care":
            _reports(rows, code, first, chance)


def _contact(code: str) -> dict[str, str]:
    return {
        "id": f"K-{code}",
        "provider": code,
        "name": f"Clerk of {code}",
        "post": "Director of Workforce",
        "email": f"workforce@{code.lower()}.example.org",
        "letters": "yes",
    }


def _contract(  # noqa: PLR0913, PLR0917 - a row has many facts
    code: str, kind: str, year: str, partner: str, place: int, chance: Random, *, is_small: bool
) -> dict[str, str]:
    income = "" if chance.random() < 0.3 else str(chance.randint(50_000, 40_000_000))
    return {
        "provider": code,
        "name": f"Invented Provider {code[1:]}",
        "kind": kind,
        "contract_year": year,
        "commissioner": partner,
        "role": "associate" if place else "co_ordinating",
        "form": "not_standard" if kind == "primary_care" else "full_length",
        "expected_income": str(chance.randint(5_000, 40_000)) if is_small else income,
        "public_function": "yes" if kind in {"nhs_trust", "foundation_trust"} else "no",
        "website": f"https://{code.lower()}.example.org",
    }


def _declaration(code: str, year: str, first: int) -> dict[str, str]:
    return {
        "id": f"D-{code}-{first}",
        "provider": code,
        "contract_year": year,
        "says": "small",
        "expected_income": "150000.00",
        "declared_by": f"Director of {code}",
        "declared_on": f"{first}-07-24",
        "approved_by": "A. Lead",
        "approved_on": f"{first}-07-28",
    }


def _reports(rows: Rows, code: str, first: int, chance: Random) -> None:
    slug = f"{first}-{(first + 1) % 100:02d}"
    if first == 2015 and chance.random() < 0.8:
        came = date(2015, 7, 22) + timedelta(days=chance.randint(0, 60))
        _report(rows, code, f"{code}/{slug}/M1", f"E-{code}-{first}-M1", came, _BASELINE, chance)
    if chance.random() < 0.85:
        due = date(2016, 5, 1) if first == 2015 else date(first + 1, 8, 1)
        came = due + timedelta(days=chance.randint(-40, 15))
        _report(rows, code, f"{code}/{slug}/M3", f"E-{code}-{first}-M3", came, _ANNUAL, chance)
    if chance.random() < 0.5:
        rows["surveys"].append(
            {
                "id": f"S-{code}-{first}",
                "provider": code,
                "contract_year": f"{first}/{(first + 1) % 100:02d}",
                "name": f"Staff survey {first}",
            }
        )
    rows["contact_log"].append(
        {
            "id": f"N-{code}-{first}",
            "provider": code,
            "on": f"{first}-09-14",
            "kind": "meeting",
            "said": "Where the report stands.",
        }
    )


def _report(  # noqa: PLR0913, PLR0917 - a report has many facts
    rows: Rows,
    code: str,
    obligation: str,
    name: str,
    came: date,
    items: tuple[str, ...],
    chance: Random,
) -> None:
    day = came.isoformat()
    rows["evidence"].append(
        {
            "id": name,
            "version": "1",
            "party": code,
            "title": f"Report of {code}",
            "kind": "report",
            "obligations": obligation,
            "url": f"https://{code.lower()}.example.org/wres/{name.lower()}",
            "received_on": day,
            "supplied_by": f"Clerk of {code}",
            "obtained_by": "O. Clerk",
        }
    )
    rows["attestations"].append(
        {"evidence": name, "version": "1", "by": f"Director of {code}", "on": day}
    )
    later = (came + timedelta(days=10)).isoformat()
    rows["reviews"].append(
        {"evidence": name, "version": "1", "by": "R. Viewer", "on": later, "verdict": "accepted"}
    )
    rows["answers"].extend(_answers(obligation, name, items, chance))


def _answers(
    obligation: str, name: str, items: tuple[str, ...], chance: Random
) -> Iterator[dict[str, str]]:
    for item in items:
        answer = "yes" if chance.random() < 0.92 else "no"
        yield {
            "evidence": name,
            "version": "1",
            "obligation": obligation,
            "item": item,
            "answer": answer,
            "page": f"p. {chance.randint(1, 12)}",
            "by": "R. Viewer",
        }
