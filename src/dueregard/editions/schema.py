"""What an edition of a standard is: one complete file, each clause with where it comes from.

The types are decoded from YAML by :mod:`dueregard.editions.loader`. An edition names *methods* and
their inputs; Python owns the methods, so no arithmetic stands in data and no threshold in code.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from dueregard.vocabulary import ContractForm, ProviderKind

Verified = Literal["yes", "partly", "no"]
Switchable = bool | int | float | str | tuple[str, ...] | None


class Clause(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a rule comes from, and whether its text was read."""

    document: str
    section: str
    verified: Verified
    note: str = ""


class Document(Struct, frozen=True, forbid_unknown_fields=True):
    """A document that clauses cite.

    ``cited_in`` says which other document refers to it, where no clause rests on it directly.
    """

    id: str
    title: str
    date: str
    publisher: str
    reference: str = ""
    version: str = ""
    classification: str = ""
    supersedes: str = ""
    url: str = ""
    controlled_copy: str = ""
    cited_in: str = ""


class Review(Struct, frozen=True, forbid_unknown_fields=True):
    """Who wrote the file and who held it against the documents."""

    drafted_by: str
    drafted_on: date
    checked_by: str = ""
    checked_on: date | None = None


class GroupRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A group's name and the categories of the code list that make it up."""

    label: str
    adjective: str
    categories: tuple[str, ...]
    source: Clause


class Comparison(Struct, frozen=True, forbid_unknown_fields=True):
    """Which characteristic is compared, and the three groups it falls into."""

    characteristic: str
    codelist: str
    reference: GroupRule
    compared: GroupRule
    unknown: GroupRule


class SurveyYear(Struct, frozen=True, forbid_unknown_fields=True):
    """Which survey feeds the edition."""

    name: str
    year: int
    source: Clause


class Reporting(Struct, frozen=True, forbid_unknown_fields=True):
    """The dates an edition looks at. Snapshot and period end are two fields, and may differ."""

    year: int
    snapshot_date: date
    period_start: date
    period_end: date
    contract_year: str
    source: Clause
    survey: SurveyYear


class Number(Struct, frozen=True, forbid_unknown_fields=True):
    """A threshold; its unit stands in its key."""

    value: float
    source: Clause


class Flag(Struct, frozen=True, forbid_unknown_fields=True):
    """A yes or no that an organisation may set otherwise."""

    value: bool
    source: Clause


class Thresholds(Struct, frozen=True, forbid_unknown_fields=True):
    """The numbers at which a rule changes."""

    unknown_caution_above_percent: Number
    unknown_refusal_from_percent: Number
    small_expected_count_below: Number
    cautious_profile_below_people: Number
    four_fifths_low_ratio: Number
    four_fifths_high_ratio: Number
    survey_respondents_at_least: Number
    confidence_level_percent: Number
    peers_at_least: Number
    small_provider_income_at_most_gbp: Number


class Inclusion(Struct, frozen=True, forbid_unknown_fields=True):
    """Who is counted as staff unless the organisation says otherwise."""

    office_holders: Flag
    bank_staff: Flag
    honorary: Flag


