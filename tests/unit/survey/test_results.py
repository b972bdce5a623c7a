"""Results become a return like any other."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from dueregard.cli.root import root
from dueregard.editions.loader import load_edition
from dueregard.errors import ConfigurationError, DueRegardError, FileNotUsableError
from dueregard.indicators.compute import compute_indicators
from dueregard.returns.pooling_storage import load_pool
from dueregard.returns.storage import load_return
from dueregard.survey.handover import write_handover
from dueregard.survey.opening import load_opened, open_handover, write_opened
from dueregard.survey.results import shown_items, work_out, write_results
from tests.survey_parties import DURING, Parties, close, gather, opinion


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Parties:
    return gather(tmp_path_factory.mktemp("survey"), (20,) * 12)


@pytest.fixture(scope="module")
def said(made: Parties) -> list[dict[str, str]]:
    """Let 180 people answer, 60 of them BME; return what they ticked."""
    source = random.Random(3)
    given = []
    for number, (_, code) in enumerate(source.sample(made.everybody, 180)):
        given.append(opinion(source, is_bme=number % 3 == 0))
        made.store.receive(code, given[-1], day=DURING)
    return given


@pytest.mark.requirement("R-212")
def test_pooled_percentages_are_those_of_the_people(
    made: Parties, said: list[dict[str, str]], tmp_path: Path
) -> None:
    """Indicators 5 to 8 of the pool are what the people ticked, counted here another way."""
    handover = close(made)
    opened = open_handover(handover, made.manifest, made.analyst)
    results = work_out(opened, handover, made.manifest)
    write_results(results, made.manifest, tmp_path / "out")
    data_return = load_return(tmp_path / "out" / "return")
    figures = {
        figure.key: figure
        for one in compute_indicators(data_return, load_edition("2016"))
        for figure in one.figures
    }
    checked = 0
    for key, items in {
        "harassment_public": ["harassment_public"],
        "harassment_staff": ["harassment_managers", "harassment_colleagues"],
        "fair_progression": ["fair_progression"],
        "discrimination": ["discrimination"],
    }.items():
        for group, letters in (("reference", "ABC"), ("compared", "DEFGHJKLMNPRS")):
            base = [
                one
                for one in said
                if one.get("ethnicity", "?") in letters and any(i in one for i in items)
                if any(one.get(i) in {"yes", "no"} for i in items)
            ]
            yes = sum(any(one.get(i) == "yes" for i in items) for one in base)
            shown = shown_items(tmp_path / "out" / "results.json")[key]
            if shown["is_shown"]:
                checked += 1
                figure = figures[f"{key}.{group}"]
                assert (figure.bases[0].numerator, figure.bases[0].denominator) == (yes, len(base))
                assert shown["groups"][group] == {"counted": yes, "base": len(base)}
    assert checked >= 6


def test_nothing_hidden_is_in_any_file(tmp_path: Path) -> None:
    """Of a survey with too few answers no count is in the return, and the files say so."""
    made = gather(tmp_path / "survey", (20,) * 6)
    for body, code in made.everybody[::10]:
        assert body
        made.store.receive(code, {"violence": "yes", "ethnicity": "D"}, day=DURING)
    handover = close(made)
    opened = open_handover(handover, made.manifest, made.analyst)
    results = work_out(opened, handover, made.manifest)
    write_results(results, made.manifest, tmp_path / "out")
    whole = load_return(tmp_path / "out" / "return")
    assert whole.cells == ()
    assert whole.survey.responded is None
    items = shown_items(tmp_path / "out" / "results.json").values()
    assert [one["groups"] for one in items] == [{}] * len(items)
    assert "not told" in (tmp_path / "out" / "response.csv").read_text()
    with pytest.raises(ConfigurationError, match="worked out once"):
        write_results(results, made.manifest, tmp_path / "out")


@pytest.mark.requirement("R-037")
def test_nobody_releases_the_pool_alone(
    made: Parties, said: list[dict[str, str]], tmp_path: Path
) -> None:
    """Results are a pool of their members: no single body or support unit can release them."""
    handover = close(made)
    opened = open_handover(handover, made.manifest, made.analyst)
    results = work_out(opened, handover, made.manifest)
    write_results(results, made.manifest, tmp_path / "out")
    record = load_pool(tmp_path / "out")
    assert [member.code for member in record.members] == sorted(made.codes)
    assert {member.size for member in record.members} == {"not told"}
    done = CliRunner().invoke(root, ["release", str(tmp_path / "out")])
    assert isinstance(done.exception, DueRegardError)
    assert not (tmp_path / "out" / "release" / "candidate.json").exists()


def test_opened_counts_are_signed_and_hold_no_answer(tmp_path: Path) -> None:
    """Counts come back as the analyst signed them, once; a changed count is found."""
    made = gather(tmp_path / "survey", (5,) * 5)
    for _, code in made.everybody[:12]:
        made.store.receive(code, {"violence": "yes", "ethnicity": "D"}, day=DURING)
    handover = close(made)
    write_handover(handover, made.manifest, made.store.keys, tmp_path / "handover")
    opened = open_handover(handover, made.manifest, made.analyst)
    path = write_opened(opened, made.manifest, made.analyst, tmp_path / "opened")
    assert load_opened(path, made.manifest).tallies == opened.tallies
    with pytest.raises(ConfigurationError, match="opened once"):
        write_opened(opened, made.manifest, made.analyst, tmp_path / "opened")
    path.write_text(path.read_text().replace("12", "13"))
    with pytest.raises(FileNotUsableError, match="not what Ana Lyst opened"):
        load_opened(path, made.manifest)
