"""Nothing but a whole decision on this very candidate is a decision."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dueregard.disclosure.released import person
from dueregard.errors import ReleaseNeededError
from dueregard.releases.decision import Verdict, decision_to_fill_in, read_decision

HASH = "a" * 64
TODAY = date(2016, 5, 10)
WHOLE = f"""decision = "publish_safe"
candidate = "{HASH}"
reasons = ["The figures show where recruitment loses people."]
prepared_by = "A. Author"

[[reviewers]]
name = "B. Reviewer"
reviewed_on = 2016-05-01

[[reviewers]]
name = "C. Checker"
reviewed_on = 2016-05-02

[signatory]
name = "D. Signer"
role = "Accountable officer"
organisation = "Invented CCG"
organisation_kind = "commissioner"
signed_on = 2016-05-03
"""
EXCEPTION = """
[board_exception]
reason = "The public has a clear interest in who leads a public body."
date = 2016-05-03
approvers = ["E. Guardian", "F. Chair"]
members_told = true
members_told_on = 2016-05-02
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "decision.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.requirement("R-048")
def test_whole_decision_is_read(tmp_path: Path) -> None:
    """A decision says how to publish, why, who reviewed it and who answers for it."""
    decision = read_decision(write(tmp_path, WHOLE), candidate=HASH, as_of=TODAY)
    assert decision.verdict is Verdict.PUBLISH_SAFE
    assert decision.reviewers == ("B. Reviewer", "C. Checker")
    assert decision.signatory == "D. Signer"
    assert decision.board_exception is None


@pytest.mark.requirement("R-054")
def test_board_exception_is_read(tmp_path: Path) -> None:
    """A board exception carries its reason, two approvers and the day the members were told."""
    decision = read_decision(write(tmp_path, WHOLE + EXCEPTION), candidate=HASH, as_of=TODAY)
    assert decision.board_exception is not None
    assert decision.board_exception.approvers == ("E. Guardian", "F. Chair")
    assert decision.board_exception.members_told_on == date(2016, 5, 2)


@pytest.mark.requirement("R-048", "R-051")
def test_no_decision_means_withheld(tmp_path: Path) -> None:
    """Without a decision everything is withheld, and so it is with one that nobody filled in."""
    with pytest.raises(ReleaseNeededError, match="everything is withheld"):
        read_decision(tmp_path / "decision.toml", candidate=HASH, as_of=TODAY)
    path = write(tmp_path, decision_to_fill_in(HASH))
    with pytest.raises(ReleaseNeededError, match="line 2"):
        read_decision(path, candidate=HASH, as_of=TODAY)


REFUSED = {
    "no such verdict": ('"publish_safe"', '"yes"', "line 1: the decision"),
    "another candidate": (HASH, "b" * 64, "line 2: this decision is about another"),
    "a word for a reason": ('["The figures show where recruitment loses people."]', '["ok"]', "3"),
    "nobody prepared it": ("A. Author", " ", "line 4"),
    "one reviewer twice": ("C. Checker", "b  REVIEWER", "different people"),
    "author reviews": ("C. Checker", "A Author", "cannot review"),
    "author signs": ("D. Signer", "a. author", "cannot sign"),
    "support unit signs": ('"commissioner"', '"support_unit"', "line 18: the signatory"),
    "nobody's kind": ('organisation_kind = "commissioner"', "", "the signatory has to"),
    "day in the future": ("2016-05-03", "2016-05-11", "line 19: signed_on lies in the future"),
    "day as text": ("2016-05-02", '"2016-05-02"', "has to be a day"),
    "unknown key": ("prepared_by", "approve = true\nprepared_by", "line 4: 'approve'"),
    "broken file": ("[signatory]", "[signatory", "decision.toml: "),
    "telling narrative": ("prepared_by", 'narrative = "Two joined."\nprepared_by', "line 4: the"),
    "narrative only without one": ("publish_safe", "narrative_only", "needs the narrative"),
    "reviewers as names": ("[[reviewers]]", "[[reviewer]]", "'reviewer' is no key"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_anything_else_is_refused(tmp_path: Path, case: str) -> None:
    """Whatever is not as it has to be is refused with its line, and says what to do."""
    old, new, message = REFUSED[case]
    assert old in WHOLE
    path = write(tmp_path, WHOLE.replace(old, new))
    with pytest.raises(ReleaseNeededError) as fault:
        read_decision(path, candidate=HASH, as_of=TODAY)
    assert message in fault.value.message
    assert fault.value.advice


EXCEPTIONS = {
    "members not told": ("members_told = true", "members_told = false", "told first"),
    "nothing said of members": ("members_told = true\n", "", "told first"),
    "told afterwards": ("members_told_on = 2016-05-02", "members_told_on = 2016-05-04", "before"),
    "one approver": ('"E. Guardian", "F. Chair"', '"E. Guardian"', "two different approvers"),
    "one approver twice": ('"F. Chair"', '"e guardian"', "two different approvers"),
    "no reason": ("The public has a clear interest in who leads a public body.", "", "reason"),
    "telling reason": ("who leads", "the one who leads", "tells numbers"),
    "withheld with exception": ('"publish_safe"', '"withhold"', "publish_safe only"),
}


@pytest.mark.requirement("R-054")
@pytest.mark.parametrize("case", EXCEPTIONS)
def test_exception_that_is_not_whole_is_refused(tmp_path: Path, case: str) -> None:
    """A board exception without reason, two approvers and members told before is refused."""
    old, new, message = EXCEPTIONS[case]
    text = WHOLE + EXCEPTION
    assert old in text
    path = write(tmp_path, text.replace(old, new))
    with pytest.raises(ReleaseNeededError, match=message):
        read_decision(path, candidate=HASH, as_of=TODAY)


NAMES = st.lists(st.sampled_from(["Ann", "ann ", "B. Low", "b low", "Cy", ""]), max_size=4)


@pytest.mark.requirement("R-048")
@settings(max_examples=150)
@given(NAMES, st.sampled_from(["Ann", "Di", "Cy"]), st.sampled_from([HASH, "b" * 64]))
def test_nothing_is_decided_without_two_reviewers(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], author: str, candidate: str
) -> None:
    """Whoever is named, a decision that is read has two different reviewers of this candidate."""
    tables = "".join(f'[[reviewers]]\nname = "{n}"\nreviewed_on = 2016-05-01\n' for n in names)
    head, _, rest = WHOLE.partition("[[reviewers]]")
    tail = rest[rest.index("[signatory]") :]
    text = (head + tables + tail).replace("A. Author", author).replace(HASH, candidate)
    path = write(tmp_path_factory.mktemp("decision"), text)
    people = [person(name) for name in names]
    allowed = (
        candidate == HASH
        and len(people) >= 2
        and all(people)
        and all(one != other for one, other in itertools.combinations(people, 2))
        and person(author) not in people
    )
    try:
        decision = read_decision(path, candidate=HASH, as_of=TODAY)
    except ReleaseNeededError:
        assert not allowed
    else:
        assert allowed
        assert len({person(name) for name in decision.reviewers}) >= 2
