"""What a decision publishes: the release, the decision behind it, and the words it lets out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dueregard.disclosure.released import Approval, content_digest, release_tables
from dueregard.editions.loader import load_edition
from dueregard.errors import ReleaseNeededError, UnsafeReleaseError
from dueregard.records.model import Records
from dueregard.records.reading import load_records
from dueregard.releases.decision import Verdict
from dueregard.releases.register import Entry, EntryKind
from dueregard.releases.surroundings import STRICTEST, Surroundings
from dueregard.releases.text_choice import TextChoice
from dueregard.releases.texts import (
    PlacedRisk,
    public_records,
    records_digest,
    reword,
    risks_in,
)

if TYPE_CHECKING:
    from dueregard.disclosure.released import Line
    from dueregard.releases.candidate import Candidate
    from dueregard.releases.decision import Decision
    from dueregard.reports.publication.model import Issue, Publication

_MOST_TOLD = 12


@dataclass(frozen=True, slots=True)
class ReadTexts:
    """What would be printed of the records, the risks nobody has signed, and the hash of it."""

    records: Records
    risks: tuple[PlacedRisk, ...]
    sha256: str


def surroundings_of(candidate: Candidate, verdict: Verdict | None) -> Surroundings:
    """Return what stands beside the texts: the released lines, or nothing for a narrative."""
    if verdict in {Verdict.PUBLISH, Verdict.PUBLISH_SAFE}:
        return Surroundings(candidate.lines)
    return STRICTEST


def read_texts(directory: Path, choice: TextChoice, surroundings: Surroundings) -> ReadTexts:
    """Read the texts that a decision lets out, in the words it gives them.

    Parameters
    ----------
    directory
        Holds organisation.toml and ``records``.
    choice
        What the decision says of texts.
    surroundings
        The release they would stand beside.

    Raises
    ------
    ReleaseNeededError
        The decision names a place where no text is.
    FileNotUsableError
        The records cannot be read.
    """
    if not choice.publish:
        return ReadTexts(Records(), (), "")
    kept = public_records(load_records(directory), choice.publish, choice.leave_out)
    records = reword(kept, choice.words)
    risks = risks_in(records, surroundings, choice.signed_texts, directory)
    return ReadTexts(records, risks, records_digest(records))


def accepted_records(directory: Path, decision: Decision, surroundings: Surroundings) -> Records:
    """Return the records that are printed; stop the publication while a risk is unsigned.

    Raises
    ------
    UnsafeReleaseError
        A text may give somebody away.
    ReleaseNeededError
        The texts are not those that were decided on.
    """
    read = read_texts(directory, decision.texts, surroundings)
    if read.risks:
        raise UnsafeReleaseError(
            f"{len(read.risks)} phrases that would be printed may give somebody away:\n"
            + "\n".join(map(risk_words, read.risks[:_MOST_TOLD])),
            advice="Nothing was published. Say them otherwise, in the record or under "
            "[[public_words]] of the decision, leave them out, or have a named person sign each. "
            "The whole list: 'dueregard release texts DIR'.",
        )
    if decision.texts.publish and read.sha256 != decision.texts.sha256:
        raise ReleaseNeededError(
            "The texts of the records are not those that were decided on.",
            advice="Read them again with 'dueregard release texts DIR', and enter their hash as "
            "sha256 under [texts] of the decision.",
        )
    return read.records


def risk_words(one: PlacedRisk) -> str:
    """Return a risk in a line: where, what, why, and what to say instead."""
    return (
        f"{one.place}, line {one.line}, column {one.column}: '{one.risk.phrase}'. {one.risk.why} "
        f"{one.risk.instead}"
    )


def make_publication(
    directory: Path,
    candidate: Candidate,
    decision: Decision,
    lines: tuple[Line, ...],
    entries: tuple[Entry, ...],
) -> Publication:
    """Bring together what is published; the last of ``entries`` is its own line in the register."""
    from dueregard.reports.publication.model import (  # noqa: PLC0415 - as needed
        Openness,
        Publication,
    )

    about, exception, entry = candidate.about, decision.board_exception, entries[-1]
    approval = Approval(
        content_digest(lines, about),
        decision.reviewers,
        decision.signatory,
        decision.prepared_by,
        decision.signed_on,
    )
    surroundings = surroundings_of(candidate, decision.verdict)
    return Publication(
        about,
        release_tables(lines, about, approval),
        decision.narrative,
        "" if exception is None else exception.reason,
        entry.version,
        entry.day.isoformat(),
        Openness(
            decision.verdict.value,
            decision.reasons,
            decision.signed_role,
            decision.signed_on.isoformat(),
            decision.correction,
            _earlier(entries[:-1], entry),
            str(candidate.document.get("rules_sha256", "")),
        ),
        accepted_records(directory, decision, surroundings),
    )


def _earlier(entries: tuple[Entry, ...], own: Entry) -> tuple[Issue, ...]:
    from dueregard.reports.publication.model import Issue  # noqa: PLC0415 - as needed

    alike = [e for e in entries if (e.organisation, e.edition) == (own.organisation, own.edition)]
    gone = {e.version for e in alike if e.kind is EntryKind.WITHDRAWN}
    return tuple(
        Issue(e.version, e.day.isoformat(), "withdrawn" if e.version in gone else "replaced")
        for e in alike
        if e.version and e.kind is not EntryKind.WITHDRAWN
    )


def bundle_texts(publication: Publication) -> dict[str, str]:
    """Return the files of a bundle, all of them made before the first is written."""
    from dueregard.reports.publication.data_files import (  # noqa: PLC0415 - as needed
        DECISION_FILE,
        FIGURES_FILE,
        figures_csv,
        figures_json,
        publication_json,
    )
    from dueregard.reports.publication.document import index_html  # noqa: PLC0415 - as needed

    edition = load_edition(publication.about["edition"])
    page = {
        "index.html": index_html(publication, edition),
        DECISION_FILE: publication_json(publication),
    }
    if not publication.tables:
        return page
    data = {"figures.csv": figures_csv(publication), FIGURES_FILE: figures_json(publication)}
    return {**page, **data}
