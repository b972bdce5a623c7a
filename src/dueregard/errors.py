"""What can go wrong for a user, said in sentences, with one exit code per kind.

::

    DueRegardError                     1
    ├── ConfigurationError             3   organisation.toml, a mapping, an option's value
    ├── FileNotUsableError             4   a file cannot be read, or lacks what it must have
    ├── FindingsRefuseError            5   the file was read; what is in it stops the count
    ├── EditionError                   6   an edition or code list is broken or unknown
    ├── ReturnError                    7   a return is broken, or two returns do not fit together
    ├── ReleaseNeededError             8   something public was asked for without a release
    └── UnsafeReleaseError             9   a release would give a person away

Exit code 2 is the command line's own (unknown command or option). A traceback is never shown for
any of these: each message says what is wrong, where, and what to do.
"""

from __future__ import annotations


class DueRegardError(Exception):
    """A fault that a user can mend.

    Parameters
    ----------
    message
        What is wrong, in a sentence, with the place.
    advice
        What to do about it, in a sentence. Shown on a line of its own.
    """

    exit_code = 1

    def __init__(self, message: str, *, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message}\n{self.advice}" if self.advice else self.message


class ConfigurationError(DueRegardError):
    """The organisation's settings cannot be used as they stand."""

    exit_code = 3


class FileNotUsableError(DueRegardError):
    """A file cannot be read, or lacks a column it must have."""

    exit_code = 4


class FindingsRefuseError(DueRegardError):
    """The file was read, and what was found in it stops the count."""

    exit_code = 5


class EditionError(DueRegardError):
    """An edition of a standard, or a code list, is broken or unknown."""

    exit_code = 6


class ReturnError(DueRegardError):
    """A return of counts is broken, or two of them do not fit together."""

    exit_code = 7


class ReleaseNeededError(DueRegardError):
    """Something public was asked for, and no release allows it."""

    exit_code = 8


class UnsafeReleaseError(DueRegardError):
    """What would be released lets somebody work out a person."""

    exit_code = 9
