"""What the permits on record say that a table of permits names: drivers, lines, numbers, signs, what rules each vehicle."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Text
from fleet.models import Line, LineVersion, Person, Vehicle
from permits.held.models import PermitEvent
from permits.imports.cells import Cells
from permits.imports.granting import UNDONE
from permits.imports.ground import Organisations, organisations, plain_name, vehicles
from permits.models import InForce, Permit, PermitVersion, Sign

WITH_PHONE = re.compile(r"(.+?)\s*[（(]\s*([0-9+ -]+)\s*[）)]")


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A permit of a number: whose it is, its newest version, and whether a stretch of it rules or will."""

    id: int
    vehicle_id: int
    holder_id: int
    version: int
    undone: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """All that a row of a table of permits may name. `ruled` are the vehicles that a permit rules, or will, by its number."""

    organisations: Organisations
    vehicles: dict[str, Vehicle]
    drivers: dict[str, list[Person]]
    lines: dict[str, int]
    permits: dict[str, OnRecord]
    ruled: dict[int, str]
    signs: frozenset[str]
    government_id: int | None

    def driver_ids(self, cells: Cells, holder_id: int | None) -> list[int]:
        """The drivers that a cell names; of two with one name the holder's, or the one whose phone is told."""
        found = []
        for told in cells.several("drivers", needed=True):
            match = WITH_PHONE.fullmatch(told)
            name, phone = (match[1], re.sub(r"[ -]", "", match[2])) if match else (told, None)
            named = [one for one in self.drivers.get(plain_name(name), []) if phone in (None, one.phone)]
            own = [one for one in named if one.organisation_id == holder_id]
            fits = own or named
            if len(fits) == 1 and fits[0].id in found:
                cells.blame("drivers", Text(f"驾驶人“{told}”填了两次", f"“{told}” is named twice"))
            elif len(fits) == 1:
                found.append(fits[0].id)
            elif fits:
                several = "有多名同名驾驶人，请写成 姓名（电话）", "is the name of several drivers: add (phone)"
                cells.blame("drivers", Text(f"“{told}”{several[0]}", f"“{told}” {several[1]}"))
            else:
                cells.blame("drivers", Text(f"没有登记驾驶人“{told}”", f"“{told}” is no driver on record"))
        return found

    def line_version_ids(self, cells: Cells) -> list[int]:
        """The newest versions of the lines that a cell names."""
        found = []
        for code in cells.several("lines", needed=True):
            if code in self.lines:
                found.append(self.lines[code])
            else:
                cells.blame("lines", Text(f"没有登记线路“{code}”", f"“{code}” is no line on record"))
        return found


async def ground(session: AsyncSession, viewer: Viewer, now: datetime) -> Ground:
    """As it is now."""
    known = await organisations(session, viewer)
    drivers: dict[str, list[Person]] = {}
    for one in await session.scalars(select(Person).where(visible(viewer, "person"), Person.kind == "driver")):
        drivers.setdefault(plain_name(one.name), []).append(one)
    newest = (
        select(Line.code, LineVersion.id)
        .join(LineVersion, LineVersion.line_id == Line.id)
        .where(visible(viewer, "line"))
        .ext(distinct_on(Line.code))
        .order_by(Line.code, LineVersion.version.desc())
    )
    permits, ruled = await _permits(session, viewer, now)
    governments = {id_ for named in known.by_name.values() for id_, kind in named if kind == "government"}
    return Ground(
        organisations=known,
        vehicles=await vehicles(session, viewer),
        drivers=drivers,
        lines=dict((await session.execute(newest)).all()),
        permits=permits,
        ruled=ruled,
        signs=frozenset(await session.scalars(select(Sign.number))),
        government_id=governments.pop() if len(governments) == 1 else None,
    )


async def _permits(session: AsyncSession, viewer: Viewer, now: datetime) -> tuple[dict[str, OnRecord], dict[int, str]]:
    """What is on record by its number; `undone` are those that an import laid down and whose import was undone, nothing since."""
    alive = func.coalesce(func.upper(InForce.during) > now, True)
    rules = select(InForce.vehicle_id, Permit.number).join(PermitVersion, PermitVersion.id == InForce.permit_version_id)
    rules = rules.join(Permit, Permit.id == PermitVersion.permit_id).where(alive)
    ruled = dict((await session.execute(rules)).all())
    statement = (
        select(Permit.id, Permit.number, Permit.vehicle_id, Permit.holder_id, func.max(PermitVersion.version))
        .outerjoin(PermitVersion, PermitVersion.permit_id == Permit.id)
        .where(visible(viewer, "permit"))
        .group_by(Permit.id)
    )
    last = (
        select(PermitEvent)
        .ext(distinct_on(PermitEvent.permit_id))
        .order_by(PermitEvent.permit_id, PermitEvent.id.desc())
    )
    undone = {event.permit_id for event in await session.scalars(last) if UNDONE in event.detail}
    permits = {
        number: OnRecord(id_, vehicle_id, holder_id, version or 0, id_ in undone)
        for id_, number, vehicle_id, holder_id, version in (await session.execute(statement)).all()
    }
    return permits, ruled
