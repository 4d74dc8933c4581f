"""Use cases of other platforms: let one in, change what is agreed with it, give it a new password, see how its links stand."""

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Missing, Refused
from core.pagination import PageQuery, page
from fleet.models import Device
from fleet.secrets import broker_hash
from gps_ingest.platforms.models import Platform
from gps_ingest.platforms.schemas import CipherIn, PlatformChange, PlatformIn, PlatformMade, PlatformOut

PASSWORD_CHARS = 8  # the field of the protocol has eight bytes
LETTERS = (
    "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"  # none that is taken for another when it is read out
)
LEAST_CODE, CODES = 10_000_000, 90_000_000


async def list_platforms(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery
) -> tuple[list[PlatformOut], str | None]:
    """Platforms by name."""
    statement = select(Platform).where(visible(viewer, "platform"))
    keys = {"name": Platform.name, "id": Platform.id, "access_code": Platform.access_code}
    found, following = await page(session, statement, query, keys=keys, default="name", unique=Platform.id)
    return await _shown(session, found), following


async def platform(session: AsyncSession, *, viewer: Viewer, platform_id: int) -> PlatformOut:
    """One platform. Raises Missing."""
    return (await _shown(session, [await _visible(session, viewer, platform_id)]))[0]


async def add_platform(
    session: AsyncSession, *, viewer: Viewer, given: PlatformIn, address: str | None
) -> PlatformMade:
    """Let a platform in; its password is in this answer and nowhere else. Raises Refused("platform_exists")."""
    password = make_password()
    made = Platform(
        name=given.name,
        version=given.version,
        networks=given.networks,
        access_code=given.access_code or _make_code(),
        user_id=given.user_id or _make_code(),
        password_hash=broker_hash(password),
    )
    _take_cipher(made, given.cipher)
    session.add(made)
    await _flush(session)
    await _audit(session, viewer, "platform.add", made, {}, address)
    return await _told(session, made, password)


async def change_platform(
    session: AsyncSession, *, viewer: Viewer, platform_id: int, given: PlatformChange, address: str | None
) -> PlatformOut:
    """Change what is agreed with a platform. Raises Missing, Refused("platform_exists")."""
    found = await _visible(session, viewer, platform_id)
    changes = given.model_dump(exclude_none=True, exclude={"cipher"})
    for name, value in changes.items():
        setattr(found, name, value)
    if "cipher" in given.model_fields_set:
        _take_cipher(found, given.cipher)
    await _flush(session)
    await _audit(session, viewer, "platform.change", found, {"changed": sorted(given.model_fields_set)}, address)
    return (await _shown(session, [found]))[0]


async def new_password(session: AsyncSession, *, viewer: Viewer, platform_id: int, address: str | None) -> PlatformMade:
    """Give a platform another password, told once; it has to log in anew. Raises Missing."""
    found = await _visible(session, viewer, platform_id)
    password = make_password()
    found.password_hash = broker_hash(password)
    await session.flush()
    await _audit(session, viewer, "platform.password", found, {}, address)
    return await _told(session, found, password)


def make_password() -> str:
    """A new password of the eight characters that the protocol has room for."""
    return "".join(secrets.choice(LETTERS) for _ in range(PASSWORD_CHARS))


def _make_code() -> int:
    return LEAST_CODE + secrets.randbelow(CODES)


def _take_cipher(row: Platform, cipher: CipherIn | None) -> None:
    row.m1, row.ia1, row.ic1 = (None, None, None) if cipher is None else (cipher.m1, cipher.ia1, cipher.ic1)


async def _visible(session: AsyncSession, viewer: Viewer, platform_id: int) -> Platform:
    found = await session.scalar(select(Platform).where(Platform.id == platform_id, visible(viewer, "platform")))
    if found is None:
        raise Missing("platform", platform_id)
    return found


async def _flush(session: AsyncSession) -> None:
    try:
        await session.flush()
    except IntegrityError as error:
        raise Refused(
            "platform_exists",
            zh="已有同名或同接入码的平台。",
            en="There is already a platform of this name or access code.",
        ) from error


async def _shown(session: AsyncSession, platforms: Sequence[Platform]) -> list[PlatformOut]:
    """Platforms with the number of their buses: their devices are called `p<access code>-<vehicle id>`."""
    code = func.split_part(func.split_part(Device.id, "-", 1), "p", 2)
    statement = (
        select(code, cast(func.count(), Integer))
        .where(Device.protocol == "jt809", code.in_([str(one.access_code) for one in platforms]))
        .group_by(code)
    )
    buses = {row[0]: row[1] for row in await session.execute(statement)}
    return [PlatformOut.model_validate(_columns(one, buses.get(str(one.access_code), 0))) for one in platforms]


def _columns(row: Platform, vehicles: int) -> dict[str, Any]:
    derived = {"encrypted": row.m1 is not None, "vehicles": vehicles}
    own = PlatformOut.model_fields.keys() - derived.keys()
    return {name: getattr(row, name) for name in own} | derived


async def _told(session: AsyncSession, row: Platform, password: str) -> PlatformMade:
    await session.refresh(row)
    return PlatformMade(**(await _shown(session, [row]))[0].model_dump(), password=password)


async def _audit(
    session: AsyncSession, viewer: Viewer, action: str, row: Platform, detail: dict[str, Any], address: str | None
) -> None:
    said = {"name": row.name, "access_code": row.access_code, "networks": row.networks, "disabled": row.disabled}
    await audit.record(
        session, viewer=viewer, action=action, kind="platform", id=row.id, detail=said | detail, address=address
    )
