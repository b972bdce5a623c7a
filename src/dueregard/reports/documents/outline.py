"""In which order a report says things, under which headings, and the words that need no figures.

Everything here holds for the internal and the public version alike, so nothing here knows a
figure. The order of the four sections from the workforce profile to the conclusions is that of the
guidance's example report (NHS England 03764, July 2015, Appendix 1).
"""

from __future__ import annotations

from dataclasses import dataclass

from dueregard.records.words import Principle


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title, its anchor, and what a reader should know before reading it."""

    anchor: str
    title: str
    introduction: str = ""


MATTERS_TITLE = "What matters most"
ACTIONS_TITLE = "What we will do"
SURENESS_TITLE = "How sure we are"
OTHERS_TITLE = "Other protected characteristics"

GLANCE = Heading("glance", "The nine indicators at a glance")
FAMILIES = {
    "workforce": Heading(
        "workforce-indicators",
        "Workforce indicators",
        "Four indicators come from the organisation's own records of its staff.",
    ),
    "survey": Heading(
        "survey-indicators",
        "Staff survey indicators",
        "Four indicators come from what staff said when they were asked.",
    ),
    "board": Heading(
        "board-indicator",
        "Board indicator",
        "One indicator looks at who sits on the board. It is about representation: it has no "
        "likelihood, and no gap in treatment to close.",
    ),
}
SENIORITY = Heading(
    "senior-posts",
    "Senior posts and the board",
    "The most senior employed posts stand apart from the board. A board that looks like the "
    "population can stand above senior posts that do not. Members of the board are left out of "
    "the posts.",
)
YEARS = Heading(
    "years",
    "Several years together",
    "Each year is counted on this year's definition. Events and surveys are also added up. People "
    "in post are mostly the same from year to year and are not.",
)
PROFILE = Heading("profile", "Workforce profile", "Who works here, on the day that counts.")
RECRUITMENT = Heading(
    "recruitment",
    "Recruitment",
    "Two measures are easily confused. A share says how many of a stage are of one group. A "
    "success rate says how many of a group's applicants reached the next stage.",
)
LEAVERS = Heading("leavers", "Leavers", "People who left in the period, over the head count.")
CONCLUSIONS = Heading(
    "conclusions",
    "Conclusions and recommendations",
    "What the organisation concludes, what may lie behind it, and what it will do.",
)
APPENDIX_1 = (PROFILE, RECRUITMENT, LEAVERS, CONCLUSIONS)
DATA_QUALITY = Heading(
    "data-quality",
    "What the records do not tell us",
    "Recorded means that something stands in the record, a refusal included. Declared means that "
    "the answer is known. The reasons for not knowing are kept apart, because what to do differs: "
    "collect it, respect it, or ask why.",
)
DUE_REGARD = Heading(
    "due-regard",
    "How due regard was given",
    "Courts ask six questions of a public body, known as the Brown principles. Each one is "
    "answered here with evidence, or with the gap that is left.",
)
OBJECTIVES = Heading(
    "objectives",
    "Equality objectives and targets",
    "Objectives are set at least every four years. A target is given in people as well as in per "
    "cent, because a per cent of a small group can be less than one person.",
)
TRAINING = Heading(
    "training",
    "Equality training and policies",
    "Staff have a duty not to discriminate against patients or staff, and to keep to equality and "
    "human rights law (NHS Constitution, staff duty 4b). Training in equality and diversity is how "
    "they learn what that asks of them.",
)
FINDINGS = Heading("findings", "What was found in the files", "Each place stands in findings.csv.")
METHOD = Heading("method", "How the figures were made")

ANNUAL_ORDER = (
    GLANCE,
    *FAMILIES.values(),
    SENIORITY,
    YEARS,
    *APPENDIX_1,
    DATA_QUALITY,
    DUE_REGARD,
    OBJECTIVES,
    TRAINING,
    FINDINGS,
    METHOD,
)
"""The sections of the annual report; one without content is left out, none changes its place."""

WITHIN = {
    "disparity": "How each group thins out from one tier of pay bands to the next.",
    "population": "The population that the board and the workforce are compared with.",
    "workforce": "Who is counted as staff, and who stands beside the count.",
}
PART_TITLES = {
    "non_clinical": "Non-clinical",
    "clinical": "Clinical",
    "medical": "Medical and dental",
}
"""The parts of the workforce that indicator 1 keeps apart."""

PRINCIPLES = {
    Principle.KNOWLEDGE: Heading(
        "knowledge",
        "Knowledge",
        "Those who decide must know the duty and its three aims, the standard and its indicators.",
    ),
    Principle.INFORMATION: Heading(
        "information",
        "Sufficient information",
        "They must look at what is known about the workforce by ethnicity, and at what more they "
        "need to know.",
    ),
    Principle.TIMELINESS: Heading(
        "timeliness",
        "Timeliness",
        "They must do so before and while they decide. Giving reasons afterwards is not enough. "
        "Figures from the records and the views of staff both count.",
    ),
    Principle.CONSIDERATION: Heading(
        "consideration",
        "Real consideration",
        "The standard must bear on the decision itself, with rigour and an open mind. Ticking "
        "boxes is not enough.",
    ),
    Principle.ACCOUNTABILITY: Heading(
        "accountability",
        "Accountability",
        "The duty cannot be handed to somebody else. Whoever acts for the organisation must be "
        "able to comply, be required to, and do so in practice.",
    ),
    Principle.MONITORING: Heading(
        "monitoring",
        "Monitoring and review",
        "The duty goes on: when a policy is made and decided, and again when it is carried out "
        "and reviewed.",
    ),
}
"""The six principles in the guidance's order, in this project's words."""
