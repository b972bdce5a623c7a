"""The promise of a survey, signed before it opens: what is asked, kept, shown and destroyed, when.

Everything of a survey carries the digest of its manifest, and answers are sealed under it: after a
change to a single letter no answer opens any more. That is what makes the promise unchangeable.
"""

from __future__ import annotations

import secrets
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dueregard.editions.loader import load_edition
from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.returns.pooling_rounds import SharingRecord, read_sharing_record
from dueregard.survey.instrument import (
    PlannedItem,
    Question,
    minutes,
    plan_for,
    questions_for,
)
from dueregard.survey.keys import (
    Party,
    PrivateKeys,
    PublicKeys,
    canonical,
    is_signed,
    load_public,
    read_document,
    sign,
    write_document,
)
from dueregard.vocabulary import Population

NAME = "manifest.json"
LEAST_THRESHOLD = 11
FEWEST_BODIES = 5
LEAST_LOT = 5
LONGEST_MINUTES = 5.0
_CODES_DAYS, _ANSWERS_DAYS = 30, 365
_MOST_COMMENTS = 2
_TEXTS = ("name", "code", "edition", "analyst", "operator", "sharing")
_KNOWN = {
    *_TEXTS,
    "opens",
    "closes",
    "codes_destroyed",
    "answers_destroyed",
    "threshold",
    "each_answer_at_least",
    "lot",
    "comments",
    "local",
    "bodies",
}
_ADVICE = "docs/how-to/run-a-confidential-survey.md shows a whole plan."


@dataclass(frozen=True, slots=True)
class Body:
    """A body that takes part: how many work there, and the key of its custodian."""

    code: str
    name: str
    staff: int
    custodian: str
    custodian_name: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What a result has to keep to before anybody sees it.

    Parameters
    ----------
    threshold
        Fewest respondents under a percentage, also without any one body.
    bodies_at_least
        Fewest bodies from which somebody answered.
    each_answer_at_least
        Fewest people who gave the counted answer, and fewest who gave another: 0 % and 100 %, and
        what is close to them, say something about everybody.
    lot
        Fewest answers that are mixed before they are kept.
    """

    threshold: int
    bodies_at_least: int
    each_answer_at_least: int
    lot: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that is laid down about a survey.

    Parameters
    ----------
    id
        Random: no two surveys have the same digest.
    code, name, edition
        Of the pool, and the edition whose indicators it feeds.
    opens, closes
        The first and the last day on which answers are taken.
    codes_destroyed, answers_destroyed
        The days by which codes and sealed answers are destroyed.
    bodies
        Who takes part.
    questions, comments
        What is asked, with ticks and in words.
    plan
        What will be worked out: nothing else.
    rules
        What a result keeps to.
    analyst, operator
        Names and public keys.
    record
        The ground on which answers are shared.
    """

    id: str
    code: str
    name: str
    edition: str
    opens: date
    closes: date
    codes_destroyed: date
    answers_destroyed: date
    bodies: tuple[Body, ...]
    questions: tuple[Question, ...]
    comments: tuple[str, ...]
    plan: tuple[PlannedItem, ...]
    rules: Rules
    analyst: PublicKeys
    operator: PublicKeys
    record: SharingRecord

    @property
    def sha256(self) -> str:
        """The digest that everything of this survey carries."""
        import hashlib  # noqa: PLC0415 - beside its one use

        return hashlib.sha256(canonical(_document(self))).hexdigest()

    @property
    def invited(self) -> int:
        """How many people work at the bodies; all of them are invited."""
        return sum(body.staff for body in self.bodies)

    def body(self, code: str) -> Body:
        """Return a body by its code.

        Raises
        ------
        ConfigurationError
            It does not take part.
        """
        for body in self.bodies:
            if body.code == code:
                return body
        raise ConfigurationError(
            f"{code} does not take part in the survey {self.name}.",
            advice=f"It is of {', '.join(body.code for body in self.bodies)}.",
        )

    def is_open(self, day: date) -> bool:
        """Whether answers are taken on a day."""
        return self.opens <= day <= self.closes


def read_plan(path: Path, *, as_of: date) -> Manifest:
    """Read a plan (TOML) and make the manifest of it, which is not signed yet.

    Parameters
    ----------
    path
        The plan; files that it names lie beside it.
    as_of
        The day of it: a survey is planned before it opens.

    Raises
    ------
    ConfigurationError
        Something is missing, unknown, or weaker than a survey may be.
    """
    plan = _toml(path)
    texts = {key: _text(plan, key, path) for key in _TEXTS}
    edition = load_edition(texts["edition"])
    local = _local(plan, path)
    manifest = Manifest(
        id=secrets.token_hex(16),
        code=texts["code"],
        name=texts["name"],
        edition=texts["edition"],
        **_days(plan, path),
        bodies=_bodies(plan, path),
        questions=questions_for(edition, local),
        comments=tuple(_list_of_texts(plan.get("comments", []), "comments", path)),
        plan=plan_for(edition, local),
        rules=_rules(plan, path),
        analyst=load_public(path.parent / texts["analyst"], Party.ANALYST),
        operator=load_public(path.parent / texts["operator"], Party.OPERATOR),
        record=read_sharing_record(path.parent / texts["sharing"], as_of=as_of),
    )
    check_manifest(manifest, str(path))
    if manifest.opens < as_of:
        raise ConfigurationError(
            f"{path}: the survey opens on {manifest.opens}, which has passed.",
            advice="A promise is made before anybody answers: set a later day.",
        )
    return manifest


