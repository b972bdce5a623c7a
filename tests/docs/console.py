"""Does a command print what a page shows? ``...`` stands for whatever may differ."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

FAULT = re.compile(r"^(Error|STOP): ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Example:
    """A command as typed, and what is shown to come out of it (nothing: not compared)."""

    command: str
    output: str


def examples(body: str) -> list[Example]:
    """Split a console block into its commands and their outputs.

    Raises
    ------
    ValueError
        When the block does not begin with a command.
    """
    if not body.startswith("$ "):
        raise ValueError("A console block begins with '$ '.")
    found = []
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        while command.endswith("\\"):
            line, _, output = output.partition("\n")
            command = command[:-1] + line.removeprefix("> ")
        found.append(Example(command.strip(), output.strip("\n")))
    return found


def run(example: Example, directory: Path) -> str:
    """Run a command as a user would type it and answer with everything it printed.

    Raises
    ------
    AssertionError
        When it fails although the page shows no fault, or the other way round.
    """
    programs = str(Path(sys.executable).parent)
    environment = os.environ | {
        "PATH": programs + os.pathsep + os.environ["PATH"],
        "COLUMNS": "100",
        "NO_COLOR": "1",
    }
    finished = subprocess.run(
        ["bash", "-c", example.command],
        cwd=directory,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    fault_is_shown = bool(FAULT.search(example.output))
    assert (finished.returncode != 0) == fault_is_shown, (
        f"$ {example.command}\nexit code {finished.returncode}\n{finished.stdout}"
    )
    return finished.stdout


def matches(expected: str, printed: str) -> bool:
    """Compare what is shown with what was printed, trailing blanks apart.

    A line that is only ``...`` stands for any lines, none included; ``...`` within a line for any
    words.
    """
    pattern = ""
    for line in expected.strip("\n").splitlines():
        if line.strip() == "...":
            pattern += r"(?:[^\n]*\n)*"
        else:
            words = map(re.escape, line.rstrip().split("..."))
            pattern += r"[^\n]*".join(words) + r"[ \t]*\n"
    return re.fullmatch(pattern, printed.strip("\n") + "\n") is not None
