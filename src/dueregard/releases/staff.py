"""People in post: the numbers under indicator 1 and everything that stands beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.editions.schema import SeniorBlock, ShareByRow
from dueregard.indicators.characteristics import category_labels
from dueregard.indicators.groups import UNKNOWN_CODES, GroupCounts
from dueregard.releases.items import Detail, Item, Kind, Term
from dueregard.vocabulary import Employment, Group, Population, Seat

if TYPE_CHECKING:
    from dueregard.editions.schema import Indicator
    from dueregard.releases.places import Scope, Trio

Place = tuple[str, str]
CLUSTERS: dict[str, tuple[str, ...]] = {
    "to_4": ("under_1", "1", "2", "3", "4"),
    "5_to_7": ("5", "6", "7"),
    "8a_and_above": ("8a", "8b", "8c", "8d", "9", "vsm"),
}
_CLUSTER_WORDS = {
    "to_4": "up to band 4",
    "5_to_7": "bands 5 to 7",
    "8a_and_above": "band 8a and above",
    "all": "all grades",
}
WORKFORCE, BANDS, PROFILE, RECORDS = "Workforce", "Pay bands", "Staff by category", "Records"
_BASE = "staff in post"


@dataclass(frozen=True, slots=True)
class Staff:
    """Keys of people in post: all of them, and by part and pay band."""

    everybody: Trio
    leaves: dict[Place, Trio]

    def within(self, places: Iterable[Place]) -> list[Trio]:
        """Return the trios of these places; a place that no edition names holds nobody."""
        return [self.leaves[place] for place in places if place in self.leaves]


def staff_of(scope: Scope) -> Staff:
    """Enter everybody in post by part and pay band.

    Every place that the edition's rows name is there, whether or not anybody holds it: a reader
    does not know which are empty.
    """
    counted: dict[Place, GroupCounts] = dict.fromkeys(_named_places(scope), GroupCounts())
    by_place: dict[Place, list[object]] = {}
    tally = scope.context.tally
    for cell in tally.cells(Population.STAFF):
        by_place.setdefault((cell.part, cell.pay_band), []).append(cell)
    counted |= {place: tally.group(cells) for place, cells in by_place.items()}  # type: ignore[arg-type]
    counted = counted or {("", ""): GroupCounts()}
    leaves = {
        (part, band): scope.trio(
            scope.on_the_day(f"staff/{part or 'any'}:{band or 'none'}"),
            f"staff in post ({part or 'any part'}, {band or 'no band'})".replace("_", "-"),
            counts,
        )
        for (part, band), counts in counted.items()
    }
    everybody = scope.sum_trio(scope.on_the_day("staff/all"), "staff in post", [*leaves.values()])
    return Staff(everybody, leaves)


def _named_places(scope: Scope) -> list[Place]:
    edition = scope.context.edition
    places: list[Place] = []
    for indicator in edition.indicators:
        method = indicator.method
        if isinstance(method, ShareByRow):
            places += [(row.part, band) for row in method.rows for band in row.pay_bands]
        elif isinstance(method, SeniorBlock):
            places += [(part, b) for part in ("clinical", "non_clinical") for b in method.pay_bands]
            places += [("medical", band) for band in method.medical_rows]
            places.append(("", ""))
    return list(dict.fromkeys(places))


def by_row_items(
    scope: Scope, staff: Staff, indicator: Indicator, method: ShareByRow
) -> list[Item]:
    """Return the overall shares, and the shares and distances of each row."""
    items = _shares(indicator.key, "all", staff.everybody)
    claimed: set[Place] = set()
    for row in method.rows:
        places = [(row.part, band) for band in row.pay_bands]
        claimed.update(places)
        trio = _sum(scope, f"row:{row.key}", row.label, staff.within(places))
        items += _row_items(indicator.key, row.key, trio, staff.everybody)
    rest = [place for place in staff.leaves if place not in claimed]
    if rest:
        trio = _sum(scope, "row:outside_rows", "outside the rows", staff.within(rest))
        items += _row_items(indicator.key, "outside_rows", trio, staff.everybody)
    return items


def _sum(scope: Scope, stem: str, words: str, parts: list[Trio]) -> Trio:
    return scope.sum_trio(scope.on_the_day(f"staff/{stem}"), f"staff in post: {words}", parts)


def _shares(
    key: str, row: str, trio: Trio, detail: Detail = Detail.OVERALL, table: str = WORKFORCE
) -> list[Item]:
    return [
        Item(
            f"{key}.{row}.{group.value}",
            "",
            _BASE,
            table,
            Kind.SHARE,
            (Term(trio.of(group), trio.total),),
            row=row,
            group=group.value,
            detail=detail,
        )
        for group in (Group.COMPARED, Group.REFERENCE, Group.UNKNOWN)
    ]


def _row_items(key: str, row: str, trio: Trio, everybody: Trio) -> list[Item]:
    terms = (Term(trio.compared, trio.total), Term(everybody.compared, everybody.total))
    distance = Item(
        f"{key}.{row}.difference", "", _BASE, BANDS, Kind.GAP, terms, row=row, detail=Detail.ROWS
    )
    return [*_shares(key, row, trio, Detail.ROWS, BANDS), distance]


def senior_block_items(
    scope: Scope, staff: Staff, indicator: Indicator, method: SeniorBlock
) -> list[Item]:
    """Return the shares of the senior block and of everybody, and the distance between them."""
    bands = frozenset(method.pay_bands) | frozenset(method.medical_rows)
    places = [place for place in staff.leaves if place[1] in bands]
    trio = _sum(scope, "senior", method.label, staff.within(places))
    terms = (Term(trio.compared, trio.total), Term(staff.everybody.compared, staff.everybody.total))
    key = indicator.key
    return [
        *_shares(key, "all", staff.everybody),
        *_shares(key, "senior", trio),
        Item(f"{key}.senior.difference", "", _BASE, WORKFORCE, Kind.GAP, terms, row="senior"),
    ]


def cluster_items(scope: Scope, staff: Staff) -> list[Item]:
    """Return the shares of clusters of pay bands, which stand in for rows that are too small."""
    items: list[Item] = []
    parts = list(dict.fromkeys(part for part, _ in staff.leaves if part))
    for part in parts:
        bands = {"all": tuple(b for p, b in staff.leaves if p == part)}
        for name, members in (bands if part == "medical" else CLUSTERS).items():
            trios = staff.within((part, band) for band in members)
            if trios:
                trio = _sum(scope, f"cluster:{part}.{name}", f"{part}, {name}", trios)
                row = f"{part}.{name}"
                items += _shares("clusters", row, trio, Detail.CLUSTERS, BANDS)
    return items


def cluster_label(row: str) -> str:
    """Return what a cluster is called."""
    part, name = row.split(".", 1)
    return f"{part.replace('_', '-').capitalize()}, {_CLUSTER_WORDS[name]}"


def head_count_items(scope: Scope, staff: Staff) -> list[Item]:
    """Return the head count, and each footing by itself where it is within the head count."""
    tally, total = scope.context.tally, staff.everybody.total
    counted: dict[str, int] = {}
    for cell in tally.cells(Population.STAFF):
        footing = cell.employment or Employment.EMPLOYEE.value
        counted[footing] = counted.get(footing, 0) + cell.n
    items = [_people("workforce.headcount", total, WORKFORCE)]
    parts = []
    for footing, n in sorted(counted.items()):
        words = f"staff in post as {footing}".replace("_", " ")
        key = scope.on_the_day(f"staff/footing:{footing}")
        parts.append(scope.ledger.put(key, words, n, is_sensitive=len(counted) > 1))
        items.append(_people(f"workforce.headcount.{footing}", parts[-1], WORKFORCE))
    if parts:
        scope.ledger.add_up(parts, total)
    return [*items, *_besides(scope, counted)]


def _besides(scope: Scope, counted: Collection[str]) -> list[Item]:
    """Return the footings that the head count leaves out: numbers beside it, in no sum with it."""
    outside: dict[str, int] = {}
    for cell in scope.context.tally.everybody(Population.STAFF):
        footing = cell.employment or Employment.EMPLOYEE.value
        if footing not in counted:
            outside[footing] = outside.get(footing, 0) + cell.n
    items: list[Item] = []
    for footing, n in sorted(outside.items()):
        words = f"people besides, as {footing}".replace("_", " ")
        key = scope.on_the_day(f"staff/footing:{footing}")
        quantity = scope.ledger.put(key, words, n, is_sensitive=True)
        items.append(_people(f"workforce.headcount.{footing}", quantity, WORKFORCE))
    return items


def _people(key: str, quantity: str, table: str) -> Item:
    return Item(key, "", "people", table, Kind.COUNT, (Term(quantity, quantity),))


def senior_posts_items(scope: Scope, staff: Staff) -> list[Item]:
    """Return the shares of the most senior employed posts, the board's members left out."""
    rule = scope.context.edition.senior_posts
    if rule is None:
        return []
    bands = frozenset((*rule.pay_bands, *rule.medical_rows))
    counts = scope.context.tally.count(
        Population.STAFF,
        lambda cell: (
            cell.pay_band in bands
            and cell.seat == Seat.NONE.value
            and cell.employment != Employment.OFFICE_HOLDER.value
        ),
    )
    trio = scope.trio(scope.on_the_day("staff/senior posts"), "most senior employed posts", counts)
    held = [staff.leaves[place] for place in staff.leaves if place[1] in bands]
    scope.trio_within(trio, _sum(scope, "senior bands", "senior bands", held) if held else trio)
    return [_renamed(item, "seniority.posts") for item in _shares("seniority", "posts", trio)]


