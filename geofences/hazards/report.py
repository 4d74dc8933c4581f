"""A person enters a hazard: the bureau any, an operator or school one of its own, which the bureau grades."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Invalid, field
from fleet.models import Person, Vehicle
from geofences.hazards.act import LATEST
from geofences.hazards.models import Hazard
from geofences.hazards.schemas import HazardIn
from geofences.hazards.service import open_hazard
from geofences.hazards.steps import BUREAU, FIRST_LINE
from geofences.models import Place


async def report(
    session: AsyncSession, *, viewer: Viewer, wish: HazardIn, now: datetime, address: str | None
) -> Hazard:
    """Open a hazard as its viewer's. Raises Invalid."""
    if wish.grade is not None and viewer.role not in BUREAU:
        raise Invalid(field("grade", zh="由教育局定级", en="the bureau grades"))
    if wish.found_at is not None and not now - LATEST <= wish.found_at <= now:
        raise Invalid(
            field(
                "found_at",
                zh="不能晚于现在，也不能早于五年前",
                en="must not be later than now, nor over five years ago",
            )
        )
    if wish.subject_kind == "road" and wish.place_id is None and wish.location is None:
        raise Invalid(field("location", zh="请选地点，或写明在哪里", en="choose a place, or say where"))
    await _refuse_others(session, viewer, wish)
    hazard = await open_hazard(
        session,
        subject_kind=wish.subject_kind,
        subject_id=wish.subject_id,
        place_key=await _key_of(session, wish.place_id),
        title=wish.title,
        description=wish.description,
        grade=wish.grade,
        found_by=viewer.account_id,
        source=wish.source,
        at=wish.found_at or now,
        now=now,
        location=wish.location,
        point=wish.point,
    )
    await audit.record(
        session, viewer=viewer, action="hazard.open", kind="hazard", id=hazard.id, address=address,
        detail={"kind": wish.subject_kind, "title": wish.title},
    )  # fmt: skip
    return hazard


async def _refuse_others(session: AsyncSession, viewer: Viewer, wish: HazardIn) -> None:
    """Who is not an office enters what is of its own: its buses, its people, itself."""
    if viewer.role not in FIRST_LINE or wish.subject_id is None:
        if viewer.role in FIRST_LINE:
            raise Invalid(field("subject_kind", zh="道路隐患请报教育局登记", en="of a road, tell the bureau"))
        return
    match wish.subject_kind:
        case "bus":
            statement = select(Vehicle.id).where(Vehicle.id == wish.subject_id, visible(viewer, "vehicle"))
            is_own = await session.scalar(statement) is not None
        case "person":
            of_person = select(Person.id).where(Person.id == wish.subject_id, visible(viewer, "person"))
            is_own = await session.scalar(of_person) is not None
        case _:
            is_own = wish.subject_id == viewer.organisation_id
    if not is_own:
        raise Invalid(field("subject_id", zh="不是您单位的", en="is not of your organisation"))


async def _key_of(session: AsyncSession, place_id: int | None) -> UUID | None:
    """The place that has this version."""
    if place_id is None:
        return None
    key = await session.scalar(select(Place.key).where(Place.id == place_id))
    if key is None:
        raise Invalid(field("place_id", zh="没有这个地点", en="there is no such place"))
    return key
