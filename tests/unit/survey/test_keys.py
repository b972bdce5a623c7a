"""The keys of the three parties."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.survey.keys import (
    OVERHEAD,
    Party,
    is_signed,
    load_private,
    load_public,
    make_keys,
    seal,
    sign,
    unseal,
    write_keys,
)

SURVEY = "ab" * 32


def test_what_is_sealed_opens_with_the_analysts_key_alone() -> None:
    """The analyst of this survey opens an answer; another one, and another survey, do not."""
    own, other = make_keys(Party.ANALYST, "Ana"), make_keys(Party.ANALYST, "Eva")
    sealed = seal(b"words", own.public.sealing, SURVEY)
    assert unseal(sealed, own, SURVEY) == b"words"
    for keys, survey in ((other, SURVEY), (own, "cd" * 32)):
        with pytest.raises(FileNotUsableError, match="does not open"):
            unseal(sealed, keys, survey)


def test_sealed_texts_of_one_length_look_alike() -> None:
    """The same text sealed twice has nothing in common but its length."""
    keys = make_keys(Party.ANALYST, "Ana")
    one, two = (seal(b"same", keys.public.sealing, SURVEY) for _ in range(2))
    assert len(one) == len(two) == 4 + OVERHEAD
    assert one[:32] != two[:32]
    assert one[32:] != two[32:]


@pytest.mark.parametrize("at", [0, 40, -1])
def test_a_changed_byte_is_found(at: int) -> None:
    """A sealed answer of which one byte was changed does not open."""
    keys = make_keys(Party.ANALYST, "Ana")
    sealed = bytearray(seal(b"text of an answer", keys.public.sealing, SURVEY))
    sealed[at] ^= 1
    with pytest.raises(FileNotUsableError):
        unseal(bytes(sealed), keys, SURVEY)


def test_a_signature_is_of_one_document_and_one_key() -> None:
    """Another document, another key and no signature at all are all found."""
    own, other = make_keys(Party.OPERATOR, "Otto"), make_keys(Party.OPERATOR, "Olga")
    signature = sign({"a": 1, "b": 2}, own)
    assert is_signed({"b": 2, "a": 1}, signature, own.public.signing)
    assert not is_signed({"a": 1, "b": 3}, signature, own.public.signing)
    assert not is_signed({"a": 1, "b": 2}, signature, other.public.signing)
    assert not is_signed({"a": 1, "b": 2}, "no hex", own.public.signing)


def test_private_keys_are_for_their_owner_only(tmp_path: Path) -> None:
    """The private file is readable by its owner alone, and keys are in no printed text."""
    keys = make_keys(Party.ANALYST, "Ana")
    private, public = write_keys(keys, tmp_path / "own")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert keys.sealing not in repr(keys)
    assert keys.sealing not in public.read_text()
    assert load_private(tmp_path / "own", Party.ANALYST) == keys
    assert load_public(public, Party.ANALYST) == keys.public


def test_a_folder_holds_one_party(tmp_path: Path) -> None:
    """Keys of a second party in one folder are refused."""
    write_keys(make_keys(Party.ANALYST, "Ana"), tmp_path)
    with pytest.raises(ConfigurationError, match="one party"):
        write_keys(make_keys(Party.OPERATOR, "Otto"), tmp_path)


def test_keys_of_another_party_are_refused(tmp_path: Path) -> None:
    """An operator's keys cannot be used where the analyst's are needed."""
    private, public = write_keys(make_keys(Party.OPERATOR, "Otto"), tmp_path)
    with pytest.raises(ConfigurationError, match="of the operator, not of the analyst"):
        load_private(private, Party.ANALYST)
    with pytest.raises(ConfigurationError, match="is of the operator"):
        load_public(public, Party.ANALYST)


def test_only_the_analyst_has_a_key_that_opens() -> None:
    """Custodian and operator have nothing to open an answer with."""
    assert [bool(make_keys(party, "N").sealing) for party in Party] == [False, False, True]


def test_broken_files_are_named_without_their_contents(tmp_path: Path) -> None:
    """What is wrong with a file of keys is said, and no part of a key."""
    path = tmp_path / "analyst.private.json"
    path.write_text('{"format": 1, "signing": "5ec4e7"}')
    with pytest.raises(ConfigurationError) as found:
        load_private(path, Party.ANALYST)
    assert "5ec4e7" not in str(found.value)
    path.write_text("[]")
    with pytest.raises(FileNotUsableError, match="no file of a survey"):
        load_private(path, Party.ANALYST)
