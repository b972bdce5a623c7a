"""A chain of rows shows whatever was done to it afterwards."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from dueregard_web.audit.chain import GENESIS, Happening, Head, Link, find_breaks, follow

START = datetime(2026, 11, 20, 9, tzinfo=UTC)


def chain(length: int) -> list[Link]:
    links: list[Link] = []
    for number in range(length):
        head = Head(links[-1].seq, links[-1].row_hash) if links else None
        told = Happening(
            at=START + timedelta(minutes=number),
            event="role_given",
            actor="person-1",
            roles="administrator",
            organisation="EX016",
            subject=f"membership/{number}",
            before="a" * 64,
            after="b" * 64,
            reason="signatory",
            request="request-1",
        )
        links.append(follow(head, told))
    return links


def test_untouched_chain_has_no_break() -> None:
    """Rows as they were written hold, with every one of their heads."""
    links = chain(20)
    heads = [Head(link.seq, link.row_hash) for link in links]
    assert list(find_breaks(links, heads)) == []


def test_hash_covers_the_hash_before_and_the_row() -> None:
    """The hash is that of the definition, written out here another way."""
    first, second = chain(2)
    told = second.happening
    row = {
        "actor": told.actor, "after": told.after, "at": "2026-11-20T09:01:00.000000+00:00",
        "before": told.before, "event": told.event, "organisation": told.organisation,
        "reason": told.reason, "request": told.request, "roles": told.roles, "seq": 2,
        "subject": told.subject,
    }  # fmt: skip
    text = "{" + ",".join(f"{json.dumps(key)}:{json.dumps(row[key])}" for key in sorted(row)) + "}"
    assert first.previous == GENESIS
    assert second.row_hash == hashlib.sha256((first.row_hash + text).encode()).hexdigest()


@pytest.mark.requirement("R-039")
@pytest.mark.parametrize("name", [field.name for field in fields(Happening)])
def test_changed_field_is_found(name: str) -> None:
    """Whatever is changed in a row, its hash does not fit any more."""
    links = chain(5)
    told = links[2].happening
    other = told.at + timedelta(seconds=1) if name == "at" else f"{getattr(told, name)}x"
    links[2] = replace(links[2], happening=replace(told, **{name: other}))
    assert [one.seq for one in find_breaks(links)] == [3]


def test_row_hashed_anew_breaks_the_next() -> None:
    """Whoever also mends the hash of the row they changed breaks the one after it."""
    links = chain(5)
    told = replace(links[2].happening, reason="")
    links[2] = follow(Head(2, links[1].row_hash), told)
    assert [one.seq for one in find_breaks(links)] == [4]


def test_chain_written_anew_is_found_by_an_exported_head() -> None:
    """Even a whole new chain differs from a head that was kept elsewhere."""
    old = chain(5)
    new: list[Link] = []
    for link in old:
        head = Head(new[-1].seq, new[-1].row_hash) if new else None
        new.append(follow(head, replace(link.happening, actor="somebody-else")))
    assert list(find_breaks(new)) == []
    assert [one.seq for one in find_breaks(new, [Head(4, old[3].row_hash)])] == [4]


@pytest.mark.parametrize("place", range(5))
def test_missing_row_is_found(place: int) -> None:
    """A row that was taken out is missed: in the middle by the next, at the end by the head."""
    links = chain(5)
    head = Head(5, links[4].row_hash)
    del links[place]
    assert list(find_breaks(links, [head]))


def test_swapped_and_doubled_rows_are_found() -> None:
    """The order of the rows is part of the chain."""
    links = chain(5)
    assert list(find_breaks([links[0], links[2], links[1], *links[3:]]))
    assert list(find_breaks([*links, links[4]]))


def test_contradicting_heads_are_found() -> None:
    """Two exports of one number that differ cannot both be right."""
    links = chain(3)
    heads = [Head(2, links[1].row_hash), Head(2, "0" * 64)]
    assert [one.seq for one in find_breaks(links, heads)] == [2]
