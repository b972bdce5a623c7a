"""What the recorded values mean, typed out from the public sources and not from the product's data.

Ethnic categories: NHS Data Dictionary, ETHNIC CATEGORY. The roll-up to White and BME is that of
published WRES reports (White British, Irish and other White are White; every other stated group is
BME).
"""

from __future__ import annotations

WHITE_LETTERS = "ABC"
BME_LETTERS = "DEFGHJKLMNPRS"
NEVER_RECORDED = {"", "NULL", "NA", "N/A", "UNSPECIFIED"}
NOT_KNOWN = {"99", "X", "NK", "NOT KNOWN", "UNKNOWN"}
DECLINED = {"Z", "NS", "NOT STATED"}

BANDS = ["under_1", "1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", "vsm"]
GRADES = ["consultant", "senior_medical_manager", "career_grade", "trainee", "other_medical"]


def group_of(recorded: str) -> str:
    """Return 'reference' for White, 'compared' for BME, 'unknown' for the rest; never guess."""
    word = recorded.strip().upper()
    if word in NEVER_RECORDED | NOT_KNOWN | DECLINED:
        return "unknown"
    if len(word) > 2:
        raise ValueError(recorded)
    letter = word[0]
    if letter == "Z":
        return "unknown"
    if letter in WHITE_LETTERS:
        return "reference"
    if letter in BME_LETTERS:
        return "compared"
    raise ValueError(recorded)


def rows_of_indicator_1() -> list[tuple[str, str, set[str]]]:
    """List every pay row: its key, the part of the workforce, and the pay it takes in."""
    rows = []
    for part in ("non_clinical", "clinical"):
        rows += [(f"{part}.{band}", part, {band}) for band in BANDS]
    for grade in GRADES:
        taken = {grade}
        if grade == "consultant":
            taken.add("senior_medical_manager")
        rows.append((f"medical.{grade}", "medical", taken))
    return rows


SENIOR_2015 = {
    "8a", "8b", "8c", "8d", "9", "vsm", "consultant", "senior_medical_manager",
}  # fmt: skip

EDITIONS: dict[str, dict[str, object]] = {
    "2015": {
        "period": ("2014-04-01", "2015-03-31"), "senior_block": True, "first": "compared",
        "disciplinary_years": 2, "fair_base": {"yes", "no"},
        "leads": "population", "seats": ["total"],
    },
    "2016": {
        "period": ("2015-04-01", "2016-03-31"), "senior_block": False, "first": "reference",
        "disciplinary_years": 2, "fair_base": {"yes", "no"},
        "leads": "workforce", "seats": ["voting"],
    },
    "2019": {
        "period": ("2018-04-01", "2019-03-31"), "senior_block": False, "first": "reference",
        "disciplinary_years": 2, "fair_base": {"yes", "no"},
        "leads": "workforce", "seats": ["total", "voting", "executive"],
    },
    "2022": {
        "period": ("2021-04-01", "2022-03-31"), "senior_block": False, "first": "reference",
        "disciplinary_years": 1, "fair_base": {"yes", "no", "dont_know"},
        "leads": "workforce", "seats": ["total", "voting", "executive"],
    },
    "2025": {
        "period": ("2024-04-01", "2025-03-31"), "senior_block": False, "first": "reference",
        "disciplinary_years": 1, "fair_base": {"yes", "no", "dont_know"},
        "leads": "workforce", "seats": ["total", "voting", "executive"],
    },
}  # fmt: skip
"""How the editions differ. ``first`` is the group on top of the ratio in indicators 2 and 4."""

SEATS_OF = {
    "total": None,
    "voting": {"voting_executive", "voting_non_executive"},
    "executive": {"voting_executive", "non_voting_executive"},
}

SURVEY = {
    "harassment_public": ["harassment_public"],
    "harassment_staff": ["harassment_managers", "harassment_colleagues"],
    "fair_progression": ["fair_progression"],
    "discrimination": ["discrimination"],
}
