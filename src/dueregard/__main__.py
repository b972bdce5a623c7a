"""Run the command line, and turn whatever goes wrong into a sentence and an exit code.

::

    0     done
    1-9   a fault that the user can mend: see ``dueregard.errors``
    2     the command line itself was wrong: unknown command or option
    70    a fault of this program
    130   stopped by the user
    141   the program that read our output stopped reading
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import click

from dueregard.cli.root import EXIT_PIPE_CLOSED, root
from dueregard.cli.terminal import show_fault, show_file_fault, show_unexpected
from dueregard.errors import DueRegardError, FileNotUsableError

EXIT_UNEXPECTED = 70
EXIT_STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and answer with its exit code.

    Parameters
    ----------
    arguments
        The words after ``dueregard``; those of the process when left out.
    """
    _never_fail_on_a_character()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
        return EXIT_PIPE_CLOSED
    return code


def _run(arguments: Sequence[str] | None) -> int:
    try:
        result = root.main(arguments, prog_name="dueregard", standalone_mode=False)
    except click.ClickException as fault:
        fault.show()
        return fault.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        return EXIT_STOPPED
    except DueRegardError as fault:
        show_fault(fault)
        return fault.exit_code
    except Exception as fault:  # noqa: BLE001 - the last net: nothing may end in a traceback
        return _refuse_unexpected(fault)
    # click answers with the code of `ctx.exit(code)`, or with whatever the command returned.
    return result if type(result) is int else 0


def _refuse_unexpected(fault: Exception) -> int:
    if isinstance(fault, BrokenPipeError):
        raise fault
    if isinstance(fault, OSError) and fault.filename and fault.strerror:
        show_file_fault(fault)
        return FileNotUsableError.exit_code
    show_unexpected(fault)
    return EXIT_UNEXPECTED


def _never_fail_on_a_character() -> None:
    """Print a question mark where the terminal's encoding has no such character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _discard_output() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not complain at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
