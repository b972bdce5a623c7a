"""Every requirement owed by now has a test, and no test claims one that does not exist."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.requirements.marks import Mark, find_marks
from tests.requirements.register import STRENGTHS, load_owed, load_register

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent


@pytest.fixture(scope="module")
def shown() -> dict[str, str]:
    return {mark.id: mark.test for mark in find_marks(TESTS)}


@pytest.mark.parametrize("identifier", sorted(load_owed()))
def test_owed_requirement_has_a_test(identifier: str, shown: dict[str, str]) -> None:
    """Each id owed by this stage of the work is marked on at least one test that runs."""
    assert identifier in shown, load_register()[identifier].summary


def test_marks_name_known_requirements(shown: dict[str, str]) -> None:
    """A mark with a mistyped id would prove nothing, so unknown ids fail."""
    unknown = shown.keys() - load_register()
    assert {identifier: shown[identifier] for identifier in unknown} == {}


def test_register_is_whole() -> None:
    """All nine traps and 164 requirements are listed once, each with strength and section."""
    register = load_register()
    lines = (TESTS / "requirements" / "register.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) - 1 == len(register) == 173
    assert sum(identifier.startswith("T-") for identifier in register) == 9
    assert {requirement.strength for requirement in register.values()} == set(STRENGTHS)
    assert all(r.section and r.summary.endswith(".") for r in register.values())


def test_every_requirement_is_owed_now() -> None:
    """No id of the guidance may be left without a test, and none is owed that it does not have."""
    assert load_owed().keys() == load_register().keys()


def test_marks_are_found_wherever_they_stand(tmp_path: Path) -> None:
    """Marks on modules, classes, functions and parameters count; those of skipped tests do not."""
    (tmp_path / "test_marks.py").write_text(
        "import pytest\n"
        "pytestmark = [pytest.mark.requirement('M')]\n"
        "@pytest.mark.requirement('C')\n"
        "class TestThis:\n"
        "    @pytest.mark.requirement('F', 'G')\n"
        "    @pytest.mark.parametrize('n', [pytest.param(1, marks=pytest.mark.requirement('P'))])\n"
        "    def test_that(self, n): ...\n"
        "@pytest.mark.requirement('S')\n"
        "@pytest.mark.skip(reason='later')\n"
        "def test_skipped(): ...\n"
    )
    method = "test_marks.py::TestThis::test_that"
    assert sorted(find_marks(tmp_path), key=lambda mark: mark.id) == [
        Mark("C", "test_marks.py::TestThis"),
        Mark("F", method),
        Mark("G", method),
        Mark("M", "test_marks.py"),
        Mark("P", method),
    ]


def test_computed_ids_are_refused(tmp_path: Path) -> None:
    """An id that is not written out cannot be searched for, so the mark is refused."""
    (tmp_path / "test_marks.py").write_text(
        "import pytest\n@pytest.mark.requirement(NAME)\ndef test_it(): ...\n"
    )
    with pytest.raises(ValueError, match=r"test_it: write the id .* not NAME"):
        find_marks(tmp_path)


def test_coverage_table_is_printed(shown: dict[str, str]) -> None:
    """``make requirements`` prints every id, and fails exactly when something owed is missing."""
    command = [sys.executable, "-m", "tests.requirements"]
    table = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert all(f"\n{identifier} " in table.stdout for identifier in load_register())
    assert table.returncode == (0 if load_owed().keys() <= shown.keys() else 1)
