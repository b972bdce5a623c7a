"""Whether what a form says can be true, agrees with itself, and leaves out what it should hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dueregard.disclosure.policy import load_policy
from dueregard.errors import ReturnError
from dueregard.reports.spreadsheets.notices import Notice
from dueregard.reports.template.model import NOT_APPLICABLE
from dueregard.reports.template.reading import ReadTemplate
from dueregard.returns.received_checks import ratio_problem

_PERCENT = re.compile(
    r"(?P<percent>\d+(?:\.\d+)?\s*%)(?:\s*\((?P<part>[\d,]+) of (?P<whole>[\d,]+)\))?"
)
_RATIO = re.compile(r"Relative likelihood, (?P<over>.+) over (?P<under>.+)")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_WHOLE_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_WHOLE_WORKFORCE = re.compile(r"Whole workforce\b")


@dataclass(frozen=True, slots=True)
class _Share:
    percent: str
    part: int | None
    whole: int | None


def check_template(read: ReadTemplate, last_year: ReadTemplate | None = None) -> list[Notice]:
    """Return what cannot be true of a form, what disagrees, and what is missing.

    Parameters
    ----------
    read
        The form.
    last_year
        Last year's form of the same body, where it is there.
    """
    return [
        *(notice for code in read.answers for notice in _share_can_be(read, code)),
        *_head_count(read),
        *_ratios(read),
        *_blanks(read),
        *_scope(read),
        *([] if last_year is None else _changed(read, last_year)),
    ]


def _share(text: str) -> _Share | None:
    match = _PERCENT.fullmatch(text.strip())
    if match is None:
        return None
    part, whole = (match[name] for name in ("part", "whole"))
    return _Share(match["percent"], _int(part), _int(whole))


def _int(text: str | None) -> int | None:
    return None if text is None else int(text.replace(",", ""))


def _people(read: ReadTemplate) -> int | None:
    text = read.given("2a")
    return _int(text) if _WHOLE_NUMBER.fullmatch(text) else None


def _possible(percent: str, whole: int) -> range | None:
    """Return the numbers of people that print as this percentage; None where it is none."""
    from dueregard.statistics.feasibility import possible_numerators  # noqa: PLC0415 - only here

    try:
        found = list(possible_numerators(percent.replace(" ", ""), whole, rounding="any"))
    except ReturnError:
        return None
    return range(found[0], found[-1] + 1) if found else range(0)


def _share_can_be(read: ReadTemplate, code: str) -> Iterator[Notice]:
    """Check a percentage against the counts that stand beside it."""
    text = read.given(code)
    share = _share(text)
    if share is None or share.whole is None or share.part is None:
        return
    where = read.places[code]
    fitting = _possible(share.percent, share.whole) if share.whole else None
    if share.part > share.whole:
        yield Notice("counts_disagree", where, text, "the part is larger than the whole")
    elif not fitting:
        yield Notice("percentage_impossible", where, text)
    elif share.part not in fitting:
        yield Notice("counts_disagree", where, text, "these counts give another percentage")


def _head_count(read: ReadTemplate) -> Iterator[Notice]:
    """Check 2b and 3a, and the whole workforce of indicator 1, against the head count of 2a."""
    people = _people(read)
    text = read.given("2a")
    if people is None:
        if text and _PERCENT.search(text) is None and any(one.isdigit() for one in text):
            yield Notice("not_a_number", read.places["2a"], text)
        return
    workforce = [
        f"{code}.i" for code, words in read.measures.items() if _WHOLE_WORKFORCE.match(words)
    ]
    for code in ("2b", "3a", *workforce):
        share = _share(read.given(code))
        if share is None:
            continue
        if share.whole is not None and share.whole != people:
            detail = f"{share.whole:,} people here, {people:,} in field 2a"
            yield Notice("stale_base", read.places[code], read.given(code), detail)
        elif share.whole is None and not _possible(share.percent, people):
            detail = f"of the {people:,} of field 2a"
            yield Notice("percentage_impossible", read.places[code], read.given(code), detail)
    yield from _given_away(read, people)


def _given_away(read: ReadTemplate, people: int) -> Iterator[Notice]:
    """Say that 2a and 2b together give a small number away, without saying which."""
    share = _share(read.given("2b"))
    fitting = None if share is None else _possible(share.percent, people)
    if fitting is not None and len(fitting) == 1 and fitting[0] < load_policy(None).threshold:
        yield Notice("small_number_given_away", read.places["2b"], detail="fields 2a and 2b")


def _ratios(read: ReadTemplate) -> Iterator[Notice]:
    """Check each relative likelihood against the two rates that stand under it, for both years."""
    for code, words in read.measures.items():
        match = _RATIO.match(words)
        if match is None:
            continue
        for suffix in ("i", "ii"):
            name = f"{code}.{suffix}"
            text = read.given(name)
            if text.endswith("%"):
                yield Notice("unit_confused", read.places[name], text)
            rates = [_rate(read, code, match[side], suffix) for side in ("over", "under")]
            if _PLAIN.fullmatch(text) and all(rates):
                problem = ratio_problem(text, *rates)
                if problem:
                    detail = f"from {rates[0]} and {rates[1]}"
                    yield Notice(problem, read.places[name], text, detail)


def _rate(read: ReadTemplate, code: str, group: str, suffix: str) -> str:
    """Return a group's rate beside a ratio, as it is printed."""
    indicator = code.rsplit(".", 1)[0]
    for other, words in read.measures.items():
        if other.startswith(f"{indicator}.") and words.startswith(f"{group}: "):
            share = _share(read.given(f"{other}.{suffix}"))
            return "" if share is None else share.percent.replace(" ", "")
    return ""


