"""Actions to choose from by name: those of the guidance's example, and some with evidence.

An entry is a proposal. It says what is done, how one would see that it worked, and where it comes
from; owner and date are the organisation's own.
"""

from __future__ import annotations

from dataclasses import dataclass

from dueregard.records.plans import Action
from dueregard.records.words import Aim, Recorded

_GUIDANCE = "NHS England, WRES supplementary technical guidance for CCGs (2015), ref. 03764"
APPENDIX_1 = f"{_GUIDANCE}, Appendix 1"
SECTION_2 = f"{_GUIDANCE}, section 2.2.2"
EMPLOYERS = (
    "Government Equalities Office and Behavioural Insights Team, Reducing the gender pay gap and "
    "improving gender equality in organisations (2018); tested for women, not for ethnic groups"
)
FAIR_EXPERIENCE = (
    "NHS England, A fair experience for all: closing the ethnicity gap in rates of disciplinary "
    "action across the NHS workforce (2019)"
)
MODEL_EMPLOYER = (
    "NHS England, A model employer: increasing black and minority ethnic representation at senior "
    "levels across the NHS (2019)"
)
TICK_BOXES = "R. Kline, No more tick boxes, NHS East of England (2021)"


@dataclass(frozen=True, slots=True)
class LibraryAction:
    """An action that can be chosen.

    Parameters
    ----------
    id
        Its name; an action that was chosen from here keeps it in the column ``library``.
    text
        What is done.
    measure
        How one would see that it worked.
    indicators
        The indicators of the standard that it should move.
    aims
        The aims of the Equality Duty that it serves.
    source
        Where it comes from.
    population
        Whose recording it improves, for the actions on recording.
    characteristics
        Which details, for the actions on recording.
    """

    id: str
    text: str
    measure: str
    indicators: tuple[int, ...]
    aims: tuple[Aim, ...]
    source: str
    population: Recorded | None = None
    characteristics: tuple[str, ...] = ()

    def action(self, id: str) -> Action:  # noqa: A002 - the column's own name
        """Make an action of it, with an id of the organisation's own."""
        return Action(
            id=id,
            text=self.text,
            measure=self.measure,
            indicators=self.indicators,
            aims=self.aims,
            library=self.id,
        )


_EQUAL = (Aim.ELIMINATE, Aim.ADVANCE)
_FOUR = ("ethnicity", "disability", "sexual orientation", "religion or belief")
RECORDING_FIELDS: dict[Recorded, tuple[str, ...]] = {
    Recorded.CURRENT: _FOUR,
    Recorded.STARTERS: _FOUR,
    Recorded.LEAVERS: ("ethnicity", "disability"),
}
"""Which details should be recorded for whom (guidance, Appendix 1, first recommendation)."""


def _recording(population: Recorded, whom: str, how: str) -> LibraryAction:
    fields = RECORDING_FIELDS[population]
    named = f"{', '.join(fields[:-1])} and {fields[-1]}"
    return LibraryAction(
        f"record-{population.value}",
        f"Ask {whom} for their {named}, say why it is asked, and enter what they answer. {how}",
        "Share of people for whom each detail is recorded, against its target.",
        (1, 9) if population is Recorded.CURRENT else (2,),
        (Aim.ADVANCE,),
        APPENDIX_1,
        population,
        fields,
    )


