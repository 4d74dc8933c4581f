"""The demo's devices: secrets for the simulated ones, and two of each protocol that are free for a visitor to try."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from fleet.models import Binding, Device, Vehicle
from fleet.secrets import broker_hash, make_secret, opens
from schoolbus.demo.district import District

# Devices that nothing drives, on the spare buses: device id -> vehicle key and protocol.
FREE = {
    "demo-mqtt-1": ("bus-12", "nmea_mqtt"),
    "demo-mqtt-2": ("bus-18", "nmea_mqtt"),
    "demo-tcp-1": ("bus-22", "nmea_tcp"),
    "demo-tcp-2": ("bus-23", "nmea_tcp"),
    "demo-udp-1": ("bus-22", "nmea_udp"),
    "demo-udp-2": ("bus-23", "nmea_udp"),
    "demo-phone-1": ("bus-18", "osmand"),
    "demo-phone-2": ("bus-12", "osmand"),
    "demo-owntracks-1": ("bus-23", "owntracks"),
    "demo-owntracks-2": ("bus-22", "owntracks"),
    "13800008081": ("bus-12", "jt808"),
    "13800008082": ("bus-18", "jt808"),
}


def ensure_free(session: Session, vehicles: Mapping[str, int]) -> None:
    """Add the free devices that are missing, bound since their vehicle's registration, one after the other in rank."""
    there = set(session.scalars(select(Device.id).where(Device.id.in_(FREE))))
    ranks: Counter[str] = Counter()
    for device, (vehicle, protocol) in FREE.items():
        rank, ranks[vehicle] = ranks[vehicle], ranks[vehicle] + 1
        if device in there:
            continue
        made = Device(id=device, protocol=protocol, name="空闲演示终端", secret_hash=broker_hash(make_secret()))
        session.add(made)
        session.flush()
        registered_on = session.get_one(Vehicle, vehicles[vehicle]).registered_on or date(2020, 1, 1)
        since = datetime.combine(registered_on, time(), UTC)
        during = Range(since, None, bounds="[)")
        session.add(Binding(device_no=made.no, vehicle_id=vehicles[vehicle], during=during, rank=rank))


def let_in(session: Session, district: District, secrets: Mapping[str, str]) -> dict[str, str]:
    """A secret for each of the demo's devices: the known one where it still opens the door, else a new one."""
    ours = [*(bus.device for bus in district.buses if bus.device is not None), *FREE]
    agreed = {}
    for device in session.scalars(select(Device).where(Device.id.in_(ours))):
        known = secrets.get(device.id)
        if known is None or not opens(known, device.secret_hash):
            known = make_secret()
            device.secret_hash = broker_hash(known)
        agreed[device.id] = known
    return agreed


def free(vehicles: Mapping[str, int], secrets: Mapping[str, str]) -> list[dict[str, Any]]:
    """The free devices as `info --json` lists them."""
    return [
        {"id": device, "secret": secrets[device], "vehicle_id": str(vehicles[vehicle]), "protocol": protocol}
        for device, (vehicle, protocol) in FREE.items()
    ]
