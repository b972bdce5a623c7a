"""Who is written to, who is not and why; and the text of a letter.

A preview lists every provider of the commissioner once, written to or left out with a reason, so
that its totals are those of the register. Source: guidance 03764, section 6.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources

from dueregard.assurance.applicability import WRES, Outcome, Scope
from dueregard.assurance.choices import ALL
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.register import Commissioner, Contact
from dueregard.assurance.words import LetterKind, LetterState, YesNo
from dueregard.errors import ConfigurationError
from dueregard.records.faults import suggestion

_FIELD = re.compile(r"\{([a-z_]+)\}")
_OPTION = re.compile(r"\?([a-z]+): ")
FIELDS = (
    "clause", "contract_year", "due", "event", "event_on", "help_email", "help_name", "known_from",
    "limit", "outstanding", "provider", "queries", "received_on", "sender", "title", "to",
)  # fmt: skip


OUT_OF_SCOPE = "out of scope: {reason}"
NOT_CO_ORDINATED = "left to the co-ordinating commissioner"
NO_CO_ORDINATOR = "no co-ordinating commissioner is recorded"
NO_CONTACT = "no contact to address it to"
PAUSED = "letters to it are paused"
RECEIVED = "its report was received"
ALREADY = "written to already"
NOT_CONCERNED = "nothing to write about"


@dataclass(frozen=True, slots=True)
class Addressed:
    """A provider that is written to."""

    scope: Scope
    contact: Contact

    @property
    def to(self) -> str:
        """Name and post of the person."""
        return ", ".join(filter(None, (self.contact.name, self.contact.post)))


@dataclass(frozen=True, slots=True)
class Preview:
    """What a round of letters would be; every provider stands on one of the two sides."""

    kind: LetterKind
    commissioner: Commissioner
    included: tuple[Addressed, ...]
    excluded: tuple[tuple[Scope, str], ...]

    @property
    def total(self) -> int:
        """All providers of the commissioner in the register."""
        return len(self.included) + len(self.excluded)


@dataclass(frozen=True, slots=True)
class Template:
    """The wording of a letter: its subject, what it is known to ask, its paragraphs."""

    kind: LetterKind
    subject: str
    shows: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class Written:
    """A letter's finished words."""

    subject: str
    paragraphs: tuple[str, ...]


def preview(  # noqa: PLR0913 - the two last are asked by name
    kind: LetterKind,
    commissioner: Commissioner,
    scopes: tuple[Scope, ...],
    ledger: Ledger,
    *,
    concerned: Collection[str] | None = None,
    done: Mapping[str, str] | None = None,
) -> Preview:
    """Say who is written to and who is not.

    Parameters
    ----------
    kind
        The letter.
    commissioner
        Who writes.
    scopes
        The commissioner's providers.
    ledger
        The records.
    concerned
        Codes of the providers that there is something to write about; all of them if ``None``.
    done
        Why a provider needs no letter any more, by code.
    """
    included, excluded = [], []
    for scope in scopes:
        why = _left_out(scope, commissioner, ledger, concerned, done or {})
        contact = addressee(ledger, scope.provider.ods)
        if why or contact is None:
            excluded.append((scope, why or NO_CONTACT))
        else:
            included.append(Addressed(scope, contact))
    return Preview(kind, commissioner, tuple(included), tuple(excluded))


def _left_out(
    scope: Scope,
    commissioner: Commissioner,
    ledger: Ledger,
    concerned: Collection[str] | None,
    done: Mapping[str, str],
) -> str:
    provider = scope.provider
    applies = scope.of(WRES)
    if applies.outcome is Outcome.NOT_APPLICABLE:
        return OUT_OF_SCOPE.format(reason=applies.reason.value)
    if ledger.ways.letters_by != ALL:
        if not provider.coordinators:
            return NO_CO_ORDINATOR
        if commissioner.id not in provider.coordinators:
            return NOT_CO_ORDINATED
    if provider.is_paused:
        return PAUSED
    if concerned is not None and provider.ods not in concerned:
        return NOT_CONCERNED
    return done.get(provider.ods, "")


def addressee(ledger: Ledger, provider: str) -> Contact | None:
    """Return who letters to a provider are addressed to; ``None`` where nobody is entered."""
    found = [
        one
        for one in ledger.contacts_of.get(provider, ())
        if one.letters is YesNo.YES and one.until is None
    ]
    return found[0] if found else None


def was_written(ledger: Ledger, about: str, *kinds: LetterKind) -> bool:
    """Whether a letter of one of these kinds about something was prepared or sent."""
    return any(
        one.kind in kinds and one.state is not LetterState.WITHDRAWN
        for one in ledger.letters_about.get(about, ())
    )


def read_template(kind: LetterKind, own: str | None = None) -> Template:
    """Read the wording of a letter.

    Parameters
    ----------
    kind
        The letter.
    own
        The text of the folder's own wording; the program's own where there is none.

    Raises
    ------
    ConfigurationError
        The text has no subject, or a field that no letter has.
    """
    text = own
    if text is None:
        file = resources.files("dueregard.assurance") / "wording" / f"{kind.label}.md"
        text = file.read_text(encoding="utf-8")
    head, _, body = text.replace("\r\n", "\n").partition("\n\n")
    lines = dict(line.split(":", 1) for line in head.splitlines() if ":" in line)
    subject = lines.get("subject", "").strip()
    if not subject or not body.strip():
        raise ConfigurationError(
            f"The wording of {kind.label} has no subject or no text.",
            advice="It begins with a line 'subject: ...', then an empty line, then the letter.",
        )
    _check_fields(kind, f"{subject}\n{body}")
    return Template(kind, subject, tuple(lines.get("shows", "").split()), body.strip())


def _check_fields(kind: LetterKind, text: str) -> None:
    for name in _FIELD.findall(text):
        if name not in FIELDS:
            raise ConfigurationError(
                f"The wording of {kind.label} has the field {{{name}}}, which no letter has.",
                advice=suggestion(name, list(FIELDS)),
            )


def write_letter(
    template: Template, values: Mapping[str, str], options: Collection[str]
) -> Written:
    """Fill in a letter.

    Parameters
    ----------
    template
        Its wording.
    values
        The value of each field that it has.
    options
        The optional paragraphs that are wanted, by name.

    Raises
    ------
    ConfigurationError
        A field has no value for this letter.
    """

    def fill(text: str) -> str:
        return _FIELD.sub(lambda match: _value(template.kind, values, match[1]), text)

    return Written(fill(template.subject), tuple(map(fill, _paragraphs(template, options))))


def _paragraphs(template: Template, options: Collection[str]) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", template.body):
        text = block.strip()
        option = _OPTION.match(text)
        if option is None:
            yield text
        elif option[1] in options:
            yield text[option.end() :]


def _value(kind: LetterKind, values: Mapping[str, str], name: str) -> str:
    if not values.get(name):
        raise ConfigurationError(
            f"The letter {kind.label} needs {name}, and there is none.",
            advice=f"Enter it, or take {{{name}}} out of the wording.",
        )
    return values[name]


def day_words(day: date) -> str:
    """Return a day as it is written in a letter: 1 May 2016."""
    return f"{day.day} {day:%B %Y}"
