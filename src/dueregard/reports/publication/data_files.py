"""Released figures as CSV and JSON: the text that was let out, and no number behind it."""

from __future__ import annotations

import csv
import io
import json

from dueregard.formulas import guarded
from dueregard.releases.texts import records_document
from dueregard.reports.publication.model import Publication, figures_of

COLUMNS = ("table", "key", "year", "figure", "base", "state", "printed")
SCHEMA = "dueregard-public-figures-1"
FIGURES_FILE = "figures.json"
DECISION_FILE = "publication.json"
DECISION_SCHEMA = "dueregard-publication-1"


def figures_csv(publication: Publication) -> str:
    """Return the released figures as CSV text with the columns of :data:`COLUMNS`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for title, one in figures_of(publication):
        row = (title, one.key, one.year, one.label, one.base, one.state.value, one.printed)
        writer.writerow([guarded(text) for text in row])
    return out.getvalue()


def figures_json(publication: Publication) -> str:
    """Return the released figures as JSON text."""
    document = {
        "schema": SCHEMA,
        "audience": "public",
        "about": dict(publication.about),
        "version": publication.version,
        "published_on": publication.published_on,
        "narrative": publication.narrative,
        "board_exception": publication.board_exception,
        "figures": [
            {
                "table": title,
                "key": one.key,
                "year": one.year,
                "figure": one.label,
                "base": one.base,
                "state": one.state.value,
                "printed": one.printed,
            }
            for title, one in figures_of(publication)
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def publication_json(publication: Publication) -> str:
    """Return what was decided and said, without the figures, as JSON text.

    Together with the figures it is all that the public documents are made from.
    """
    openness = publication.openness
    document = {
        "schema": DECISION_SCHEMA,
        "audience": "public",
        "about": dict(publication.about),
        "version": publication.version,
        "published_on": publication.published_on,
        "decision": {
            "verdict": openness.verdict,
            "reasons": list(openness.reasons),
            "decided_by": openness.decided_by,
            "decided_on": openness.decided_on,
        },
        "narrative": publication.narrative,
        "board_exception": publication.board_exception,
        "correction": openness.correction,
        "earlier": [
            {"version": one.version, "day": one.day, "what": one.what} for one in openness.earlier
        ],
        "rules_sha256": openness.rules_sha256,
        "records": records_document(publication.records),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
