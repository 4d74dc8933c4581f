"""Many devices at once, out of a table: each row looked at with all that is wrong with it, then all let in or none."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as column
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.access import Viewer, visible
from core.errors import Field, Invalid, Refused, Text
from core.models import AuditEntry
from fleet.devices.bindings import binding_of
from fleet.devices.ids import unfit
from fleet.devices.schemas import DeviceId
from fleet.devices.table import Row
from fleet.models import PROTOCOLS, Device, Vehicle
from fleet.schemas import FIRST_MOMENT, LAST_MOMENT, PRINTABLE, Name
from fleet.secrets import broker_hash, make_secret
from fleet.service import plain_plate, plain_plate_column

USUAL = "nmea_mqtt"
ALSO = {
    "808": "jt808",
    "jt/t808": "jt808",
    "jt/t 808": "jt808",
    "809": "jt809",
    "mqtt": "nmea_mqtt",
    "tcp": "nmea_tcp",
    "udp": "nmea_udp",
}
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?")
NO_VEHICLE = Text("没有登记这辆车", "is no vehicle that is registered")
NAME: TypeAdapter[str] = TypeAdapter(Name)
ID: TypeAdapter[str] = TypeAdapter(DeviceId)


@dataclass(slots=True)
class Wish:
    """A row as it is understood: a device, and since when for which vehicle. `wrong` is by column; empty when it can be."""

    row: Row
    id: str
    protocol: str
    plate: str
    name: str | None
    since: datetime | None
    vehicle_id: int | None = None
    secret: str | None = None
    wrong: dict[str, Text] = column(default_factory=dict)


async def understood(session: AsyncSession, *, viewer: Viewer, rows: Sequence[Row], zone: ZoneInfo) -> list[Wish]:
    """The rows with everything that is wrong with each. Nothing is changed."""
    wishes = [_wish(row, zone) for row in rows]
    for id_, count in Counter(wish.id for wish in wishes if wish.id).items():
        if count > 1:
            _blame((wish for wish in wishes if wish.id == id_), "id", Text("表中重复", "stands in the table twice"))
    ids = [wish.id for wish in wishes if "id" not in wish.wrong]
    there = set(await session.scalars(select(Device.id).where(Device.id.in_(ids))))
    _blame((wish for wish in wishes if wish.id in there), "id", Text("终端已登记", "is already there"))
    bound = [wish for wish in wishes if wish.plate and "plate" not in wish.wrong]
    vehicles = await _vehicles(session, viewer, {plain_plate(wish.plate) for wish in bound})
    for wish in bound:
        wish.vehicle_id = vehicles.get(plain_plate(wish.plate))
    _blame((wish for wish in bound if wish.vehicle_id is None), "plate", NO_VEHICLE)
    return wishes


async def let_in(session: AsyncSession, *, viewer: Viewer, wishes: Sequence[Wish], address: str | None) -> None:
    """All of them, each with a secret that is told in `secret` and nowhere else.

    Raises Invalid with every field at fault (`rows.7.plate`), Refused("device_exists") when another was quicker.
    """
    wrong = [Field(f"rows.{wish.row.number}.{name}", text) for wish in wishes for name, text in wish.wrong.items()]
    if wrong:
        raise Invalid(*wrong)
    now, made = clock.now(), []
    for wish in wishes:
        wish.secret = make_secret()
        made.append(Device(id=wish.id, protocol=wish.protocol, name=wish.name, secret_hash=broker_hash(wish.secret)))
    session.add_all(made)
    try:
        await session.flush()
    except IntegrityError as error:
        raise Refused(
            "device_exists", zh="其中有终端刚刚被登记，请重新检查。", en="One of them was just let in; check again."
        ) from error
    for wish, device in zip(wishes, made, strict=True):
        session.add(_entry(viewer, "device.add", wish, {"protocol": wish.protocol, "name": wish.name}, address))
        if wish.vehicle_id is not None:
            since = wish.since or now
            session.add(binding_of(device, wish.vehicle_id, since))
            bound = {"vehicle_id": str(wish.vehicle_id), "plate": wish.plate, "since": since.isoformat()}
            session.add(_entry(viewer, "device.bind", wish, bound, address))
    await session.flush()


def _wish(row: Row, zone: ZoneInfo) -> Wish:
    wrong: dict[str, Text] = {}
    id_, name, plate = row.text("id"), row.text("name"), row.text("plate")
    if not id_:
        wrong["id"] = Text("必填", "is required")
    elif not _is(ID, id_):
        wrong["id"] = Text("应为 4 至 32 个字母、数字、- 或 _", "has 4 to 32 letters, figures, - or _")
    if name and not _is(NAME, name):
        wrong["name"] = Text("最多 100 个字，不含控制字符", "has at most 100 characters, none of them a control")
    if plate and not re.match(PRINTABLE, plate):
        wrong["plate"] = NO_VEHICLE
    told = row.text("protocol").lower()
    protocol = ALSO.get(told, told) or USUAL
    if protocol not in PROTOCOLS:
        wrong["protocol"] = Text(f"应为以下之一：{'、'.join(PROTOCOLS)}", f"is one of {', '.join(PROTOCOLS)}")
    elif "id" not in wrong and (why := unfit(protocol, id_)) is not None:
        wrong["id"] = why
    since = None
    if row.cells.get("since"):
        try:
            since = moment(row.cells["since"], zone)
        except (ValueError, OverflowError):
            wrong["since"] = Text("应为时间，例如 2026-09-01 07:30", "is a time like 2026-09-01 07:30")
        if not plate:
            wrong["since"] = Text("没有号牌，时间没有意义", "says nothing without a plate")
    return Wish(row, id_, protocol, plate, name or None, since, wrong=wrong)


def moment(cell: str | datetime, zone: ZoneInfo) -> datetime:
    """A time as spreadsheets and people write it; without an offset it is the office's. Raises ValueError, OverflowError."""
    if isinstance(cell, str):
        found = DAY.fullmatch(cell)
        if found is None:
            cell = datetime.fromisoformat(cell)
        else:
            year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
            cell = datetime.combine(date(year, month, day), time(hour, minute, second))
    aware = cell if cell.tzinfo is not None else cell.replace(tzinfo=zone)
    if not FIRST_MOMENT <= aware <= LAST_MOMENT:
        raise ValueError("out of reach")
    return aware


def _is(kind: TypeAdapter[str], value: str) -> bool:
    try:
        kind.validate_python(value)
    except ValidationError:
        return False
    return True


def _blame(wishes: Iterable[Wish], name: str, text: Text) -> None:
    for wish in wishes:
        wish.wrong.setdefault(name, text)


async def _vehicles(session: AsyncSession, viewer: Viewer, plates: set[str]) -> dict[str, int]:
    """Ids by plate, as plates are compared."""
    if not plates:
        return {}
    statement = select(Vehicle.plate, Vehicle.id).where(plain_plate_column().in_(plates), visible(viewer, "vehicle"))
    return {plain_plate(plate): id_ for plate, id_ in await session.execute(statement)}


def _entry(viewer: Viewer, action: str, wish: Wish, detail: Mapping[str, object], address: str | None) -> AuditEntry:
    told = {"import_row": wish.row.number, **detail}
    return AuditEntry(
        account_id=viewer.account_id,
        action=action,
        object_kind="device",
        object_id=wish.id,
        detail=told,
        address=address,
    )
