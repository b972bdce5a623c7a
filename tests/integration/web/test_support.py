"""A support unit and the bodies it works for: grants, board, pools, the form, comparisons."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dueregard.benchmarks.profiles import profile_json, profile_of
from dueregard.operations.pool_bodies import pool_bodies
from dueregard.reports.documents.pro_forma import HEADING, ITEMS
from dueregard.returns.data_return import DataReturn
from dueregard.returns.storage import load_return
from dueregard.vocabulary import OrganisationKind
from dueregard_web.audit.models import AuditEvent
from dueregard_web.core.refusals import NotAllowedError, NotHereError, NotNowError, TooLateError
from dueregard_web.organisations.models import AccessGrant, Membership
from dueregard_web.organisations.policies import DECISIONS, TABLE, Permission, Role
from dueregard_web.organisations.queries import acting_in, live_roles
from dueregard_web.returns import actions as returns
from dueregard_web.returns.models import Year
from dueregard_web.returns.storage import texts_of
from dueregard_web.support import actions, queries
from dueregard_web.support.models import MemberDecision, PeerProfile, Pool, PoolMember
from dueregard_web.support.policies import PoolStanding, standing_of
from tests.integration.web.test_addresses import OF_ORGANISATIONS, address
from tests.pooled_bodies import body
from tests.web_people import House

REASON = "We looked at it together and agree."


def counted_body(code: str, now, n: int = 0) -> House:
    """Found a commissioner whose year 2016 is counted."""
    house = House.found(code, now)
    acting = house.acting(Role.HR_ANALYST)
    returns.start_year(acting, edition="2016")
    made = body(
        code,
        staff=(50 + n, 4 + n, 2),
        applicants=(40, 20 + n, 1),
        shortlisted=(15, 5 + n, 0),
        appointed=(4, 1, 0),
    )
    settings = Year.objects.of(house.organisation).get().settings_text
    returns.keep_count(
        acting, edition="2016", texts=texts_of(made), settings_text=settings, findings=(), files=()
    )
    return house


def grant(house: House, unit: House, days: int = 90) -> AccessGrant:
    return actions.grant_access(
        house.acting(Role.ADMINISTRATOR),
        unit=unit.organisation,
        purpose="Prepare the report of 2016.",
        until=house.acting(Role.ADMINISTRATOR).today + timedelta(days=days),
    )


@pytest.fixture
def unit(db: None, clock) -> House:
    return House.found("CSU01", clock.now(), OrganisationKind.SUPPORT_UNIT)


@pytest.fixture
def bodies(unit: House, clock) -> list[House]:
    return [counted_body(f"EX10{n}", clock.now(), n) for n in range(4)]


def analyst(unit: House) -> Client:
    return unit.client(Role.SUPPORT_ANALYST)


# --- grants -----------------------------------------------------------------------------------
@pytest.mark.requirement("R-200")
def test_unit_sees_only_bodies_that_granted_access(unit: House, bodies: list[House]) -> None:
    """Two of four granted: their pages open to the unit's analyst, the others are not there."""
    for house in bodies[:2]:
        grant(house, unit)
    client = analyst(unit)
    page = client.get("/o/CSU01/board/").content.decode()
    for place, house in enumerate(bodies):
        assert (house.organisation.name in page) == (place < 2)
        expected = 200 if place < 2 else 404
        for rest in ("", "2016/", "2016/figures/", "2016/report/"):
            assert client.get(f"/o/{house.code}/{rest}").status_code == expected, rest
        compared = client.get(f"/o/CSU01/compare/2016/{house.code}/")
        assert compared.status_code == expected


@pytest.mark.requirement("R-202")
def test_revoking_hides_the_body_at_once(unit: House, bodies: list[House]) -> None:
    """In an open session, the next request finds nothing: board, year, comparison, pool form."""
    given = [grant(house, unit) for house in bodies[:2]]
    client, gone = analyst(unit), bodies[0]
    assert client.get(f"/o/{gone.code}/2016/").status_code == 200
    admin = gone.client(Role.ADMINISTRATOR)
    answer = admin.post(f"/o/{gone.code}/grants/{given[0].pk}/revoke/", follow=True)
    assert "sees nothing here any more" in answer.content.decode()
    for place in (
        f"/o/{gone.code}/",
        f"/o/{gone.code}/2016/",
        f"/o/CSU01/compare/2016/{gone.code}/",
    ):
        assert client.get(place).status_code == 404
    for place in ("/o/CSU01/board/", "/o/CSU01/pools/new/"):
        page = client.get(place).content.decode()
        assert gone.organisation.name not in page
        assert bodies[1].organisation.name in page
    row = AuditEvent.objects.get(event="access_revoked")
    assert row.actor == str(gone.person(Role.ADMINISTRATOR).pk)


