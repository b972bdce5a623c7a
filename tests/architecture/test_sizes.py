"""Functions and files stay small enough to be read at one sitting."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median, quantiles

PACKAGE = Path(__file__).parents[2] / "src" / "dueregard"
LONGEST_FILE = 500
LONGEST_FUNCTION = 60
LONGEST_OF_NINE_IN_TEN = 35
LONGEST_MEDIAN = 10


def functions() -> dict[str, int]:
    """Count the lines of every function, by its place."""
    lengths = {}
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                place = f"{file.relative_to(PACKAGE)}:{node.lineno} {node.name}"
                lengths[place] = lines_without_docstring(node)
    return lengths


def lines_without_docstring(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines that have to be understood; documentation may be as long as it likes."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is None or len(node.body) == 1:
        return length
    return length - ((first.end_lineno or first.lineno) - first.lineno + 1)


def test_no_file_is_long() -> None:
    """No file of the package has more than 500 lines."""
    lengths = {
        str(file.relative_to(PACKAGE)): len(file.read_text(encoding="utf-8").splitlines())
        for file in PACKAGE.rglob("*.py")
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE} == {}


def test_no_function_is_long() -> None:
    """No function has more than 60 lines."""
    assert {name: n for name, n in functions().items() if n > LONGEST_FUNCTION} == {}


def test_most_functions_are_short() -> None:
    """Half of all functions have at most 10 lines, nine in ten at most 35."""
    lengths = list(functions().values())
    assert median(lengths) <= LONGEST_MEDIAN
    assert quantiles(lengths, n=10)[-1] <= LONGEST_OF_NINE_IN_TEN
