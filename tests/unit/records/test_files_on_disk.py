"""A file that records point to is compared with its hash, and nothing outside is opened."""

from __future__ import annotations

import hashlib

import pytest

from dueregard.records import Evidence, Policy, Records
from dueregard.records.checking import Weight
from dueregard.records.files_on_disk import check_files


def policy(sha256: str, where: str = "policies/pay.pdf") -> Records:
    return Records(policies=(Policy("L1", "Pay", where=where, sha256=sha256),))


@pytest.mark.requirement("R-208")
def test_a_changed_policy_asks_for_a_new_version(tmp_path):
    """The same bytes are silent; other bytes fail and the advice holds the new hash."""
    path = tmp_path / "policies" / "pay.pdf"
    path.parent.mkdir()
    path.write_bytes(b"version 1")
    first = hashlib.sha256(b"version 1").hexdigest()
    assert check_files(policy(first.upper()), tmp_path) == ()
    path.write_bytes(b"version 2")
    (remark,) = check_files(policy(first), tmp_path)
    assert (remark.weight, remark.code, remark.record) == (Weight.FAILS, "file-changed", "L1")
    assert "Raise its version" in remark.advice
    assert hashlib.sha256(b"version 2").hexdigest() in remark.advice


def test_changed_evidence_is_new_evidence(tmp_path):
    """What was considered is not replaced by what came later."""
    (tmp_path / "a.pdf").write_bytes(b"other")
    records = Records(evidence=(Evidence("E1", "A", where="a.pdf", sha256="0" * 64),))
    (remark,) = check_files(records, tmp_path)
    assert "new file as evidence of its own" in remark.advice


def test_a_file_without_a_hash_and_one_that_is_gone(tmp_path):
    """The first is a gap, the second fails."""
    (tmp_path / "a.pdf").write_bytes(b"x")
    (unhashed,) = check_files(policy("", "a.pdf"), tmp_path)
    assert (unhashed.weight, unhashed.code) == (Weight.MISSING, "file-unhashed")
    (gone,) = check_files(policy("0" * 64, "b.pdf"), tmp_path)
    assert (gone.weight, gone.code) == (Weight.FAILS, "file-gone")


@pytest.mark.parametrize(
    "where", ["https://www.example.org/a.pdf", "../a.pdf", "/etc/hosts.txt", "Shared drive, HR", ""]
)
def test_other_places_are_let_alone(tmp_path, where):
    """Web addresses, descriptions and paths outside the folder are never opened."""
    (tmp_path / "a.pdf").write_bytes(b"x")
    (tmp_path / "in").mkdir()
    assert check_files(policy("0" * 64, where), tmp_path / "in") == ()
