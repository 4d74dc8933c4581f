"""Use cases of what explains plates and times: lists of taxis, parents' and other cars, each until a day; the hours of schools."""

from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Field, Invalid, Missing, Text, field
from core.models import Organisation
from findings.suspects.models import KnownPlate, SchoolHours
from findings.suspects.score.hours import load_hours
from findings.suspects.score.visits import Hours
from findings.suspects.service import is_school
from findings.suspects.telling.plates import Plate, plate_of
from findings.suspects.telling.schemas import HoursIn, HoursOut, KnownIn, KnownLists, KnownOut, RemoveIn, SchoolsHours

LONGEST = timedelta(days=3 * 366)
MOST_ERRORS = 50


async def lists(session: AsyncSession, *, viewer: Viewer) -> KnownLists:
    """Each list with the number of its plates, never the plates: nobody needs to read them."""
    statement = (
        select(KnownPlate.kind, func.count(), func.max(KnownPlate.until))
        .where(visible(viewer, "known_plate"))
        .group_by(KnownPlate.kind)
        .order_by(KnownPlate.kind)
    )
    rows = await session.execute(statement)
    said = ({"kind": kind, "plates": plates, "until": until} for kind, plates, until in rows)
    return KnownLists(items=[KnownOut.model_validate(one) for one in said])


async def add_known(
    session: AsyncSession, *, viewer: Viewer, given: KnownIn, today: date, address: str | None
) -> KnownLists:
    """Put plates on a list; one that is on it has its end moved. Raises Invalid that names every plate that is none."""
    wrong: list[Field] = []
    if not today <= given.until <= today + LONGEST:
        wrong.append(field("until", zh="应在今后三年之内", en="lies within the next three years"))
    read = [(number, plate_of(text)) for number, text in enumerate(given.plates)]
    wrong += [Field(f"plates.{number}", plate) for number, plate in read if isinstance(plate, Text)]
    if wrong:
        raise Invalid(*wrong[:MOST_ERRORS])
    plates = {plate.plain for _, plate in read if isinstance(plate, Plate)}
    rows = [
        {
            "plate": plate,
            "kind": given.kind,
            "until": given.until,
            "source": given.source,
            "account_id": viewer.account_id,
        }
        for plate in sorted(plates)
    ]
    statement = insert(KnownPlate).values(rows)
    renewed = {name: statement.excluded[name] for name in ("until", "source", "account_id")}
    await session.execute(statement.on_conflict_do_update(index_elements=["plate", "kind"], set_=renewed))
    await audit.record(
        session, viewer=viewer, action="known_plate.add", kind="known_plate", id=given.kind,
        detail={"plates": len(plates), "until": given.until.isoformat(), "source": given.source}, address=address,
    )  # fmt: skip
    return await lists(session, viewer=viewer)


async def remove_known(session: AsyncSession, *, viewer: Viewer, given: RemoveIn, address: str | None) -> KnownLists:
    """Take a plate off a list. Raises Invalid, Missing."""
    plate = plate_of(given.plate)
    if isinstance(plate, Text):
        raise Invalid(Field("plate", plate))
    gone = delete(KnownPlate).where(KnownPlate.plate == plate.plain, KnownPlate.kind == given.kind)
    if not (await session.scalars(gone.returning(KnownPlate.plate))).all():
        raise Missing("known_plate", plate.plain)
    await audit.record(
        session, viewer=viewer, action="known_plate.remove", kind="known_plate", id=given.kind,
        detail={"plate": plate.plain}, address=address,
    )  # fmt: skip
    return await lists(session, viewer=viewer)


async def schools_hours(session: AsyncSession, *, viewer: Viewer, usual: Hours) -> SchoolsHours:
    """The hours of every school, by name."""
    hours = await load_hours(session, usual=usual)
    rows = (
        select(Organisation.id, Organisation.name)
        .where(Organisation.kind == "school", visible(viewer, "organisation"))
        .order_by(Organisation.name)
    )
    return SchoolsHours(
        items=[hours_out(id_, name, hours.get(id_, usual)) for id_, name in await session.execute(rows)]
    )


async def set_hours(
    session: AsyncSession, *, viewer: Viewer, school_id: int, given: HoursIn, address: str | None
) -> None:
    """Write down when pupils of a school come and go. Raises Invalid."""
    await is_school(session, school_id)
    values = given.model_dump()
    times = list(values.values())
    if any(time.tzinfo is not None for time in times) or any(a >= b for a, b in pairwise(times)):
        raise Invalid(field("arrival_from", zh="四个时刻应依次递增", en="the four times come one after the other"))
    told = values | {"account_id": viewer.account_id, "set_at": func.now()}
    statement = insert(SchoolHours).values(school_id=school_id, **told)
    await session.execute(statement.on_conflict_do_update(index_elements=["school_id"], set_=told))
    await audit.record(
        session, viewer=viewer, action="school_hours.set", kind="organisation", id=school_id,
        detail=given.model_dump(mode="json"), address=address,
    )  # fmt: skip


def hours_out(id_: int, name: str, hours: Hours) -> HoursOut:
    """The hours of a school as the API gives them."""
    (arrival_from, arrival_to), (leaving_from, leaving_to) = hours.arrival, hours.leaving
    return HoursOut.model_validate(
        {
            "id": id_, "name": name, "source": hours.source, "arrival_from": arrival_from, "arrival_to": arrival_to,
            "leaving_from": leaving_from, "leaving_to": leaving_to,
        }
    )  # fmt: skip
