"""What a release tells by its mere lines: nothing of who is there and who is not."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from dueregard.operations.propose_release import propose_release

EXAMPLE = Path(__file__).parents[2] / "examples" / "small-commissioner"
DAY = date(2016, 5, 2)
CODES = "ABCDEFGHJKLMNPRS"


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    folder = tmp_path_factory.mktemp("silence") / "small"
    shutil.copytree(EXAMPLE, folder)
    propose_release(folder, as_of=DAY)
    document = json.loads((folder / "release" / "candidate.json").read_text("utf-8"))
    return list(document["lines"])


@pytest.mark.slow
@pytest.mark.requirement("R-240")
def test_categories_stand_in_the_order_of_the_code_list(lines: list[dict[str, str]]) -> None:
    """Every category has its line, in an order that does not tell which of them are empty."""
    stem = "profile.ethnicity."
    codes = [one["key"].split(".")[2] for one in lines if one["key"].startswith(stem)]
    assert list(dict.fromkeys(codes)) == list(CODES)


@pytest.mark.slow
@pytest.mark.requirement("R-240")
def test_no_line_tells_by_being_there(lines: list[dict[str, str]]) -> None:
    """Staff groups in which somebody started or left have no lines of their own."""
    moved = [one for one in lines if one["key"].startswith(("completeness.st", "completeness.le"))]
    groups = {one["key"].split(".")[2] for one in moved if "staff" not in one["key"]}
    assert groups <= {"all", "blank", "declined", "not_known", "not_separated"}


@pytest.mark.slow
def test_no_two_prints_of_different_meaning_look_alike(lines: list[dict[str, str]]) -> None:
    """A percentage to the nearest five says so; a bare one is to the nearest whole number."""
    for one in lines:
        if one["text"].endswith("%") and "-" not in one["text"]:
            assert float(one["text"].removesuffix("%")) >= 0
        if "nearest 5" in one["text"]:
            assert int(one["text"].partition("%")[0]) % 5 == 0
    labels = [(one["table"], one["label"], one["year"]) for one in lines]
    assert len(labels) == len(set(labels))
