"""The operator's store: spent codes, and sealed answers; which belong together is nowhere.

There is no column for a time, an order, an address, a browser or a body of an answer. What came in
last waits in a small block until there are enough answers to be mixed; then all are written anew
together. See docs/explanation/survey-confidentiality.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from dueregard.errors import ConfigurationError, FileNotUsableError
from dueregard.survey import keys as party_keys
from dueregard.survey.blocks import Shape
from dueregard.survey.codes import digest_of, mark_of, read_code
from dueregard.survey.instrument import COMMENT_BYTES, encode, encode_comment
from dueregard.survey.keys import OVERHEAD, Party, PrivateKeys, load_private, seal
from dueregard.survey.manifest import NAME as MANIFEST_NAME
from dueregard.survey.manifest import Manifest, load_manifest
from dueregard.survey.rings import Ring
from dueregard.survey.vault import DATABASE, GATHERED, GROUPS, WAITING, Open, Vault

KEYS_FOLDER, WAITING_FOLDER = "keys", "waiting"
SPENT, ANSWERS = "spent", "answers"
_MARK_BYTES = 32
_ADVICE_CLOSED = "Ask whoever invited you, if you think that this is wrong."


class Receipt(StrEnum):
    """What became of what somebody sent."""

    RECEIVED = "received"
    ALREADY = "already"
    """The code was spent before: by the first try of a retry, or on paper."""


class NotTakenError(FileNotUsableError):
    """A code that is none of this survey, or a survey that is not open."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a survey has come, as anybody may know.

    Parameters
    ----------
    invited
        How many codes there are.
    answered
        How many answers have been mixed; nothing below the threshold.
    owed
        Paper slips taken in whose sheets have not been typed yet.
    is_closed
        Whether it is over.
    """

    invited: int
    answered: int | None
    owed: int
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """Sealed answers, and sealed comments of each question, each in an order that says nothing."""

    answers: tuple[bytes, ...]
    comments: tuple[tuple[bytes, ...], ...]


class Store:
    """An operator's store.

    Parameters
    ----------
    folder
        The operator's: manifest, keys, database.
    waiting
        Where the keys of what waits lie. A folder in memory (such as /run) keeps them off the disk.
    """

    def __init__(self, folder: Path, *, waiting: Path | None = None) -> None:
        if not (folder / DATABASE).is_file():
            raise ConfigurationError(
                f"There is no store in {folder}.", advice="Begin with 'dueregard survey start'."
            )
        self.folder = folder
        self.manifest = load_manifest(folder / MANIFEST_NAME)
        self._survey = self.manifest.sha256
        self.keys = _operator_keys(folder, self.manifest)
        self._vault = _vault(folder, self.manifest, waiting)
        with self._vault.open() as inside:
            if inside.fact("survey") != self._survey:
                raise ConfigurationError(
                    f"The manifest in {folder} is not the one with which the store was begun.",
                    advice="A promise is not changed. Put the first manifest back.",
                )

    # --- what anybody does ------------------------------------------------------------------

    def receive(
        self, code: str, given: Mapping[str, str], words: Sequence[str] = (), *, day: date
    ) -> Receipt:
        """Take a person's answers: seal them, spend the code, both or neither.

        Parameters
        ----------
        code
            As typed.
        given
            Answers by question; what is left out was passed over.
        words
            Answers to the questions that ask for words.
        day
            Today.

        Raises
        ------
        NotTakenError
            The code is none of this survey, or the survey is not open.
        FileNotUsableError
            The code has a typing slip, or an answer is none.
        """
        mark = self._mark(code)
        sealed, comments = self._sealed(given, words)
        with self._vault.open() as inside:
            self._check_code(inside, mark, day)
            if mark in inside.read_both(SPENT):
                return Receipt.ALREADY
            inside.add({SPENT: [mark], ANSWERS: [sealed], **comments})
        return Receipt.RECEIVED

    def accept_slip(self, code: str, *, day: date) -> Receipt:
        """Spend the code on a paper slip; its sheet is typed later, among others.

        Raises
        ------
        NotTakenError
            As of :meth:`receive`.
        """
        mark = self._mark(code)
        with self._vault.open() as inside:
            self._check_code(inside, mark, day)
            if mark in inside.read_both(SPENT):
                return Receipt.ALREADY
            inside.add({SPENT: [mark]})
        return Receipt.RECEIVED

    def add_sheet(self, given: Mapping[str, str], words: Sequence[str] = (), *, day: date) -> int:
        """Take the answers of a paper sheet, on which there is no code.

        Returns
        -------
        int
            How many sheets are still to be typed.

        Raises
        ------
        NotTakenError
            Every slip taken in has its sheet already: one person, one answer.
        """
        sealed, comments = self._sealed(given, words)
        with self._vault.open() as inside:
            self._check_open(inside, day)
            owed = _owed(inside)
            if owed < 1:
                raise NotTakenError(
                    "Every slip that was taken in has its sheet already.",
                    advice="Take in the slip first. A sheet without a slip is not counted.",
                )
            inside.add({ANSWERS: [sealed], **comments})
        return owed - 1

    def standing(self) -> Standing:
        """Return how far the survey has come; answers that wait are not counted yet."""
        with self._vault.open() as inside:
            invited = _admitted(inside)
            mixed = len(inside.read(GATHERED, ANSWERS))
            is_told = mixed >= self.manifest.rules.threshold
            return Standing(
                invited,
                mixed if is_told else None,
                _owed(inside),
                inside.fact("closed") == "yes",
            )

    # --- what the operator does -------------------------------------------------------------

    def admit(self, body: str, digests: Sequence[bytes]) -> int:
        """Take in a body's digests; return how many there are.

        Raises
        ------
        ConfigurationError
            The body's digests were taken in before, there are too many, or the survey is over.
        """
        self.manifest.body(body)
        marks = sorted(mark_of(digest, self.keys.pepper) for digest in digests)
        with self._vault.open() as inside:
            _check_admission(inside, body, len(marks), _room(self.manifest))
            inside.connection.executemany(
                "INSERT INTO admitted VALUES (?, ?)", [(mark, body) for mark in marks]
            )
        return len(marks)

    def recover(self) -> None:
        """Go on without the answers that waited, where their key is gone with the machine's memory.

        Their codes are free again: code and answer waited together, and both are gone.

        Raises
        ------
        ConfigurationError
            Nothing is missing.
        """
        with self._vault.open() as inside:
            try:
                inside.read_group(WAITING)
            except FileNotUsableError:
                inside.write_group(WAITING, {})
                return
        raise ConfigurationError(
            "Nothing is missing: what waits can be read.", advice="Go on as before."
        )

    def close(self, *, day: date) -> tuple[Contents, Mapping[str, tuple[int, int]]]:
        """End the survey: mix what waits, take no more, and return what was collected.

        Returns
        -------
        tuple
            Sealed answers and comments; and apart from them, by body, how many were invited and how
            many answered.

        Raises
        ------
        NotTakenError
            It has not come to its last day yet.
        """
        if day <= self.manifest.closes:
            raise NotTakenError(
                f"The survey is open until {self.manifest.closes}, and the promise says so.",
                advice="Close it on the day after.",
            )
        with self._vault.open() as inside:
            inside.mix(least=0)
            inside.set_fact("closed", "yes")
            return self._contents(inside), self._by_body(inside)

    def opened(self) -> dict[str, list[bytes]]:
        """Return what the keys that are here open, by block; what they do not open is left out."""
        found: dict[str, list[bytes]] = {}
        with self._vault.open() as inside:
            for group in GROUPS:
                # A copy of the store may have come without the keys of that moment.
                with suppress(FileNotUsableError):
                    for name, records in inside.read_group(group).items():
                        found[name] = sorted({*found.get(name, ()), *records})
        return found

    def destroy_codes(self) -> None:
        """Destroy marks and spent codes; the sealed answers stay."""
        with self._vault.open() as inside:
            if inside.fact("closed") != "yes":
                raise ConfigurationError(
                    "The survey has not been closed, so its codes are still needed.",
                    advice="Close it first with 'dueregard survey close'.",
                )
            inside.connection.execute("DELETE FROM admitted")
            for group in GROUPS:
                inside.write_group(group, inside.read_group(group) | {SPENT: []})

    # --- inside -------------------------------------------------------------------------------

    def _mark(self, code: str) -> bytes:
        return mark_of(digest_of(read_code(code), self._survey), self.keys.pepper)

    def _sealed(
        self, given: Mapping[str, str], words: Sequence[str]
    ) -> tuple[bytes, dict[str, list[bytes]]]:
        """Seal answers and comments apart; who wrote nothing sends an empty comment too."""
        asked = self.manifest.comments
        if len(words) > len(asked):
            raise FileNotUsableError("There are more comments than questions that ask for words.")
        said = [*words, *[""] * (len(asked) - len(words))]
        key = self.manifest.analyst.sealing
        comments = {
            comments_name(number): [seal(encode_comment(one), key, self._survey)]
            for number, one in enumerate(said)
        }
        return seal(encode(self.manifest.questions, given), key, self._survey), comments

    def _check_open(self, inside: Open, day: date) -> None:
        if inside.fact("closed") == "yes" or day > self.manifest.closes:
            raise NotTakenError("The survey is closed.", advice=_ADVICE_CLOSED)
        if day < self.manifest.opens:
            raise NotTakenError(
                f"The survey opens on {self.manifest.opens.day} {self.manifest.opens:%B %Y}.",
                advice="Come back on that day, with the same code.",
            )

    def _check_code(self, inside: Open, mark: bytes, day: date) -> None:
        self._check_open(inside, day)
        query = "SELECT 1 FROM admitted WHERE mark = ?"
        if inside.connection.execute(query, (mark,)).fetchone() is None:
            raise NotTakenError(
                "The code does not belong to this survey.",
                advice="Use the code of your latest letter or e-mail about it.",
            )

    def _contents(self, inside: Open) -> Contents:
        kept = inside.read_group(GATHERED)
        numbers = range(len(self.manifest.comments))
        comments = tuple(tuple(kept[comments_name(number)]) for number in numbers)
        return Contents(tuple(kept[ANSWERS]), comments)

    def _by_body(self, inside: Open) -> dict[str, tuple[int, int]]:
        spent = set(inside.read_both(SPENT))
        rows = inside.connection.execute("SELECT mark, body FROM admitted").fetchall()
        invited = Counter(body for _, body in rows)
        answered = Counter(body for mark, body in rows if mark in spent)
        return {one.code: (invited[one.code], answered[one.code]) for one in self.manifest.bodies}


def comments_name(number: int) -> str:
    """Name the block of the comments on a question, counted from 0."""
    return f"comments-{number}"


def shapes_of(manifest: Manifest) -> tuple[Shape, ...]:
    """Return the blocks of a survey: spent codes, answers, and comments apart from both."""
    room = _room(manifest)
    answer = OVERHEAD + 1 + len(manifest.questions)
    words = OVERHEAD + 2 + COMMENT_BYTES
    numbers = range(len(manifest.comments))
    comments = [Shape(comments_name(number), words, room) for number in numbers]
    return (Shape(SPENT, _MARK_BYTES, room), Shape(ANSWERS, answer, room), *comments)


def _room(manifest: Manifest) -> int:
    """Return for how many there is room: some more than work there, for those who join."""
    return manifest.invited + manifest.invited // 4 + 50


def _owed(inside: Open) -> int:
    """Return how many codes were spent by a slip whose sheet is still to come."""
    return max(0, len(inside.read_both(SPENT)) - len(inside.read_both(ANSWERS)))


def _admitted(inside: Open, body: str = "") -> int:
    query = "SELECT count(*) FROM admitted WHERE ? IN ('', body)"
    return int(inside.connection.execute(query, (body,)).fetchone()[0])


def _check_admission(inside: Open, body: str, more: int, room: int) -> None:
    if inside.fact("closed") == "yes":
        raise ConfigurationError("The survey is closed.")
    if _admitted(inside, body):
        raise ConfigurationError(
            f"The codes of {body} were taken in before.", advice="A body sends its codes once."
        )
    if _admitted(inside) + more > room:
        raise ConfigurationError(
            f"There is no room for {more} more codes: far more people than the manifest says.",
            advice="Plan the survey again, with how many people work at each body.",
        )


def _operator_keys(folder: Path, manifest: Manifest) -> PrivateKeys:
    keys = load_private(folder, Party.OPERATOR)
    if keys.public != manifest.operator:
        raise ConfigurationError(
            f"The keys in {folder} are not those that the manifest names.",
            advice="Name the folder in which the operator's keys were made.",
        )
    return keys


def _vault(folder: Path, manifest: Manifest, waiting: Path | None) -> Vault:
    places = {GATHERED: folder / KEYS_FOLDER, WAITING: waiting or folder / WAITING_FOLDER}
    rings = {group: Ring(place, group) for group, place in places.items()}
    shapes, lot = shapes_of(manifest), manifest.rules.lot
    return Vault(folder / DATABASE, rings, shapes, lot, manifest.sha256)


def start_store(folder: Path, manifest_path: Path, *, waiting: Path | None = None) -> Store:
    """Begin an operator's store, in the folder that holds the operator's keys.

    Parameters
    ----------
    folder
        The operator's.
    manifest_path
        The signed manifest; a copy is kept.
    waiting
        As of :class:`Store`.

    Raises
    ------
    ConfigurationError
        There is a store already, or the folder holds no keys of this survey's operator.
    """
    party_keys.check_installed()
    if (folder / DATABASE).exists():
        raise ConfigurationError(f"There is a store in {folder} already.")
    manifest = load_manifest(manifest_path)
    _operator_keys(folder, manifest)
    party_keys.write_text(folder / MANIFEST_NAME, manifest_path.read_text("utf-8"))
    _vault(folder, manifest, waiting).create({"survey": manifest.sha256, "closed": "no"})
    return Store(folder, waiting=waiting)
