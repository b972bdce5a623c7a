"""Takes in what is uploaded, sealing it as it arrives; no other page takes in files at all."""

from __future__ import annotations

import hashlib
import unicodedata
import uuid
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload

from dueregard.errors import FileNotUsableError
from dueregard_web.core.configuration import MEBIBYTE
from dueregard_web.returns.apps import key_ring
from dueregard_web.returns.sealing import SealedWriter

UPLOAD_PAGES = frozenset(
    {"upload", "add_peer", "import_year", "import_register", "keep_evidence", "provider_send"}
)
LONGEST_NAME = 80
_KEPT = frozenset(" ._-()")


def spool_folder() -> Path:
    """Return where sealed files lie."""
    return Path(settings.CONFIGURATION.data) / "spool"


def safe_name(name: str) -> str:
    """Return the last part of a file's name in letters, digits and a few signs; for showing only.

    A file is never stored under the name that somebody sent.
    """
    last = PurePosixPath(PureWindowsPath(name).name).name
    plain = unicodedata.normalize("NFC", last)
    kept = "".join(sign for sign in plain if sign.isalnum() or sign in _KEPT).strip(" .")
    return kept[-LONGEST_NAME:] or "file"


class SealedFile(UploadedFile):  # type: ignore[type-arg]
    """A file that was received and lies sealed on disk until it is kept or closed."""

    def __init__(self, number: str, name: str, size: int, sha256: str) -> None:
        super().__init__(file=None, name=name, size=size)
        self.number = number
        self.sha256 = sha256
        self._is_kept = False

    def keep(self) -> None:
        """Let the file outlive the request: it belongs to a year now."""
        self._is_kept = True

    def close(self) -> None:
        """Leave nothing behind of a file that nobody kept."""
        if not self._is_kept:
            discard_sealed(self.number)


def discard_sealed(number: str) -> None:
    """Forget a file's key, then take the file away."""
    key_ring().forget(number)
    (spool_folder() / f"{number}.sealed").unlink(missing_ok=True)


class SealingUploadHandler(FileUploadHandler):
    """Seals each chunk as it comes in; refuses what is too large as soon as it is."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's arguments
        """Begin a file, on the page that takes in files; elsewhere it is passed over unread."""
        super().new_file(*args, **kwargs)
        match = getattr(self.request, "resolver_match", None)
        if match is None or match.view_name not in UPLOAD_PAGES:
            raise SkipFile
        self._number = uuid.uuid4().hex
        self._digest = hashlib.sha256()
        self._size = 0
        key = key_ring().make(self._number)
        self._writer: SealedWriter | None = SealedWriter(
            spool_folder() / f"{self._number}.sealed", key
        )

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - Django's signature
        """Seal a chunk."""
        self._size += len(raw_data)
        largest: int = settings.CONFIGURATION.largest_upload
        if self._size > largest:
            self._abandon()
            self.request.upload_fault = FileNotUsableError(  # type: ignore[union-attr]
                f"The file is larger than {largest // MEBIBYTE:,} MiB and was not taken in.",
                advice="Leave out columns that are not needed, or save it as CSV.",
            )
            raise StopUpload(connection_reset=False)
        self._digest.update(raw_data)
        if self._writer is not None:
            self._writer.write(raw_data)

    def file_complete(self, file_size: int) -> SealedFile | None:
        """Hand the sealed file to the page."""
        if self._writer is None:
            return None
        self._writer.close()
        self._writer = None
        name = safe_name(self.file_name or "")
        return SealedFile(self._number, name, file_size, self._digest.hexdigest())

    def upload_interrupted(self) -> None:
        """Leave nothing behind when the sender has gone."""
        self._abandon()

    def _abandon(self) -> None:
        if getattr(self, "_writer", None) is not None:
            self._writer.abandon()  # type: ignore[union-attr]
            self._writer = None
            key_ring().forget(self._number)
