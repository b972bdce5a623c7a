"""Whole processes measured side by side: processor time, wall time, peak memory.

A side is a command. All sides run in one go, in alternating order (A B C, C B A, ...), after one
round that warms the page cache, so that a noisy machine is noisy for all of them.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAUNCH = Path(__file__).resolve().parent / "launch.py"


@dataclass(frozen=True)
class Side:
    """One command under measurement. ``line`` is what it prints on its last line of output."""

    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """One run of a side, from start to exit."""

    cpu: float
    wall: float
    peak_mib: float
    line: str


@dataclass(frozen=True)
class Summary:
    """The medians of a side's runs, the spread of its processor time, and what it printed."""

    name: str
    cpu: float
    wall: float
    peak_mib: float
    lowest_cpu: float
    highest_cpu: float
    line: str


def run(side: Side) -> Run:
    """Run a side once and read its resources from the kernel's account of the process."""
    with tempfile.TemporaryDirectory() as folder:
        account = Path(folder) / "account.json"
        done = subprocess.run(
            (sys.executable, "-I", "-S", str(LAUNCH), str(account), *side.command),
            capture_output=True,
            cwd=ROOT,
            env=ordinary_environment() | side.environment,
            check=False,
        )
        if done.returncode != 0:
            sys.stderr.buffer.write(done.stderr)
            raise SystemExit(f"{side.name} ended with exit code {done.returncode}")
        used = json.loads(account.read_text(encoding="utf-8"))
    lines = done.stdout.decode().strip().splitlines()
    return Run(used["cpu"], used["wall"], used["peak_mib"], lines[-1] if lines else "")


def ordinary_environment() -> dict[str, str]:
    """Return this process's environment with byte code kept between runs, as users have it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(ROOT / "benchmarks" / ".data" / "bytecode")}


def side_by_side(
    sides: tuple[Side, ...], repeats: int, *, same_output: bool = True
) -> tuple[Summary, ...]:
    """Run all sides in alternating order and summarise each."""
    runs: dict[str, list[Run]] = {side.name: [] for side in sides}
    for turn in range(repeats + 1):
        for side in sides if turn % 2 else reversed(sides):
            measured = run(side)
            if turn:
                runs[side.name].append(measured)
    return tuple(summarise(name, made, same_output) for name, made in runs.items())


def summarise(name: str, runs: list[Run], same_output: bool) -> Summary:  # noqa: FBT001 - private to this file
    """Take medians, and refuse a side that does not print the same line each time."""
    lines = {made.line for made in runs}
    if same_output and len(lines) > 1:
        raise SystemExit(f"{name} printed different results in different runs: {sorted(lines)}")
    return Summary(
        name=name,
        cpu=statistics.median(made.cpu for made in runs),
        wall=statistics.median(made.wall for made in runs),
        peak_mib=statistics.median(made.peak_mib for made in runs),
        lowest_cpu=min(made.cpu for made in runs),
        highest_cpu=max(made.cpu for made in runs),
        line=lines.pop(),
    )


def table(title: str, summaries: tuple[Summary, ...], reference: str) -> str:
    """Write one table of results, each side's processor time against the reference's."""
    base = next(summary.cpu for summary in summaries if summary.name == reference)
    lines = [
        title,
        f"{'side':<44}{'cpu s':>8}{'(range)':>15}{'wall s':>8}{'MiB':>7}{'ratio':>7}",
    ]
    lines += [
        f"{one.name:<44}{one.cpu:>8.2f}{f'({one.lowest_cpu:.2f}-{one.highest_cpu:.2f})':>15}"
        f"{one.wall:>8.2f}{one.peak_mib:>7.0f}{one.cpu / base:>7.2f}"
        for one in summaries
    ]
    return "\n".join(lines)