@pytest.mark.requirement("R-200")
def test_grant_needs_a_purpose_and_an_end_and_ends_by_itself(unit: House, bodies) -> None:
    """No purpose, no end, an end too far or past: refused; the day after the last, it is over."""
    house = bodies[0]
    client = house.client(Role.ADMINISTRATOR)
    place = f"/o/{house.code}/grants/"
    day = house.acting(Role.ADMINISTRATOR).today
    parts = lambda d: {"until_day": d.day, "until_month": d.month, "until_year": d.year}  # noqa: E731
    good = {"unit": "CSU01", "purpose": "Report", **parts(day + timedelta(days=30))}
    for bad, words in (
        ({"purpose": ""}, "Enter what this access is for"),
        ({"unit": ""}, "Choose a support unit"),
        ({"unit": house.code}, "Choose one"),
        ({"until_day": ""}, "must include a day"),
        (parts(day - timedelta(days=1)), "at most a year"),
        (parts(day + timedelta(days=400)), "at most a year"),
    ):
        answer = client.post(place, good | bad)
        page = answer.content.decode()
        assert answer.status_code == 422, bad
        assert "There is a problem" in page
        assert words in page
    assert client.post(place, good).status_code == 302
    assert client.post(place, good).status_code == 422  # has access already
    person = unit.person(Role.SUPPORT_ANALYST)
    assert live_roles(person, house.organisation, day) == {Role.SUPPORT_ANALYST}
    assert live_roles(person, house.organisation, day + timedelta(days=31)) == frozenset()


def test_grant_reaches_the_analysts_of_the_unit_and_nobody_else(unit: House, bodies) -> None:
    """Other people of the unit see nothing; nor do its analysts once their role there ended."""
    house = bodies[0]
    grant(house, unit)
    for role in set(Role) - {Role.SUPPORT_ANALYST}:
        assert unit.client(role).get(f"/o/{house.code}/").status_code == 404, role
    client = analyst(unit)
    assert client.get(f"/o/{house.code}/").status_code == 200
    held = Membership.objects.of(unit.organisation).get(role=Role.SUPPORT_ANALYST)
    held.ended_at, held.ended_by = unit.now, unit.person(Role.ADMINISTRATOR)
    held.save()
    assert client.get(f"/o/{house.code}/").status_code == 404


def test_grant_gives_no_role_beside_one_that_it_may_not_stand_beside(unit: House, bodies) -> None:
    """Who runs a body's survey does not come to its answers by way of the unit."""
    house = bodies[0]
    person = unit.person(Role.SUPPORT_ANALYST)
    Membership.objects.add(
        house.organisation,
        person=person,
        role=Role.SURVEY_OPERATOR.value,
        given_at=house.now,
        given_by=house.person(Role.ADMINISTRATOR),
    )
    grant(house, unit)
    today = house.acting(Role.ADMINISTRATOR).today
    assert live_roles(person, house.organisation, today) == {Role.SURVEY_OPERATOR}


def test_access_is_granted_to_support_units_only(unit: House, bodies: list[House]) -> None:
    """Another commissioner is no support unit, and nobody grants access to itself."""
    acting = bodies[0].acting(Role.ADMINISTRATOR)
    with pytest.raises(Exception, match="granted to a support unit"):
        actions.grant_access(
            acting, unit=bodies[1].organisation, purpose="Help", until=acting.today
        )


@pytest.mark.requirement("R-037", "R-200")
@pytest.mark.parametrize("name", OF_ORGANISATIONS)
def test_unit_opens_at_a_body_what_prepares_and_nothing_that_decides(
    name: str, unit: House, clock
) -> None:
    """At every address: by a grant a unit's analyst is let in as a support analyst is, no more."""
    house = House.found("EX200", clock.now())
    returns.start_year(house.acting(Role.HR_ANALYST), edition="2016")
    grant(house, unit)
    rule = OF_ORGANISATIONS[name]
    answer = getattr(analyst(unit), rule.method)(address(name, house.code))
    allowed = TABLE[Role.SUPPORT_ANALYST]
    if rule.permission is None or rule.permission in allowed:
        assert answer.status_code in {200, 302, 404, 409}
    else:
        assert answer.status_code == 403
    assert not allowed & DECISIONS


