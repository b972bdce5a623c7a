"""Who is written to and who is not, and what a letter says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.policy import default

import msgspec
import pytest

from dueregard.assurance.applicability import scopes
from dueregard.assurance.contract_years import ContractYear
from dueregard.assurance.happenings import Choice, Event
from dueregard.assurance.ledger import Ledger
from dueregard.assurance.letters import read_template
from dueregard.assurance.obligations import own_obligations
from dueregard.assurance.own_standing import own_standing
from dueregard.assurance.schedule import shipped_schedule
from dueregard.assurance.standing import Process, Result
from dueregard.assurance.steps import Round, escalations_due, letters_due, preview_of
from dueregard.assurance.words import LetterKind, LetterState, Role, YesNo
from dueregard.errors import ConfigurationError
from dueregard.operations.write_letters import make_letter
from tests.unit.assurance import records_for_tests as given

SCHEDULE = shipped_schedule(ContractYear(2015))
ASSOCIATE = Role.ASSOCIATE
REGISTER = (
    given.contract("P1", "nhs_trust", 900_000),
    given.contract("P2", "voluntary", 150_000),
    given.contract("P3", "independent"),
    given.contract("P4", "primary_care", form=given.NONE),
    given.contract("P5", "independent", 900_000, role=ASSOCIATE),
    given.contract("P5", "independent", 900_000, commissioner="00D"),
    given.contract("P6", "independent", 900_000),
    given.contract("P7", "independent", 900_000, paused=YesNo.YES),
)
LEDGER = Ledger(
    register=REGISTER,
    commissioners=(given.US,),
    declarations=(given.declaration("P2"),),
    contacts=tuple(given.contact(f"P{n}") for n in (1, 2, 3, 4, 5, 7)),
)


def round_on(day: str, ledger=LEDGER, ours=given.US) -> Round:
    return Round(ledger, SCHEDULE, ours, date.fromisoformat(day))


def written(step, this, **more):
    template = more.pop("template", read_template(step.kind))
    made = make_letter(step, this.ledger, this.schedule.rules, template, as_of=this.as_of, **more)
    message = next(one for name, one in made.files.items() if name.endswith(".eml"))
    mail = message_from_bytes(message, policy=default)
    return made, f"{mail['Subject']}\n{mail.get_content()}"


@pytest.mark.requirement("R-182")
def test_a_preview_lists_every_provider_once_with_its_reason() -> None:
    """Written to and left out add up to the register; each left out has its reason."""
    found = preview_of(LetterKind.L1B, round_on("2015-08-01"))
    reasons = {one.provider.ods: why for one, why in found.excluded}
    assert [one.scope.provider.ods for one in found.included] == ["P1", "P3"]
    assert reasons == {
        "P2": "out of scope: small provider",
        "P4": "out of scope: primary care - not Standard Contract",
        "P5": "left to the co-ordinating commissioner",
        "P6": "no contact to address it to",
        "P7": "letters to it are paused",
    }
    assert found.total == len({one.provider for one in REGISTER})


@pytest.mark.requirement("T-01", "R-183")
def test_the_catch_up_letter_does_not_ask_for_a_day_that_has_passed() -> None:
    """On 21 July 2015 it is L1b, and it says that 1 July is not held against the provider."""
    this = round_on("2015-07-21")
    steps = letters_due(this)
    assert {one.kind for one in steps} == {LetterKind.L1B}
    made, text = written(steps[0], this)
    assert "was due on 1 July 2015. We therefore do not treat it as late" in text
    assert "by 1 July" not in text
    assert made.letter.state is LetterState.PREPARED
    assert not letters_due(round_on("2015-07-19"))


@pytest.mark.requirement("R-183", "R-184", "R-185", "R-186", "R-187")
def test_what_the_first_letter_asks() -> None:
    """Confirmation, a copy and the link as two things, plans, self-reporting; template or not."""
    for kind in (LetterKind.L1, LetterKind.L1B):
        template = read_template(kind)
        assert set(template.shows) == {"asks_confirmation", "asks_copy", "asks_link"}
        assert "web address" in template.body
        assert "copy" in template.body
        assert "say what their ethnicity is" in template.body
    with_template = read_template(LetterKind.L1).body.count("?template:")
    others = [read_template(kind).body.count("?template:") for kind in LetterKind]
    assert (with_template, sum(others)) == (1, 1)


@pytest.mark.requirement("R-025")
@pytest.mark.parametrize("public", list(YesNo))
def test_the_public_duty_is_cited_only_where_it_holds(public) -> None:
    """A private provider is told of the contract; of the other duty where it has a function."""
    rows = (given.contract("P1", income=900_000, public_function=public),)
    this = round_on("2015-08-01", replace(LEDGER, register=rows))
    _, text = written(letters_due(this)[0], this)
    assert "SC13.5.2" in text
    assert ("Public Sector Equality Duty" in text) is (public is YesNo.YES)


@pytest.mark.requirement("R-008")
def test_the_help_address_comes_from_the_edition() -> None:
    """Another address in the edition is another address in every letter that names it."""
    this = round_on("2015-08-01")
    contact = this.schedule.rules.contact
    other = msgspec.structs.replace(
        this.schedule.rules, contact=msgspec.structs.replace(contact, email="help@example.org")
    )
    changed = Round(LEDGER, replace(SCHEDULE, rules=other), given.US, this.as_of)
    _, text = written(letters_due(changed)[0], changed)
    assert "help@example.org" in text
    assert contact.email not in text


@pytest.mark.requirement("T-05")
@pytest.mark.parametrize(("policy", "letters"), [("co_ordinating", 1), ("all", 4)])
def test_no_provider_gets_four_letters_unless_that_is_chosen(policy, letters) -> None:
    """One co-ordinating commissioner and three associates: one letter, or four if chosen."""
    codes = ("00C", "00D", "00J", "00K")
    ours = tuple(replace(given.US, id=code) for code in codes)
    rows = tuple(
        given.contract(
            "P1",
            income=300_000,
            commissioner=code,
            role=Role.CO_ORDINATING if code == "00C" else ASSOCIATE,
        )
        for code in codes
    )
    ledger = Ledger(
        register=rows,
        commissioners=ours,
        contacts=(given.contact("P1"),),
        choices=(Choice("letters_by", policy),),
        evidence=(given.report("E1", "P1", "P1/2015-16/M1"),),
    )
    steps = [one for each in ours for one in letters_due(round_on("2015-08-01", ledger, each))]
    assert len({one.id for one in steps}) == len(steps) == letters
    seen = [round_on("2015-08-01", ledger, each).scopes[0].provider.ods for each in ours]
    assert seen == ["P1"] * 4
    assert len(ledger.evidence) == 1


@pytest.mark.requirement("R-188")
def test_the_interim_report_is_asked_for_once() -> None:
    """From October 2015 to the end of March 2016, once for each provider in scope."""
    assert not [s for s in letters_due(round_on("2015-09-29")) if s.kind is LetterKind.L2]
    asked = [s for s in letters_due(round_on("2015-10-01")) if s.kind is LetterKind.L2]
    assert {one.addressed.scope.provider.ods for one in asked} == {"P1", "P3"}
    made, _ = written(asked[0], round_on("2015-10-01"))
    after = replace(LEDGER, letters=(made.letter,))
    left = [s for s in letters_due(round_on("2015-12-01", after)) if s.kind is LetterKind.L2]
    assert {one.addressed.scope.provider.ods for one in left} == {"P3"}
    assert not [s for s in letters_due(round_on("2016-04-01")) if s.kind is LetterKind.L2]


@pytest.mark.requirement("R-189")
def test_reminders_go_to_those_in_scope_who_sent_nothing() -> None:
    """From 30 days before; who has reported is left out; it names the day and says online."""
    ledger = replace(LEDGER, evidence=(given.report("E1", "P1", "P1/2015-16/M3", on="2016-03-01"),))

    def reminded(day):
        found = letters_due(round_on(day, ledger))
        return [one for one in found if one.kind is LetterKind.L3]

    assert reminded("2016-03-31") == []
    (one,) = reminded("2016-04-01")
    assert (one.addressed.scope.provider.ods, one.on) == ("P3", date(2016, 4, 1))
    _, text = written(one, round_on("2016-04-01", ledger))
    assert "online, no later than 1 May 2016" in text
    (late,) = reminded("2016-05-03")
    assert late.on == date(2016, 4, 30)
    _, text = written(late, round_on("2016-05-03", ledger))
    assert "was required to publish" in text


def test_a_reminder_has_one_name_on_all_days_of_a_weekend() -> None:
    """17 April 2016 was a Sunday: asked on Friday, Saturday or Monday it is the same letter."""
    names = {
        one.id
        for day in ("2016-04-15", "2016-04-16", "2016-04-17", "2016-04-18")
        for one in letters_due(round_on(day))
        if one.kind is LetterKind.L3
    }
    assert names == {f"{p}/2015-16/M3/l3/00C/2016-04-17" for p in ("P1", "P3")}


@pytest.mark.requirement("R-192")
def test_what_the_regulator_raised_is_asked_about_once() -> None:
    """An event that raises race equality is followed by a letter; another event is not."""
    events = (
        Event(
            "Q1",
            "P1",
            on=date(2015, 11, 10),
            kind="inspection",
            raises_race_equality=YesNo.YES,
            summary="No plan was seen.",
        ),
        Event("Q2", "P3", on=date(2015, 11, 11), kind="inspection"),
    )
    this = round_on("2015-11-12", replace(LEDGER, events=events))
    (step,) = [one for one in letters_due(this) if one.kind is LetterKind.L4]
    made, text = written(step, this)
    assert step.about == "event/Q1"
    assert "No plan was seen." in text
    assert "copy of what you sent" in text
    after = replace(this.ledger, letters=(made.letter,))
    later = letters_due(round_on("2015-12-01", after))
    assert not [one for one in later if one.kind is LetterKind.L4]
    closed = replace(events[0], closed_on=date(2015, 11, 11), closed_why="Plans came.")
    assert not [
        one
        for one in letters_due(round_on("2015-11-12", replace(LEDGER, events=(closed,))))
        if one.kind is LetterKind.L4
    ]


@pytest.mark.requirement("R-194")
def test_steps_of_the_ladder_are_proposed_and_never_taken() -> None:
    """A query after 7 days, a meeting after 14, management after 28; nobody has approved any."""
    steps = {
        day: {
            one.step.value
            for one in escalations_due(round_on(day))
            if one.provider == "P1" and one.obligation.endswith("M3")
        }
        for day in ("2016-05-07", "2016-05-08", "2016-05-15", "2016-05-29")
    }
    assert steps == {
        "2016-05-07": set(),
        "2016-05-08": {"query"},
        "2016-05-15": {"query", "contract_meeting"},
        "2016-05-29": {"query", "contract_meeting", "contract_management"},
    }
    proposed = escalations_due(round_on("2016-05-29"))
    assert not [one for one in proposed if one.approved_by or one.approved_on or one.done_on]
    assert not [one for one in proposed if one.obligation.endswith("M1")]
    after = replace(LEDGER, escalations=proposed)
    assert not escalations_due(round_on("2016-05-30", after))


@pytest.mark.requirement("T-01")
def test_the_commissioners_own_letter_counts_once_it_was_sent() -> None:
    """Prepared is not sent; sent to some is partly met; to all in scope is met, and not late."""
    this = round_on("2015-08-01")
    letters = [written(step, this)[0].letter for step in letters_due(this)]
    sent = [
        replace(one, state=LetterState.SENT, sent_on=date(2015, 7, 22), sent_by="A.")
        for one in letters
    ]
    obligation = own_obligations(given.US, SCHEDULE)[0]

    def standing(*held):
        ledger = replace(LEDGER, letters=held, contacts=(*LEDGER.contacts, given.contact("P6")))
        found = scopes(ledger, SCHEDULE.rules, this.as_of, commissioner="00C")
        ours = tuple(one for one in found if one.provider.ods in {"P1", "P3"})
        return own_standing(obligation, given.US, ours, ledger, this.as_of)

    assert standing(*letters).process is Process.OVERDUE_AT_ISSUE
    assert standing(sent[0]).result is Result.PARTLY_MET
    done = standing(*sent)
    assert (done.result, done.process, done.days_late) == (Result.MET, Process.CLOSED, 0)


def test_wording_that_cannot_be_used_is_refused() -> None:
    """A field that no letter has is named with the one that may be meant."""
    with pytest.raises(ConfigurationError, match=r"\{providr\}") as raised:
        read_template(LetterKind.L1, "subject: x\n\nDear {providr},\n")
    assert "provider" in raised.value.advice
    with pytest.raises(ConfigurationError, match="no subject"):
        read_template(LetterKind.L1, "Dear you,\n\ntext\n")


def test_a_letter_is_the_same_every_time() -> None:
    """The same step on the same day gives the same bytes."""
    this = round_on("2015-08-01")
    step = letters_due(this)[0]
    assert written(step, this)[0].files == written(step, this)[0].files