_ENTRIES = (
    _recording(Recorded.CURRENT, "all who work here", "Start with clinicians and board members."),
    _recording(Recorded.STARTERS, "everybody who starts", "Do it in the first week."),
    _recording(Recorded.LEAVERS, "everybody who leaves", "Make it part of the exit talk."),
    LibraryAction(
        "person-specifications",
        "Look through how person specifications are written, and take out what the post does not "
        "need.",
        "Share of specifications looked through; likelihood of being shortlisted, by group.",
        (2,),
        _EQUAL,
        APPENDIX_1,
    ),
    LibraryAction(
        "equality-competencies",
        "Look at what weight interviews give to skills in equality and diversity, and how they "
        "are judged.",
        "Share of interviews with a scored question on equality.",
        (2,),
        (Aim.ADVANCE, Aim.FOSTER),
        APPENDIX_1,
    ),
    LibraryAction(
        "interview-feedback",
        "Offer feedback after interviews, and reach out with it to groups that seldom succeed.",
        "Share of candidates given feedback, by group; share who apply again.",
        (2,),
        (Aim.ADVANCE,),
        APPENDIX_1,
    ),
    LibraryAction(
        "local-applicants",
        "Find out what help there is for local people who want to apply for public posts, and "
        "fill the gaps.",
        "Applications from the area, by group, against its population.",
        (2,),
        (Aim.ADVANCE,),
        APPENDIX_1,
    ),
    LibraryAction(
        "compare-recruitment",
        "Compare recruitment with similar bodies in the NHS and beyond.",
        "A comparison with at least five others, put before the board.",
        (2,),
        (Aim.ADVANCE,),
        APPENDIX_1,
    ),
    LibraryAction(
        "disability-standard",
        "Apply for the national mark for employers of disabled people, and meet its commitments.",
        "The mark is held; applications and appointments of disabled people.",
        (),
        _EQUAL,
        f"{APPENDIX_1}: Two Ticks, which Disability Confident replaced in 2016",
    ),
    LibraryAction(
        "decide-remedy",
        "For each group that applies less than expected, weigh what follows and decide on a "
        "remedy.",
        "A decision on record for each group.",
        (2,),
        (Aim.ADVANCE,),
        APPENDIX_1,
    ),
    LibraryAction(
        "hear-staff",
        "Choose a way to hear staff that fits a small organisation, such as a confidential survey "
        "shared with others.",
        "Answers from at least half of all staff, in a form that names nobody.",
        (5, 6, 7, 8),
        _EQUAL,
        SECTION_2,
    ),
    LibraryAction(
        "structured-interviews",
        "Ask every candidate the same questions in the same order and score each answer at once.",
        "Share of interviews with scores on file; likelihood of appointment, by group.",
        (2,),
        _EQUAL,
        EMPLOYERS,
    ),
    LibraryAction(
        "work-samples",
        "Judge candidates by tasks like those of the post, scored by the same marks for all.",
        "Share of posts filled with a scored task; likelihood of appointment, by group.",
        (2,),
        _EQUAL,
        EMPLOYERS,
    ),
    LibraryAction(
        "answer-for-appointments",
        "Have each panel for a senior post explain its choice to a named director when a "
        "shortlisted BME candidate is not appointed.",
        "Share of senior appointments with an explanation; likelihood of appointment.",
        (1, 2, 7),
        _EQUAL,
        TICK_BOXES,
    ),
    LibraryAction(
        "check-before-discipline",
        "Before a formal process begins, let a senior person who is not involved check that it "
        "is needed and that others were treated alike.",
        "Formal processes per 100 staff, by group; cases settled without one.",
        (3,),
        (Aim.ELIMINATE,),
        FAIR_EXPERIENCE,
    ),
    LibraryAction(
        "review-closed-cases",
        "Look back at closed disciplinary cases for steps that could have been left out, and "
        "change the process.",
        "Share of closed cases looked at; share that ended without a sanction, by group.",
        (3,),
        (Aim.ELIMINATE,),
        FAIR_EXPERIENCE,
    ),
    LibraryAction(
        "open-development",
        "Announce secondments, acting-up posts and courses to all, and record who takes part.",
        "Take-up of training that is not mandatory, by group.",
        (4, 7),
        (Aim.ADVANCE,),
        TICK_BOXES,
    ),
    LibraryAction(
        "leadership-targets",
        "Set a target for each senior band in people, and follow it at each board meeting.",
        "People in each senior band, against the target.",
        (1, 9),
        (Aim.ADVANCE,),
        MODEL_EMPLOYER,
    ),
)

LIBRARY: dict[str, LibraryAction] = {entry.id: entry for entry in _ENTRIES}
"""The actions to choose from, by id."""
