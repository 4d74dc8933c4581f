"""On a first visit the pages of the desk are not empty: hazards, suspects, reports and the rota, at whatever time of the year."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer
from core.database import Base, make_engine, make_sessions
from core.models import AuditEntry
from core.pagination import PageQuery
from core.settings import Settings
from findings.desk.watch.models import Duty
from findings.desk.watch.rota import duties, watch
from findings.reports.inbox import Filters as ReportFilters
from findings.reports.inbox import list_reports, one_report, report_clock
from findings.reports.models import PublicReport, ReportEvent
from findings.suspects.models import Sighting, Suspect
from findings.suspects.reading import list_suspects, one_suspect
from findings.suspects.telling.plates import neighbours, spelled
from fleet.models import Vehicle
from geofences.hazards.models import Hazard, HazardEvent
from geofences.hazards.overdue import Raised, raise_overdue
from geofences.hazards.read import Filters, keeping_standing, list_hazards, one_hazard
from geofences.hazards.steps import STEPS
from permits.desk.models import Application, ApplicationClock, ApplicationEvent
from permits.procedure.application import APPLICATION, STATES
from schoolbus.demo import seed
from schoolbus.demo.cases.scene import set_scene
from schoolbus.demo.cases.sightings import CARRIERS, MINIBUS, ORDINARY, VAN
from schoolbus.stack.stack import Stack
from tests.conftest import own_database

ALL = PageQuery(200, None, None)
TIMES = {
    "on a Monday morning of the term": datetime(2026, 11, 29, 23, 30, tzinfo=UTC),
    "in the summer holidays": datetime(2026, 8, 12, 2, 0, tzinfo=UTC),
    "after the Spring Festival": datetime(2026, 2, 25, 4, 0, tzinfo=UTC),
    "on a Sunday just before midnight": datetime(2026, 10, 11, 15, 58, tzinfo=UTC),
}
SOWN: tuple[type[Base], ...] = (
    Hazard, HazardEvent, Sighting, Suspect, PublicReport, ReportEvent, Duty, Application, ApplicationEvent, AuditEntry,
)  # fmt: skip


@pytest.fixture(scope="module", params=TIMES.values(), ids=list(TIMES))
def started(
    request: pytest.FixtureRequest, stack: Stack, migrated_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Settings, datetime]]:
    """A demo that was started for the first time at such a moment, and the moment."""
    now: datetime = request.param
    with own_database(stack, migrated_template) as url:
        settings = Settings(database_url=url, data_dir=tmp_path_factory.mktemp("demo"))
        asyncio.run(seed.sow_anew(settings, now=now))
        yield settings, now


@pytest.fixture
def settings(started: tuple[Settings, datetime]) -> Settings:
    """Its settings."""
    return started[0]


@pytest.fixture
def now(started: tuple[Settings, datetime]) -> datetime:
    """When it was started."""
    return started[1]


@pytest.fixture
async def session(settings: Settings) -> AsyncIterator[AsyncSession]:
    """A session on it."""
    engine = make_engine(settings)
    async with make_sessions(engine)() as session:
        yield session
    await engine.dispose()


@pytest.fixture
async def officer(session: AsyncSession, settings: Settings, now: datetime) -> Viewer:
    """The demo's officer."""
    return (await set_scene(session, settings=settings, now=now)).viewers["officer"]


async def test_the_ledger_has_a_hazard_in_each_of_five_states_and_none_is_late(
    session: AsyncSession, settings: Settings, officer: Viewer, now: datetime
) -> None:
    """One is due within three days; each has come to its state by steps of the table, in their order of time."""
    today = now.astimezone(settings.zone).date()
    listed, _ = await list_hazards(session, viewer=officer, query=ALL, filters=Filters(), today=today)
    assert sorted(one.state for one in listed) == ["assigned", "closed", "found", "rectifying", "submitted"]
    assert not any(one.overdue for one in listed)
    (assigned,) = (one for one in listed if one.state == "assigned")
    assert assigned.due_on is not None
    assert assigned.due_on - today <= timedelta(days=3)
    for one in listed:
        whole = await one_hazard(session, viewer=officer, hazard_id=int(one.id), now=now, today=today)
        first, *steps = sorted(whole.events, key=lambda event: int(event.id))
        assert first.step == "open"
        assert all(event.from_state in STEPS[event.step].since for event in steps)
        moments = [first.at, *(event.at for event in steps)]
        assert moments == sorted(moments)
        assert moments[-1] <= now
        if one.state in ("submitted", "closed"):
            assert any(event.step == "submit" and event.note for event in steps)
            assert [file.media_type for file in whole.files] == ["image/jpeg"]


async def test_no_bus_of_the_demo_has_to_stand_and_nothing_is_raised(
    session: AsyncSession, settings: Settings, now: datetime
) -> None:
    """R17 and R57 find nothing in the ledger."""
    for vehicle in await session.scalars(select(Vehicle.id)):
        assert await keeping_standing(session, vehicle_id=vehicle, at=now) == ()
    today = now.astimezone(settings.zone).date()
    assert raise_overdue(settings.database_url, now=now, today=today) == Raised(0, 0)


