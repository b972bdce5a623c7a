"""Print how far the tests cover the requirements: ``make requirements``."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path

from tests.requirements.marks import find_marks
from tests.requirements.register import STRENGTHS, load_owed, load_register

TESTS = Path(__file__).parents[1]
SUMMARY_WIDTH = 72


def main() -> int:
    """Print one line per requirement, then the totals; fail when something owed has no test."""
    register, owed = load_register(), load_owed()
    shown = defaultdict(set)
    for mark in find_marks(TESTS):
        shown[mark.id].add(mark.test)
    print(f"{'id':<6} {'strength':<10} {'tests':>5}  {'':<5} summary")
    for requirement in register.values():
        tests = len(shown[requirement.id])
        state = "" if tests else "OWED" if requirement.id in owed else "later"
        summary = requirement.summary[:SUMMARY_WIDTH]
        print(f"{requirement.id:<6} {requirement.strength:<10} {tests:>5}  {state:<5} {summary}")
    _print_totals({identifier for identifier, tests in shown.items() if tests})
    return 1 if any(not shown[identifier] for identifier in owed) else 0


def _print_totals(shown: set[str]) -> None:
    register, owed = load_register(), load_owed()
    of_strength = Counter(requirement.strength for requirement in register.values())
    met = Counter(register[identifier].strength for identifier in shown if identifier in register)
    print()
    for strength in STRENGTHS:
        print(f"{strength:<10} {met[strength]:>4} of {of_strength[strength]:>3} shown by a test")
    print(f"{'all':<10} {met.total():>4} of {len(register):>3} shown by a test")
    print(f"{'owed now':<10} {len(shown & owed.keys()):>4} of {len(owed):>3} shown by a test")


if __name__ == "__main__":
    sys.exit(main())
