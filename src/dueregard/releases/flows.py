"""What people met in the period: recruitment, discipline, training, leaving, and year on year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dueregard.indicators.events import WORDS, inputs_of
from dueregard.indicators.recruitment import STAGES, bands_of
from dueregard.releases.items import Item, Kind, Term
from dueregard.vocabulary import Group, Population

if TYPE_CHECKING:
    from dueregard.editions.schema import Disparity, Indicator, RelativeLikelihood
    from dueregard.releases.places import Scope, Trio
    from dueregard.releases.staff import Staff

EVENTS, RECRUITMENT, LEAVERS, TIERS = "Events", "Recruitment", "Leavers", "Disparity ratios"
_GROUPS = (Group.REFERENCE, Group.COMPARED)


def flow_of(scope: Scope, population: Population, year: int | None = None) -> Trio:
    """Enter the people of a population of the period, or of one reporting year."""
    counts = scope.context.tally.count(population, year=year)
    stem = (
        scope.in_the_period(population.value)
        if year is None
        else scope.in_year(population.value, year)
    )
    return scope.trio(stem, WORDS[population], counts)


def likelihood_items(
    scope: Scope, staff: Staff, indicator: Indicator, method: RelativeLikelihood
) -> list[Item]:
    """Return the ratio and the two rates it is made of."""
    people, events = Population(method.people), Population(method.events)
    basis = scope.context.data_return.appointed_basis
    if events is Population.APPOINTED and basis == "started_proxy":
        events = Population.STARTERS
    tally = scope.context.tally
    if not (tally.is_collected(people) and tally.is_collected(events)):
        return []
    whole = staff.everybody if people is Population.STAFF else flow_of(scope, people)
    part = _window(scope, events, method.years)
    terms = {g: _rate_term(scope, part, whole, g, method.years) for g in _GROUPS}
    over = Group(method.over)
    under = Group.COMPARED if over is Group.REFERENCE else Group.REFERENCE
    base = inputs_of(scope.context, method).people_words
    key = indicator.key
    ratio = (terms[over], terms[under])
    return [
        *(
            Item(f"{key}.{g.value}", "", base, EVENTS, Kind.SHARE, (terms[g],), group=g.value)
            for g in _GROUPS
        ),
        Item(f"{key}.ratio", "", base, EVENTS, Kind.RATIO, ratio),
    ]


def _window(scope: Scope, events: Population, years: int) -> Trio:
    """Enter the events of each year of a window, and their sum."""
    if years == 1:
        return flow_of(scope, events)
    last = scope.context.tally.year
    trios = [flow_of(scope, events, last - back) for back in range(years)]
    return scope.sum_trio(scope.in_year(f"{events.value}-{years}", last), WORDS[events], trios)


def _rate_term(scope: Scope, part: Trio, whole: Trio, group: Group, years: int) -> Term:
    met, people = part.of(group), whole.of(group)
    scope.ledger.rest(people, met, f"{scope.ledger.words(people)} who did not", times=years)
    return Term(met, people, whole_weight=years)


def recruitment_items(scope: Scope) -> list[Item]:
    """Return the shares of each stage and the success rates from applying to being shortlisted."""
    tally = scope.context.tally
    stages = [stage for stage in STAGES if tally.is_counted(stage)]
    keys = {stage: _bands(scope, stage) for stage in stages}
    totals = {stage: flow_of(scope, stage).total for stage in stages}
    items = [
        Item(
            f"recruitment.{stage.value}.share.{band}",
            "",
            f"all {WORDS[stage]}",
            RECRUITMENT,
            Kind.SHARE,
            (Term(key, totals[stage]),),
            row=stage.value,
            group=band,
        )
        for stage in stages
        for band, key in keys[stage].items()
    ]
    if {Population.APPLICANTS, Population.SHORTLISTED} <= set(stages):
        applied, chosen = keys[Population.APPLICANTS], keys[Population.SHORTLISTED]
        for band in (band for band in applied if band in chosen):
            scope.ledger.rest(applied[band], chosen[band], f"{band} applicants not shortlisted")
            terms = (Term(chosen[band], applied[band]),)
            key = f"recruitment.success.{band}"
            items.append(Item(key, "", "applicants", RECRUITMENT, Kind.SHARE, terms, row="success"))
    return items


def _bands(scope: Scope, stage: Population) -> dict[str, str]:
    """Enter the parts of the reference group beside the three groups of a stage."""
    trio = flow_of(scope, stage)
    keys = {group.value: trio.of(group) for group in Group}
    parts = []
    for band in bands_of(scope.context, stage):
        if band.key not in keys:
            n = sum(c.n for c in scope.context.tally.cells(stage) if c.category in band.categories)
            stem = scope.in_the_period(f"{stage.value}/{band.key}")
            words = f"{band.label} {WORDS[stage]}"
            parts.append(scope.ledger.put(stem, words, n, is_sensitive=True))
            keys[band.key] = parts[-1]
    if parts:
        scope.ledger.add_up(parts, trio.reference)
    return keys


def leaver_items(scope: Scope, staff: Staff, before: Staff | None) -> list[Item]:
    """Return the number of leavers and each group's rate over the mean of two head counts."""
    if not scope.context.tally.is_collected(Population.LEAVERS):
        return []
    trio = flow_of(scope, Population.LEAVERS)
    items = [
        Item("leavers.all", "", "people", LEAVERS, Kind.COUNT, (Term(trio.total, trio.total),))
    ]
    for group in Group:
        now = staff.everybody.of(group)
        then = now if before is None else before.everybody.of(group)
        whole = _doubled(scope, group, now, then)
        base = "mean head count" if before is not None else "head count at the end"
        term = Term(trio.of(group), whole, part_weight=2)
        key = f"leavers.{group.value}"
        items.append(Item(key, "", base, LEAVERS, Kind.SHARE, (term,), group=group.value))
    return items


