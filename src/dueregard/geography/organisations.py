"""Which organisation a code of the Organisation Data Service stands for, and what became of it."""

from __future__ import annotations

from typing import NamedTuple

from dueregard.geography.files import read_rows
from dueregard.vocabulary import OrganisationKind


class ListedOrganisation(NamedTuple):
    """An organisation as one list names it; ``list`` says which list, with its date."""

    code: str
    ons_code: str
    name: str
    kind: OrganisationKind
    list: str


class Lineage(NamedTuple):
    """What a commissioner of 2020 became, and where it lies."""

    old_code: str
    code_2021: str
    name_2021: str
    stp_code: str
    stp_name: str
    region_code: str
    region_name: str


def find_organisations(code: str) -> tuple[ListedOrganisation, ...]:
    """Return an organisation as each list that has its code names it, the oldest list first."""
    wanted = code.strip().upper()
    return tuple(
        ListedOrganisation(
            row["code"], row["ons_code"], row["name"], OrganisationKind(row["kind"]), row["list"]
        )
        for row in read_rows("organisations")
        if row["code"] == wanted
    )


def organisation_name(code: str) -> str | None:
    """Return the latest known name of an organisation, or None where no list has its code."""
    found = find_organisations(code)
    return found[-1].name if found else None


def find_lineage(code: str) -> Lineage | None:
    """Return what became of a clinical commissioning group of 2020, or None.

    On 1 July 2022 integrated care boards took over; their codes are those of the former
    sustainability and transformation partnerships (``stp_code``). No trend line runs through it.
    """
    wanted = code.strip().upper()
    for row in read_rows("ccg_lineage"):
        if row["old_code"] == wanted:
            return Lineage(**row)
    return None


def find_predecessors(code: str) -> tuple[str, ...]:
    """Return the codes of the groups of 2020 that a group of 2021 or a board was formed from."""
    wanted = code.strip().upper()
    return tuple(
        row["old_code"]
        for row in read_rows("ccg_lineage")
        if wanted in {row["code_2021"], row["stp_code"]} and row["old_code"] != wanted
    )