def _blanks(read: ReadTemplate) -> Iterator[Notice]:
    for code in read.answers:
        if not read.given(code):
            yield Notice("blank", read.places[code], detail=f"field {code}")


def _scope(read: ReadTemplate) -> Iterator[Notice]:
    """Ask which workforce is in scope; a commissioner that reports on itself need not say."""
    if not read.given("S1") and read.given("H5") != NOT_APPLICABLE:
        yield Notice("scope_not_stated", read.places.get("S1", "the form"), detail="field S1")


def _changed(read: ReadTemplate, last_year: ReadTemplate) -> Iterator[Notice]:
    """Compare last year's column with what last year's form said, measure by measure."""
    if "restated" in read.given("1b").lower():
        return
    then = {
        (code.split(".")[1], words): last_year.given(f"{code}.i")
        for code, words in last_year.measures.items()
    }
    for code, words in read.measures.items():
        now, before = read.given(f"{code}.ii"), then.get((code.split(".")[1], words), "")
        if now and before and now != before:
            detail = f"{words}: last year's form says {before}"
            yield Notice("changed_since_last_year", read.places[f"{code}.ii"], now, detail)


@dataclass(frozen=True, slots=True)
class Content:
    """Something a report should hold: whether it does (yes, part or no), and where."""

    key: str
    words: str
    answer: str
    where: str


def content_of(read: ReadTemplate) -> tuple[Content, ...]:
    """Return what a report should hold beside data, and whether this one does.

    Source: guidance 03764, section 3.4, and the technical guidance it quotes in 10.4.
    """
    actions = [code for code in read.answers if code.startswith("5.") and code.endswith(".iv")]
    return (
        _content(read, "data_steps", "Steps to address shortcomings of the data", ["3b", "3c"]),
        _content(read, "gap_steps", "Steps to close gaps, for each indicator", actions),
        _content(read, "own_assessment", "Own assessment of the challenge and the risks", ["S2"]),
        _content(read, "action_plan", "An action plan agreed by the Board", ["7"]),
    )


def _content(read: ReadTemplate, key: str, words: str, codes: list[str]) -> Content:
    there = [code for code in codes if read.given(code)]
    answer = "yes" if codes and len(there) == len(codes) else "part" if there else "no"
    where = "; ".join(read.places[code] for code in there)
    return Content(key, words, answer, where)


def is_complete(content: tuple[Content, ...]) -> bool:
    """Whether steps on the data and steps on gaps are there, at least in part."""
    needed = {"data_steps", "gap_steps"}
    return all(one.answer != "no" for one in content if one.key in needed)
