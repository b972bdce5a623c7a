"""Protected tables, held against an auditor that reads nothing but the print."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from dueregard.disclosure.policy import load_policy
from dueregard.disclosure.protect import Protection, protect
from dueregard.disclosure.reading import CountTable, read_pattern
from dueregard.disclosure.writing import write_release
from tests.reference.disclosure_second_auditor import SecondAuditor
from tests.reference.disclosure_tables import pattern_path, reference_table, seeded_table

POLICY = load_policy()


def second_auditor(folder: Path, protection: Protection) -> SecondAuditor:
    published, hierarchy = folder / "release.csv", folder / "release.json"
    write_release(protection, published)
    shape = protection.plan.problem.shape
    trees = {
        d.name: {d.nodes[up]: [d.nodes[k] for k in kids] for up, kids in d.families}
        for d in shape.dimensions
    }
    hierarchy.write_text(json.dumps(trees), "utf-8")
    return SecondAuditor(published, hierarchy, share=protection.column)


def all_reach(auditor: SecondAuditor, protection: Protection) -> bool:
    problem = protection.plan.problem
    labels = [problem.shape.label(int(cell)) for cell in np.flatnonzero(problem.unsafe)]
    return all(auditor.reaches(label, problem.threshold) for label in labels)


def protected(table: CountTable, **options: object) -> Protection:
    return protect(table, POLICY, threshold=5, lowest=1, **options)


@pytest.mark.requirement("R-050")
@pytest.mark.parametrize(
    ("key", "secondaries", "people"),
    [("a3", 15, 218), ("a1", 12, 157), pytest.param("b1", 24, 803, marks=pytest.mark.slow)],
)
def test_the_choice_of_hidden_cells_is_the_smallest(
    key: str, secondaries: int, people: int, tmp_path: Path
) -> None:
    """The optimum is proved, has the known size and people; the second auditor confirms it."""
    protection = protected(reference_table(key))
    assert protection.status == "optimal"
    assert protection.secondaries == secondaries
    assert protection.hidden_value == people
    assert all_reach(second_auditor(tmp_path, protection), protection)


@pytest.mark.slow
def test_a_region_is_protected_with_as_few_cells_as_is_possible(tmp_path: Path) -> None:
    """A region of 744 cells gets a proven optimum of 131 secondaries."""
    protection = protected(reference_table("c2"))
    assert (protection.status, protection.secondaries) == ("optimal", 131)
    assert all_reach(second_auditor(tmp_path, protection), protection)


@pytest.mark.requirement("R-050")
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(("kind", "share"), [("clusters", None), ("clusters", "eth")])
def test_invented_commissioners_are_safe(
    kind: str, share: str | None, seed: int, tmp_path: Path
) -> None:
    """On tables that nobody has seen, the second auditor lifts every small cell."""
    protection = protected(seeded_table(kind, seed), percentages=share)
    assert all_reach(second_auditor(tmp_path, protection), protection)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 7))
@pytest.mark.parametrize("kind", ["clusters", "commissioner", "trust"])
def test_more_invented_organisations_are_safe(kind: str, seed: int, tmp_path: Path) -> None:
    """Percentages included, commissioners and trusts from further seeds are safe too."""
    protection = protected(seeded_table(kind, seed), percentages="eth")
    assert all_reach(second_auditor(tmp_path, protection), protection)


@pytest.mark.slow
def test_an_invented_region_is_safe(tmp_path: Path) -> None:
    """A region from a further seed is safe, percentages included."""
    protection = protected(seeded_table("region", 1), percentages="eth")
    assert all_reach(second_auditor(tmp_path, protection), protection)


@pytest.mark.slow
@pytest.mark.parametrize(("key", "worth"), [("a3", 12.0), ("a1", 19.6), ("b1", 183.0)])
def test_percentages_keep_their_worth(key: str, worth: float) -> None:
    """With percentages the release is worth at least what the measured prototypes reached."""
    assert protected(reference_table(key), percentages="eth").worth >= worth


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "worth"), [("clusters", 11.7), ("commissioner", 22.1)])
def test_percentages_are_worth_as_much_on_tables_that_nobody_has_seen(
    kind: str, worth: float
) -> None:
    """The mean worth of four further commissioners is at least that of the prototypes."""
    made = [protected(seeded_table(kind, seed), percentages="eth") for seed in range(100, 104)]
    assert np.mean([one.worth for one in made]) >= worth


def test_the_second_auditor_finds_the_leaks_of_a_peers_pattern(tmp_path: Path) -> None:
    """It is no rubber stamp: it recovers what an unprotected pattern gives away."""
    table = reference_table("a3")
    hidden = read_pattern(pattern_path("a3", "sdcTable_HITAS"), table.shape)
    lines = ["eth,band,clin,n"]
    for cell in range(table.shape.size):
        count = "" if hidden[cell] else str(table.values[cell])
        lines.append(",".join([*table.shape.label(cell), count]))
    (tmp_path / "t.csv").write_text("\n".join(lines), "utf-8")
    hierarchy = pattern_path("a3", "optimum").parents[1] / "a3_ccg_e3xclusterxclin.json"
    auditor = SecondAuditor(tmp_path / "t.csv", hierarchy)
    for cell in np.flatnonzero(hidden & (table.values < 5)):
        label = table.shape.label(int(cell))
        assert auditor.least(label) == auditor.most(label) == table.values[cell]