def _toml(path: Path) -> dict[str, Any]:
    try:
        plan = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ConfigurationError(f"{path}: {fault}.", advice=_ADVICE) from None
    unknown = sorted(set(plan) - _KNOWN)
    if unknown:
        raise ConfigurationError(f"{path}: there is no setting '{unknown[0]}'.", advice=_ADVICE)
    return plan


def _text(plan: Mapping[str, Any], key: str, where: object) -> str:
    value = plan.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError(f"{where}: {key} is missing.", advice=_ADVICE)
    return value.strip()


def _list_of_texts(value: object, key: str, path: Path) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise ConfigurationError(f"{path}: {key} has to be a list of texts.", advice=_ADVICE)
    return [str(one).strip() for one in value]


def _local(plan: Mapping[str, Any], path: Path) -> dict[str, str]:
    tables = plan.get("local", [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise ConfigurationError(f"{path}: local questions are tables [[local]].", advice=_ADVICE)
    pairs = [(_text(one, "key", path), _text(one, "text", path)) for one in tables]
    twice = [key for key, n in Counter(key for key, _ in pairs).items() if n > 1]
    if twice:
        raise ConfigurationError(f"{path}: the local question {twice[0]} stands there twice.")
    return dict(pairs)


def _day(plan: Mapping[str, Any], key: str, path: Path, otherwise: date | None = None) -> date:
    value = plan.get(key, otherwise)
    if type(value) is not date:
        raise ConfigurationError(f"{path}: {key} has to be a day.", advice=_ADVICE)
    return value


def _days(plan: Mapping[str, Any], path: Path) -> dict[str, date]:
    closes = _day(plan, "closes", path)
    return {
        "opens": _day(plan, "opens", path),
        "closes": closes,
        "codes_destroyed": _day(
            plan, "codes_destroyed", path, closes + timedelta(days=_CODES_DAYS)
        ),
        "answers_destroyed": _day(
            plan, "answers_destroyed", path, closes + timedelta(days=_ANSWERS_DAYS)
        ),
    }


def _number(plan: Mapping[str, Any], key: str, least: int, path: Path, *, default: int) -> int:
    value = plan.get(key, default)
    if type(value) is not int or value < least:
        raise ConfigurationError(
            f"{path}: {key} has to be a whole number of at least {least}.", advice=_ADVICE
        )
    return value


def _rules(plan: Mapping[str, Any], path: Path) -> Rules:
    return Rules(
        threshold=_number(plan, "threshold", LEAST_THRESHOLD, path, default=LEAST_THRESHOLD),
        bodies_at_least=FEWEST_BODIES,
        each_answer_at_least=_number(plan, "each_answer_at_least", 1, path, default=5),
        lot=_number(plan, "lot", LEAST_LOT, path, default=LEAST_THRESHOLD),
    )


def _bodies(plan: Mapping[str, Any], path: Path) -> tuple[Body, ...]:
    tables = plan.get("bodies", [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise ConfigurationError(f"{path}: bodies are tables [[bodies]].", advice=_ADVICE)
    return tuple(sorted((_body(one, path) for one in tables), key=lambda body: body.code))


def _body(table: Mapping[str, Any], path: Path) -> Body:
    code = _text(table, "code", f"{path}, a body")
    where = f"{path}, body {code}"
    staff = table.get("staff")
    if type(staff) is not int or staff < 1:
        raise ConfigurationError(
            f"{where}: staff has to be how many people work there.",
            advice="All of them are invited, so the number has to be right.",
        )
    keys = load_public(path.parent / _text(table, "custodian", where), Party.CUSTODIAN)
    return Body(code, _text(table, "name", where), staff, keys.signing, keys.name)


def check_manifest(manifest: Manifest, where: str) -> None:
    """Refuse a survey that would promise less than a survey must.

    Raises
    ------
    ConfigurationError
        Says what is too little.
    """
    _check_days(manifest, where)
    _check_bodies(manifest, where)
    _check_apart(manifest, where)
    if Population.SURVEY.value not in manifest.record.fields:
        raise ConfigurationError(
            f"{where}: the record of the sharing does not name the survey.",
            advice='Write fields = ["survey"] into it; nothing is collected without it.',
        )
    if manifest.record.retention < manifest.answers_destroyed:
        raise ConfigurationError(
            f"{where}: answers would be kept longer than the record of the sharing allows.",
            advice=f"Set answers_destroyed to {manifest.record.retention} or earlier.",
        )
    if len(manifest.comments) > _MOST_COMMENTS:
        raise ConfigurationError(f"{where}: at most {_MOST_COMMENTS} questions ask for words.")
    needed = minutes(manifest.questions, manifest.comments)
    if needed > LONGEST_MINUTES:
        raise ConfigurationError(
            f"{where}: the survey takes about {needed:.1f} minutes; it may take "
            f"{LONGEST_MINUTES:.0f}.",
            advice="Leave out local questions or one that asks for words.",
        )
    rules = manifest.rules
    if rules.threshold < LEAST_THRESHOLD or rules.bodies_at_least < FEWEST_BODIES:
        raise ConfigurationError(f"{where}: the rules are weaker than a survey may have.")


def _check_days(manifest: Manifest, where: str) -> None:
    days = (manifest.opens, manifest.closes, manifest.codes_destroyed, manifest.answers_destroyed)
    if list(days) != sorted(days) or manifest.closes == manifest.codes_destroyed:
        raise ConfigurationError(
            f"{where}: the days have to follow one another: opens, closes, codes destroyed, "
            "answers destroyed.",
            advice=_ADVICE,
        )


def _check_bodies(manifest: Manifest, where: str) -> None:
    codes = [body.code for body in manifest.bodies]
    if len(codes) < FEWEST_BODIES:
        raise ConfigurationError(
            f"{where}: {len(codes)} bodies are too few for a pooled survey; it takes "
            f"{FEWEST_BODIES}.",
            advice="Find more bodies. About 20 are the first number whose results are useful.",
        )
    twice = [code for code, n in Counter(codes).items() if n > 1]
    if twice:
        raise ConfigurationError(f"{where}: the body {twice[0]} stands there twice.")


def _check_apart(manifest: Manifest, where: str) -> None:
    """Nobody is two of the three parties, by name or by key."""
    custodians = {(body.custodian_name, body.custodian) for body in manifest.bodies}
    others = [(one.name, one.signing) for one in (manifest.analyst, manifest.operator)]
    people = [*custodians, *others]
    for at, what in ((0, "person"), (1, "key")):
        of_others = [one[at] for one in others]
        shared = {one[at] for one in custodians} & set(of_others)
        if shared or len(set(of_others)) < len(of_others):
            name = next(iter(shared), of_others[0]) if at == 0 else "the same"
            raise ConfigurationError(
                f"{where}: custodian, operator and analyst have to be three, and one {what} "
                f"({name}) is two of them.",
                advice=f"{len(people)} keepers of keys are named; give a part to somebody else.",
            )


def _document(manifest: Manifest) -> dict[str, Any]:
    import msgspec  # noqa: PLC0415 - only when a manifest is written

    document: dict[str, Any] = msgspec.to_builtins(manifest)
    return document


def write_manifest(manifest: Manifest, keys: PrivateKeys, path: Path) -> Path:
    """Sign a manifest and write it; a manifest that is there is never written over.

    Raises
    ------
    ConfigurationError
        The keys are not those of the analyst whom the plan names, or it is there already.
    """
    if keys.public != manifest.analyst:
        raise ConfigurationError(
            "The manifest is signed by the analyst whom the plan names, with their own keys.",
            advice="Name the folder of the analyst's keys with --keys.",
        )
    if path.exists():
        raise ConfigurationError(
            f"{path} is there already, and a promise is not changed.",
            advice="A new survey needs a new place and new codes.",
        )
    body = _document(manifest)
    return write_document(path, {"manifest": body, "signature": sign(body, keys)})


def load_manifest(path: Path) -> Manifest:
    """Read a manifest, and refuse one that was changed after it was signed.

    Raises
    ------
    FileNotUsableError
        It is none, or was changed.
    """
    import msgspec  # noqa: PLC0415 - only when a manifest is read

    document = read_document(path)
    body, signature = document.get("manifest"), document.get("signature")
    try:
        manifest = msgspec.convert(body, Manifest)
    except msgspec.ValidationError as fault:
        raise FileNotUsableError(f"{path} is no manifest of a survey: {fault}.") from None
    # What is signed is what is read: a key that no manifest has would otherwise pass unseen.
    whole = isinstance(signature, str) and canonical(_document(manifest)) == canonical(
        document["manifest"]
    )
    if not whole or not is_signed(_document(manifest), str(signature), manifest.analyst.signing):
        raise FileNotUsableError(
            f"{path} was changed after it was signed.",
            advice="Get the manifest from the analyst again; a promise is never changed.",
        )
    check_manifest(manifest, str(path))
    return manifest
