"""Files of a hazard: photographs and papers, of what was found and of what was done; who sees the hazard may read them."""

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Missing, Refused
from core.files import path_of, shown_name, store, taken_kind
from core.settings import Settings
from geofences.hazards.act import locked, write_event
from geofences.hazards.models import Hazard, HazardAttachment
from geofences.hazards.read import facts_of
from geofences.hazards.steps import check

MOST_FILES = 50  # of one hazard in one round


async def attach(
    session: AsyncSession,
    *,
    viewer: Viewer,
    hazard_id: int,
    purpose: str,
    name: str,
    data: bytes,
    now: datetime,
    settings: Settings,
    address: str | None,
) -> int:
    """Add a file to a hazard and to its life; its id. Raises Missing, Refused, Invalid, BadRequest."""
    media_type, shown = taken_kind(data), shown_name(name)
    hazard = await locked(session, viewer=viewer, hazard_id=hazard_id)
    check("attach", viewer.role, facts_of(hazard, viewer))
    await refuse_too_many(session, hazard)
    sha256 = await store(
        settings, data
    )  # under the lock, which no ingest waits for: what is refused never lies on the disk
    one = await keep(
        session, hazard=hazard, purpose=purpose, name=shown, media_type=media_type, size=len(data), sha256=sha256, now=now,
        account_id=viewer.account_id,
    )  # fmt: skip
    await write_event(
        session, hazard=hazard, viewer=viewer, step="attach", before=hazard.state, note=None, detail=told(one), now=now,
        address=address,
    )  # fmt: skip
    return one.id


async def keep(
    session: AsyncSession,
    *,
    hazard: Hazard,
    purpose: str,
    name: str,
    media_type: str,
    size: int,
    sha256: str,
    now: datetime,
    account_id: int | None = None,
    link_id: int | None = None,
) -> HazardAttachment:
    """The row of a file that lies on the disk; the hazard is held and not full."""
    one = HazardAttachment(
        hazard_id=hazard.id, at=now, account_id=account_id, link_id=link_id, purpose=purpose, round=hazard.round, name=name,
        media_type=media_type, size=size, sha256=sha256,
    )  # fmt: skip
    session.add(one)
    await session.flush()
    return one


async def refuse_too_many(session: AsyncSession, hazard: Hazard) -> None:
    """Raise Refused when a hazard has as many files as it may in this round: each round needs evidence of its own."""
    statement = (
        select(func.count())
        .select_from(HazardAttachment)
        .where(HazardAttachment.hazard_id == hazard.id, HazardAttachment.round == hazard.round)
    )
    if (await session.scalar(statement) or 0) >= MOST_FILES:
        raise Refused(
            "too_many_files",
            zh=f"每条隐患每轮整改最多 {MOST_FILES} 个附件，此轮已满。",
            en=f"A hazard holds {MOST_FILES} files at most in a round; this one has them.",
        )


def told(one: HazardAttachment) -> dict[str, Any]:
    """What the life of the hazard says of a file."""
    return {"attachment": str(one.id), "name": one.name, "sha256": one.sha256, "purpose": one.purpose}


async def attachment(
    session: AsyncSession, *, viewer: Viewer, attachment_id: int, settings: Settings
) -> tuple[HazardAttachment, Path]:
    """A file and where it lies, for who may see its hazard. Raises Missing."""
    one = await session.scalar(
        select(HazardAttachment)
        .join(Hazard, Hazard.id == HazardAttachment.hazard_id)
        .where(HazardAttachment.id == attachment_id, visible(viewer, "hazard"))
    )
    if one is None or not path_of(settings, one.sha256).is_file():
        raise Missing("attachment", attachment_id)
    return one, path_of(settings, one.sha256)
