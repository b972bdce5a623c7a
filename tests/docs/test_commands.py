"""Every command and option is documented, and the generated pages are what the code says."""

from __future__ import annotations

import click
import pytest

from dueregard.cli.root import COMMANDS
from tests.docs.generate import GENERATED, PAGES, all_commands
from tests.docs.pages import ROOT, blocks


@pytest.mark.parametrize("name", PAGES)
def test_generated_page_is_up_to_date(name: str) -> None:
    """The page in the repository is the one that ``make docs`` would write."""
    assert (GENERATED / name).read_text(encoding="utf-8") == PAGES[name]()


def test_every_option_is_explained() -> None:
    """No option or argument of any command is left without a word in the reference."""
    page = (GENERATED / "commands.md").read_text(encoding="utf-8")
    sections = {part.partition("\n")[0]: part for part in page.split("\n## ")[1:]}
    for path, command, _ in all_commands():
        for parameter in command.params:
            assert_explained(parameter, sections[path], path)


def assert_explained(parameter: click.Parameter, section: str, path: str) -> None:
    """Check that a parameter's names stand in its section and that an option has its help."""
    if isinstance(parameter, click.Option):
        assert parameter.hidden or parameter.help, f"{path} {parameter.name}"
        assert all(name in section for name in parameter.opts), f"{path} {parameter.name}"
    else:
        assert parameter.make_metavar(click.Context(click.Command("x"))).strip("[]") in section


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_described_with_an_example(name: str) -> None:
    """The page written by hand has a heading for the command and shows it in use."""
    page = ROOT / "docs" / "reference" / "commands.md"
    text = page.read_text(encoding="utf-8")
    assert f"\n## `{name}`\n" in text or f"\n### `{name}`\n" in text
    shown = "\n".join(block.body for block in blocks(page) if block.language == "console")
    assert f"$ dueregard {name}" in shown
