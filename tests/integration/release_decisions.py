"""Decisions of invented people, for tests that need a release decided."""

from __future__ import annotations

import json
from pathlib import Path

BOARD_EXCEPTION = """
[board_exception]
reason = "The public has a clear interest in who leads a public body."
date = 2016-05-01
approvers = ["E. Guardian", "F. Chair"]
members_told = true
members_told_on = 2016-04-30
"""


def decide(folder: Path, verdict: str, *, further: str = "", narrative: str = "") -> Path:
    """Write a whole decision on the candidate that is in the folder now."""
    candidate = json.loads((folder / "release" / "candidate.json").read_text("utf-8"))
    path = folder / "release" / "decision.toml"
    path.write_text(
        f"""decision = "{verdict}"
candidate = "{candidate["sha256"]}"
reasons = ["The figures show where recruitment loses people."]
prepared_by = "A. Author"
narrative = "{narrative}"

[[reviewers]]
name = "B. Reviewer"
reviewed_on = 2016-05-01

[[reviewers]]
name = "C. Checker"
reviewed_on = 2016-05-01

[signatory]
name = "D. Signer"
role = "Accountable officer"
organisation = "Invented CCG"
organisation_kind = "commissioner"
signed_on = 2016-05-01
{further}""",
        "utf-8",
    )
    return path
