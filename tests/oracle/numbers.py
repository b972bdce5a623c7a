"""Which numbers a document may print, worked out from figures and files without any of its words.

Percentages, ratios and points are rounded here anew, in decimal, from the figures themselves. A
whole number up to :data:`OWN_COUNTS` may be the document's own: it numbers its headings and counts
its gaps, pages and actions.
"""

from __future__ import annotations

import csv
import math
import re
from decimal import ROUND_HALF_UP, Decimal

import msgspec

OWN_COUNTS = 60
_TOKEN = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:%|(?![\w]))")


def tokens(text):
    """Return every number of a text as it is printed, without its sign."""
    return [found.replace(",", "") for found in _TOKEN.findall(text.replace("\u200b", ""))]


def strangers(text, allowed):
    """Return the numbers of a text that stand in no figure, record, file or rule."""
    return sorted({one for one in tokens(text) if one not in allowed and not _is_own(one)})


def _is_own(token):
    return token.isdigit() and int(token) <= OWN_COUNTS


def rounded(value, decimals):
    step = Decimal(1).scaleb(-decimals)
    return str(abs(Decimal(repr(value)).quantize(step, rounding=ROUND_HALF_UP)))


def percents(value):
    """Print a share: with one decimal, and with none."""
    hundredfold = Decimal(repr(value)) * 100
    return {
        f"{abs(hundredfold.quantize(Decimal(step), rounding=ROUND_HALF_UP))}{sign}"
        for step in ("0.1", "1")
        for sign in ("%", "")
    }


def allowed_of(annual, others, counted, folder):
    """Return every number that a document of this year may print."""
    figures = [*annual.every_figure, *(f for part in others for f in part.figures)]
    figures += [f for result in annual.indicators for f in result.previous]
    figures += [course.pooled for course in annual.courses if course.pooled is not None]
    found = {one for figure in figures for one in of_figure(figure)}
    found |= percents(annual.standing_out.chance_of_any)
    texts = [msgspec.json.encode(annual.edition).decode()]
    texts += [one.words for one in (*annual.standing_out.established, *annual.standing_out.watch)]
    for course in annual.courses:
        texts += [course.words, *course.left_out]
        for year in course.years:
            found.add(str(year.year))
            for n, of in (year.reference, year.compared):
                found |= {str(n), str(of)} | (percents(n / of) if of else set())
    texts += [str(counted.data_return.__getattribute__(name)) for name in _OF_RETURN]
    texts += [line.detail for line in counted.findings]
    found |= {
        str(sum(one.rows for one in counted.findings if one.code == line.code))
        for line in counted.findings
    }
    found |= of_records(folder)
    return found | {one for text in texts for one in tokens(text)} | _days(annual)


_OF_RETURN = (
    "organisation",
    "sources",
    "accounting",
    "absences",
    "population_served",
    "survey",
    "notes",
    "switches",
    "received",
)


def _days(annual):
    data_return = annual.data_return
    days = (data_return.snapshot_date, data_return.period_start, data_return.period_end)
    return {str(day.year) for day in days}


def of_figure(figure):
    """Return every number that one figure may put into words."""
    ends = [
        figure.value,
        *_pair(figure.bounds, "low", "high"),
        *_pair(figure.interval, "low", "high"),
    ]
    ends += _pair(figure.one_person, "one_more", "one_fewer")
    found = set()
    for value in ends:
        if value is not None and math.isfinite(value):
            found |= _as_unit(value, figure.unit.value)
    for base in figure.bases:
        found |= {str(n) for n in (base.numerator, base.denominator) if n is not None}
        if base.denominator:
            found |= percents(1 / base.denominator)
    if figure.evidence is not None:
        found |= {rounded(figure.evidence.p_value, 2), str(figure.evidence.fragility)}
        found.add(rounded(figure.evidence.shortfall, 0))
    if figure.band is not None:
        found |= {rounded(figure.band.low, 2), rounded(figure.band.high, 2)}
    words = [figure.label, figure.direction, figure.reason, figure.source]
    words += [base.words for base in figure.bases]
    words += [caution.sentence for caution in figure.cautions]
    return found | {one for text in words for one in tokens(text)}


def _pair(holder, *names):
    return [] if holder is None else [getattr(holder, name) for name in names]


def _as_unit(value, unit):
    if unit in {"share", "points"}:
        return percents(value)
    if unit == "ratio":
        # A range of ratios is said in round numbers: two figures that count, or none after ten.
        rough = {f"{value:.2g}", f"{value:.1g}", rounded(value, 1), rounded(value, 0)}
        return {rounded(value, 2)} | rough
    return {rounded(value, 1), rounded(value, 0)}


def of_records(folder):
    """Return the numbers of the record files, and the shares that two of them make."""
    found = set()
    for path in sorted((folder / "records").rglob("*")) if folder.exists() else ():
        if path.suffix in {".csv", ".md"}:
            found |= set(tokens(re.sub("[-;,]", " ", path.read_text("utf-8-sig"))))
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as stream:
                for row in csv.DictReader(stream):
                    found |= _of_row(row)
    return found


def _of_row(row):
    found = set()
    for part, whole in (("baseline", "people"), ("recorded", "people"), ("n", "of")):
        if row.get(part) and row.get(whole):
            found |= percents(int(row[part]) / int(row[whole]))
    if row.get("target_percent"):
        share = Decimal(row["target_percent"])
        found |= {f"{share:g}%", f"{share:.1f}%"}
        if row.get("people"):
            found.add(str(math.ceil(share * int(row["people"]) / 100)))
    return found
