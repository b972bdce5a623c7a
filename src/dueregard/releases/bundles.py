"""Published folders: written whole or not at all, and checked against the register."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dueregard.errors import FileNotUsableError, UnsafeReleaseError
from dueregard.placing import place, waiting_folder
from dueregard.releases.register import Entry

PUBLIC = "public"
MANIFEST = "manifest.json"
SCHEMA = "dueregard-public-bundle-1"
DOCUMENTS = "documents"
"""Made from a bundle, and can be made again: no part of it, with a manifest of its own."""
DOCUMENTS_SCHEMA = "dueregard-public-documents-1"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A published folder, and the register's last line when it was made."""

    folder: Path
    organisation: str
    edition: str
    version: int
    register_head: str
    files: Mapping[str, str]


def publish(public: Path, entry: Entry, texts: Mapping[str, str]) -> Path:
    """Write a bundle under ``<edition>/v<version>``; one that is there already is left alone.

    Parameters
    ----------
    public
        The organisation's folder of publications.
    entry
        The release's line in the register.
    texts
        Documents by file name.
    """
    target = public / entry.edition / f"v{entry.version}"
    if target.exists():
        return target
    try:
        with waiting_folder(target, durable=True) as waiting:
            for name, text in {**texts, MANIFEST: _manifest(entry, texts)}.items():
                place(waiting / name, text)
    except OSError as fault:
        raise FileNotUsableError(f"{public} cannot be written: {fault.strerror}.") from None
    return target


def _manifest(entry: Entry, texts: Mapping[str, str]) -> str:
    document = {
        "schema": SCHEMA,
        "organisation": entry.organisation,
        "edition": entry.edition,
        "version": entry.version,
        "register_head": entry.sha256,
        "files": {name: _hash(text.encode()) for name, text in sorted(texts.items())},
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read_bundles(public: Path) -> tuple[Bundle, ...]:
    """Return the published bundles, oldest version first.

    Raises
    ------
    UnsafeReleaseError
        A folder there is no bundle.
    """
    folders = [path for path in public.glob("*/v*") if path.is_dir()] if public.exists() else []
    return tuple(sorted(map(_read, folders), key=lambda one: (one.edition, one.version)))


def _read(folder: Path) -> Bundle:
    try:
        data = json.loads((folder / MANIFEST).read_text("utf-8"))
        return Bundle(
            folder,
            str(data["organisation"]),
            str(data["edition"]),
            int(data["version"]),
            str(data["register_head"]),
            {str(name): str(value) for name, value in data["files"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise UnsafeReleaseError(
            f"{folder} has no manifest that can be read.",
            advice="Restore the folder as it was published.",
        ) from None


def check_bundles(public: Path, entries: Sequence[Entry]) -> tuple[Bundle, ...]:
    """Check that every bundle is as it was published, and that the register remembers it.

    Raises
    ------
    UnsafeReleaseError
        A file was changed, or the register does not hold the release: it was restored from before.
    """
    bundles = read_bundles(public)
    heads = {entry.sha256 for entry in entries}
    for bundle in bundles:
        if bundle.register_head not in heads:
            raise UnsafeReleaseError(
                f"The register does not remember the release in {bundle.folder}.",
                advice="It was lost or restored from an earlier backup: find the later one. Until "
                "then nothing can be released, because what is known already is not known here.",
            )
        _check_files(bundle)
    return bundles


def _check_files(bundle: Bundle) -> None:
    present = {path.name for path in bundle.folder.iterdir()} - {MANIFEST, DOCUMENTS}
    for name in sorted(present | set(bundle.files)):
        path = bundle.folder / name
        if name not in bundle.files or not path.exists():
            state = "was added" if path.exists() else "is missing"
            raise UnsafeReleaseError(f"{path} {state} since the bundle was published.")
        if _hash(path.read_bytes()) != bundle.files[name]:
            raise UnsafeReleaseError(f"{path} is not as it was published.")
    _check_documents(bundle.folder)


def write_documents(bundle: Path, files: Mapping[str, bytes], made_with: str) -> tuple[Path, ...]:
    """Write documents that were made from a bundle beside it; the bundle itself is left alone.

    Parameters
    ----------
    bundle
        The published folder.
    files
        Documents by name, which may hold one folder. What was written before and is not made now
        stays, as long as it is of the same bundle.
    made_with
        The version of the program.
    """
    folder = bundle / DOCUMENTS
    known = _known_documents(folder) if folder.exists() else {}
    hashes = {**known, **{name: _hash(content) for name, content in files.items()}}
    document = {
        "schema": DOCUMENTS_SCHEMA,
        "bundle_sha256": _hash((bundle / MANIFEST).read_bytes()),
        "made_with": made_with,
        "files": dict(sorted(hashes.items())),
    }
    try:
        for name, content in files.items():
            place(folder / name, content)
        text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
        place(folder / MANIFEST, text)
    except OSError as fault:
        raise FileNotUsableError(f"{folder} cannot be written: {fault.strerror}.") from None
    return tuple(folder / name for name in files)


def _known_documents(folder: Path) -> dict[str, str]:
    try:
        data = json.loads((folder / MANIFEST).read_text("utf-8"))
        found = {str(name): str(value) for name, value in data["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return {name: value for name, value in found.items() if (folder / name).exists()}


def _check_documents(bundle: Path) -> None:
    """Check the documents beside a bundle: they are of this bundle and as they were written."""
    folder = bundle / DOCUMENTS
    if not folder.exists():
        return
    try:
        data = json.loads((folder / MANIFEST).read_text("utf-8"))
        files, of = dict(data["files"]), str(data["bundle_sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        files, of = {}, ""
    present = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path != folder / MANIFEST
    }
    if of != _hash((bundle / MANIFEST).read_bytes()) or present != set(files):
        raise UnsafeReleaseError(
            f"{folder} does not belong to the bundle beside it.",
            advice="Take the folder away and make it again: 'dueregard report DIR --audience "
            "public --document all'.",
        )
    for name, sha256 in files.items():
        if _hash((folder / name).read_bytes()) != sha256:
            raise UnsafeReleaseError(
                f"{folder / name} is not as it was written.",
                advice="Take the folder away and make it again.",
            )
