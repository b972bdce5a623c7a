"""What is written is there whole or not at all, readable by whom it should be, with no rubbish."""

from __future__ import annotations

import os
import stat
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest

from dueregard import placing
from dueregard.placing import place, waiting_file, waiting_folder


@contextmanager
def umask(mask):
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mode(path):
    return path.stat().st_mode & 0o777


def tree(folder):
    """Every path below a folder, with the content of files."""
    return {
        str(path.relative_to(folder)): path.read_text() if path.is_file() else None
        for path in folder.rglob("*")
    }


class Stopped(BaseException):
    """What a user's interrupt is to the code: no Exception."""


FAULTS = [OSError(28, "No space left on device"), KeyboardInterrupt(), Stopped()]


def failing(fault):
    def fail(*args, **options):
        raise fault

    return fail


# One file


def test_text_and_bytes_land_as_they_are(tmp_path):
    """A text is UTF-8 without a change of its line ends; folders on the way are made."""
    path = place(tmp_path / "new" / "folder" / "a.txt", "Zoë\r\nend\n")
    assert path.read_bytes() == "Zoë\r\nend\n".encode()
    assert place(path, b"\x00\xff").read_bytes() == b"\x00\xff"
    assert [one.name for one in path.parent.iterdir()] == ["a.txt"]


STEPS = ["open", "fdopen", "write", "fsync", "replace"]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
@pytest.mark.parametrize("step", STEPS)
def test_a_fault_at_any_step_leaves_the_old_file_and_nothing_else(
    tmp_path, monkeypatch, step, fault
):
    place(tmp_path / "a.txt", "older")
    fail = failing(fault)
    with monkeypatch.context() as patched:
        if step == "replace":
            patched.setattr(placing.Path, "replace", fail)
        elif step == "write":
            real = os.fdopen

            def writes_half(handle, how):
                out = real(handle, how)
                out.write(b"hal")
                return Broken(out, fail)

            patched.setattr(placing.os, "fdopen", writes_half)
        else:
            patched.setattr(placing.os, step, fail)
        with pytest.raises(type(fault)):
            place(tmp_path / "a.txt", "newer", durable=True)
    assert tree(tmp_path) == {"a.txt": "older"}


class Broken:
    """A file of which half is written before the disk is full."""

    def __init__(self, out, fail):
        self.out, self.write = out, fail

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        self.out.close()


def test_a_body_that_fails_leaves_the_old_file(tmp_path):
    """Where another program does the writing, its fault is as good as ours."""
    place(tmp_path / "a", "older")
    with pytest.raises(ZeroDivisionError), waiting_file(tmp_path / "a") as waiting:
        fail_late(waiting.write_text("newer"))
    assert tree(tmp_path) == {"a": "older"}


def test_nothing_written_is_a_fault(tmp_path):
    place(tmp_path / "a", "older")
    with pytest.raises(FileNotFoundError), waiting_file(tmp_path / "a"):
        pass
    assert tree(tmp_path) == {"a": "older"}


def test_a_place_below_a_file_is_a_fault_of_the_disk(tmp_path):
    (tmp_path / "taken").write_text("x")
    with pytest.raises(OSError, match="taken"):
        place(tmp_path / "taken" / "a", "x")


def test_the_waiting_name_is_beside_its_place_hidden_and_free(tmp_path):
    """Two writers of one file never write to the same name; the last to end wins, whole."""
    with (
        waiting_file(tmp_path / "a.csv") as first,
        waiting_file(tmp_path / "a.csv") as second,
    ):
        assert first != second
        assert {first.parent, second.parent} == {tmp_path}
        assert first.name.startswith(".a.csv.")
        assert first.name.endswith(".part")
        assert not first.exists()
        first.write_text("first")
        second.write_text("second")
    assert tree(tmp_path) == {"a.csv": "first"}


def test_two_writers_at_once_leave_one_whole_file(tmp_path):
    texts = [letter * 200_000 for letter in "abcdef"]

    def write(text):
        for _ in range(20):
            place(tmp_path / "a", text)

    writers = [threading.Thread(target=write, args=(text,)) for text in texts]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    assert (tmp_path / "a").read_text() in texts
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_long_name_still_has_a_waiting_name(tmp_path):
    """Names may have 255 bytes; the waiting name is cut, not refused."""
    assert place(tmp_path / ("é" * 120), "x").read_text() == "x"