# --- the board --------------------------------------------------------------------------------
@pytest.mark.requirement("R-202")
def test_board_shows_how_far_and_no_figure(unit: House, bodies: list[House]) -> None:
    """Process of each year with what is next; no count of any body stands on it."""
    for house in bodies:
        grant(house, unit)
    page = analyst(unit).get("/o/CSU01/board/").content.decode()
    assert page.count("Prepare the report of 2016.") == len(bodies)
    assert "Say what you count and compare with" in page
    assert AuditEvent.objects.filter(event="board_read").count() == 1
    for other in (bodies[0].client(Role.SUPPORT_ANALYST),):
        assert other.get(f"/o/{bodies[0].code}/board/").status_code == 404


# --- pools ------------------------------------------------------------------------------------
def pooled(unit: House, bodies: list[House], lead: str = "") -> Pool:
    for house in bodies:
        grant(house, unit)
    wanted = actions.WantedPool("AREA", "Area", "2016", [one.code for one in bodies], lead)
    return actions.make_pool(unit.acting(Role.SUPPORT_ANALYST), wanted=wanted)


def decide(house: House, decision: MemberDecision, role: Role = Role.SIGNATORY) -> PoolMember:
    place = PoolMember.objects.of(house.organisation).get()
    return actions.decide_on_pool(
        house.acting(role),
        member_id=place.pk,
        seen=place.pool.sha256,
        decision=decision,
        reason=REASON,
    )


@pytest.mark.requirement("R-201")
def test_pool_is_the_command_lines_pool(unit: House, bodies: list[House], tmp_path: Path) -> None:
    """The sums and the membership are byte for byte what ``dueregard pool`` writes."""
    made = pooled(unit, bodies)
    client = analyst(unit)
    content = client.get(f"/o/CSU01/pools/{made.pk}.zip").content
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path / "web")
    again = pool_bodies(
        [tmp_path / "web" / house.code for house in bodies],
        tmp_path / "web" / "again",
        code="AREA",
        name="Area",
        as_of=unit.acting(Role.SUPPORT_ANALYST).today,
    )
    for name in ("organisation.toml", "pool.json", "return/return.csv", "return/return.json"):
        ours, theirs = (tmp_path / "web" / place / name for place in ("pool", "again"))
        assert ours.read_bytes() == theirs.read_bytes(), name
    whole = load_return(tmp_path / "web" / "pool" / "return")
    assert sum(c.n for c in whole.cells if c.population == "staff") == sum(
        56 + 2 * n for n in range(4)
    )
    page = client.get(f"/o/CSU01/pools/{made.pk}/").content.decode()
    for words in ("Added up, and within the bodies", "INTERNAL", again.pool.members[0].size):
        assert words in page


@pytest.mark.requirement("R-201")
def test_pool_of_two_is_refused_and_so_is_a_body_without_grant(unit: House, bodies) -> None:
    """Two would show each the other's counts; who granted nothing is in no pool."""
    for house in bodies[:3]:
        grant(house, unit)
    client = analyst(unit)
    told = {"edition": "2016", "name": "Area", "code": "AREA"}
    two = client.post("/o/CSU01/pools/new/", {**told, "bodies": ["EX100", "EX101"]})
    assert two.status_code == 422
    assert "There is a problem" in two.content.decode()
    with pytest.raises(NotHereError, match="has not granted access"):
        actions.make_pool(
            unit.acting(Role.SUPPORT_ANALYST),
            wanted=actions.WantedPool("AREA", "Area", "2016", ["EX100", "EX101", "EX103"]),
        )
    assert Pool.unscoped.count() == 0
    three = client.post("/o/CSU01/pools/new/", {**told, "bodies": ["EX100", "EX101", "EX102"]})
    assert three.status_code == 302, three.content.decode()


def test_pool_closes_when_a_member_takes_its_grant_back(unit: House, bodies: list[House]) -> None:
    """What its counts went into is closed to the unit with the body itself."""
    made = pooled(unit, bodies)
    given = AccessGrant.objects.of(bodies[2].organisation).get()
    actions.revoke_access(bodies[2].acting(Role.ADMINISTRATOR), grant_id=given.pk)
    client = analyst(unit)
    for place in (f"/o/CSU01/pools/{made.pk}/", f"/o/CSU01/pools/{made.pk}.zip"):
        answer = client.get(place)
        assert answer.status_code == 409
        assert "the access to 1 of its members has ended" in answer.content.decode()


