"""A body's custodian invites everybody: codes for the people, digests for the operator.

The list of people stays with the body. The operator gets digests in an order that says nothing,
signed by the custodian.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.survey.codes import digest_of, new_code, read_code
from dueregard.survey.keys import PrivateKeys, is_signed, read_document, sign, write_document
from dueregard.survey.keys import write_text as _write_text
from dueregard.survey.manifest import Body, Manifest

LETTERS_NAME = "letters.csv"
_COLUMNS = ("name", "address")
_ETHNIC = ("ethnic", "race", "bme", "heritage")


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is invited: how they are called, and where the letter or e-mail goes."""

    name: str
    address: str


def read_people(path: Path) -> tuple[Invited, ...]:
    """Read the list of a body's people (CSV with the columns name and address).

    Raises
    ------
    FileNotUsableError
        A column is missing, somebody has no address, or two have the same.
    ConfigurationError
        It holds ethnicity, which nobody needs for an invitation.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise FileNotUsableError(f"{path} cannot be read: {fault}.") from None
    columns = [str(name) for name in (rows[0] if rows else ())]
    _check_columns(columns, path)
    people = tuple(
        Invited((row["name"] or "").strip(), (row["address"] or "").strip()) for row in rows
    )
    for line, person in enumerate(people, start=2):
        if not person.address:
            raise FileNotUsableError(f"{path}, line {line}: there is no address.")
    if len({person.address.casefold() for person in people}) < len(people):
        seen: Counter[str] = Counter()
        for line, person in enumerate(people, start=2):
            seen[person.address.casefold()] += 1
            if seen[person.address.casefold()] > 1:
                raise FileNotUsableError(
                    f"{path}, line {line}: the address stands there twice.",
                    advice="One person gets one code. Keep one line for each person.",
                )
    return people


def _check_columns(columns: list[str], path: Path) -> None:
    told = [name for name in columns if any(word in name.casefold() for word in _ETHNIC)]
    if told:
        raise ConfigurationError(
            f"{path} has a column '{told[0]}'. Everybody is invited, whatever their ethnicity.",
            advice="Take it out: such a list is special category data that no letter needs.",
        )
    missing = [name for name in _COLUMNS if name not in columns]
    if missing:
        raise FileNotUsableError(
            f"{path} has no column '{missing[0]}'.", advice="It needs name and address."
        )


def invite(
    people: tuple[Invited, ...],
    manifest: Manifest,
    code: str,
    keys: PrivateKeys,
    folder: Path,
) -> tuple[Path, Path]:
    """Make a code for each person of a body.

    Parameters
    ----------
    people
        Everybody who works there.
    manifest
        The survey.
    code
        The body's.
    keys
        Of its custodian.
    folder
        Where the two files go.

    Returns
    -------
    tuple of Path
        The letters, for the custodian alone and only until they are sent; and the digests, for the
        operator.

    Raises
    ------
    ConfigurationError
        Not everybody is invited, the keys are another custodian's, or codes were made before.
    """
    body = manifest.body(code)
    if keys.public.signing != body.custodian:
        raise ConfigurationError(
            f"The manifest names {body.custodian_name} as custodian of {body.name}, with other "
            "keys.",
            advice="Use the keys whose public half was given for the plan.",
        )
    if len(people) < body.staff:
        raise ConfigurationError(
            f"The list names {len(people)} people; {body.staff} work at {body.name}.",
            advice="Everybody is invited: a chosen list would itself say something about people.",
        )
    if len(people) > most_codes(body):
        raise ConfigurationError(
            f"The list names {len(people)} people; {body.staff} work at {body.name}.",
            advice="If so many have joined, plan the survey again.",
        )
    letters, digests = folder / LETTERS_NAME, folder / f"codes-{code}.json"
    for path in (letters, digests):
        if path.exists():
            raise ConfigurationError(
                f"{path} is there already; a second set of codes would give people two answers.",
                advice="Send the letters that are there.",
            )
    codes = [new_code() for _ in people]
    _write_text(letters, _letters(people, codes), mode=0o600)
    # Sorted, digests are in an order that has nothing to do with that of the people.
    survey = manifest.sha256
    listed = sorted(digest_of(read_code(one), survey).hex() for one in codes)
    document = {"survey": survey, "body": code, "digests": listed}
    write_document(digests, {**document, "signature": sign(document, keys)})
    return letters, digests


def _letters(people: tuple[Invited, ...], codes: list[str]) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow((*_COLUMNS, "code"))
    writer.writerows(
        (_harmless(one.name), _harmless(one.address), code)
        for one, code in zip(people, codes, strict=True)
    )
    return stream.getvalue()


def _harmless(text: str) -> str:
    """Keep a spreadsheet from taking a name for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def most_codes(body: Body) -> int:
    """Return how many codes a body may send out: some more than work there, for those who join."""
    return body.staff + body.staff // 4 + 2


def load_digests(path: Path, manifest: Manifest) -> tuple[str, tuple[bytes, ...]]:
    """Read a custodian's file of digests.

    Returns
    -------
    tuple
        The body's code and the digests.

    Raises
    ------
    FileNotUsableError
        It is of another survey, not from the body's custodian, or not of everybody.
    """
    document = read_document(path)
    signature = str(document.pop("signature", ""))
    if document.get("survey") != manifest.sha256:
        raise FileNotUsableError(f"{path} is of another survey.")
    body = manifest.body(str(document.get("body", "")))
    if not is_signed(document, signature, body.custodian):
        raise FileNotUsableError(
            f"{path} is not signed by the custodian of {body.name}, or was changed since.",
            advice=f"Ask {body.custodian_name} for the file.",
        )
    digests = tuple(bytes.fromhex(one) for one in document["digests"])
    if len(digests) < body.staff or len(set(digests)) < len(digests):
        raise FileNotUsableError(f"{path} does not invite each of the {body.staff} people once.")
    if len(digests) > most_codes(body):
        raise FileNotUsableError(
            f"{path} has {len(digests)} codes; {body.staff} people work at {body.name}.",
            advice="A quarter more is allowed for those who join, and no more.",
        )
    return body.code, digests
