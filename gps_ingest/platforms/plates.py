"""Which of our vehicles a platform means by a plate: known plates become devices bound to vehicles, others are listed."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import psycopg
from psycopg.types.json import Jsonb

from core.settings import Settings
from fleet.models import PLATFORM_RANK
from fleet.secrets import broker_hash, make_secret
from fleet.service import plain_plate
from gps_ingest.keys import Key, Keys
from gps_ingest.platforms.book import Known
from gps_ingest.unknown import Unknown

NAME = "jt809"
STRANGERS_MAX = 200  # listed of one platform: a haulier's whole fleet must not hide who else knocks
ID_MAX = 32
CONNECT_S = 5
NUMBER = "SELECT number FROM world"  # rises with every change of a vehicle
VEHICLES = "SELECT id, plate, plate_colour FROM vehicle"
DEVICE = """INSERT INTO device (id, protocol, name, secret_hash) VALUES (%s, 'jt809', %s, %s)
    ON CONFLICT (id) DO NOTHING RETURNING no"""
# From when the platform was let in, so that what it makes up for is taken; not before the plate was this vehicle's.
BIND = """INSERT INTO binding (device_no, vehicle_id, during, rank)
    SELECT %(no)s, id, tstzrange(greatest(%(since)s, registered_on::timestamp AT TIME ZONE %(zone)s), NULL), %(rank)s
    FROM vehicle WHERE id = %(vehicle)s"""
AUDIT = """INSERT INTO audit_entry (action, object_kind, object_id, detail) VALUES ('device.bind', 'device', %s, %s)"""
FOUND = "DELETE FROM unknown_device WHERE door = 'jt809' AND device = %s"
REGISTER = "UPDATE device SET registration = %(said)s WHERE id = %(id)s AND registration IS DISTINCT FROM %(said)s"


class Subject(NamedTuple):
    """A vehicle as a platform names it: plate, and the colour of the plate ("" where it is not told)."""

    plate: str
    colour: str


class Place(NamedTuple):
    """Where the reports of a vehicle belong: `device` as which they are kept, its key once it is let in.

    `vehicle` is the one that has the plate, None where we have none: then somebody may have let the device in by hand.
    """

    device: str
    key: Key | None
    vehicle: int | None


class Plates:
    """The vehicles by plate; `keys` knows the devices, `unknown` lists the strangers."""

    def __init__(self, settings: Settings, keys: Keys, unknown: Unknown) -> None:
        self._settings = settings
        self._keys = keys
        self._unknown = unknown
        self._number = -1
        self._vehicles: Mapping[str, tuple[int, str]] = {}
        self._strangers: dict[int, set[str]] = {}
        self._registrations: dict[str, Mapping[str, str]] = {}

    @property
    def ready(self) -> bool:
        """Whether vehicles and devices were read once: before that nobody is a stranger."""
        return self._number >= 0 and self._keys.ready.is_set()

    def place(self, known: Known, subject: Subject) -> Place:
        """Where a platform's reports of a vehicle belong. A colour that is not told fits any plate."""
        found = self._vehicles.get(plain_plate(subject.plate))
        vehicle = found[0] if found is not None and subject.colour in ("", found[1]) else None
        device = stranger_id(known, subject.plate) if vehicle is None else device_id(known, vehicle)
        return Place(device, self._keys.of(device), vehicle)

    def list(self, known: Known, subject: Subject, address: str, **said: str) -> None:
        """Have a vehicle that we do not have listed among the unknown devices."""
        device = stranger_id(known, subject.plate)
        listed = self._strangers.setdefault(known.id, set())
        if device not in listed:
            if len(listed) >= STRANGERS_MAX:
                return
            listed.add(device)
        about = {"plate": subject.plate, "colour": subject.colour, "platform": known.name}
        self._unknown.note(NAME, device, address, about | said)

    def registered(self, device: str, said: Mapping[str, str]) -> None:
        """Have what a platform says of a bus's terminal kept with its device."""
        self._registrations[device] = said

    async def make(self, known: Known, vehicle: int, plate: str) -> None:
        """Make the device of a platform for a vehicle and bind it, where there is none. A binding that somebody ended stays so.

        Raises psycopg.Error, OSError.
        """
        conn = await psycopg.AsyncConnection.connect(
            self._settings.database_url, autocommit=True, connect_timeout=CONNECT_S, application_name="schoolbus plates"
        )
        async with conn:
            async with conn.transaction():
                await self._make(conn, known, vehicle, plate)
            await self._keys.read(conn)

    async def read(self, conn: psycopg.AsyncConnection[Any]) -> None:
        """Read the vehicles, where one may have changed."""
        row = await (await conn.execute(NUMBER)).fetchone()
        assert row is not None
        if row[0] != self._number:
            rows = await (await conn.execute(VEHICLES)).fetchall()
            self._vehicles = {plain_plate(plate): (id_, colour) for id_, plate, colour in rows}
            self._number = row[0]

    async def write(self, conn: psycopg.AsyncConnection[Any]) -> None:
        """Write down registrations; what cannot be written now is written later."""
        while self._registrations:
            device, said = next(iter(self._registrations.items()))
            await conn.execute(REGISTER, {"id": device, "said": Jsonb(said)})
            self._registrations.pop(device)

    async def _make(self, conn: psycopg.AsyncConnection[Any], known: Known, vehicle: int, plate: str) -> None:
        device = device_id(known, vehicle)
        made = await (await conn.execute(DEVICE, (device, known.name, broker_hash(make_secret())))).fetchone()
        if made is None:
            return
        values = {"no": made[0], "vehicle": vehicle, "since": known.created_at, "rank": PLATFORM_RANK}
        await conn.execute(BIND, values | {"zone": self._settings.timezone})
        await conn.execute(AUDIT, (device, Jsonb({"platform": known.name, "plate": plate, "vehicle_id": vehicle})))
        await conn.execute(FOUND, (stranger_id(known, plate),))


def device_id(known: Known, vehicle: int) -> str:
    """What the device is called as which a platform's reports of a vehicle are kept."""
    return f"p{known.access_code}-{vehicle}"


def stranger_id(known: Known, plate: str) -> str:
    """The same for a plate that we do not have: 苏G12345 of platform 7 is `p7-82CFG12345`."""
    ascii_ = "".join(sign if sign.isascii() and sign.isalnum() else f"{ord(sign):X}" for sign in plain_plate(plate))
    return f"p{known.access_code}-{ascii_}"[:ID_MAX]