@pytest.mark.requirement("R-037", "R-201")
def test_each_member_decides_for_itself_and_the_unit_for_none(unit: House, bodies) -> None:
    """The pool waits until every body's own signatory has said yes; the unit is refused."""
    made = pooled(unit, bodies)
    outsider = unit.person(Role.SUPPORT_ANALYST)
    place = PoolMember.objects.of(bodies[0].organisation).get()
    there = acting_in(bodies[0].code, outsider, now=unit.now)
    wanted = {"member_id": place.pk, "seen": made.sha256, "reason": REASON}
    with pytest.raises(NotAllowedError):
        actions.decide_on_pool(there, decision=MemberDecision.AGREE, **wanted)
    both = replace(there, roles=frozenset({Role.SUPPORT_ANALYST, Role.SIGNATORY}))
    with pytest.raises(NotAllowedError, match="not delegated"):
        actions.decide_on_pool(both, decision=MemberDecision.AGREE, **wanted)
    for house in bodies:
        assert queries.standing(made, queries.members_of(made)) is PoolStanding.WAITING
        decide(house, MemberDecision.AGREE)
    assert queries.standing(made, queries.members_of(made)) is PoolStanding.AGREED
    page = analyst(unit).get(f"/o/CSU01/pools/{made.pk}/").content.decode()
    assert "Every member has decided" in page
    assert page.count(REASON) == len(bodies)
    with pytest.raises(TooLateError, match="decided on this pool already"):
        decide(bodies[0], MemberDecision.REFUSE)


def test_lead_body_decides_for_those_that_name_it(unit: House, bodies: list[House]) -> None:
    """Naming the lead counts only once the lead has decided itself; it cannot name itself."""
    made = pooled(unit, bodies, lead="EX100")
    for house in bodies[1:]:
        decide(house, MemberDecision.LEAD)
    assert queries.standing(made, queries.members_of(made)) is PoolStanding.WAITING
    with pytest.raises(NotNowError, match="no lead body"):
        decide(bodies[0], MemberDecision.LEAD)
    decide(bodies[0], MemberDecision.AGREE)
    assert queries.standing(made, queries.members_of(made)) is PoolStanding.AGREED


def test_member_decides_on_a_page_and_sees_no_other_body_s_numbers(unit: House, bodies) -> None:
    """The task leads to the form; faults are summarised; the decision is on the trail."""
    pooled(unit, bodies)
    client = bodies[0].client(Role.SIGNATORY)
    assert "Decide on the pool Area" in client.get("/o/EX100/").content.decode()
    place = PoolMember.objects.of(bodies[0].organisation).get()
    here = f"/o/EX100/own-pools/{place.pk}/"
    page = client.get(here).content.decode()
    assert bodies[3].organisation.name in page
    seen = {"seen": place.pool.sha256}
    faulty = client.post(here, {**seen, "decision": "agree", "reason": "ok"})
    assert faulty.status_code == 422
    assert "There is a problem" in faulty.content.decode()
    stale = client.post(here, {"seen": "0" * 64, "decision": "agree", "reason": REASON})
    assert "another pool than you saw" in stale.content.decode()
    good = client.post(here, {**seen, "decision": "agree", "reason": REASON}, follow=True)
    assert "decision was recorded" in good.content.decode()
    row = AuditEvent.objects.get(event="pool_decided")
    assert (row.organisation, row.after) == ("EX100", place.pool.sha256)
    other = PoolMember.objects.of(bodies[1].organisation).get()
    assert client.get(f"/o/EX100/own-pools/{other.pk}/").status_code == 404


def test_decisions_settle_only_when_all_are_settled() -> None:
    """Every set of decisions of three members, against the rule said in another way."""
    codes, words = ("A", "B", "C"), ("", "agree", "lead", "refuse")
    for lead in ("", "A"):
        for a in words:
            for b in words:
                for c in words:
                    said = dict(zip(codes, (a, b, c), strict=True))
                    names_lead = [code for code in codes if said[code] == "lead"]
                    own_yes = [code for code in codes if said[code] == "agree"]
                    yes = len(own_yes) + len(names_lead) == 3 and (
                        not names_lead or (lead in own_yes and lead not in names_lead)
                    )
                    expected = PoolStanding.AGREED if yes else PoolStanding.WAITING
                    if "refuse" in said.values():
                        expected = PoolStanding.REFUSED
                    assert standing_of(said, lead) is expected, (said, lead)


