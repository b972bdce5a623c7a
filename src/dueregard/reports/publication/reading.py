"""Reads a published bundle back, so that every other document is made from what is public."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dueregard.disclosure.released import ReleasedFigure, ReleasedState, ReleasedTable
from dueregard.errors import FileNotUsableError
from dueregard.releases.texts import records_from
from dueregard.reports.publication.data_files import DECISION_FILE, FIGURES_FILE
from dueregard.reports.publication.model import Issue, Openness, Publication


def read_publication(bundle: Path) -> Publication:
    """Return what a bundle holds.

    Parameters
    ----------
    bundle
        A published folder that was checked against its manifest and the register: see
        :func:`dueregard.releases.bundles.check_bundles`. What is read here was let out already.

    Raises
    ------
    FileNotUsableError
        It was published by an earlier version of this program, and does not say how it was decided.
    """
    try:
        data = json.loads((bundle / DECISION_FILE).read_text("utf-8"))
        path = bundle / FIGURES_FILE
        figures = json.loads(path.read_text("utf-8"))["figures"] if path.exists() else []
        return _publication(data, figures)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise FileNotUsableError(
            f"{bundle} does not hold what its documents are made from: {fault}.",
            advice="Propose and decide the release again; the new version will hold it.",
        ) from None


def _publication(data: dict[str, Any], figures: list[dict[str, str]]) -> Publication:
    decision = data["decision"]
    return Publication(
        {str(key): str(value) for key, value in data["about"].items()},
        _tables(figures),
        data["narrative"],
        data["board_exception"],
        data["version"],
        data["published_on"],
        Openness(
            decision["verdict"],
            tuple(decision["reasons"]),
            decision["decided_by"],
            decision["decided_on"],
            data["correction"],
            tuple(Issue(one["version"], one["day"], one["what"]) for one in data["earlier"]),
            data["rules_sha256"],
        ),
        records_from(data["records"]),
    )


def _tables(figures: list[dict[str, str]]) -> tuple[ReleasedTable, ...]:
    tables: dict[str, list[ReleasedFigure]] = {}
    for one in figures:
        figure = ReleasedFigure(
            one["key"], one["figure"], one["base"], one["year"], ReleasedState(one["state"]),
            one["printed"],
        )  # fmt: skip
        tables.setdefault(one["table"], []).append(figure)
    return tuple(ReleasedTable(title, tuple(found)) for title, found in tables.items())
