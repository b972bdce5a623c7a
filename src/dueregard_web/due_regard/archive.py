"""A year as one ZIP file: written the same for the same content, and read with suspicion."""

from __future__ import annotations

import csv
import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dueregard.errors import FileNotUsableError
from dueregard.extracts.findings import Finding, read_findings
from dueregard.records import NARRATIVE_NAMES, RECORD_FILES, load_records, record_of
from dueregard.records.catalogue import FACTS_FILE, FOLDER, NARRATIVES_FOLDER
from dueregard.records.reading import README
from dueregard.returns.storage import CSV_NAME, JSON_NAME, load_return
from dueregard.settings import FILE_NAME, load_settings
from dueregard.settings.writing import toml_text
from dueregard_web.due_regard.layout import EARLIER, FINDINGS, OWN_FOLDER, RETURN, laid_out
from dueregard_web.due_regard.living import canonical
from dueregard_web.due_regard.own_records import OWN_FILES
from dueregard_web.returns.settings_text import read_text
from dueregard_web.returns.storage import ReturnTexts

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Of every entry, so that the same content makes the same bytes."""
MOST_ENTRIES = 600
LARGEST_ENTRY = 5 << 20
LARGEST_WHOLE = 40 << 20
SETTINGS = f"{OWN_FOLDER}/settings.toml"
KNOWN = frozenset({
    FILE_NAME, SETTINGS,
    *(f"{RETURN}/{name}" for name in (CSV_NAME, JSON_NAME, FINDINGS)),
    *(f"{FOLDER}/{name}" for name in (README, FACTS_FILE, *(one.file for one in RECORD_FILES))),
    *(f"{FOLDER}/{NARRATIVES_FOLDER}/{name}.md" for name in NARRATIVE_NAMES),
    *(f"{OWN_FOLDER}/{one.file}" for one in OWN_FILES),
})  # fmt: skip
"""What is taken in. Nothing else is: above all no file of people."""


@dataclass(frozen=True, slots=True)
class ReadYear:
    """What a file of a year says.

    Parameters
    ----------
    code, edition
        Whose year it is, and which.
    settings_text
        Its settings, with what is said of files.
    counted_text
        The settings that the counts were made with.
    texts
        The counts, where there are any.
    findings
        What was noticed when they were counted.
    cells
        The records of each kind that has a file, in order.
    """

    code: str
    edition: str
    settings_text: str
    counted_text: str
    texts: ReturnTexts | None
    findings: tuple[Finding, ...]
    cells: Mapping[str, tuple[dict[str, str], ...]]


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Write files as a ZIP file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()


def read_year(path: Path) -> ReadYear:
    """Read a year from a ZIP file.

    Raises
    ------
    FileNotUsableError
        When it is no ZIP file, holds something that is not taken in, is too large unpacked, or
        when something in it cannot be read.
    """
    files = _unpacked(path)
    if FILE_NAME not in files:
        raise FileNotUsableError(
            f"There is no {FILE_NAME} in the file.",
            advice="Pack the contents of the year's folder, not the folder itself.",
        )
    counts = [name in files for name in (f"{RETURN}/{CSV_NAME}", f"{RETURN}/{JSON_NAME}")]
    if any(counts) and not all(counts):
        raise FileNotUsableError(
            f"The counts are two files, {CSV_NAME} and {JSON_NAME}, and one of them is missing.",
            advice="Pack the whole folder return.",
        )
    with laid_out(files) as folder:
        return _read(folder, files, has_counts=all(counts))


def _read(folder: Path, files: Mapping[str, bytes], *, has_counts: bool) -> ReadYear:
    settings = load_settings(folder)
    findings = folder / RETURN / FINDINGS
    if has_counts:
        load_return(folder / RETURN)
    counted_text = files[FILE_NAME].decode()
    return ReadYear(
        code=settings.code,
        edition=settings.edition,
        settings_text=_said(files),
        counted_text=counted_text,
        texts=_texts(files) if has_counts else None,
        findings=read_findings(findings) if findings.exists() else (),
        cells=dict(_cells(folder, files)),
    )


def _said(files: Mapping[str, bytes]) -> str:
    """Return the settings as the workspace keeps them: what is said of files, without files.

    The library wants a path of each file; the workspace takes it away again.
    """
    if SETTINGS not in files:
        return files[FILE_NAME].decode()
    try:
        document = read_text(files[SETTINGS].decode())
    except ValueError:
        raise FileNotUsableError(
            f"{SETTINGS} cannot be read.", advice="Export the year again."
        ) from None
    said = document.get("files", {})
    for name, table in said.items() if isinstance(said, dict) else ():
        if isinstance(table, dict):
            table.setdefault("path", f"{name}.csv")
    return toml_text(document)


def _texts(files: Mapping[str, bytes]) -> ReturnTexts:
    return ReturnTexts(
        files[f"{RETURN}/{CSV_NAME}"].decode(), files[f"{RETURN}/{JSON_NAME}"].decode()
    )


def _cells(
    folder: Path, files: Mapping[str, bytes]
) -> Iterator[tuple[str, tuple[dict[str, str], ...]]]:
    records = load_records(folder)
    for kind in RECORD_FILES:
        if f"{FOLDER}/{kind.file}" in files:
            rows = getattr(records, kind.name)
            yield kind.name, tuple(canonical(kind.name, one) for one in rows)
    for kind in OWN_FILES:
        name = f"{OWN_FOLDER}/{kind.file}"
        if name in files:
            rows = csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"), newline=""))
            read = [record_of(kind, {k: v or "" for k, v in row.items() if k}) for row in rows]
            yield kind.name, tuple(canonical(kind.name, one) for one in read)
    if f"{FOLDER}/{FACTS_FILE}" in files:
        yield "facts", (canonical("facts", records.facts),)
    told = records.narratives.values()
    if told:
        yield "narratives", tuple(canonical("narratives", one) for one in told)


def _unpacked(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            return dict(_entries(archive))
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        RuntimeError,
        ValueError,
    ):
        raise FileNotUsableError(
            "The file is no ZIP file that can be read.", advice="Export the year again."
        ) from None


def _entries(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield what is taken in; sizes are counted as they come, for a header can say anything."""
    entries = [one for one in archive.infolist() if not one.is_dir()]
    if len(entries) > MOST_ENTRIES:
        raise FileNotUsableError(
            f"The file holds more than {MOST_ENTRIES} files.", advice="Pack one year."
        )
    seen: set[str] = set()
    whole = 0
    for one in entries:
        _check_entry(one, seen)
        seen.add(one.filename)
        if one.filename.startswith(f"{EARLIER}/"):
            continue
        with archive.open(one) as opened:
            content = opened.read(LARGEST_ENTRY + 1)
        whole += len(content)
        if len(content) > LARGEST_ENTRY or whole > LARGEST_WHOLE:
            raise FileNotUsableError(
                "What is in the file is too large.", advice="Records and counts are small texts."
            )
        content.decode("utf-8-sig")
        yield one.filename, content


def _check_entry(one: zipfile.ZipInfo, seen: set[str]) -> None:
    name = one.filename
    is_link = stat.S_ISLNK(one.external_attr >> 16)
    parts = name.split("/")
    is_tricky = "\\" in name or ":" in name or not name.isprintable() or {"", ".", ".."} & {*parts}
    if is_link or is_tricky or one.flag_bits & 1 or name in seen:
        raise FileNotUsableError(
            "The file holds an entry that is not taken in: a link, a path out of the folder, an "
            "encrypted file or the same name twice.",
            advice="Export the year again.",
        )
    if name not in KNOWN and parts[0] != EARLIER:
        shown = name[:60]
        raise FileNotUsableError(
            f"{shown!r} is not taken in.",
            advice=(
                "Leave it out: a year is organisation.toml and the folders return and records. "
                "Files of people are uploaded on the page for extracts."
            ),
        )
