"""Which tests carry a ``requirement`` mark? Read from their source, so nothing has to run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NOT_RUN = {"skip", "skipif", "xfail"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One id on one test."""

    id: str
    test: str


def find_marks(directory: Path) -> list[Mark]:
    """Find the marks of all tests under a directory.

    A mark on a module or class counts for that module or class. A mark on a test that is skipped
    or expected to fail shows nothing and is left out.

    Raises
    ------
    ValueError
        When the argument of a mark is not written out, so that nobody can search for it.
    """
    files = sorted(directory.rglob("test_*.py"))
    return [mark for file in files for mark in _marks_of_file(file, directory)]


def _marks_of_file(file: Path, directory: Path) -> Iterator[Mark]:
    place = file.relative_to(directory).as_posix()
    tree = ast.parse(file.read_text(encoding="utf-8"), filename=str(file))
    yield from _marks_below(tree, place)


def _marks_below(node: ast.AST, place: str) -> Iterator[Mark]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if not _is_left_out(child):
                yield from _marks_below(child, f"{place}::{child.name}")
        elif isinstance(child, ast.Call) and _mark_name(child.func) == "requirement":
            yield from (Mark(_written(argument, place), place) for argument in child.args)
        else:
            yield from _marks_below(child, place)


def _is_left_out(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> bool:
    decorators = (d.func if isinstance(d, ast.Call) else d for d in node.decorator_list)
    return any(_mark_name(decorator) in NOT_RUN for decorator in decorators)


def _mark_name(node: ast.expr) -> str:
    """Name the mark of ``pytest.mark.NAME``, or answer with nothing."""
    text = ast.unparse(node)
    return text.removeprefix("pytest.mark.") if text.startswith("pytest.mark.") else ""


def _written(argument: ast.expr, place: str) -> str:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    raise ValueError(f"{place}: write the id of the requirement out, not {ast.unparse(argument)}.")
