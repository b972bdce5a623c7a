"""Which commands are there? One table, read without importing a single one of them.

``dueregard --help`` is typed by people who are waiting, so the root knows of each command only
its name, its place and one line of help. The module behind a name is imported when that command
is really called.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import click
from click.shell_completion import CompletionItem

from dueregard import __version__

EXIT_PIPE_CLOSED = 141


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command lives and what it does.

    Parameters
    ----------
    section
        The heading under which ``--help`` lists it.
    target
        ``module:attribute`` of the click command.
    summary
        What it does, in one line.
    """

    section: str
    target: str
    summary: str

    def load(self) -> click.Command:
        """Import the command.

        Raises
        ------
        TypeError
            When the attribute is no click command: a fault of the table, not of the user.
        """
        module, attribute = self.target.split(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self.target} is not a click command.")
        return command


YEAR = "An organisation's year"
NUMBERS = "Figures from numbers you have"
RELEASE = "Before something leaves the building"
TOGETHER = "Several organisations"
PROVIDERS = "A commissioner's providers"
WEB = "The web workspace"
STANDARD = "The standard and this program"

COMMANDS: dict[str, Place] = {
    "init": Place(YEAR, "dueregard.cli.extracts:init", "Start a folder with its organisation.toml"),
    "example": Place(YEAR, "dueregard.cli.examples:example", "Make an invented organisation"),
    "check": Place(YEAR, "dueregard.cli.extracts:check", "Look for faults in the files"),
    "count": Place(YEAR, "dueregard.cli.extracts:count", "Turn the files into a return of counts"),
    "figures": Place(YEAR, "dueregard.cli.reports:figures", "Print the nine indicators"),
    "report": Place(YEAR, "dueregard.cli.reports:report", "Write the annual report and all else"),
    "records": Place(YEAR, "dueregard.cli.records:records", "What to do next beside the figures"),
    "received": Place(
        YEAR, "dueregard.cli.received:received", "Read a template or workbook that was filled in"
    ),
    "rollover": Place(YEAR, "dueregard.cli.extracts:rollover", "Start a year from the last one"),
    "proportion": Place(
        NUMBERS, "dueregard.cli.calculators:proportion", "A share of people, with its interval"
    ),
    "likelihood": Place(
        NUMBERS, "dueregard.cli.calculators:likelihood", "How many times as likely, White to BME"
    ),
    "gap": Place(NUMBERS, "dueregard.cli.calculators:gap", "The difference between two shares"),
    "trend": Place(NUMBERS, "dueregard.cli.calculators:trend", "Whether years show a direction"),
    "bounds": Place(
        NUMBERS, "dueregard.cli.calculators:bounds", "What the unknown could make of a figure"
    ),
    "possible": Place(
        NUMBERS, "dueregard.cli.calculators:possible", "Whether a percentage fits its base"
    ),
    "audit": Place(
        RELEASE, "dueregard.cli.disclosure:audit", "Find what a table gives away about people"
    ),
    "protect": Place(
        RELEASE, "dueregard.cli.disclosure:protect", "Hide what must be hidden in a table"
    ),
    "release": Place(
        RELEASE, "dueregard.cli.releases:release", "Propose, decide and keep what is published"
    ),
    "pool": Place(TOGETHER, "dueregard.cli.pool:pool", "Add the returns of small bodies into one"),
    "share": Place(TOGETHER, "dueregard.cli.share:share", "Pool counts without showing them"),
    "combine": Place(TOGETHER, "dueregard.cli.share:combine", "Add what bodies shared in a round"),
    "survey": Place(
        TOGETHER, "dueregard.cli.survey:survey", "Ask staff of small bodies in confidence"
    ),
    "compare": Place(
        TOGETHER, "dueregard.cli.compare:compare", "One organisation beside others like it"
    ),
    "register": Place(
        PROVIDERS,
        "dueregard.cli.assurance_register:register",
        "Keep the register of providers and contracts",
    ),
    "applicability": Place(
        PROVIDERS, "dueregard.cli.assurance:applicability", "Which clauses bind which provider"
    ),
    "milestones": Place(
        PROVIDERS, "dueregard.cli.assurance:milestones", "What an edition asks for by when"
    ),
    "obligations": Place(
        PROVIDERS, "dueregard.cli.assurance:obligations", "Where each provider stands"
    ),
    "evidence": Place(
        PROVIDERS, "dueregard.cli.assurance_evidence:evidence", "Keep what came, with its hash"
    ),
    "letters": Place(
        PROVIDERS, "dueregard.cli.assurance_letters:letters", "Who is written to, and who is not"
    ),
    "tick": Place(
        PROVIDERS, "dueregard.cli.assurance_letters:tick", "Do what falls due, every night"
    ),
    "assurance": Place(
        PROVIDERS, "dueregard.cli.assurance_papers:assurance", "Statement, papers, evidence pack"
    ),
    "site": Place(
        PROVIDERS, "dueregard.cli.assurance_site:site", "Build the site that publishes reports"
    ),
    "web": Place(WEB, "dueregard.cli.web:web", "Start the web workspace"),
    "verify-log": Place(
        WEB, "dueregard.cli.web:verify_log", "Check that nobody changed its audit trail"
    ),
    "send-tasks": Place(
        WEB, "dueregard.cli.web:send_tasks", "Tell people by e-mail that something waits"
    ),
    "editions": Place(
        STANDARD, "dueregard.cli.editions:editions", "The editions of the standard, and changes"
    ),
    "completion": Place(
        STANDARD, "dueregard.cli.completion:completion", "Print the completion script of a shell"
    ),
}
NAME_WIDTH = max(map(len, COMMANDS))


@contextmanager
def quiet_when_reader_is_gone() -> Iterator[None]:
    """End with a code of its own when the program that reads our output has stopped reading."""
    try:
        yield
    except BrokenPipeError:
        raise click.exceptions.Exit(EXIT_PIPE_CLOSED) from None


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, not when they are listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands in the order in which a year goes."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Import one command, or answer ``None`` when there is none of this name."""
        place = COMMANDS.get(cmd_name)
        return place.load() if place else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed; offer the nearest names when there is none."""
        name = args[0]
        if name in COMMANDS or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        raise click.NoSuchCommand(name, possibilities=list(COMMANDS), ctx=ctx)

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:  # noqa: ANN401 - click's signature
        """Read the command line, which is also where help and version are printed."""
        with quiet_when_reader_is_gone():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        with quiet_when_reader_is_gone():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """List the commands by section, from the table alone."""
        for section in dict.fromkeys(place.section for place in COMMANDS.values()):
            rows = [
                (n.ljust(NAME_WIDTH), p.summary)
                for n, p in COMMANDS.items()
                if p.section == section
            ]
            with formatter.section(section):
                formatter.write_dl(rows)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete names from the table; the Tab key must not wait for an import."""
        names = [
            CompletionItem(name, help=place.summary)
            for name, place in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return names + click.Command.shell_complete(self, ctx, incomplete)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="'dueregard COMMAND --help' explains a command. Nothing is sent anywhere.",
)
@click.version_option(__version__, "-V", "--version", prog_name="dueregard")
def root() -> None:
    """Compute the NHS Workforce Race Equality Standard from your own files, and report on it.

    A first look: 'dueregard example DIR', then 'dueregard report DIR'.
    """
