"""Whatever a command does, the user gets a sentence, an exit code and nobody's personal data."""

from __future__ import annotations

import errno

import click
import pytest

from dueregard import errors
from dueregard.__main__ import main
from dueregard.cli import root as root_module
from dueregard.cli.root import Place

OF_A_PERSON = "staff number 4711"


@pytest.fixture
def raising(monkeypatch: pytest.MonkeyPatch):
    """Give the program a command that raises whatever the test wants."""

    def plant(outcome: BaseException | object) -> None:
        @click.command()
        def planted() -> object:
            if isinstance(outcome, BaseException):
                raise outcome
            return outcome

        monkeypatch.setattr(Place, "load", lambda _: planted)
        monkeypatch.setitem(root_module.COMMANDS, "planted", Place("s", "m:a", "planted"))

    return plant


def exit_codes() -> list[type[errors.DueRegardError]]:
    """List every class of the error tree, as its module draws it."""
    kinds = (kind for kind in vars(errors).values() if isinstance(kind, type))
    return [kind for kind in kinds if issubclass(kind, errors.DueRegardError)]


@pytest.mark.parametrize("kind", exit_codes())
def test_a_user_fault_is_two_sentences(kind, raising, capsys) -> None:
    """The message comes first, what to do second, on standard error; the code tells the kind."""
    raising(kind("The file has no column for ethnicity.", advice="Name it in organisation.toml."))
    assert main(["planted"]) == kind.exit_code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        "Error: The file has no column for ethnicity.\nName it in organisation.toml.\n"
    )


def test_each_kind_of_fault_has_its_own_code() -> None:
    """An operator learns the cause from the code alone; 2 stays with the command line."""
    codes = [kind.exit_code for kind in exit_codes()]
    assert len(set(codes)) == len(codes)
    assert not {0, 2, 70, 130, 141} & set(codes)


def test_an_unexpected_fault_shows_no_value(raising, capsys, monkeypatch) -> None:
    """The text of an exception nobody foresaw may hold a person's data, so it is not shown."""
    raising(ValueError(OF_A_PERSON))
    assert main(["planted"]) == 70
    shown = capsys.readouterr()
    assert OF_A_PERSON not in shown.out + shown.err
    assert "ValueError" in shown.err
    assert "in dueregard." in shown.err
    assert "Traceback" not in shown.err


def test_an_unexpected_fault_shows_all_when_asked(raising, capsys, monkeypatch) -> None:
    """With DUEREGARD_DEBUG=1 the user sees the traceback."""
    monkeypatch.setenv("DUEREGARD_DEBUG", "1")
    raising(ValueError(OF_A_PERSON))
    assert main(["planted"]) == 70
    assert OF_A_PERSON in capsys.readouterr().err


def test_a_refused_file_is_named(raising, capsys) -> None:
    """What the operating system refuses is said with the file's name."""
    raising(PermissionError(errno.EACCES, "Permission denied", "data/staff.csv"))
    assert main(["planted"]) == errors.FileNotUsableError.exit_code
    assert "data/staff.csv: Permission denied." in capsys.readouterr().err


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), click.Abort(), EOFError()])
def test_stopping_is_quiet(fault, raising, capsys) -> None:
    """Ctrl-C, and an end of input at a question, stop the program without complaint."""
    raising(fault)
    assert main(["planted"]) == 130
    assert capsys.readouterr().err.strip() == "Stopped."


@pytest.mark.parametrize(
    ("returned", "code"), [(None, 0), (0, 0), (5, 5), (True, 0), ("text", 0), ([3], 0)]
)
def test_a_command_may_return_its_exit_code(returned, code, raising) -> None:
    """A whole number is an exit code; anything else a command returns is not."""
    raising(returned)
    assert main(["planted"]) == code


def test_exit_through_the_context_is_kept(raising) -> None:
    """``ctx.exit(5)`` inside a command ends with 5."""
    raising(click.exceptions.Exit(5))
    assert main(["planted"]) == 5


def test_wrong_usage_is_two(raising, capsys) -> None:
    """An unknown option belongs to the command line: exit code 2 and a hint."""
    raising(None)
    assert main(["planted", "--nonsense"]) == 2
    assert "--nonsense" in capsys.readouterr().err
