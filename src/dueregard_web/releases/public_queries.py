"""What everybody may read: the public record, and the files of versions that are out.

Nobody is signed in here. Only the register and the folder of what is public are read, and of the
database nothing but what was said for the public.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass

from dueregard.formulas import guarded
from dueregard.releases.bundles import MANIFEST
from dueregard_web.core.refusals import NotHereError
from dueregard_web.organisations.models import Organisation
from dueregard_web.organisations.queries import all_organisations
from dueregard_web.releases.folders import bundle_folder, entries_of
from dueregard_web.releases.models import Proposal
from dueregard_web.releases.public_record import OUT as OUT_KINDS
from dueregard_web.releases.public_record import PublicRecord, Said, Version, record_of
from dueregard_web.releases.text_plan import STUDY_TEXTS, TextPlan

STUDIES = "case-studies.csv"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
}


@dataclass(frozen=True, slots=True)
class PublicYear:
    """A year of which something is, or was, public."""

    organisation: Organisation
    edition: str


def public_years() -> list[PublicYear]:
    """Return every year of which something was published."""
    return [
        PublicYear(organisation, edition)
        for organisation in all_organisations().order_by("name")
        for edition in sorted(
            {
                one.edition
                for one in entries_of(organisation)
                if one.organisation == organisation.code and one.kind in OUT_KINDS
            },
            reverse=True,
        )
    ]


def public_record(code: str, edition: str) -> tuple[Organisation, PublicRecord]:
    """Return the public record of a year.

    Raises
    ------
    NotHereError
        When nothing was published, and nobody decided to publish nothing.
    """
    organisation = all_organisations().filter(code=code).first()
    if organisation is None:
        raise NotHereError("Nothing is published here.")
    record = year_record(organisation, edition)
    if not record.versions and not record.withheld:
        raise NotHereError("Nothing is published here.")
    return organisation, record


def year_record(organisation: Organisation, edition: str) -> PublicRecord:
    """Return the record of a year, empty where nothing was decided yet."""
    rows = Proposal.objects.of(organisation).filter(year__edition=edition, version__gt=0)
    said = {
        one.version: Said(
            one.public_note, one.withdrawal_note, TextPlan.of(one.texts).shared_studies
        )
        for one in rows
    }
    return record_of(entries_of(organisation), organisation.code, edition, said)


def public_version(code: str, edition: str, number: int) -> tuple[Organisation, Version]:
    """Return a version that is, or was, out.

    Raises
    ------
    NotHereError
        When there was none of this number.
    """
    organisation, record = public_record(code, edition)
    found = record.find(number)
    if found is None:
        raise NotHereError("There is no such version.")
    return organisation, found


def file_names(organisation: Organisation, edition: str, version: Version) -> list[str]:
    """Return the names of the files that can be had of a version."""
    if not version.is_open:
        return []
    names = sorted(_manifest(organisation, edition, version))
    return [*names, MANIFEST, *([STUDIES] if version.said.studies else [])]


def public_file(code: str, edition: str, number: int, name: str) -> tuple[bytes, str]:
    """Return a file of a version that is out, with its type; it is as it was published, or nothing.

    Raises
    ------
    NotHereError
        When the version is withdrawn, there is no such file, or it was changed since.
    """
    organisation, version = public_version(code, edition, number)
    if name not in file_names(organisation, edition, version):
        raise NotHereError("There is no such file, or it is not public any more.")
    kind = TYPES.get(f".{name.rpartition('.')[2]}", "application/octet-stream")
    if name == STUDIES:
        return studies_csv(version), kind
    content = (bundle_folder(organisation, edition, number) / name).read_bytes()
    expected = _manifest(organisation, edition, version).get(name)
    if expected and hashlib.sha256(content).hexdigest() != expected:
        raise NotHereError("This file is not as it was published, and is not shown.")
    return content, kind


def _manifest(organisation: Organisation, edition: str, version: Version) -> dict[str, str]:
    path = bundle_folder(organisation, edition, version.number) / MANIFEST
    if not path.is_file():
        return {}
    files: dict[str, str] = json.loads(path.read_text("utf-8"))["files"]
    return files


def studies_csv(version: Version) -> bytes:
    """Return the shared case studies of a version as CSV."""
    stream = io.StringIO(newline="")
    names = ("id", *STUDY_TEXTS, "indicators")
    writer = csv.DictWriter(stream, names, lineterminator="\n")
    writer.writeheader()
    for one in version.said.studies:
        writer.writerow({name: guarded(one.get(name, "")) for name in names})
    return stream.getvalue().encode("utf-8-sig")
