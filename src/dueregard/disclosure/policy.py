"""The publisher's choices - thresholds, zeros, worths - from a dated file with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING, Any

from dueregard.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

ZEROS = ("published", "protected")


@dataclass(frozen=True, slots=True)
class Policy:
    """One publisher's decision on disclosure control.

    Parameters
    ----------
    name, dated, reason
        Which decision this is. No number here is law.
    threshold
        Counts below it are unsafe, zeros apart.
    least_threshold, most_threshold
        Limits for another threshold.
    zeros
        ``published``: a star stands for at least one person. ``protected``: zeros are unsafe too.
    total_is_known
        Whether the grand total is public anyway.
    decimals
        Decimals of a percentage.
    worth
        Worth of a percentage that is rounded, to the nearest five, or a ten-point band, where a
        shown count is worth 1.
    """

    name: str
    dated: str
    reason: str
    threshold: int
    least_threshold: int
    most_threshold: int
    zeros: str
    total_is_known: bool
    decimals: int
    worth: tuple[float, float, float]

    @property
    def lowest(self) -> int:
        """Least number of people that a hidden cell stands for."""
        return 1 if self.zeros == "published" else 0


def load_policy(path: Path | None = None) -> Policy:
    """Return the policy in a file, or the one that comes with the software.

    Raises
    ------
    ConfigurationError
        The file cannot be read, or a key is missing or out of range.
    """
    import yaml  # noqa: PLC0415 - only commands that need a policy pay for it

    place = str(path) if path else "policy.yaml"
    try:
        text = path.read_text("utf-8") if path else _default_text()
        return _policy(yaml.safe_load(text))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise ConfigurationError(f"{place} cannot be read: {fault}") from fault
    except (KeyError, TypeError, ValueError) as fault:
        raise ConfigurationError(
            f"{place}: {fault} is missing or cannot be used.",
            advice="Copy the policy file that comes with the software and change its numbers.",
        ) from fault


def _default_text() -> str:
    return (resources.files("dueregard.disclosure") / "policy.yaml").read_text("utf-8")


def _policy(data: dict[str, Any]) -> Policy:
    worth = data["percentages"]["worth"]
    policy = Policy(
        name=str(data["policy"]),
        dated=str(data["dated"]),
        reason=str(data["reason"]).strip(),
        threshold=int(data["threshold"]["default"]),
        least_threshold=int(data["threshold"]["least"]),
        most_threshold=int(data["threshold"]["most"]),
        zeros=str(data["zeros"]["default"]),
        total_is_known=bool(data["grand_total"]["known"]),
        decimals=int(data["percentages"]["decimals"]),
        worth=(
            float(worth["rounded"]),
            float(worth["nearest_five"]),
            float(worth["ten_point_band"]),
        ),
    )
    if policy.zeros not in ZEROS:
        raise ValueError(f"zeros: {policy.zeros}")
    check_threshold(policy, policy.threshold)
    return policy


def check_threshold(policy: Policy, threshold: int) -> int:
    """Return the threshold.

    Raises
    ------
    ConfigurationError
        It lies outside the policy's limits.
    """
    if not policy.least_threshold <= threshold <= policy.most_threshold:
        raise ConfigurationError(
            f"A threshold of {threshold} lies outside {policy.least_threshold} to "
            f"{policy.most_threshold}.",
            advice="Choose one inside, or change the limits in a policy file of your own.",
        )
    return threshold