class Row(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of indicator 1. ``within`` names the row it is a subset of: never added to totals."""

    key: str
    label: str
    part: str
    pay_bands: tuple[str, ...]
    within: str = ""


class ShareByRow(Struct, frozen=True, forbid_unknown_fields=True, tag="share-by-row"):
    """Share of each group in each row, beside its share of the whole workforce."""

    rows: tuple[Row, ...]


class SeniorBlock(Struct, frozen=True, forbid_unknown_fields=True, tag="senior-block"):
    """Share of each group in one block of senior posts, beside its share of the workforce."""

    label: str
    pay_bands: tuple[str, ...]
    medical_rows: tuple[str, ...]


class RelativeLikelihood(Struct, frozen=True, forbid_unknown_fields=True, tag="likelihood"):
    """Rate of one group over the rate of the other.

    ``over`` is the group whose rate is the numerator of the ratio; ``adverse`` says on which side
    of 1 the ratio is worse for the compared group. ``years`` is the window of the events: their
    count is the mean over that many years, over the people of the snapshot.
    """

    events: str
    people: str
    over: Literal["reference", "compared"]
    adverse: Literal["above", "below"]
    event_words: str
    years: int = 1
    without_routes: tuple[str, ...] = ()


class SurveyShare(Struct, frozen=True, forbid_unknown_fields=True, tag="survey-share"):
    """Percentage of each group's respondents who gave one of the counted answers.

    ``items`` are the survey's items; where there are several, a person who gave a counted answer
    to any of them counts once.
    """

    question_id: str
    items: tuple[str, ...]
    counted_answers: tuple[str, ...]
    base_answers: tuple[str, ...]
    good: Literal["low", "high"]
    statement: str
    source: Clause


class MeanScore(Struct, frozen=True, forbid_unknown_fields=True, tag="mean-score"):
    """Mean of a score for each group."""

    item: str
    lowest: float
    highest: float
    good: Literal["low", "high"]


class BoardComparison(Struct, frozen=True, forbid_unknown_fields=True, tag="board"):
    """Share of each group on the board, less its share of the workforce or the population.

    Both are always computed; ``leads`` is the one the edition means. ``seats`` names the parts of
    the board compared: ``total``, ``voting``, ``non_voting``, ``executive``, ``non_executive``.
    """

    leads: Literal["population", "workforce"]
    seats: tuple[str, ...]


Method = ShareByRow | SeniorBlock | RelativeLikelihood | SurveyShare | MeanScore | BoardComparison


class Indicator(Struct, frozen=True, forbid_unknown_fields=True):
    """One indicator of the standard."""

    number: int
    key: str
    family: Literal["workforce", "survey", "board"]
    title: str
    definition: str
    method: Method
    inference: Literal["fact", "process", "survey"]
    source: Clause
    pledge: str = ""
    eds_outcomes: tuple[str, ...] = ()


class DisparityTier(Struct, frozen=True, forbid_unknown_fields=True):
    """A tier of pay bands in the race disparity ratio."""

    key: str
    label: str
    pay_bands: tuple[str, ...]


class Disparity(Struct, frozen=True, forbid_unknown_fields=True):
    """The race disparity ratio: how a group thins out from one tier to the next."""

    tiers: tuple[DisparityTier, ...]
    parts: tuple[str, ...]
    source: Clause


class SeniorPosts(Struct, frozen=True, forbid_unknown_fields=True):
    """The most senior employed posts, which are looked at apart from the board."""

    label: str
    pay_bands: tuple[str, ...]
    medical_rows: tuple[str, ...]
    source: Clause


class Switch(Struct, frozen=True, forbid_unknown_fields=True):
    """A rule in real doubt: its present value, the other values, and where it bites.

    ``path`` names the field of this file that carries the value, so that a correction is a change
    of data; an organisation may choose an alternative in its settings. An empty path marks a doubt
    that changes no computed field and is kept for the method note. A date is written as text.
    """

    id: str
    question: str
    path: str
    value: Switchable
    alternatives: tuple[Switchable, ...]
    effect: str
    as_of: date
    source: Clause


class Check(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that a milestone's evidence must show."""

    key: str
    words: str


class Milestone(Struct, frozen=True, forbid_unknown_fields=True):
    """A dated duty. ``rule_known_from`` may be later than ``due``."""

    id: str
    title: str
    actor: Literal["provider", "commissioner"]
    due: date
    rule_known_from: date
    source: Clause
    window_start: date | None = None
    destinations: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()


class Duty(Struct, frozen=True, forbid_unknown_fields=True):
    """Why somebody has to: the label of a duty and its basis."""

    id: str
    bears_on: Literal["commissioner_as_employer", "commissioner", "provider"]
    label: str
    basis: str
    source: Clause


class ContractDuty(Struct, frozen=True, forbid_unknown_fields=True):
    """What a clause of the NHS Standard Contract asks of a provider, and of which providers.

    ``kinds`` are the kinds of provider bound, every kind where none is named. ``small`` says what
    becomes of it for a small provider. ``forms`` are the forms of contract it stands in and
    ``spared_forms`` those it does not; of a form in neither nothing is known.
    """

    id: str
    clause: str
    title: str
    small: Literal["bound", "exempt", "as_contract_says"]
    rhythm: Literal["yearly", "each_survey", "continuing"]
    forms: tuple[ContractForm, ...]
    source: Clause
    spared_forms: tuple[ContractForm, ...] = ()
    kinds: tuple[ProviderKind, ...] = ()
    checks: tuple[Check, ...] = ()


class Inspection(Struct, frozen=True, forbid_unknown_fields=True):
    """From which day an inspector always considers progress on the standard; before, in pilot."""

    regulator: str
    domain: str
    always_from: date
    source: Clause


class Contact(Struct, frozen=True, forbid_unknown_fields=True):
    """Where questions about the standard go."""

    name: str
    email: str
    source: Clause


class Edition(Struct, frozen=True, forbid_unknown_fields=True):
    """The rules in force for one reporting year."""

    standard: str
    standard_name: str
    edition: str
    title: str
    status: Literal["interim", "final"]
    review: Review
    documents: tuple[Document, ...]
    comparison: Comparison
    reporting: Reporting
    thresholds: Thresholds
    inclusion: Inclusion
    indicators: tuple[Indicator, ...]
    milestones: tuple[Milestone, ...]
    duties: tuple[Duty, ...]
    contact: Contact
    contract_duties: tuple[ContractDuty, ...] = ()
    inspection: Inspection | None = None
    switches: tuple[Switch, ...] = ()
    disparity: Disparity | None = None
    senior_posts: SeniorPosts | None = None
    successor: str = ""
    good_until: date | None = None

    def indicator(self, number: int) -> Indicator:
        """Return the indicator with this number, or raise ``KeyError``."""
        for indicator in self.indicators:
            if indicator.number == number:
                return indicator
        raise KeyError(number)
