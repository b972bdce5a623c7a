"""The publisher's own policy and other bodies' numbers, as the files that the library reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

import yaml

from dueregard.disclosure.policy import ZEROS, Policy, load_policy
from dueregard.releases.imports import read_numbers
from dueregard_web.organisations.models import Organisation
from dueregard_web.releases.folders import laid_out

POLICY = "policy.yaml"
MEMBERS = "members.csv"


@dataclass(frozen=True, slots=True)
class Choices:
    """What an organisation decides for itself; the rest is as it comes with the software.

    Parameters
    ----------
    threshold
        Counts below it, nought apart, are hidden.
    zeros
        One of :data:`ZEROS`: whether an empty cell may be seen to be empty.
    reason
        Why; it stands in every candidate.
    """

    threshold: int
    zeros: str
    reason: str


def default_policy() -> Policy:
    """Return the policy that comes with the software."""
    return load_policy()


def policy_text(organisation: Organisation, choices: Choices, *, day: date) -> str:
    """Write a policy as the library's file, and have the library read it back.

    Raises
    ------
    ConfigurationError
        The threshold lies outside the limits, or another choice cannot be used.
    """
    place = resources.files("dueregard.disclosure") / POLICY
    data: dict[str, Any] = yaml.safe_load(place.read_text("utf-8"))
    data |= {"policy": organisation.code, "dated": day.isoformat(), "reason": choices.reason}
    data["threshold"] |= {"default": choices.threshold, "reason": choices.reason}
    data["zeros"] |= {"default": choices.zeros, "reason": choices.reason}
    text = yaml.safe_dump(data, sort_keys=False, allow_unicode=True)
    with laid_out(organisation, files={POLICY: text}) as folder:
        load_policy(folder / POLICY)
    return text


def check_numbers(organisation: Organisation, text: str) -> None:
    """Refuse other members' numbers that the library cannot read.

    Raises
    ------
    FileNotUsableError
        Names the line.
    """
    if text:
        with laid_out(organisation, files={MEMBERS: text}) as folder:
            read_numbers(folder / MEMBERS)


__all__ = ["MEMBERS", "POLICY", "ZEROS", "Choices", "check_numbers", "default_policy",
           "policy_text"]  # fmt: skip
