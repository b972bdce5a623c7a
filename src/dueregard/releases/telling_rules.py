"""The kinds of phrase that tell a number of people, a person or a day, one rule for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dueregard.releases.telling_words import (
    CATEGORIES,
    COMPARED,
    FRACTIONS,
    MONTHS,
    NUMBER_WORDS,
    OTHERS,
    PEOPLE,
    POPULATION,
    POSTS,
    REFERENCE,
)

Span = tuple[int, int]
GROUP = rf"(?:{COMPARED}|{REFERENCE}|{CATEGORIES}|{OTHERS})"
_WORD = r"[\w'’%-]+"


def _upto(words: int) -> str:
    """Return what stands between two words: at most so many others."""
    return rf"(?:[^\w]+{_WORD}){{0,{words}}}[^\w]+"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the same with harmless phrases blanked out, and the masked one before it."""

    text: str
    masked: str
    before: str

    @property
    def names_a_group(self) -> bool:
        """Whether it, or the sentence it goes on from, names a group of people."""
        return bool(_GROUP.search(self.masked))


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of telling phrase.

    Parameters
    ----------
    code, why, instead
        What it is called, why it may tell, how to say it otherwise.
    find
        Yields the places of such phrases in a sentence.
    can_be_released
        Whether a release may already say the same.
    """

    code: str
    why: str
    instead: str
    find: Callable[[Sentence], Iterator[Span]]
    can_be_released: bool = True


_GROUP = _compile(rf"\b{GROUP}\b")
_PEOPLE = _compile(rf"\b(?:{PEOPLE})\b")
_OUTCOME = (
    r"identif\w+|declar\w+|disclos\w+|record(?:s|ed|ing)?|unknown|not known|declin\w+|refus\w+|"
    r"appointed|recruited|hired|short-?listed|left|leav(?:e|es|ing)|joined|started|promoted|"
    r"disciplined|dismissed|suspended|resigned|retired|complained|grievances?|answered|responded|"
    r"replied|trained|bullied|harassed|abused|(?:did|do|does) not (?:say|answer|state|give)|"
    r"(?:did|do|does)n['’]t (?:say|answer|state|give)|came from|come from|self-?identif\w+|applied"
)
_MODAL = r"(?:should|must|may|can|could|might|ought|need|needs|is to|are to|will be|has to|have to)"
_NO_THING = (
    r"evidence|differences?|gaps?|doubts?|reasons?|changes?|trends?|longer|later|more than|action|"
    r"actions|conclusions?|excuse|tolerance|place|further|data|record|figures?|formal|clear|single "
    r"(?:cause|reason|answer)|target|targets|policy|plan|room|need|way|link|pattern|progress"
)
_NONE = r"(?:nobody|no[- ]one|none|neither|not one)"


def _matches(
    pattern: re.Pattern[str], *, with_group: bool = False
) -> Callable[..., Iterator[Span]]:
    def find(sentence: Sentence) -> Iterator[Span]:
        if with_group and not sentence.names_a_group:
            return
        for match in pattern.finditer(sentence.masked):
            yield match.span()

    return find


_ABSENCES = (
    _compile(
        rf"\b(?:no|zero|nil|not an?y?|not a single|nor)\b(?!\W+(?:{_NO_THING})\b){_upto(7)}"
        rf"{GROUP}\b"
    ),
    _compile(
        rf"\b(?:no|zero|nil|not a single|not any)\W+(?:\w+\W+){{0,2}}?(?:{POPULATION})\b"
        rf"(?!\W+{_MODAL})"
    ),
    _compile(
        rf"\b(?:no|zero|nil|not a single)\W+(?:\w+\W+){{0,2}}?(?:{PEOPLE})\b{_upto(8)}"
        rf"(?:{_OUTCOME})\b"
    ),
    _compile(
        rf"\b{_NONE}\b(?!\W+(?:of\W+(?:the|these|this|our)\W+)?(?:{_MODAL}|actions?|targets?|"
        rf"figures?|changes?|policies|recommendations?|meetings?|decisions?)\b){_upto(12)}"
        rf"(?:{GROUP}|{PEOPLE}|{_OUTCOME})\b"
    ),
    _compile(
        rf"(?:n['’]t|\bnot|\bnever|\byet to|\bwithout|\black(?:s|ed|ing)?|\bfail(?:s|ed)? to|"
        rf"\bcannot)\b(?:\W+(?:currently|yet|now|ever|even))?(?:\W+(?:have|had|employ\w*|appoint"
        rf"\w*|attract\w*|includ\w*|recruit\w*|see|seen|retain\w*|contain\w*|short-?list\w*|"
        rf"receiv\w*|any|an?|of|one|single|hir\w+|interview\w*)\b){{1,4}}{_upto(3)}{GROUP}\b"
    ),
    _compile(rf"\b(?:without|lack(?:s|ed|ing)?(?: of)?)\W+(?:any\W+)?{GROUP}\b"),
    _compile(
        rf"\b{GROUP}\b{_upto(4)}(?:(?:is|are|was|were|remains?|entirely|wholly|completely|"
        r"totally)\W+)+(?:absent|missing|un-?represented|not represented|not present|nowhere|"
        r"invisible|non-?existent)\b"
    ),
    _compile(r"\b(?:absen(?:ce|t)|total lack|complete lack)\b" + _upto(4) + rf"{GROUP}\b"),
    _compile(
        r"\b(?:no|zero|lack(?:s|ed|ing)?(?: of)?|without(?: any)?|absence of)\W+(?:any\W+)?"
        r"(?:ethnic|racial)\W+(?:diversity|mix)\b"
    ),
    _compile(rf"\b{GROUP}\b{_upto(4)}(?:nil|zero|nought|none)\b"),
    _compile(r"\b(?:homogen\w+|monocultur\w+|mono-?ethnic)\b"),
)
_BARE_NONE = _compile(
    rf"\b{_NONE}\b(?!\W+(?:{_MODAL}|who|whose|else|knows|of\W+(?:the|these|this)\W+"
    r"(?:actions?|targets?|figures?|changes?|policies))\b)"
)
_DUTY = _compile(r"\b(?:should|must|ought)\b")
_RECOGNISED = _compile(r"\b(?:recogni|discriminat|treated|held back|left behind|disadvantag)\w*")


def _absences(sentence: Sentence) -> Iterator[Span]:
    if _DUTY.search(sentence.text):
        return
    for pattern in _ABSENCES:
        for match in pattern.finditer(sentence.masked):
            if not _RECOGNISED.search(match.group()) or _GROUP.search(match.group()):
                yield match.span()
    if not _RECOGNISED.search(sentence.masked):
        for match in _BARE_NONE.finditer(sentence.masked):
            yield match.span()


_OF_ALL = r"(?:all|every|each|everyone|everybody|entire(?:ly)?|whole|wholly|100%|always|invariably)"
_PROCESS = (
    r"(?:will|should|must|can|may|are|is|be|were|was)\W+(?:\w+\W+)?(?:be\W+)?(?:asked|invited|"
    r"offered|welcome|encouraged|told|given|able|free|supported|treated|considered|reminded|shown|"
    r"expected|valued|heard|listened)"
)
_WHOLES = (
    _compile(rf"\b{_OF_ALL}\b{_upto(4)}{GROUP}\b(?!{_upto(3)}{_PROCESS})"),
    _compile(
        rf"\b(?:only|solely|exclusively|just|alone|apart from|except(?:ing)?(?: for)?|other than|"
        rf"but for)\b{_upto(4)}{GROUP}\b"
    ),
    _compile(
        rf"\b{GROUP}\b{_upto(3)}(?:only|alone|exclusively|solely|all|throughout|without "
        r"exception)\b(?!\W+(?:groups?|the|of|be|our|by|levels?|posts?|jobs?|stages?|training|"
        r"courses?)\b)"
    ),
    _compile(
        rf"\b{_OF_ALL}\b{_upto(2)}(?:{PEOPLE})\b{_upto(6)}(?:unknown|declin\w+|refus\w+|"
        r"(?:did|do|does|have|has|had)(?: not|n['’]t) (?:say|said|declare\w*|disclos\w*|answer\w*|"
        r"giv\w+|state\w*|record\w*|identif\w*|respond\w*)|undisclosed|self-?identif\w+|the same "
        r"(?:ethnic\w*|group|background))"
    ),
    _compile(
        rf"\b(?:unknown|declined|refused|undisclosed|not (?:known|disclosed|declared|recorded|"
        rf"given|stated))\b{_upto(4)}{_OF_ALL}\b{_upto(3)}(?:{PEOPLE})\b"
    ),
    _compile(
        r"\b(?:only|solely|just)\W+(?:\w+\W+){0,2}?(?:director|chair|consultant|applicant|"
        r"candidate|starter|leaver|employee|person|man|woman|lead|post-?holder|governor|case)\b"
    ),
    _compile(r"\ball[- ](?:white|male|female|black|asian)\b"),
    _compile(rf"\b(?:every|all|each)\W+(?:one\W+)?(?:of\W+)?(?:them|those|whom)\b(?=.*{GROUP})"),
)


def _wholes(sentence: Sentence) -> Iterator[Span]:
    for pattern in _WHOLES:
        for match in pattern.finditer(sentence.masked):
            yield match.span()


_SINGULAR = (
    r"director|chair(?:man|woman|person)?|chief\w*|head|lead|consultant|executive|governor|"
    r"secretary|matron|registrar|officer|manager|member|nurse|doctor|clinician|gp|midwife|"
    r"colleague|"
    r"employee|person|man|woman|starter|joiner|leaver|recruit|appointee|appointment|trainee|"
    r"individual|deputy|accountant|analyst|pharmacist|voice|face"
)
_SINGLES = (
    _compile(
        rf"\b(?:the|our|an?|one|single|sole|lone|his|her|their|this|that|another|first|last|new|"
        rf"former|outgoing|incoming|remaining)\b(?:\W+(?:\w+\W+)?)??{GROUP}\W+(?:\w+\W+){{0,2}}?"
        rf"(?:{_SINGULAR})\b(?!\W+(?:s|network|forum|group)\b)"
    ),
    _compile(
        rf"\b(?:{_SINGULAR})\b\W+(?:(?:who|which|is|was|of|from|with|identif\w+|a|an|the|as|"
        rf"himself|herself)\W+){{1,4}}(?:\w+\W+)?{GROUP}\b"
    ),
    _compile(
        rf"\b(?:the|our|one|single|this|that)\W+(?:\w+\W+)?{GROUP}\W+(?:applicant|candidate|case)\b"
    ),
    _compile(
        rf"\b(?:the|our|one)\W+(?:{CATEGORIES})\b(?=\W+(?:among|amongst|in|on|who|at|was|is)\b)"
    ),
    _compile(rf"\b(?:sole|lone|solitary)\b{_upto(3)}(?:{PEOPLE}|{GROUP})\b"),
    _compile(rf"\b(?:first|last|only)(?:\W+ever)?\W+{GROUP}\b"),
    _compile(
        r"\b(?:the|our)\W+(?:\w+\W+)?(?:person|individual|colleague|member)\W+(?:who|"
        r"concerned|in question|whose)\b"
    ),
)
_PRONOUN = _compile(r"\b(?:she|he|her|his|hers|him|herself|himself)\b")


def _singles(sentence: Sentence) -> Iterator[Span]:
    for pattern in _SINGLES:
        for match in pattern.finditer(sentence.masked):
            yield match.span()
    near = sentence.names_a_group or _GROUP.search(sentence.before)
    if near:
        for match in _PRONOUN.finditer(sentence.masked):
            yield match.span()


_EXEMPT_BEFORE = _compile(
    r"\b(?:indicators?|bands?|section|sections|principles?|pages?|version|paragraphs?|"
    r"appendix|goals?|"
    r"outcomes?|part|phase|step|question|item|standard|edition|figure|table|chapter|clause|article|"
    r"act|EDS|ISO|reg(?:ulation)?s?|no\.|number|level|grade|stage|E|C|A|D|day|week|circular|ref\w*|"
    r"likelihood (?:above|below|of)|gateway|reference|tier|objective|"
    r"field)\s*(?:\d+[a-z]?(?:\.\d+)?\s*(?:,|and|to|or|-|–)\s*)*$"
)
_DATE = _compile(
    r"\b\d{1,2}(?:st|nd|rd|th)?\W+(?:of\W+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
    r"(?:\W+(?:19|20)\d\d)?|\b(?:19|20)\d\d(?:\s*[/–-]\s*\d{2,4}\b)?(?!\s*%)(?![,.]?\d)|"
    r"\b\d{4}-\d\d-\d\d|\b24/7\b|\b360[- ]degree\b"
)
_EXEMPT_AFTER = _compile(
    r"\s*[-–]?\s*(?:to \w+ )?(?:[-–] ?)?(?:months?|weeks?|days?|years?|hours?|minutes?|"
    r"working|times a|"
    r"o'?clock|am\b|pm\b|calendar|meetings?|sessions?|workshops?|courses?|indicators?|aims?|goals?|"
    r"outcomes?|principles?|questions?|steps?|stages?|parts?|areas?|themes?|policies|objectives?|"
    r"reports?|systems?|organisations?|bodies|sites?|places?|pages?|things?|ways?|priorit\w+|"
    r"protected characteristics|point|letters?|papers?|actions?|events?|conclusions?|"
    r"recommendations?|"
    r"categories|options?|reasons?|sources?|measures?|trusts?|ccgs?|boards\b|"
    r"groups?\b(?! of)|bands\b)"
)
_DIGITS = _compile(
    r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?!\w)(?:\s*(?:%|per ?cent\b|percentage points?))?|"
    r"(?<!\w)\d[\d,]*(?:\.\d+)?(?:x\b|-fold\b)"
)
_PROCESS_VERB = (
    r"(?:who\W+|to\W+|will\W+|should\W+|must\W+|always\W+)*(?:short-?list|interview|read|"
    r"review|check|"
    r"score|sign|agree|decide|look|sit\b|assess|mark|from outside)"
)
_NUMBER_OF_PEOPLE = (
    _compile(rf"\b{NUMBER_WORDS}\W+(?:\w+\W+){{0,3}}?(?:{PEOPLE}|{GROUP})\b(?!\W+{_PROCESS_VERB})"),
    _compile(
        rf"\b{NUMBER_WORDS}\W+(?:out\W+)?(?:of|in)\W+(?:every\W+)?(?:\d+|{NUMBER_WORDS}|them|us|"
        rf"whom|those|these|our|the)\b(?!\W+(?:\w+\W+)?(?:reasons?|causes?|aims?|goals?|ways?|"
        r"things?|areas?|themes?|actions?|priorit\w+|first|main|most|best|key|steps?|policies|"
        r"indicators?|principles?|questions?|findings?|biggest|largest)\b)"
    ),
    _compile(
        rf"\b{GROUP}\b{_upto(4)}{NUMBER_WORDS}\b(?!\W+(?:years?|months?|weeks?|days?|times?|ways?|"
        r"steps?|things?|areas?|groups?|indicators?)\b)"
    ),
    _compile(
        rf"\b{NUMBER_WORDS}\W+(?:left|joined|started|resigned|retired|applied|were|was|are|"
        rf"identified|declared|declined|had|have|came)\b(?!\W+(?:\w+\W+)?(?:held|run|planned|met|"
        r"needed|agreed|set|chosen|made|of our aims)\b)"
    ),
    _compile(r"\bper ?cent(?:age points?)?\b(?<=\w)|%"),
    _compile(r"\bon (?:one|the fingers of one) hand\b|\bcount(?:ed)? on\W+\w+\W+fingers"),
)
_NO_COUNT = _compile(r"\bone (?:year|of the|more|day|place|way|another|by|thing|step)\b")


def _numbers(sentence: Sentence) -> Iterator[Span]:
    masked = _DATE.sub(lambda one: "_" * len(one.group()), sentence.masked)
    for match in _DIGITS.finditer(masked):
        if not _is_no_count(masked, match):
            yield match.span()
    for pattern in _NUMBER_OF_PEOPLE:
        for match in pattern.finditer(masked):
            if not (_NO_COUNT.match(match.group()) and not _PEOPLE.search(match.group())):
                yield match.span()


def _is_no_count(words: str, match: re.Match[str]) -> bool:
    """Whether a number names a section, a day or a stretch of time, and counts nobody."""
    if _EXEMPT_BEFORE.search(words[: match.start()]):
        return True
    is_share = not match.group().strip()[-1].isdigit()
    return not is_share and bool(_EXEMPT_AFTER.match(words[match.end() :]))


_AMOUNTS = (
    _compile(
        rf"\b(?:(?:vast |great |large |small )?majority|most|minority|few(?:er)?|several|many|"
        rf"handful|nearly all|almost all|almost none|hardly any|virtually all|predominantly|"
        rf"overwhelmingly|mostly|mainly|largely|half|(?:{FRACTIONS})\W+of)\b"
        rf"{_upto(5)}{GROUP}\b"
    ),
    _compile(
        rf"\b{GROUP}\b{_upto(7)}(?:fewer|few|majority|handful|hardly any|almost none|"
        rf"(?:tiny|small|large) minority)\b"
        r"(?!\W+(?:weeks?|months?|days?|years?|steps?|things?)\b)"
    ),
    _compile(rf"\b{FRACTIONS}\W+of\W+(?:\w+\W+){{0,3}}?(?:{PEOPLE}|them|us|those|whom)\b"),
    _compile(
        rf"\b(?:a |the )?(?:handful|dozen|couple|trio|pair)\W+(?:of\W+)?(?:\w+\W+){{0,2}}?"
        rf"(?:{PEOPLE})\b"
    ),
    _compile(r"\bfewer than\W+\w+|\b(?:all but|all except)\W+(?:an?\W+)?(?:one|two|three|few|\d+)"),
    _compile(rf"\b(?:majority|most)\W+of\W+(?:them|whom|those)\b(?=.*{GROUP})"),
)


def _amounts(sentence: Sentence) -> Iterator[Span]:
    for pattern in _AMOUNTS:
        for match in pattern.finditer(sentence.masked):
            yield match.span()


_CHANGES = (
    _compile(
        r"\b(?:doubl(?:ed?|ing)|trebl(?:ed?|ing)|tripl(?:ed?|ing)|quadrupl(?:ed?|ing)|halv(?:ed?|"
        r"ing)|two-?fold|three-?fold)\b(?!\W+(?:our efforts|efforts|the effort))"
    ),
    _compile(
        rf"\b(?:numbers?|share|proportion|percentage|representation|count)\W+of\W+(?:\w+\W+)"
        rf"{{0,3}}?{GROUP}\b{_upto(6)}(?:rose|risen|fell|fallen|gr[eo]w\w*|increas\w+|decreas\w+|"
        r"dropped|dropping|unchanged|the same|went (?:up|down)|gone (?:up|down)|lower|higher|"
        r"remain\w*|stay\w*)\b"
    ),
    _compile(
        rf"\b(?:more|fewer|less)\W+{GROUP}\W+(?:{PEOPLE})\b{_upto(3)}(?:than|left|joined|were|"
        r"are|have|had|last|this)\b"
    ),
    _compile(rf"\b(?:twice|half|three times)\W+as\W+(?:many|likely|often)\b(?=.*{GROUP})"),
    _compile(rf"\b(?:for the first time|first ever|no longer|any longer)\b(?=.*{GROUP})"),
)


def _changes(sentence: Sentence) -> Iterator[Span]:
    for pattern in _CHANGES:
        for match in pattern.finditer(sentence.masked):
            yield match.span()


_POST = _compile(rf"\b(?:{POSTS})\b")


def _posts(sentence: Sentence) -> Iterator[Span]:
    """Yield from a group's name to a post's, whichever comes first."""
    groups = [match.span() for match in _GROUP.finditer(sentence.masked)]
    for match in _POST.finditer(sentence.masked):
        for start, end in groups:
            if not start < match.end() <= end:
                yield min(start, match.start()), max(end, match.end())
                break


_MOVES = (
    r"appointed|joined|left|resigned|retired|started|promoted|elected|co-?opted|departed|"
    r"stepped down|"
    r"took up|stood down|replaced|succeeded|dismissed|suspended|seconded|recruited|hired|died|"
    r"appointments?|resignations?|departures?|retirements?|elections?|arrivals?|new members?|"
    r"new starters?|vacanc(?:y|ies)"
)
_SUBJECT = (
    rf"{GROUP}|{POSTS}|boards?|governing bod(?:y|ies)|members?|membership|post-?holders?|director|"
    r"starters?|leavers?"
)
_TIMES = (
    _compile(rf"\b(?:{_MOVES})\b.*\b(?:{MONTHS})\b"),
    _compile(rf"\b(?:{MONTHS})\b.*\b(?:{_MOVES})\b"),
    _compile(
        r"\b(?:governing body|board|membership|composition|make-?up)\W+(?:\w+\W+){0,3}?"
        rf"(?:changed|change[sd]?|was different|turnover)\b.*\b(?:{MONTHS})\b"
    ),
    _compile(
        rf"\b(?:{MONTHS})\b.*\b(?:governing body|board|membership|composition|make-?up)\W+"
        r"(?:\w+\W+){0,3}?(?:changed|changes|change)\b(?!\W+(?:its|the|a|how))"
    ),
    _compile(
        r"\bchanges?\W+(?:in|to|of|on)\W+(?:the\W+|our\W+)?(?:membership|composition|make-?up|"
        rf"governing body|board)\b.*\b(?:{MONTHS})\b"
    ),
)
_WHO = _compile(rf"\b(?:{_SUBJECT})\b")


def _times(sentence: Sentence) -> Iterator[Span]:
    if not (_WHO.search(sentence.masked) or _GROUP.search(sentence.before)):
        return
    for pattern in _TIMES:
        for match in pattern.finditer(sentence.masked):
            yield match.span()


_NAME = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof(?:essor)?|Sir|Dame|Lord|Lady|Cllr)\.?\s+[A-Z]\w*"
)


def _names(sentence: Sentence) -> Iterator[Span]:
    if sentence.names_a_group or _GROUP.search(sentence.before):
        for match in _NAME.finditer(sentence.text):
            yield match.span()


_PLAIN = "Say what is being done and why, without how many or who."
RULES = (
    Rule(
        "absence",
        "That there is nobody of a group is a number too: nought.",
        "Say that the figure is too small to publish, or what will be done so that more apply.",
        _absences,
    ),
    Rule(
        "whole",
        "'All' and 'only' say a number of a group to whoever knows how many there are.",
        "Leave the word out, or speak of all staff together.",
        _wholes,
    ),
    Rule(
        "single",
        "It points to one person, whom colleagues will know.",
        "Speak of the group in general, or of the process, not of a person.",
        _singles,
        can_be_released=False,
    ),
    Rule(
        "number",
        "The release does not hold this number for these people, so the text would give it away.",
        "Leave the number out, or use the figure as it was released, word for word.",
        _numbers,
    ),
    Rule(
        "amount",
        "A share in words bounds a number that the release hides.",
        _PLAIN,
        _amounts,
    ),
    Rule(
        "change",
        "How a hidden number changed can be worked back to the number.",
        "Say that it is watched over several years, without the direction or the size.",
        _changes,
    ),
    Rule(
        "post",
        "Few people hold such a post; a group beside it says who they are.",
        "Name the post or the group, not both in one sentence.",
        _posts,
        can_be_released=False,
    ),
    Rule(
        "day",
        "Whoever knows who came or went then can work out which group they belong to.",
        "Leave the month out, or speak of the whole year.",
        _times,
        can_be_released=False,
    ),
    Rule(
        "name",
        "A named person beside a group's name says which group they belong to.",
        "Leave the name or the group out.",
        _names,
        can_be_released=False,
    ),
)
"""Every kind of telling phrase, in the order in which they are looked for."""