def _doubled(scope: Scope, group: Group, now: str, then: str) -> str:
    key = scope.in_the_period(f"head counts/{group.value}")
    words = scope.words(group, "staff, first and last head count together")
    ledger = scope.ledger
    if now != then:
        return ledger.total(key, words, [now, then])
    if key not in ledger.quantities:
        ledger.put(key, words, 2 * ledger.value(now))
        ledger.add_up([now, now], key)
    return key


def link_years(scope: Scope, staff: Staff, before: Staff) -> None:
    """Say that stock and flow add up, for each group in which they do."""
    tally, ledger = scope.context.tally, scope.ledger
    if not all(map(tally.is_counted, (Population.STARTERS, Population.LEAVERS))):
        return
    came, went = flow_of(scope, Population.STARTERS), flow_of(scope, Population.LEAVERS)
    for group in Group:
        now, then = staff.everybody.of(group), before.everybody.of(group)
        parts = [then, came.of(group)]
        if sum(map(ledger.value, parts)) == ledger.value(now) + ledger.value(went.of(group)):
            key = scope.in_the_period(f"then and starters/{group.value}")
            words = scope.words(group, "staff before, with starters")
            ledger.add_up([now, went.of(group)], ledger.total(key, words, parts))


def disparity_items(scope: Scope, staff: Staff, rule: Disparity) -> list[Item]:
    """Return the race disparity ratio of each part and pair of tiers."""
    items: list[Item] = []
    for part in rule.parts:
        tiers = {
            tier.key: scope.sum_trio(
                scope.on_the_day(f"staff/tier:{part}.{tier.key}"),
                f"staff in post: {part}, {tier.label}",
                staff.within((part, band) for band in tier.pay_bands),
            )
            for tier in rule.tiers
            if staff.within((part, band) for band in tier.pay_bands)
        }
        names = list(tiers)
        for number, low in enumerate(names):
            for high in names[number + 1 :]:
                terms = tuple(Term(tiers[high].of(g), tiers[low].of(g)) for g in _GROUPS)
                key = f"RDR.{part}.{low}_{high}"
                items.append(Item(key, "", "staff in post", TIERS, Kind.RATIO, terms, row=part))
    return items
