"""What terminals report beside fixes: photographs, sounds and films, drivers' cards; each seen with its vehicle."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Missing
from core.pagination import PageQuery, page_rows
from fleet.models import Device, Vehicle
from fleet.service import vehicle
from gps_ingest.desk.schemas import DriverCardOut, MediaOut
from gps_ingest.models import DriverCard, Media

MEDIA_TYPES = {
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "wmv": "video/x-ms-wmv",
}
BYTES = "application/octet-stream"
SHOWN_LAST = 4


@dataclass(frozen=True, slots=True)
class File:
    """A file as it came, and what it is."""

    media_type: str
    data: bytes


async def list_media(
    session: AsyncSession, *, viewer: Viewer, vehicle_id: int, query: PageQuery
) -> tuple[list[MediaOut], str | None]:
    """Of a vehicle, the newest first, without the bytes. Raises Missing."""
    await vehicle(session, viewer=viewer, vehicle_id=vehicle_id)
    statement = (
        select(
            Media.id, Device.id.label("device_id"), Media.kind, Media.format, Media.event, Media.channel,
            Media.taken_at, Media.received_at, func.length(Media.data).label("size"),
        )
        .join(Device, Device.no == Media.device_no)
        .where(Media.vehicle_id == vehicle_id)
    )  # fmt: skip
    keys = {"taken_at": Media.taken_at, "id": Media.id}
    rows, following = await page_rows(session, statement, query, keys=keys, default="-taken_at", unique=Media.id)
    return [MediaOut.model_validate(row._mapping) for row in rows], following


async def media_file(session: AsyncSession, *, viewer: Viewer, media_id: int) -> File:
    """The bytes, for who may see the vehicle. Raises Missing."""
    statement = (
        select(Media.format, Media.data)
        .join(Vehicle, Vehicle.id == Media.vehicle_id)
        .where(Media.id == media_id, visible(viewer, "vehicle"))
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise Missing("media", media_id)
    return File(MEDIA_TYPES.get(row.format, BYTES), row.data)


async def list_cards(
    session: AsyncSession, *, viewer: Viewer, vehicle_id: int, query: PageQuery
) -> tuple[list[DriverCardOut], str | None]:
    """Of a vehicle, the newest first. Raises Missing."""
    await vehicle(session, viewer=viewer, vehicle_id=vehicle_id)
    statement: Select[*tuple[Any, ...]] = (
        select(DriverCard, Device.id.label("device_id"))
        .join(Device, Device.no == DriverCard.device_no)
        .where(DriverCard.vehicle_id == vehicle_id)
    )
    keys = {"at": DriverCard.at, "id": DriverCard.id}
    rows, following = await page_rows(session, statement, query, keys=keys, default="-at", unique=DriverCard.id)
    return [_card(row) for row in rows], following


def _card(row: Row[*tuple[Any, ...]]) -> DriverCardOut:
    card: DriverCard = row[0]
    return DriverCardOut(
        id=str(card.id),
        device_id=row.device_id,
        at=card.at,
        inserted=card.inserted,
        result=card.result,
        name=card.name,
        licence_masked=_masked(card.licence),
        authority=card.authority,
        valid_to=card.valid_to,
    )


def _masked(licence: str | None) -> str | None:
    """****1234: the number of a licence is that of an identity card."""
    if licence is None:
        return None
    hidden = len(licence) - SHOWN_LAST
    return "*" * len(licence) if hidden <= 0 else "*" * hidden + licence[-SHOWN_LAST:]
