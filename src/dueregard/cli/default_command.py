"""A group of commands in which a path in place of a command means the first of them."""

from __future__ import annotations

import click


def group_with_default(command: str) -> type[click.Group]:
    """Return a kind of group that runs `command` when the first word is none of its commands."""

    class Group(click.Group):
        """Takes a first word that is no command for the path that the command is given."""

        def resolve_command(
            self, ctx: click.Context, args: list[str]
        ) -> tuple[str | None, click.Command | None, list[str]]:
            """Put the command's name before a path."""
            if args and args[0] not in self.commands and not args[0].startswith("-"):
                args = [command, *args]
            return super().resolve_command(ctx, args)

    return Group
