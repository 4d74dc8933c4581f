"""The district as it stands in the database after it was sown."""

from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.database import make_plain_engine
from core.models import Organisation
from core.settings import Settings
from findings.world import World
from fleet.models import Binding, Device, Line, LineStop, Vehicle
from geofences.models import Place
from permits.models import InForce, Permit, PermitDriver, PermitLine, PermitVersion, Sign
from schoolbus.demo.district import District
from schoolbus.demo.sow import Sown, sow, terms_around

NOON = datetime(2026, 9, 7, 4, 0, tzinfo=UTC)
InDatabase = tuple[Session, Sown]


def _count(session: Session, table: type) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_everything_of_the_district_is_there(sown: InDatabase, district: District) -> None:
    """24 buses, 6 schools, 3 operators, and as many lines, stops, places and permits as the files hold."""
    session, _ = sown
    assert _count(session, Vehicle) == 24
    counted = select(Organisation.kind, func.count().label("number")).group_by(Organisation.kind)
    kinds = {row.kind: row.number for row in session.execute(counted)}
    assert (kinds["school"], kinds["operator"]) == (6, 3)
    assert _count(session, Line) == len(district.lines)
    assert _count(session, LineStop) == sum(len(line.stops) for line in district.lines)
    assert _count(session, Place) == len(district.zones) + len(district.risk_segments) + len(district.road_sections)
    assert _count(session, Permit) == _count(session, PermitVersion) == _count(session, Sign) == 23


def test_every_permit_names_its_vehicle_owner_drivers_and_lines(sown: InDatabase) -> None:
    """REG 16: no permit without a driver or a line, and its owner is its vehicle's operator."""
    session, _ = sown
    for version, permit in session.execute(select(PermitVersion, Permit).join(Permit)):
        vehicle = session.get_one(Vehicle, permit.vehicle_id)
        assert version.owner_id == permit.holder_id == vehicle.operator_id
        assert version.seats == vehicle.seats
        assert session.scalar(select(func.count()).where(PermitDriver.permit_version_id == version.id))
        assert session.scalar(select(func.count()).where(PermitLine.permit_version_id == version.id))


def test_a_spare_bus_may_drive_the_lines_of_the_buses_it_stands_in_for(sown: InDatabase, district: District) -> None:
    """Its permit approves the same line versions as theirs, and it carries no simulated device."""
    session, done = sown
    approved = {
        vehicle: set(
            session.scalars(select(PermitLine.line_version_id).where(PermitLine.permit_version_id == version_id))
        )
        for vehicle, version_id in done.permit_versions.items()
    }
    assert approved["bus-18"] == approved["bus-13"] | approved["bus-14"] | approved["bus-15"]
    assert "bus-18" not in done.devices


def test_a_sign_ends_with_the_inspection_or_the_permit_whichever_is_earlier(sown: InDatabase) -> None:
    """VEH 61."""
    session, _ = sown
    rows = session.execute(
        select(Sign, PermitVersion.valid_to, Vehicle.inspection_valid_to)
        .join(PermitVersion, PermitVersion.id == Sign.permit_version_id)
        .join(Vehicle, Vehicle.id == Sign.vehicle_id)
    )
    for sign, permit_ends, inspection_ends in rows:
        assert sign.valid_to == min(inspection_ends or date.max, permit_ends or date.max)
        assert sign.during.upper == datetime.combine(sign.valid_to, datetime.min.time(), UTC) + timedelta(hours=16)


def test_one_permit_has_expired_and_one_bus_never_had_one(sown: InDatabase) -> None:
    """All others are in force on the day, each with its sign."""
    session, done = sown
    in_force = set(session.scalars(select(InForce.vehicle_id).where(InForce.during.contains(NOON))))
    signed = set(session.scalars(select(Sign.vehicle_id).where(Sign.during.contains(NOON))))
    assert set(done.vehicles.values()) - in_force == {done.vehicles["bus-16"], done.vehicles["bus-24"]}
    assert signed == in_force
    assert "bus-24" not in done.permit_versions


def test_every_simulated_device_is_bound_to_its_bus(sown: InDatabase, district: District) -> None:
    """Twenty devices, at least two over NMEA TCP, each bound on the day."""
    session, done = sown
    bound = {row.device_no: row.vehicle_id for row in session.scalars(select(Binding)) if NOON in row.during}
    assert bound == {number: done.vehicles[vehicle] for vehicle, number in done.devices.items()}
    protocols = list(session.scalars(select(Device.protocol)))
    assert len(protocols) == sum(bus.device is not None for bus in district.buses)
    assert protocols.count("nmea_tcp") >= 2


async def test_the_rules_can_load_it_as_their_world(
    sown: InDatabase, module_database_url: str, district: District
) -> None:
    """Every simulated bus with a permit has its own lines approved."""
    _, done = sown
    async with await psycopg.AsyncConnection.connect(module_database_url) as conn:
        world = await World.load(conn, Settings(), NOON.timestamp())
    terms = world.rules.permits.terms
    for paper in district.permits:
        approved = terms[done.permit_versions[paper.vehicle]].lines
        assert approved == {done.lines[line]: done.line_versions[line] for line in paper.lines}
    assert len(world.rules.lines.version_id) == len(district.lines)
    assert len(world.rules.sections.id) == len(district.road_sections)


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 8, 1), date(2027, 12, 31)])
def test_it_can_be_sown_for_any_day(database_url: str, district: District, day: date) -> None:
    """The data never grows old: dates are counted from the day, and a term is near it."""
    engine = make_plain_engine(Settings(database_url=database_url))
    with Session(engine) as session, session.begin():
        sow(session, district, day)
        newest = session.scalar(select(func.max(PermitVersion.granted_on)))
    engine.dispose()
    assert newest is not None
    assert newest < day
    assert any(term.starts <= day + timedelta(days=60) and day <= term.ends for term in terms_around(day))
