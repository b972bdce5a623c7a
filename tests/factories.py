"""Objects at a given state, for tests that need one and do not care how it came about."""

from __future__ import annotations

from pathlib import Path

from dueregard.examples.planting import Mess
from dueregard.figures import Base, Figure, FigureState, Unit
from dueregard.operations.make_example import Request, make_example
from dueregard.vocabulary import OrganisationKind


def figure_in(state: FigureState, *, key: str = "test.figure") -> Figure:
    """Make a share of 1 in 20 people, in a state; without a value where the state has none."""
    has_value = FigureState(state).has_value
    return Figure(
        key=key,
        label="A figure",
        value=0.05 if has_value else None,
        unit=Unit.SHARE,
        state=state,
        bases=(Base(1, 20, "invented people"),),
        reason="" if has_value else "The test wants it so.",
    )


def example_folder(
    folder: Path,
    *,
    size: int = 56,
    seed: int = 1,
    edition: str = "2016",
    kind: OrganisationKind = OrganisationKind.COMMISSIONER,
    mess: Mess = Mess.NONE,
) -> Path:
    """Write an invented organisation and return its folder."""
    make_example(Request(folder, size=size, seed=seed, kind=kind, edition=edition, mess=mess))
    return folder
