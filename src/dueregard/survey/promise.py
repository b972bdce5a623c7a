"""The promise of a survey in plain words: on its first page, and for whoever asks."""

from __future__ import annotations

from datetime import date

from dueregard.survey.instrument import minutes
from dueregard.survey.manifest import Manifest

_PROMISE = (
    (
        "Who is asked",
        """Everybody who works at {bodies} organisations, whatever their ethnicity. You may pass
        over any question.""",
    ),
    (
        "What we keep",
        """Your ticks and your words, locked so that only the analyst can open them after the survey
        closes on {closes}. And that your code was used.""",
    ),
    (
        "What we do not keep",
        """Your name, your organisation, your e-mail, the time, your network address, or which
        device you used. Nothing joins your code to your answers.""",
    ),
    (
        "Who sees what",
        """Custodians send the codes and see no answers. {operator} collects answers and cannot open
        what is kept. {analyst} opens them and has no names or codes.""",
    ),
    (
        "What is shown",
        """Only percentages of all organisations together. Each has at least {threshold} people
        under it, even without any one organisation.""",
    ),
    ("Your words", "{words}"),
    ("When it is destroyed", "Codes by {codes}, answers by {answers}."),
    (
        "What cannot be undone",
        """Once sent, your answers cannot be changed or taken back, because nobody can tell which
        are yours.""",
    ),
)
_NO_WORDS = "You are not asked to write anything."
_WORDS = (
    "What you write is kept apart from your ticks. Two people take out names before anybody else "
    "reads it. Do not write what only you could know."
)


def promise(manifest: Manifest) -> tuple[tuple[str, str], ...]:
    """Return the promise: a heading and its sentence, in the order in which people ask.

    Parameters
    ----------
    manifest
        What was signed before the survey opened.
    """
    days = {
        "closes": _day(manifest.closes),
        "codes": _day(manifest.codes_destroyed),
        "answers": _day(manifest.answers_destroyed),
    }
    facts = {
        "bodies": len(manifest.bodies),
        "operator": manifest.operator.name,
        "analyst": manifest.analyst.name,
        "threshold": manifest.rules.threshold,
        "words": _WORDS if manifest.comments else _NO_WORDS,
    }
    return tuple(
        (head, " ".join(sentence.format(**days, **facts).split())) for head, sentence in _PROMISE
    )


def how_long(manifest: Manifest) -> str:
    """Return how long the survey takes, in words."""
    return f"about {max(1, round(minutes(manifest.questions, manifest.comments)))} minutes"


def mark(manifest: Manifest) -> str:
    """Return the mark by which people can check that the promise is the one that was signed."""
    return " ".join(manifest.sha256[at : at + 4] for at in range(0, 16, 4))


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
