"""Make an invented organisation: its settings and files, for one year or for several."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dueregard.editions.loader import available_editions, load_edition
from dueregard.editions.schema import Edition
from dueregard.errors import ConfigurationError
from dueregard.examples.folder import Written, write_example
from dueregard.examples.organisation import LONGEST, Plan
from dueregard.examples.planting import Mess
from dueregard.vocabulary import OrganisationKind

DEFAULT_EDITION = "2016"


@dataclass(frozen=True, slots=True)
class Request:
    """What example is wanted.

    Parameters
    ----------
    folder
        An empty or a new folder.
    size
        People in post on each snapshot date; solely bank staff come on top.
    seed
        The same seed gives the same bytes.
    kind
        What kind of organisation.
    edition
        The edition of the last year.
    years
        How many years of the same people; more than one gives a folder for each.
    mess
        How far to spoil the files, as real ones are spoilt.
    """

    folder: Path
    size: int = 56
    seed: int = 1
    kind: OrganisationKind = OrganisationKind.COMMISSIONER
    edition: str = DEFAULT_EDITION
    years: int = 1
    mess: Mess = Mess.NONE


def make_example(request: Request) -> tuple[Written, ...]:
    """Write the example that is asked for.

    Raises
    ------
    ConfigurationError
        When the size or the number of years is out of range.
    EditionError
        When there is no such edition.
    FileNotUsableError
        When the folder is not empty or cannot be written.
    """
    plan = Plan(request.size, request.seed, request.kind)
    editions = _editions(request.edition, request.years)
    return write_example(request.folder, plan, editions, mess=request.mess)


def _editions(last: str, years: int) -> tuple[Edition, ...]:
    """Load the editions of a run of years that ends with one."""
    if not 1 <= years <= LONGEST:
        raise ConfigurationError(
            f"A series of {years} years cannot be made.",
            advice=f"Ask for 1 to {LONGEST} years.",
        )
    final = load_edition(last)
    known = available_editions()
    names = known[: known.index(last) + 1][-years:]
    if len(names) < years:
        raise ConfigurationError(
            f"There are {len(names)} editions up to {last}, so {years} years cannot be made.",
            advice=f"Ask for {len(names)} years, or for a later edition.",
        )
    return (*(load_edition(name) for name in names[:-1]), final)