def test_pool_says_when_a_member_has_counted_again(unit: House, bodies: list[House]) -> None:
    """The pool stays what was decided on, and the page tells that there are newer counts."""
    made = pooled(unit, bodies)
    acting = bodies[0].acting(Role.HR_ANALYST)
    later = replace(acting, now=acting.now + timedelta(hours=1))
    texts = texts_of(body(bodies[0].code, staff=(60, 5, 1)))
    settings = Year.objects.of(bodies[0].organisation).get().settings_text
    returns.keep_count(
        later, edition="2016", texts=texts, settings_text=settings, findings=(), files=()
    )
    page = analyst(unit).get(f"/o/CSU01/pools/{made.pk}/").content.decode()
    assert "A member has counted again" in page


# --- the form ---------------------------------------------------------------------------------
@pytest.mark.requirement("R-203", "R-209")
def test_form_keeps_heading_order_and_two_answers_an_item(bodies: list[House]) -> None:
    """Six items in order under the heading; prepared and not shared stands as just that."""
    house = bodies[0]
    lead = house.client(Role.EQUALITY_LEAD)
    told = {
        "item": "2",
        "prepared": "yes",
        "shared": "no",
        "data_protection": "Small numbers: agreed to keep them inside.",
    }
    answer = lead.post(f"/o/{house.code}/2016/records/form_answers/add/", told)
    assert answer.status_code == 302, answer.content.decode()
    page = lead.get(f"/o/{house.code}/2016/form/").content.decode()
    places = [page.index(f"{n}. {item}") for n, item in enumerate(ITEMS, 1)]
    assert places == sorted(places)
    assert page.index(HEADING) < places[0]
    second = page[places[1] : places[2]]
    for name, words in (("Prepared", "yes"), ("Shared", "no")):
        assert f'>{name}</dt><dd class="nhsuk-summary-list__value">{words}</dd>' in second
    assert "agreed to keep them inside" in second
    assert "not stated" in page[places[0] : places[1]]
    assert ">Evidence</dt>" in second


# --- comparisons ------------------------------------------------------------------------------
def exchange_file(code: str, n: int) -> bytes:
    made = body(
        code,
        staff=(50 + n, 4 + n, 2),
        applicants=(40, 20 + n, 1),
        shortlisted=(15, 5, 0),
        appointed=(4, 1, 0),
    )
    return profile_json(profile_of([made])).encode()


def add(client: Client, house: House, content: bytes):
    place = f"/o/{house.code}/2016/compare/add/"
    return client.post(place, {"file": SimpleUploadedFile("peer.json", content)})


@pytest.mark.requirement("R-124", "R-237")
def test_comparison_needs_five_peers_and_then_shows_pictures_first(bodies: list[House]) -> None:
    """With four it says that there is none; with five, pictures, then the table, and no rank."""
    house = bodies[0]
    client = house.client(Role.EQUALITY_LEAD)
    place = f"/o/{house.code}/2016/compare/"
    for n in range(4):
        assert add(client, house, exchange_file(f"PEER{n}", n)).status_code == 302
    page = client.get(place).content.decode()
    assert "No comparison" in page
    assert "There are 4 similar organisations" in page
    assert "<svg" not in page.partition("<main")[2]
    add(client, house, exchange_file("PEER4", 4))
    page = client.get(place).content.decode().partition("<main")[2]
    assert "No comparison" not in page
    assert page.index("<svg") < page.index("The numbers behind the pictures")
    for n in range(5):
        assert f"Invented PEER{n}" in page
    assert "no rank" in page.lower()


def year_before(one: DataReturn) -> DataReturn:
    """Return the same counts as those of 2015."""
    return replace(
        one,
        edition="2015",
        cells=tuple(cell._replace(year=2015) for cell in one.cells),
        snapshot_date=one.snapshot_date.replace(year=2015),
        period_start=one.period_start.replace(year=2014),
        period_end=one.period_end.replace(year=2015),
    )


