"""From which file, out of which system, a figure comes: what stands under every chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dueregard.returns.data_return import DataReturn
    from dueregard.vocabulary import Population

_BASIS = {
    "records": "the organisation's records",
    "typed": "counts typed by hand",
    "published": "counts taken from a publication",
}


def source_of(data_return: DataReturn, *populations: Population) -> str:
    """Name the files that hold these populations, each with its system.

    Counts that came without files of people are named for what they are.
    """
    wanted = {population.value for population in populations}
    files = dict.fromkeys(
        f"{source.name} ({source.system})" if source.system else source.name
        for source in data_return.sources
        if source.population in wanted
    )
    if files:
        return f"Source: {', '.join(files)}."
    return f"Source: {_BASIS.get(data_return.counts_basis, data_return.counts_basis)}."
