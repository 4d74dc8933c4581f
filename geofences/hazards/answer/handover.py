"""What a hand-over letter says of a hazard."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer
from core.models import Organisation
from core.settings import Settings
from geofences.hazards.answer.letter import Letter
from geofences.hazards.answer.links import expires_at
from geofences.hazards.models import Hazard
from geofences.hazards.read import hazards, shown

GRADES = {"general": "一般隐患", "major": "重大隐患"}
NO_NAME = "教育行政部门"


async def letter_of(
    session: AsyncSession, *, viewer: Viewer, hazard: Hazard, url: str, now: datetime, settings: Settings
) -> Letter:
    """The letter's content; who asks is the viewer's organisation, else the education office."""
    row = (await session.execute(hazards().where(Hazard.id == hazard.id))).one()
    told = shown(row, now.astimezone(settings.zone).date())
    asker = await session.scalar(
        select(Organisation)
        .where((Organisation.id == viewer.organisation_id) | (Organisation.kind == "education"))
        .order_by(Organisation.id != viewer.organisation_id, Organisation.id)
        .limit(1)
    )
    assert told.owner is not None
    return Letter(
        number=hazard.id,
        asked_by=NO_NAME if asker is None else asker.name,
        phone=None if asker is None else asker.phone,
        to=told.owner.name,
        contact=hazard.office_contact,
        subject=told.subject.name,
        location=hazard.location,
        title=hazard.title,
        description=hazard.description,
        grade=GRADES[hazard.grade or "general"],
        responsible=hazard.responsible,
        measure=hazard.measure,
        funds=hazard.funds,
        plan=hazard.plan,
        due_on=hazard.due_on,
        url=url,
        expires_at=expires_at(hazard, now, settings),
    )