@pytest.mark.requirement("R-123", "R-125")
def test_file_of_others_shows_level_and_change_without_a_table_of_ranks(bodies) -> None:
    """Two years of each: the level, the gap over the years, the peers by code and not by figure."""
    house = bodies[0]
    acting = house.acting(Role.HR_ANALYST)
    returns.start_year(acting, edition="2015")
    own = year_before(
        body(house.code, staff=(48, 3, 2), shortlisted=(16, 8, 0), appointed=(5, 1, 0))
    )
    settings = Year.objects.of(house.organisation).get(edition="2015").settings_text
    returns.keep_count(
        acting, edition="2015", texts=texts_of(own), settings_text=settings, findings=(), files=()
    )
    client = house.client(Role.EQUALITY_LEAD)
    for n in range(6):
        now = body(
            f"Q{n}", staff=(50, 6 + n, 1), shortlisted=(20, 9, 0), appointed=(6, 1 + n % 3, 0)
        )
        add(client, house, profile_json(profile_of([year_before(now), now])).encode())
    page = client.get(f"/o/{house.code}/2016/compare/").content.decode().partition("<main")[2]
    for words in ("over the years", "From 2015 to 2016 the gap changed by", "Place", "limits"):
        assert words in page, words
    rows = [page.index(f">Q{n}<") for n in range(6)]
    assert rows == sorted(rows)
    for word in ("1st", "rank 1", "best", "worst"):
        assert word not in page.lower()


def test_bad_exchange_files_are_refused_with_a_summary(bodies: list[House]) -> None:
    """No JSON, another format, more events than people, bytes: told, and nothing is kept."""
    house = bodies[0]
    client = house.client(Role.EQUALITY_LEAD)
    document = json.loads(exchange_file("PEER1", 1))
    document["measures"][0]["compared"] = [9, 3]
    bad = (b"{", b"[]", b"\xff\xfe\x00", json.dumps(document).encode(), b"code,key\n")
    for content in bad:
        answer = add(client, house, content)
        page = answer.content.decode()
        assert answer.status_code == 422, content
        assert "There is a problem" in page
        assert "dueregard-support-" not in page
    assert PeerProfile.unscoped.count() == 0


def test_peer_is_replaced_and_taken_out(bodies: list[House]) -> None:
    """A later file of one code takes the earlier one's place; taking out leaves none."""
    house = bodies[0]
    client = house.client(Role.EQUALITY_LEAD)
    for n in (1, 2):
        add(client, house, exchange_file("PEER", n))
    [kept] = PeerProfile.objects.of(house.organisation)
    assert '"people": 60' in kept.text
    client.post(f"/o/{house.code}/2016/compare/{kept.pk}/remove/")
    assert PeerProfile.unscoped.count() == 0


def test_own_exchange_file_is_read_elsewhere_and_marked_internal(bodies: list[House]) -> None:
    """What one body downloads another can add; the file says what it is."""
    answer = bodies[1].client(Role.HR_ANALYST).get(f"/o/{bodies[1].code}/2016/compare/profile.json")
    assert "INTERNAL" in answer["Content-Disposition"]
    document = json.loads(answer.content)
    assert document["standing"] == "internal"
    assert add(bodies[0].client(Role.EQUALITY_LEAD), bodies[0], answer.content).status_code == 302


@pytest.mark.requirement("R-124")
def test_unit_compares_the_bodies_that_granted_access(unit: House, clock) -> None:
    """Six bodies: each stands beside the other five; without one of them there is no comparison."""
    houses = [counted_body(f"EX30{n}", clock.now(), n) for n in range(6)]
    for house in houses:
        grant(house, unit)
    client = analyst(unit)
    page = client.get("/o/CSU01/compare/2016/EX300/").content.decode()
    assert "The numbers behind the pictures" in page
    given = AccessGrant.objects.of(houses[5].organisation).get()
    actions.revoke_access(houses[5].acting(Role.ADMINISTRATOR), grant_id=given.pk)
    page = client.get("/o/CSU01/compare/2016/EX300/").content.decode()
    assert "There are 4 similar organisations" in page
    assert houses[5].organisation.name not in page


def test_addresses_of_the_unit_are_known() -> None:
    """The unit's pages lie under its own code, a body's under the body's."""
    assert reverse("board", kwargs={"code": "CSU01"}) == "/o/CSU01/board/"
    assert Permission.WORK_FOR_BODIES in TABLE[Role.SUPPORT_ANALYST]
