"""Who may see what, said twice, is one answer: of each object's facts, and as a filter on its table."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core.access import ACTIONS, EVERY_ROLE, NOTHING_YET, Viewer, Way, may_do, may_see, visible
from core.database import Base, make_engine, make_sessions
from core.models import ROLES, Account
from core.settings import Settings
from fleet.models import Device, Person, Vehicle
from geofences.hazards.models import Hazard
from permits.access import vehicle_facts
from permits.desk.models import Application
from tests.web.matrix_facts import NO_ROUTE_SHOWS, NOUNS, PART_OF, facts_of
from tests.web.world import World
from tests.web.world_desk import seed_with_desk
from web.access import make_access

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def world(module_database_url: str) -> World:
    """The district of this module's database."""
    return seed_with_desk(module_database_url)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sessions(module_database_url: str, world: World) -> AsyncIterator[async_sessionmaker[AsyncSession]]:
    """Sessions on it."""
    engine = make_engine(Settings(database_url=module_database_url))
    made = make_sessions(engine)
    async with made() as session, session.begin():
        for organisation_id in (world.operator_id, world.school_id, int(world.ids["organisation"]["other"])):
            session.add(Person(slug=f"p{organisation_id}", kind="driver", name="王", organisation_id=organisation_id))
        session.add(Vehicle(plate="无主", type="other_bus"))
        await session.flush()
        for given in hazards_of_every_kind(world, list(await session.scalars(select(Person.id)))):
            session.add(Hazard(title="隐患", description="-", source="-", state="found", found_at=func.now(), **given))
        for organisation_id in (world.operator_id, int(world.ids["organisation"]["other"])):
            for state in ("draft", "discarded"):
                session.add(
                    Application(
                        kind="new", state=state, applicant_id=organisation_id, created_by=await _anybody(session)
                    )
                )
        session.add(Device(id="unbound", protocol="nmea_tcp", secret_hash="-"))
    yield made
    await engine.dispose()


def hazards_of_every_kind(world: World, people: list[int]) -> list[dict[str, Any]]:
    """Of a road that the operator, the school or nobody is to mend, of each person, of the school and of the operator."""
    owners = (world.operator_id, world.school_id, None)
    return [
        *({"subject_kind": "road", "owner_id": owner} for owner in owners),
        *({"subject_kind": "person", "person_id": one} for one in people),
        {"subject_kind": "school", "organisation_id": world.school_id, "owner_id": world.operator_id},
        {"subject_kind": "operator", "organisation_id": world.operator_id},
    ]


async def _anybody(session: AsyncSession) -> int:
    """Some account."""
    return (await session.scalars(select(Account.id).order_by(Account.id).limit(1))).one()


def viewer(role: str, organisation_id: int | None) -> Viewer:
    """A viewer in a role, for an organisation."""
    return Viewer(
        account_id=1, username=role, display_name=role, role=role, organisation_id=organisation_id,
        organisation_kind=None, locale="zh-CN", session_id=1, access=make_access(),
    )  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("noun", sorted(NOUNS))
async def test_the_answer_for_one_object_and_the_filter_of_a_query_are_the_same(
    sessions: async_sessionmaker[AsyncSession], world: World, noun: str, role: str
) -> None:
    key = NOUNS[noun]
    for organisation_id in (world.operator_id, world.school_id, int(world.ids["organisation"]["other"]), None):
        who = viewer(role, organisation_id)
        async with sessions() as session:
            by_query = set(await session.scalars(select(key).where(visible(who, noun))))
            facts = await facts_of(session, noun)
        assert by_query == {one for one, known in facts.items() if may_see(who, noun, known)}


async def test_every_noun_has_its_ways_and_every_table_its_noun() -> None:
    assert make_access().nouns == set(NOUNS)
    tables = {table.name for table in Base.metadata.tables.values()}
    nouns = {key.class_.__tablename__ for key in NOUNS.values()}
    assert tables == nouns | set(PART_OF) | NO_ROUTE_SHOWS
    assert set(PART_OF.values()) <= set(NOUNS)


@pytest.mark.parametrize("role", ROLES)
async def test_a_noun_that_nobody_registered_is_refused_to_everybody(
    sessions: async_sessionmaker[AsyncSession], role: str
) -> None:
    who = viewer(role, 1)
    assert not may_see(who, "pupil", object())
    async with sessions() as session:
        assert list(await session.scalars(select(Vehicle.id).where(visible(who, "pupil")))) == []


@pytest.mark.parametrize("role", sorted(NOTHING_YET))
async def test_parents_drivers_attendants_and_teachers_see_no_bus_until_rosters_tie_them_to_one(
    sessions: async_sessionmaker[AsyncSession], world: World, role: str
) -> None:
    who = viewer(role, world.organisation_of(role))
    async with sessions() as session:
        for noun in ("vehicle", "run", "finding", "permit", "device", "person", "line", "parked", "case", "hazard"):
            assert list(await session.scalars(select(NOUNS[noun]).where(visible(who, noun)))) == [], noun


async def test_a_way_of_one_role_is_no_way_for_another() -> None:
    access = make_access()
    for noun in access.nouns:
        for role in EVERY_ROLE:
            assert all(isinstance(way, Way) and role in way.roles for way in access.ways(noun, role))


async def test_an_auditor_changes_nothing_and_an_unknown_action_is_done_by_nobody() -> None:
    for action in ACTIONS:
        assert not may_do(viewer("auditor", None), action)
    for role in ROLES:
        assert not may_do(viewer(role, None), "invent.something")


async def test_a_school_sees_a_bus_while_its_permit_carries_the_schools_pupils(
    sessions: async_sessionmaker[AsyncSession], world: World
) -> None:
    who = viewer("school", world.school_id)
    own = int(world.ids["vehicle"]["own"])
    seen = select(Vehicle.id).where(visible(who, "vehicle"))
    async with sessions() as session:
        assert list(await session.scalars(seen)) == [own]
        close = "UPDATE in_force SET during = tstzrange(lower(during), now() - interval '1 second')"
        await (await session.connection()).exec_driver_sql(close)
        assert list(await session.scalars(seen)) == []
        assert world.school_id not in (await vehicle_facts(session))[own].school_ids
        await session.rollback()