async def test_the_two_that_carry_pupils_for_money_are_listed_with_reasons_and_nobody_else(
    session: AsyncSession, settings: Settings, officer: Viewer, now: datetime
) -> None:
    """Ten school days each, also when the demo is started in the holidays."""
    listed, _ = await list_suspects(session, viewer=officer, query=ALL, states=(), q=None)
    assert {one.plate for one in listed} == {VAN, MINIBUS}
    for one in listed:
        assert (one.state, one.days) == ("new", 10)
        whole = await one_suspect(session, viewer=officer, suspect_id=int(one.id), now=now, zone=settings.zone)
        assert {"many_children", "van", "both_ways", "regular"} <= {reason.name for reason in whole.reasons}
        assert not whole.signed
    seen = set(await session.scalars(select(Sighting.plate).distinct()))
    assert seen == {habit.plate for habit in (*CARRIERS, *ORDINARY)}


async def test_no_plate_that_was_seen_may_be_taken_for_another_or_for_a_bus(session: AsyncSession) -> None:
    """None is a plate of the demo's buses, and no two differ in one sign only."""
    plates = {habit.plate for habit in (*CARRIERS, *ORDINARY)}
    buses = {spelled(plate) for plate in await session.scalars(select(Vehicle.plate))}
    assert plates.isdisjoint(buses)
    patterns = [pattern for plate in plates | buses for pattern in neighbours(plate)]
    alike = {pattern for pattern in patterns if patterns.count(pattern) > 1}
    assert not any(alike.intersection(neighbours(plate)) for plate in plates)


async def test_one_report_waits_inside_its_working_day_one_is_accepted_one_handed_on(
    session: AsyncSession, officer: Viewer, now: datetime
) -> None:
    """None is late, nor was it decided late; what the reporter is told happened when it was decided."""
    listed, _ = await list_reports(session, viewer=officer, query=ALL, filters=ReportFilters(), now=now)
    assert [one.state for one in listed] == ["received", "accepted", "transferred"]
    assert not any(one.overdue or one.late for one in listed)
    clock = await report_clock(session, viewer=officer, now=now)
    assert (clock.waiting, clock.overdue) == (1, 0)
    assert listed[0].vehicle_id is not None
    for one in listed:
        whole = await one_report(session, viewer=officer, report_id=int(one.id), now=now)
        assert whole.decided_at == (None if one.state == "received" else whole.events[-1].at)
    (told,) = await session.scalars(select(Sighting).where(Sighting.source == "report"))
    assert (told.plate, told.reference) == (VAN, listed[1].number)


async def test_somebody_is_on_duty_at_every_hour_of_this_week_and_the_next(
    session: AsyncSession, settings: Settings, officer: Viewer, now: datetime
) -> None:
    """From Monday on, one after the other."""
    listed, _ = await duties(session, viewer=officer, query=ALL, since=None, until=None, now=now)
    turns = sorted((one.since, one.until) for one in listed)
    today = now.astimezone(settings.zone).date()
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(), settings.zone)
    assert turns[0][0] <= monday
    assert turns[-1][1] >= monday + timedelta(days=14)
    assert all(until == since for (_, until), (since, _) in pairwise(turns))
    assert any(one.who.id == str(officer.account_id) for one in listed)
    assert len((await watch(session, viewer=officer, now=now)).on_duty) == 1


async def test_a_second_sowing_adds_nothing(session: AsyncSession, settings: Settings, now: datetime) -> None:
    """Neither rows nor entries of the audit trail, a day later."""

    async def counted() -> list[int | None]:
        return [await session.scalar(select(func.count()).select_from(table)) for table in SOWN]

    before = await counted()
    await session.rollback()
    await seed.sow_anew(settings, now=now + timedelta(days=1))
    assert await counted() == before


async def test_the_permit_desk_shows_applications_at_every_point_before_a_decision(session: AsyncSession) -> None:
    """Each moved by the table alone, by the account whose step it is, in an order of moments; each with a clock that runs."""
    found = list(await session.scalars(select(Application).order_by(Application.id)))
    assert {one.state for one in found} == {
        "government", "reviewing", "consulting", "accepted", "correction", "submitted", "draft", "granted", "refused",
    }  # fmt: skip
    for one in found:
        events = list(
            await session.scalars(
                select(ApplicationEvent).where(ApplicationEvent.application_id == one.id).order_by(ApplicationEvent.id)
            )
        )
        assert all(before.at <= after.at for before, after in pairwise(events))
        assert {event.step for event in events if event.subject == "application"} <= {*APPLICATION.life.steps, "begin"}
        assert one.state in STATES
        runs = await session.scalar(
            select(func.count())
            .select_from(ApplicationClock)
            .where(ApplicationClock.application_id == one.id, ApplicationClock.stopped_on.is_(None))
        )
        assert bool(runs) == (one.state not in ("draft", "correction", "refused"))
        assert (one.due_on is not None) == bool(runs)
