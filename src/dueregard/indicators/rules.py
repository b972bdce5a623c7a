"""The thresholds and names that every computation of one edition shares."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from dueregard.figures import Caution, CautionKind
from dueregard.indicators.groups import GroupCounts, Grouping, grouping_of
from dueregard.vocabulary import Group

if TYPE_CHECKING:
    from dueregard.editions.schema import Clause, Edition


@dataclass(frozen=True, slots=True)
class Rules:
    """What an edition says about unknown people and small numbers, and the groups it compares."""

    grouping: Grouping
    unknown_caution_above: Fraction
    unknown_refusal_from: Fraction
    small_count: float
    band: tuple[float, float]
    level: float
    respondents_at_least: int

    def refuses(self, counts: GroupCounts) -> bool:
        """Whether so many are unknown that only bounds can be given.

        People whom the source does not separate are no refusal: what the source says of the
        compared group stands, with its bounds.
        """
        unknown = counts.unknown - counts.not_separated
        limit = self.unknown_refusal_from
        return counts.total > 0 and unknown * limit.denominator >= limit.numerator * counts.total

    def unknown_caution(self, counts: GroupCounts, words: str) -> tuple[Caution, ...]:
        """Return the caution that a notable share of unknown people calls for, or nothing."""
        limit = self.unknown_caution_above
        if counts.unknown * limit.denominator <= limit.numerator * counts.total:
            return ()
        if counts.not_separated:
            return (self._not_separated(counts, words),)
        sentence = (
            f"{counts.unknown:,} of {counts.total:,} {words} are of unknown "
            f"{self.grouping.characteristic}; the figure could lie anywhere within its bounds."
        )
        return (Caution(CautionKind.UNKNOWN_SHARE, sentence),)

    def _not_separated(self, counts: GroupCounts, words: str) -> Caution:
        sentence = (
            f"Of {counts.not_separated:,} of {counts.total:,} {words} the source says only that "
            f"they are {self.grouping.adjective(Group.REFERENCE)} or not known."
        )
        return Caution(CautionKind.NOT_SEPARATED, sentence)


def rules_of(edition: Edition, grouping: Grouping | None = None) -> Rules:
    """Collect the rules of an edition, for its own comparison or another characteristic's."""
    limits = edition.thresholds
    return Rules(
        grouping=grouping or grouping_of(edition.comparison),
        unknown_caution_above=Fraction(str(limits.unknown_caution_above_percent.value)) / 100,
        unknown_refusal_from=Fraction(str(limits.unknown_refusal_from_percent.value)) / 100,
        small_count=limits.small_expected_count_below.value,
        band=(limits.four_fifths_low_ratio.value, limits.four_fifths_high_ratio.value),
        level=limits.confidence_level_percent.value / 100,
        respondents_at_least=int(limits.survey_respondents_at_least.value),
    )


def cite(clause: Clause) -> str:
    """Return where a rule stands, as a reader would look it up."""
    return f"{clause.document}, {clause.section}"
