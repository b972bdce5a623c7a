"""The command that prints a shell's completion script."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that lets SHELL complete commands and options.

    For bash, add this line to ~/.bashrc: eval "$(dueregard completion bash)"
    """
    script = get_completion_class(shell)
    if script is None:
        raise click.UsageError(f"click has no completion for {shell}.", ctx)
    click.echo(script(ctx.find_root().command, {}, "dueregard", "_DUEREGARD_COMPLETE").source())
