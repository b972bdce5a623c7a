"""From YAML text to plain values, with the line of every one of them.

YAML keeps the last of two equal keys without a word, and lets one part of a file stand in for
another. An edition is read beside a guidance document, clause by clause, so both are refused here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from dueregard.errors import EditionError

Path = tuple[str | int, ...]
DEEPEST = 30
"""No edition nests half as deep; the parser of libyaml fails on files that nest without end."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands in its file, and how it is written there."""

    line: int
    column: int
    written: str = ""


@dataclass(frozen=True, slots=True)
class MarkedFile:
    """The plain values of a YAML file, and the place of each by its path."""

    name: str
    values: Any
    places: dict[Path, Place]

    def place(self, path: Path) -> Place:
        """Return the place of a path, or of the nearest thing that holds it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(1, 1))

    def words(self, path: Path) -> str:
        """Name a path as a reader would: list members by their id, key or number."""
        here: Any = self.values
        names: list[str] = []
        for step in path:
            here = _member(here, step)
            names.append(_name(here, step))
        return ".".join(names) or "the file"


def read_marked(text: str, name: str) -> MarkedFile:
    """Read one YAML document and mark the line of every value.

    Raises
    ------
    EditionError
        If the text is not YAML, is empty, repeats a key, or uses an anchor, alias or merge key.
    """
    try:
        _check_events(text, name)
        loader = yaml.CSafeLoader(text)
        root = loader.get_single_node()
        if root is None:
            raise EditionError(
                f"{name} is empty.", advice="Start from a file of editions/data that works."
            )
        places = dict(_walk(root, (), name))
        values = _construct(loader, root, name)
    except yaml.YAMLError as error:
        raise _not_yaml(error, name) from error
    return MarkedFile(name=name, values=values, places=places)


def _construct(loader: yaml.CSafeLoader, root: yaml.Node, name: str) -> Any:  # noqa: ANN401 - plain YAML values
    # YAML sees a date or number by its look; 30 February looks like a date and is none.
    for node in _scalars(root):
        try:
            loader.construct_object(node)
        except ValueError as error:
            raise EditionError(
                f"{name}, line {_line(node)}: '{node.value}' cannot be read ({error}).",
                advice="Correct the date or number, or put the text in quotes.",
            ) from error
    return loader.construct_document(root)


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for _, child in node.value:
            yield from _scalars(child)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _scalars(child)


def _check_events(text: str, name: str) -> None:
    """Refuse what hides or repeats parts of a file, before anything is built from it."""
    depth = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise EditionError(
                f"{name}, line {line}: lists and groups are nested more than {DEEPEST} deep.",
                advice="Start from a file of editions/data that works.",
            )
        if isinstance(event, yaml.AliasEvent):
            raise EditionError(
                f"{name}, line {line}: an alias repeats an earlier part of the file.",
                advice="Write the values out: an edition is read clause by clause.",
            )
        tag = getattr(event, "tag", None)
        if tag:
            raise EditionError(
                f"{name}, line {line}: a tag ({tag}) changes how a value is read.",
                advice="Take the tag out; put text in quotes where YAML would read a number.",
            )


def _walk(node: yaml.Node, path: Path, name: str) -> Iterator[tuple[Path, Place]]:
    written = node.value if isinstance(node, yaml.ScalarNode) else ""
    yield path, Place(_line(node), node.start_mark.column + 1, written)
    if isinstance(node, yaml.MappingNode):
        yield from _walk_mapping(node, path, name)
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            yield from _walk(child, (*path, index), name)


def _walk_mapping(node: yaml.MappingNode, path: Path, name: str) -> Iterator[tuple[Path, Place]]:
    lines: dict[str, int] = {}
    for key_node, child in node.value:
        key = _key(key_node, name)
        line = _line(key_node)
        if key in lines:
            raise EditionError(
                f"{name}, line {line}: the key '{key}' is already on line {lines[key]}.",
                advice="Keep one of the two: YAML would keep the last without a word.",
            )
        lines[key] = line
        yield from _walk(child, (*path, key), name)


def _key(node: yaml.Node, name: str) -> str:
    line = _line(node)
    if node.tag == "tag:yaml.org,2002:merge":
        raise EditionError(
            f"{name}, line {line}: '<<' takes keys from another part of the file.",
            advice="Write the keys out: an edition is read clause by clause.",
        )
    if node.tag != "tag:yaml.org,2002:str":
        written = node.value if isinstance(node, yaml.ScalarNode) else "a list or a group"
        raise EditionError(
            f"{name}, line {line}: a key must be a word, and {written} is not read as one.",
            advice="Put the key in quotes, or give it a name.",
        )
    return str(node.value)


def _line(node: yaml.Node) -> int:
    line: int = node.start_mark.line
    return line + 1


def _not_yaml(error: yaml.YAMLError, name: str) -> EditionError:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be read"
    where = f"{name}, line {mark.line + 1}" if mark is not None else name
    return EditionError(
        f"{where}: this is not YAML ({problem}).",
        advice="Check the indentation, the quotes and the colons at and above this line.",
    )


def _member(here: Any, step: str | int) -> Any:  # noqa: ANN401 - plain YAML values of any shape
    try:
        return here[step]
    except (KeyError, IndexError, TypeError):
        return None


def _name(here: Any, step: str | int) -> str:  # noqa: ANN401 - plain YAML values of any shape
    if isinstance(step, str) or not isinstance(here, dict):
        return str(step)
    return str(here.get("id") or here.get("key") or here.get("number") or step)
