"""A hazard is opened: by a person on the page, or by a program's part that found a danger."""

from datetime import datetime
from uuid import UUID

from geoalchemy2.shape import from_shape
from shapely import Point
from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Invalid, field
from core.models import Organisation
from fleet.models import Person, Vehicle
from geofences.hazards.models import Hazard, HazardEvent
from geofences.hazards.steps import GRADES, SUBJECTS
from geofences.models import Place


async def open_hazard(
    session: AsyncSession,
    *,
    subject_kind: str,
    subject_id: int | None,
    place_key: UUID | None,
    title: str,
    description: str,
    grade: str | None,
    found_by: int | None,
    source: str,
    at: datetime,
    now: datetime,
    location: str | None = None,
    point: tuple[float, float] | None = None,
) -> Hazard:
    """Open a hazard in the session's transaction, with its first event. Raises Invalid.

    `subject_id` is a vehicle's, a person's or an organisation's, None for a road; `place_key` a place's, for a road only.
    `found_by` is an account, None for the program; `source` says how it was found; `at` when, `now` the moment of the entry.
    `point` is longitude and latitude, WGS-84. With a `grade` it is graded at once, without one it waits for the bureau's.
    The caller has asked whether the viewer may do this, and commits.
    """
    await _refuse_unknown(session, subject_kind, subject_id, place_key)
    assert grade is None or grade in GRADES
    hazard = Hazard(
        subject_kind=subject_kind,
        vehicle_id=subject_id if subject_kind == "bus" else None,
        person_id=subject_id if subject_kind == "person" else None,
        organisation_id=subject_id if subject_kind in ("school", "operator") else None,
        place_key=place_key,
        location=location,
        point=None if point is None else from_shape(Point(*point), 4326),
        title=title,
        description=description,
        source=source,
        state="found" if grade is None else "graded",
        grade=grade,
        level=0,
        round=1,
        version=1,
        found_by=found_by,
        found_at=at,
        opened_at=now,
    )
    session.add(hazard)
    await session.flush()
    session.add(
        HazardEvent(
            hazard_id=hazard.id,
            at=now,
            account_id=found_by,
            step="open",
            from_state=None,
            to_state=hazard.state,
            round=1,
            note=None,
            detail={"source": source} if grade is None else {"source": source, "grade": grade},
        )
    )
    await session.flush()
    return hazard


async def _refuse_unknown(session: AsyncSession, kind: str, subject_id: int | None, place_key: UUID | None) -> None:
    """That what is in danger is there, and is what it is said to be."""
    assert kind in SUBJECTS
    if kind == "road":
        if subject_id is not None:
            raise Invalid(field("subject_id", zh="道路隐患请用地点", en="a road is named by its place"))
        if place_key is not None and not await session.scalar(select(exists().where(Place.key == place_key))):
            raise Invalid(field("place_key", zh="没有这个地点", en="there is no such place"))
        return
    if place_key is not None:
        raise Invalid(field("place_key", zh="只有道路隐患才有地点", en="only a road has a place"))
    there = {
        "bus": select(exists().where(Vehicle.id == subject_id)),
        "person": select(exists().where(Person.id == subject_id)),
        "school": select(exists().where(Organisation.id == subject_id, Organisation.kind == "school")),
        "operator": select(exists().where(Organisation.id == subject_id, Organisation.kind == "operator")),
    }
    if subject_id is None or not await session.scalar(there[kind]):
        raise Invalid(field("subject_id", zh="没有这个对象", en="there is no such thing or person"))
