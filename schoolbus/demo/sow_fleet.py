"""Sow what moves and who moves it: people, vehicles, their devices, lines with stops and running times."""

from itertools import chain

from fleet.models import Binding, Device, Line, LineStop, LineVersion, Person, RunningTime, Vehicle
from fleet.secrets import broker_hash, make_secret
from schoolbus.demo import district as read
from schoolbus.demo.ground import Ground, Ids, by_key, geom

VEHICLE_TYPES = {
    "幼儿专用校车": "kindergarten_bus",
    "小学生专用校车": "primary_bus",
    "中小学生专用校车": "primary_middle_bus",
}
OVER_TCP = ("bus-17", "bus-21")  # whose trackers speak NMEA over TCP; the others' speak MQTT
WEEKDAYS = 0b0011111  # Monday to Friday


def people(ground: Ground, organisations: Ids) -> Ids:
    """Drivers and attendants: ids by key."""
    drivers, attendants = ground.district.drivers, ground.district.attendants
    rows = [
        *(_person(one, "driver", organisations) for one in drivers),
        *(_person(one, "attendant", organisations) for one in attendants),
    ]
    for row, driver in zip(rows, drivers, strict=False):
        row.born_on = ground.on(driver.birth)
    return by_key(chain(drivers, attendants), ground.put(rows))


LARGE_SEATS = 20  # a large passenger vehicle (大型客车), which needs class A1


def vehicles(ground: Ground, organisations: Ids) -> Ids:
    """All vehicles, also the one that never had a permit: ids by key."""
    rows = [
        Vehicle(
            plate=bus.plate,
            plate_colour=bus.plate_colour,
            type=VEHICLE_TYPES.get(bus.type, "other_bus"),
            seats=bus.seats,
            operator_id=None if bus.operator is None else organisations[bus.operator],
            school_id=None if bus.school is None else organisations[bus.school],
            registered_on=ground.on(bus.registered),
            inspection_valid_to=ground.on(bus.inspection_valid_to),
            owner_id=None if bus.operator is None else organisations[bus.operator],
            licence_class="A1" if bus.seats >= LARGE_SEATS else "B1",
        )
        for bus in ground.district.buses
    ]
    return by_key(ground.district.buses, ground.put(rows))


def devices(ground: Ground, vehicles: Ids) -> Ids:
    """A device on every vehicle that carries one, bound since its registration: device numbers by vehicle key."""
    carrying = [(bus, bus.device) for bus in ground.district.buses if bus.device is not None]
    rows = ground.put(
        Device(
            id=device,
            protocol="nmea_tcp" if bus.key in OVER_TCP else "nmea_mqtt",
            name=f"{bus.plate} 模拟终端",
            secret_hash=broker_hash(make_secret()),
        )
        for bus, device in carrying
    )
    ground.put(
        Binding(device_no=row.no, vehicle_id=vehicles[bus.key], during=ground.during(bus.registered, None))
        for (bus, _), row in zip(carrying, rows, strict=True)
    )
    return {bus.key: row.no for (bus, _), row in zip(carrying, rows, strict=True)}


def lines(ground: Ground, organisations: Ids) -> tuple[Ids, Ids]:
    """Lines with their first version: line ids and line version ids by key."""
    district = ground.district
    made = ground.put(
        Line(
            code=line.code,
            direction=line.direction,
            school_id=organisations[line.school],
            name=line.name,
            name_en=line.name_en,
        )
        for line in district.lines
    )
    versions = ground.put(
        LineVersion(line_id=one.id, version=1, path=geom(line.path))
        for line, one in zip(district.lines, made, strict=True)
    )
    ids = by_key(district.lines, versions)
    ground.put(
        LineStop(
            line_version_id=ids[line.key],
            seq=seq,
            name=stop.name,
            name_en=stop.name_en,
            point=geom(stop.point),
            offset_s=stop.offset_s,
        )
        for line in district.lines
        for seq, stop in enumerate(line.stops)
    )
    ground.put(_running_times(ground, ids))
    return by_key(district.lines, made), ids


def _running_times(ground: Ground, line_versions: Ids) -> list[RunningTime]:
    """Every departure that some permit approves, once a line: class days from Monday to Friday."""
    approved = {(time.line, time.departure) for permit in ground.district.permits for time in permit.times}
    return [
        RunningTime(line_version_id=line_versions[line], departs=departs, weekdays=WEEKDAYS, class_days_only=True)
        for line, departs in sorted(approved)
    ]


def _person(one: read.Driver | read.Attendant, kind: str, organisations: Ids) -> Person:
    return Person(slug=one.key, kind=kind, name=one.name, phone=one.phone, organisation_id=organisations[one.operator])