def _renamed(item: Item, stem: str) -> Item:
    terms = item.terms
    key = f"{stem}.{item.group}"
    return Item(key, "", item.base, WORKFORCE, item.kind, terms, row="posts", group=item.group)


def profile_items(scope: Scope, staff: Staff) -> list[Item]:
    """Return each category's share of everybody and of those who are known."""
    grouping, ledger = scope.context.rules.grouping, scope.ledger
    counted = dict.fromkeys((c for c in grouping.members if c not in UNKNOWN_CODES), 0)
    for cell in scope.context.tally.cells(Population.STAFF):
        if cell.category not in UNKNOWN_CODES:
            counted[cell.category] = counted.get(cell.category, 0) + cell.n
    if any(code.startswith("group:") for code in counted):
        return []
    keys: dict[str, str] = {}
    for code, n in counted.items():
        key = scope.on_the_day(f"staff/{grouping.characteristic}:{code}")
        keys[code] = ledger.put(key, f"staff in post of category {code}", n, is_sensitive=True)
    for group in (Group.REFERENCE, Group.COMPARED):
        members = [keys[code] for code in keys if grouping.group_of(code) is group]
        if members:
            ledger.add_up(members, staff.everybody.of(group))
    known = known_of(scope, staff.everybody, "staff in post")
    stem, labels = f"profile.{grouping.characteristic}", category_labels(scope.context)
    bases = {"of_all": ("of all staff", staff.everybody.total)}
    bases["of_known"] = ("of staff who are known", known)
    return [
        Item(
            f"{stem}.{code}.{base}",
            f"{labels.get(code, code)}, {words}",
            _BASE,
            PROFILE,
            Kind.SHARE,
            (Term(key, whole),),
            row=code,
        )
        for code, key in keys.items()
        for base, (words, whole) in bases.items()
    ]


def known_of(scope: Scope, trio: Trio, words: str) -> str:
    """Enter how many are of known group."""
    key = trio.total.removesuffix("total") + "known"
    return scope.ledger.total(key, f"{words} of known group", [trio.reference, trio.compared])
