"""The analyst opens the answers: into counts of the output plan at once, and into nothing else.

No opened answer is written anywhere. What a person ticked to one question is never put beside what
they ticked to another, except where the plan joins two items into one indicator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dueregard.editions.loader import load_edition
from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.survey.handover import Handover
from dueregard.survey.instrument import ETHNICITY, PlannedItem, decode, decode_comment
from dueregard.survey.keys import (
    PrivateKeys,
    is_signed,
    read_document,
    sign,
    unseal,
    write_document,
)
from dueregard.survey.manifest import Manifest
from dueregard.vocabulary import Group

BLANK = "blank"
OPENED_NAME, QUEUE_NAME = "opened.json", "comments.csv"


@dataclass(frozen=True, slots=True)
class GroupTally:
    """Of one group: how many gave a counted answer, and how many gave another of the base."""

    counted: int = 0
    other: int = 0

    @property
    def base(self) -> int:
        """How many are under the percentage."""
        return self.counted + self.other


@dataclass(frozen=True, slots=True)
class ItemTally:
    """One item of the output plan, by group."""

    item: PlannedItem
    groups: Mapping[Group, GroupTally]

    def of(self, group: Group) -> GroupTally:
        """Return a group's tally; nobody where nobody of it answered."""
        return self.groups.get(group, GroupTally())


@dataclass(frozen=True, slots=True)
class Opened:
    """Counts of the output plan, and comments apart from them, by question."""

    tallies: tuple[ItemTally, ...]
    comments: tuple[tuple[str, ...], ...]
    answers: int


def open_handover(handover: Handover, manifest: Manifest, keys: PrivateKeys) -> Opened:
    """Open all answers of a survey and count them.

    Parameters
    ----------
    handover
        From the operator, after the close.
    manifest
        As it was signed before: under another one nothing opens.
    keys
        Of the analyst.

    Raises
    ------
    FileNotUsableError
        An answer does not open.
    """
    survey = manifest.sha256
    given = [
        decode(manifest.questions, unseal(one, keys, survey)) for one in handover.contents.answers
    ]
    said = (
        (decode_comment(unseal(one, keys, survey)) for one in sealed)
        for sealed in handover.contents.comments
    )
    # Sorted by their own words: an order that has nothing to do with anybody.
    comments = tuple(tuple(sorted(words for words in each if words)) for each in said)
    return Opened(tally(given, manifest), comments, len(given))


def tally(given: Sequence[Mapping[str, str]], manifest: Manifest) -> tuple[ItemTally, ...]:
    """Count answers by the output plan.

    Parameters
    ----------
    given
        What each person ticked.
    manifest
        Whose plan it is.
    """
    groups = groups_of(manifest)
    known = [(groups.get(one.get(ETHNICITY, BLANK), Group.UNKNOWN), one) for one in given]
    return tuple(ItemTally(item, _tally(item, known)) for item in manifest.plan)


def _tally(
    item: PlannedItem, given: Sequence[tuple[Group, Mapping[str, str]]]
) -> dict[Group, GroupTally]:
    counts: Counter[tuple[Group, bool]] = Counter()
    for group, answers in given:
        joined = [answers[key] for key in item.items if key in answers]
        # Whoever passed over every item, or ticked what no base counts, is not under the share.
        if any(one in item.base for one in joined):
            counts[group, any(one in item.counted for one in joined)] += 1
    return {group: GroupTally(counts[group, True], counts[group, False]) for group in Group}


def groups_of(manifest: Manifest) -> dict[str, Group]:
    """Return the group of each ethnic category that is known."""
    comparison = load_edition(manifest.edition).comparison
    pairs = ((Group.REFERENCE, comparison.reference), (Group.COMPARED, comparison.compared))
    return {code: group for group, rule in pairs for code in rule.categories}


def write_opened(opened: Opened, manifest: Manifest, keys: PrivateKeys, folder: Path) -> Path:
    """Write the counts for the analyst alone, signed; comments are written elsewhere.

    Raises
    ------
    ConfigurationError
        The survey was opened before.
    """
    path = folder / OPENED_NAME
    if path.exists():
        raise ConfigurationError(
            f"{path} is there already; a survey is opened once.",
            advice="Go on with 'dueregard survey results'.",
        )
    items = {
        one.item.key: {group.value: [t.counted, t.other] for group, t in one.groups.items()}
        for one in opened.tallies
    }
    document = {"survey": manifest.sha256, "answers": opened.answers, "items": items}
    return write_document(path, {**document, "signature": sign(document, keys)}, mode=0o600)


def load_opened(path: Path, manifest: Manifest) -> Opened:
    """Read counts that were written by :func:`write_opened`; without comments.

    Raises
    ------
    FileNotUsableError
        They are of another survey, or not as the analyst signed them.
    """
    document = read_document(path)
    signature = str(document.pop("signature", ""))
    is_own = document.get("survey") == manifest.sha256
    if not is_own or not is_signed(document, signature, manifest.analyst.signing):
        raise FileNotUsableError(
            f"{path} is not what {manifest.analyst.name} opened, or is of another survey.",
            advice="Open the hand-over again into a new folder.",
        )
    tallies = tuple(
        ItemTally(
            item,
            {Group(g): GroupTally(*pair) for g, pair in document["items"][item.key].items()},
        )
        for item in manifest.plan
    )
    return Opened(tallies, (), int(document["answers"]))