@pytest.mark.parametrize(("mask", "expected"), [(0o022, 0o644), (0o027, 0o640), (0o077, 0o600)])
def test_who_may_read_is_what_the_system_gives(tmp_path, mask, expected):
    with umask(mask):
        assert mode(place(tmp_path / "a", "x")) == expected
        with waiting_folder(tmp_path / "folder") as waiting:
            place(waiting / "b", "x")
    assert mode(tmp_path / "folder" / "b") == expected
    assert mode(tmp_path / "folder") == 0o777 & ~mask


def test_an_owner_only_file_never_was_anybody_elses(tmp_path, monkeypatch):
    """The mode holds before the first byte is there, not only after the last."""
    seen = []
    real = os.fdopen

    def look(handle, how):
        seen.append(os.fstat(handle).st_mode & 0o777)
        return real(handle, how)

    monkeypatch.setattr(placing.os, "fdopen", look)
    place(tmp_path / "a", "older")
    with umask(0o022):
        assert mode(place(tmp_path / "a", "secret", mode=0o600)) == 0o600
    assert seen[-1] == 0o600


def test_durable_reaches_the_disk_before_the_place_is_taken(tmp_path, monkeypatch):
    """First the content, then the name, then the folder that holds the name."""
    steps = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(handle):
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real_sync(handle)

    def replace(self, target):
        steps.append("replace")
        return real_replace(self, target)

    monkeypatch.setattr(placing.os, "fsync", sync)
    monkeypatch.setattr(placing.Path, "replace", replace)
    place(tmp_path / "a", "x", durable=True)
    assert steps == ["file", "replace", "folder"]
    place(tmp_path / "a", "x")
    assert steps == ["file", "replace", "folder", "replace"]


# Several files


def test_files_inside_one_another_are_placed_from_the_inside(tmp_path):
    """What the others depend on is placed last; a fault before leaves all of the old."""
    for name in "ab":
        place(tmp_path / name, "older")
    with pytest.raises(ZeroDivisionError):
        write_both(tmp_path, fail_late)
    assert tree(tmp_path) == {"a": "older", "b": "older"}
    write_both(tmp_path, lambda: None)
    assert tree(tmp_path) == {"a": "newer", "b": "newer"}


def fail_late(_written=0):
    raise ZeroDivisionError


def write_both(folder, then):
    with waiting_file(folder / "a") as last, waiting_file(folder / "b") as first:
        first.write_text("newer")
        last.write_text("newer")
        then()


# Folders


def test_a_folder_is_placed_whole(tmp_path):
    with waiting_folder(tmp_path / "deep" / "v1", durable=True) as waiting:
        place(waiting / "a" / "b", "x")
        assert not (tmp_path / "deep" / "v1").exists()
    assert tree(tmp_path / "deep") == {"v1": None, "v1/a": None, "v1/a/b": "x"}


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
@pytest.mark.parametrize("step", ["body", "rename"])
def test_a_fault_leaves_the_old_folder_and_nothing_else(tmp_path, monkeypatch, step, fault, over):
    if over:
        place(tmp_path / "site" / "old", "older")
    before = tree(tmp_path)

    def write():
        with waiting_folder(tmp_path / "site", over=over) as waiting:
            place(waiting / "new", "newer")
            if step == "body":
                raise fault

    real = Path.rename

    def rename(self, target):
        # Only the new folder cannot take the place: the old one may go aside and come back.
        if (self / "new").exists():
            raise fault
        return real(self, target)

    if step == "rename":
        monkeypatch.setattr(placing.Path, "rename", rename)
    with pytest.raises(type(fault)):
        write()
    assert tree(tmp_path) == before


def test_a_folder_gives_way_only_when_told(tmp_path):
    place(tmp_path / "site" / "old", "older")
    with pytest.raises(OSError, match="site"), waiting_folder(tmp_path / "site") as waiting:
        place(waiting / "new", "newer")
    assert tree(tmp_path) == {"site": None, "site/old": "older"}
    with waiting_folder(tmp_path / "site", over=True) as waiting:
        place(waiting / "new", "newer")
    assert tree(tmp_path) == {"site": None, "site/new": "newer"}
