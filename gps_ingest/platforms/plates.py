"""Which of our vehicles a platform means by a plate: known plates become devices bound to vehicles, others are noted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import psycopg
from psycopg.types.json import Jsonb

from core.settings import Settings
from fleet.secrets import broker_hash, make_secret
from fleet.service import plain_plate
from gps_ingest.keys import Key, Keys
from gps_ingest.platforms.book import Known

RANK = 100  # behind every device that reports to us directly: these have 0
STRANGERS_MAX = 500  # of a platform, in the queue of unknown devices
NOTED_MAX = 5_000  # held in memory between two writings
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
SEEN_AGAIN = """UPDATE unknown_device SET last_at = now(), times = times + %(times)s, detail = detail || %(detail)s,
    address = %(address)s WHERE door = 'jt809' AND device = %(device)s"""
SEEN_FIRST = """INSERT INTO unknown_device (door, device, address, detail, times)
    SELECT 'jt809', %(device)s, %(address)s, %(detail)s, %(times)s
    WHERE (SELECT count(*) FROM unknown_device WHERE door = 'jt809' AND detail ->> 'platform_id' = %(platform)s) < %(most)s
    ON CONFLICT (door, device) DO NOTHING"""


class Subject(NamedTuple):
    """A vehicle as a platform names it: plate, and the colour of the plate ("" where it is not told)."""

    plate: str
    colour: str


@dataclass(slots=True)
class Stranger:
    """A vehicle that a platform reports and that we do not have, not yet written down."""

    address: str
    platform_id: int
    detail: dict[str, Any]
    times: int = 0


class Plates:
    """The vehicles by plate, and what is to be written down of those that platforms report. `keys` knows the devices."""

    def __init__(self, settings: Settings, keys: Keys) -> None:
        self._settings = settings
        self._keys = keys
        self._number = -1
        self._vehicles: Mapping[str, tuple[int, str]] = {}
        self._strangers: dict[str, Stranger] = {}
        self._registrations: dict[str, Mapping[str, str]] = {}

    @property
    def ready(self) -> bool:
        """Whether vehicles and devices were read once: before that nobody is a stranger."""
        return self._number >= 0 and self._keys.ready.is_set()

    def vehicle(self, subject: Subject) -> int | None:
        """The vehicle of a plate and colour, None where we have none. A colour that is not told fits any."""
        found = self._vehicles.get(plain_plate(subject.plate))
        return found[0] if found is not None and subject.colour in ("", found[1]) else None

    def device(self, platform: Known, vehicle: int) -> Key | None:
        """The device as which a platform's reports of a vehicle are kept, None before it is made."""
        return self._keys.of(device_id(platform, vehicle))

    def note(self, platform: Known, subject: Subject, address: str, **said: str) -> None:
        """Have a vehicle that we do not have put into the queue of unknown devices."""
        device = stranger_id(platform, subject.plate)
        noted = self._strangers.get(device)
        if noted is None:
            if len(self._strangers) >= NOTED_MAX:
                return
            about = {"plate": subject.plate, "colour": subject.colour, "platform": platform.name}
            noted = Stranger(address, platform.id, about | {"platform_id": str(platform.id)})
            self._strangers[device] = noted
        noted.detail.update(said)
        noted.times += 1

    def registered(self, device: str, said: Mapping[str, str]) -> None:
        """Have what a platform says of a bus's terminal kept with its device."""
        self._registrations[device] = said

    async def make(self, platform: Known, plates: Mapping[int, str]) -> None:
        """Make the devices of a platform for these vehicles (id to plate) and bind them, where there are none yet.

        A binding that somebody ended is not made again. Raises psycopg.Error, OSError.
        """
        conn = await psycopg.AsyncConnection.connect(
            self._settings.database_url, autocommit=True, connect_timeout=CONNECT_S, application_name="schoolbus plates"
        )
        async with conn:
            async with conn.transaction():
                for vehicle, plate in sorted(plates.items()):
                    await self._make(conn, platform, vehicle, plate)
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
        """Write down strangers and registrations; what cannot be written now is written later."""
        while self._strangers:
            device, stranger = next(iter(self._strangers.items()))
            await self._write_stranger(conn, device, stranger)
            del self._strangers[device]
        while self._registrations:
            device, said = next(iter(self._registrations.items()))
            await conn.execute(REGISTER, {"id": device, "said": Jsonb(said)})
            del self._registrations[device]

    async def _make(self, conn: psycopg.AsyncConnection[Any], platform: Known, vehicle: int, plate: str) -> None:
        device = device_id(platform, vehicle)
        made = await (await conn.execute(DEVICE, (device, platform.name, broker_hash(make_secret())))).fetchone()
        if made is None:
            return
        values = {"no": made[0], "vehicle": vehicle, "since": platform.created_at, "rank": RANK}
        await conn.execute(BIND, values | {"zone": self._settings.timezone})
        await conn.execute(AUDIT, (device, Jsonb({"platform": platform.name, "plate": plate, "vehicle_id": vehicle})))
        await conn.execute(FOUND, (stranger_id(platform, plate),))

    async def _write_stranger(self, conn: psycopg.AsyncConnection[Any], device: str, stranger: Stranger) -> None:
        values = {
            "device": device, "address": stranger.address, "detail": Jsonb(stranger.detail), "times": stranger.times,
            "platform": str(stranger.platform_id), "most": STRANGERS_MAX,
        }  # fmt: skip
        if (await conn.execute(SEEN_AGAIN, values)).rowcount == 0:
            await conn.execute(SEEN_FIRST, values)


def device_id(platform: Known, vehicle: int) -> str:
    """What the device is called as which a platform's reports of a vehicle are kept."""
    return f"p{platform.access_code}-{vehicle}"


def stranger_id(platform: Known, plate: str) -> str:
    """A name in the queue of unknown devices for a plate that is nobody's: 苏G12345 of platform 7 is `p7-82CFG12345`."""
    ascii_ = "".join(sign if sign.isascii() and sign.isalnum() else f"{ord(sign):X}" for sign in plain_plate(plate))
    return f"p{platform.access_code}-{ascii_}"[:ID_MAX]
