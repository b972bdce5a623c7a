"""A letter as a document, and as an e-mail message that a person opens and sends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, default

from dueregard.assurance.letters import Written, day_words
from dueregard.reports.pages.model import Block, Bullets, Document, Paragraph

_BULLET = "- "


@dataclass(frozen=True, slots=True)
class Envelope:
    """Whom a letter goes to, from whom, on which day, and its name in the records."""

    sender: str
    sender_email: str
    to: str
    to_name: str
    to_email: str
    provider: str
    reference: str
    on: date


def letter_document(written: Written, envelope: Envelope) -> Document:
    """Return a letter as a document."""
    return Document(
        title=written.subject,
        subtitle="",
        organisation=envelope.sender,
        mark="",
        facts=(
            ("To", f"{envelope.to}, {envelope.provider}"),
            ("Date", day_words(envelope.on)),
            ("Our reference", envelope.reference),
        ),
        opening=tuple(_blocks(written.paragraphs)),
        sections=(),
        closing=(),
        made_on=envelope.on,
        has_contents=False,
    )


def _blocks(paragraphs: tuple[str, ...]) -> Iterator[Block]:
    for text in paragraphs:
        lines = text.splitlines()
        if all(line.startswith(_BULLET) for line in lines):
            yield Bullets(tuple(line.removeprefix(_BULLET) for line in lines))
        else:
            yield Paragraph(" ".join(lines))


def letter_message(written: Written, envelope: Envelope) -> bytes:
    """Return a letter as an ``.eml`` file: the same letter gives the same bytes.

    It is marked as not sent, so that a mail program opens it as a draft. It carries no time of
    its own; the program that sends it adds that.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(written.subject.split())
    message["X-Unsent"] = "1"
    for header, name, address in (
        ("From", envelope.sender, envelope.sender_email),
        ("To", envelope.to_name, envelope.to_email),
    ):
        if "@" in address:
            user, _, domain = address.rpartition("@")
            plain_name = " ".join(name.split())
            message[header] = Address(plain_name, username=user, domain=domain)
    message["X-Reference"] = envelope.reference
    message.set_content("\n\n".join(written.paragraphs) + "\n")
    return message.as_bytes()


def read_message(message: bytes) -> Written:
    """Return the words of a letter from its ``.eml`` file."""
    read = message_from_bytes(message, policy=default)
    text = str(read.get_content()).replace("\r\n", "\n").strip("\n")
    return Written(str(read["Subject"]), tuple(text.split("\n\n")))
