"""Nobody is linked to an answer, and the attacks that say so do link where a leak is planted."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from dueregard.errors import FileNotUsableError
from dueregard.survey.attacking.leaks import LEAKS, attack
from dueregard.survey.attacking.scoring import score
from dueregard.survey.store import Store
from tests.survey_dumps import PLANTED, printing_totals, run

NUMBERS = sorted({leak.number for leak in LEAKS} | {9})


@pytest.mark.requirement("R-212")
def test_no_attack_links_people_to_answers(tmp_path: Path) -> None:
    """With everything that custodian and operator have, logs and copies, links are chance."""
    outcomes = attack(run(tmp_path))
    assert [one.number for one in outcomes] == NUMBERS
    assert [(one.name, one.by, one.best) for one in outcomes if one.has_linked] == []
    tried = {one.number: one.tried for one in outcomes}
    assert tried[8] > 5
    assert all(one.best.detectable < 0.16 for one in outcomes if one.best)


@pytest.mark.slow
@pytest.mark.parametrize("number", NUMBERS)
def test_each_attack_succeeds_where_its_leak_is_planted(tmp_path: Path, number: int) -> None:
    """The attack on a leak finds it in a build that has it, so its silence means something."""
    if number == 9:
        dumps = run(tmp_path, (20,) * 20, share=0.7, with_results=printing_totals)
    else:
        dumps = run(tmp_path, kind=PLANTED[number])
    (own,) = [one for one in attack(dumps) if one.number == number]
    assert own.has_linked, own
    if own.best is not None:
        assert own.best.right > 2 * own.best.expected


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_thirty_bodies_of_30_to_300_staff_are_safe(tmp_path: Path, seed: int) -> None:
    """At full size every attack stays at chance; one that linked 4 % would be noticed."""
    sizes = [random.Random(seed).randint(30, 300) for _ in range(30)]
    outcomes = attack(run(tmp_path, sizes, share=0.3, seed=seed, kind=Store))
    assert [(one.name, one.by, one.best) for one in outcomes if one.has_linked] == []
    assert all(one.best.detectable < 0.04 for one in outcomes if one.best and one.number != 6)


def test_score_notices_what_it_says_it_notices() -> None:
    """Links at the share that the test claims to notice are noticed in about 4 of 5 runs."""
    source = random.Random(5)
    answers = [f"{source.randint(0, 30)}" for _ in range(600)]
    records = list(range(600))
    level = 0.05 / 40
    share = score([(n, n) for n in records], answers, answers, level=level).detectable
    noticed = 0
    for _ in range(40):
        linked = set(source.sample(records, round(share * 600)))
        rest = [n for n in records if n not in linked]
        shuffled = source.sample(rest, len(rest))
        mixed = [n if n in linked else shuffled.pop() for n in records]
        pairs = list(enumerate(mixed))
        noticed += score(pairs, answers, answers, level=level).p_value <= level
    assert share < 0.1
    assert noticed >= 28


def test_dumps_without_truth_are_refused(tmp_path: Path) -> None:
    """Without the truth nothing could be scored, and that is said."""
    dumps = run(tmp_path)
    (dumps / "truth" / "answers.csv").unlink()
    with pytest.raises(FileNotUsableError, match="does not say who answered what"):
        attack(dumps)
