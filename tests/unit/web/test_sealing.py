"""A sealed file gives back what was put in, to who has the key, and to nobody else anything."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dueregard.errors import FileNotUsableError
from dueregard_web.returns.sealing import CHUNK, KeyRing, SealedWriter, opened_in_memory, unseal

KEY = bytes(range(32))
OTHER_KEY = bytes(32)


def open_files() -> set[str]:
    return {path.name for path in Path("/proc/self/fd").iterdir()}


def seal(path: Path, pieces: list[bytes], key: bytes = KEY) -> Path:
    path.unlink(missing_ok=True)
    writer = SealedWriter(path, key)
    for piece in pieces:
        writer.write(piece)
    writer.close()
    return path


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.binary(max_size=4000), max_size=6), repeat=st.integers(1, 900))
def test_what_was_put_in_comes_out(tmp_path: Path, pieces: list[bytes], repeat: int) -> None:
    """However it arrived in pieces, the content is the same."""
    content = [piece * repeat for piece in pieces]
    sealed = seal(tmp_path / "file", content)
    assert b"".join(unseal(sealed, KEY)) == b"".join(content)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_sizes_around_a_chunk(tmp_path: Path, size: int) -> None:
    """Empty files and whole chunks are no special case."""
    content = os.urandom(size)
    sealed = seal(tmp_path / "file", [content])
    assert b"".join(unseal(sealed, KEY)) == content


def test_nothing_of_it_can_be_read_on_the_disk(tmp_path: Path) -> None:
    """The same line a thousand times leaves no trace and no pattern."""
    line = b"10001,Somebody Invented,British Z9 9ZZ\n"
    written = seal(tmp_path / "file", [line * 1000]).read_bytes()
    assert not any(word in written for word in line.split() if len(word) > 6)
    assert len(set(written)) == 256


def test_file_is_its_owners_alone(tmp_path: Path) -> None:
    """Other users of the machine may not even read it sealed."""
    assert seal(tmp_path / "file", [b"x"]).stat().st_mode & 0o777 == 0o600


def test_file_is_never_written_over(tmp_path: Path) -> None:
    """Two files never share a place."""
    seal(tmp_path / "file", [b"x"])
    with pytest.raises(FileExistsError):
        SealedWriter(tmp_path / "file", KEY)


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    """The key of one file is of no use for another."""
    sealed = seal(tmp_path / "file", [b"x" * 100])
    with pytest.raises(FileNotUsableError, match="not as it was received"):
        list(unseal(sealed, OTHER_KEY))


@pytest.mark.parametrize("place", [0, 4, 20, CHUNK // 2, -1])
def test_changed_byte_is_noticed(tmp_path: Path, place: int) -> None:
    """Whichever byte is changed, the file is refused."""
    sealed = seal(tmp_path / "file", [b"x" * (CHUNK + 5)])
    content = bytearray(sealed.read_bytes())
    content[place] ^= 1
    sealed.write_bytes(content)
    with pytest.raises(FileNotUsableError):
        list(unseal(sealed, KEY))


def test_chunks_cannot_be_left_out_swapped_or_added(tmp_path: Path) -> None:
    """Each chunk knows its place, and the last one that it is the last."""
    sealed = seal(tmp_path / "file", [b"a" * CHUNK, b"b" * CHUNK, b"c"])
    content = sealed.read_bytes()
    length = CHUNK + 4 + 12 + 16
    first, second, last = content[:length], content[length : 2 * length], content[2 * length :]
    assert b"".join(unseal(sealed, KEY)).startswith(b"aa")
    for wrong in (first + last, second + first + last, first + second, first + second + last * 2):
        sealed.write_bytes(wrong)
        with pytest.raises(FileNotUsableError):
            list(unseal(sealed, KEY))


def test_file_in_memory_is_gone_afterwards(tmp_path: Path) -> None:
    """The path in memory can be read inside the block, and nothing stays open behind it."""
    sealed = seal(tmp_path / "file", [b"a,b\n1,2\n"])
    before = open_files()
    with opened_in_memory(sealed, KEY) as path:
        assert path.read_bytes() == b"a,b\n1,2\n"
        assert "memfd" in str(path.readlink())
    assert open_files() <= before


def test_system_without_files_in_memory_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rather than write people to a disk, it says where the workspace can take in files."""
    sealed = seal(tmp_path / "file", [b"a"])
    monkeypatch.delattr(os, "memfd_create")
    refused = pytest.raises(FileNotUsableError, match="not written to a disk")
    with refused as fault, opened_in_memory(sealed, KEY):
        pass
    assert "Linux" in fault.value.advice


def test_forgotten_key_is_gone() -> None:
    """A forgotten key cannot be asked for, and is never made again the same."""
    ring = KeyRing()
    first = ring.make("file")
    assert ring.find("file") == first
    ring.forget("file")
    with pytest.raises(FileNotUsableError, match="in memory only"):
        ring.find("file")
    assert ring.make("file") != first
    assert KeyRing().boot != ring.boot


def test_abandoned_file_leaves_nothing(tmp_path: Path) -> None:
    """When the sender has gone, so has the file."""
    writer = SealedWriter(tmp_path / "file", KEY)
    writer.write(b"x" * (2 * CHUNK))
    writer.abandon()
    assert list(tmp_path.iterdir()) == []
