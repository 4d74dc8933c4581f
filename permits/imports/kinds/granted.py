"""What is on record that a table of permits names: the holder's drivers, approved lines, numbers, signs, what rules vehicles."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, exists, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Text
from fleet.models import Line, LineVersion, Person, Vehicle
from permits.imports.cells import Cells
from permits.imports.ground import Organisations, organisations, plain_name, vehicles
from permits.imports.models import RegisterImportItem
from permits.models import InForce, Permit, PermitLine, PermitVersion, Sign

NOT_APPROVED = 1
BY_WHAT = {
    4: Text("现行有效", "in force"), 3: Text("已批准或已导入", "approved or imported"), 2: Text("登记册上的", "as on record"),
    NOT_APPROVED: Text("未批准", "not approved"),
}  # fmt: skip
WITH_PHONE = re.compile(r"(.+?)\s*[（(]\s*([0-9+ -]+)\s*[）)]")


@dataclass(frozen=True, slots=True)
class OnRecord:
    """A permit of a number: whose it is, its newest version, and whether only an import laid it down that was undone."""

    id: int
    vehicle_id: int
    holder_id: int
    version: int
    undone: bool


@dataclass(frozen=True, slots=True)
class LineOnRecord:
    """Which version of a line a permit may name, and by what; `version_id` None: none was approved yet."""

    version_id: int | None
    said: Text


@dataclass(frozen=True, slots=True)
class Ground:
    """All that a row of a table of permits may name. `ruled` are the vehicles that a permit rules, or will, by its number."""

    organisations: Organisations
    vehicles: dict[str, Vehicle]
    drivers: dict[str, list[Person]]
    lines: dict[str, LineOnRecord]
    permits: dict[str, list[OnRecord]]
    ruled: dict[int, str]
    signs: frozenset[str]
    government_id: int | None

    def driver_ids(self, cells: Cells, holder_id: int | None) -> list[int]:
        """The drivers of the holder that a cell names; of two with one name the one whose phone is told."""
        found: list[int] = []
        for told in cells.several("drivers", needed=True):
            match = WITH_PHONE.fullmatch(told)
            name, phone = (match[1], re.sub(r"[ -]", "", match[2])) if match else (told, None)
            named = [one for one in self.drivers.get(plain_name(name), []) if phone in (None, one.phone)]
            fits = [one for one in named if holder_id in (None, one.organisation_id)]
            if len(fits) == 1 and fits[0].id in found:
                cells.blame("drivers", Text(f"“{told}”在本格中重复", f"“{told}” stands in this cell twice"))
            elif len(fits) == 1:
                found.append(fits[0].id)
            elif named and not fits:
                others = "是别的单位的驾驶人，不是被许可人的", "is a driver of another organisation, not of the holder"
                cells.blame("drivers", Text(f"“{told}”{others[0]}", f"“{told}” {others[1]}"))
            elif fits:
                several = "有多名同名驾驶人，请写成 姓名（电话）", "is the name of several drivers: add (phone)"
                cells.blame("drivers", Text(f"“{told}”{several[0]}", f"“{told}” {several[1]}"))
            else:
                cells.blame(
                    "drivers", Text(f"没有登记在职的驾驶人“{told}”", f"“{told}” is no driver on record who works there")
                )
        return found

    def line_version_ids(self, cells: Cells) -> list[int]:
        """The versions of the lines that a cell names, as they are approved."""
        found = []
        for code in cells.several("lines", needed=True):
            line = self.lines.get(code)
            if line is None:
                cells.blame("lines", Text(f"没有登记线路“{code}”", f"“{code}” is no line on record"))
            elif line.version_id is None:
                drawn = (
                    "由申请单位绘制，尚无批准的版本",
                    "was drawn for an application, and no version of it is approved yet",
                )
                cells.blame("lines", Text(f"线路“{code}”{drawn[0]}", f"“{code}” {drawn[1]}"))
            else:
                found.append(line.version_id)
        return found

    def lines_said(self, cells: Cells) -> Text:
        """The lines that a cell names, each with the version that is meant."""
        named = [(code, self.lines[code].said) for code in cells.several("lines") if code in self.lines]
        return Text(
            "、".join(f"{code}（{said.zh}）" for code, said in named),
            ", ".join(f"{code} ({said.en})" for code, said in named),
        )


async def ground(session: AsyncSession, viewer: Viewer, now: datetime, today: date) -> Ground:
    """As it is now."""
    known = await organisations(session, viewer)
    drivers: dict[str, list[Person]] = {}
    works = or_(Person.left_on.is_(None), Person.left_on >= today)
    asked = select(Person).where(visible(viewer, "person"), Person.kind == "driver", works)
    for one in await session.scalars(asked):
        drivers.setdefault(plain_name(one.name), []).append(one)
    permits, ruled = await _permits(session, viewer, now)
    governments = {id_ for named in known.by_name.values() for id_, kind in named if kind == "government"}
    return Ground(
        organisations=known,
        vehicles=await vehicles(session, viewer),
        drivers=drivers,
        lines=await _lines(session, viewer, now),
        permits=permits,
        ruled=ruled,
        signs=frozenset(await session.scalars(select(Sign.number).where(~Sign.undone))),
        government_id=governments.pop() if len(governments) == 1 else None,
    )


async def _lines(session: AsyncSession, viewer: Viewer, now: datetime) -> dict[str, LineOnRecord]:
    """By code: the newest version that a permit rules by, or will; else the newest that was approved or imported; else, of a line
    that no applicant drew, the newest on record: the bureau keeps it for a permit on paper.
    """
    approves = PermitLine.line_version_id == LineVersion.id
    alive = func.coalesce(func.upper(InForce.during) > now, True)
    rules = exists(
        select(InForce.id)
        .join(PermitLine, PermitLine.permit_version_id == InForce.permit_version_id)
        .where(approves, alive)
    )
    imported = exists().where(
        RegisterImportItem.table_name == "line_version", RegisterImportItem.object_id == LineVersion.id
    )
    by = case((rules, 4), (exists().where(approves), 3), (imported, 3), (Line.proposed_by_id.is_(None), 2), else_=1)
    best = (
        select(Line.code, LineVersion.id, LineVersion.version, by.label("by"))
        .join(LineVersion, LineVersion.line_id == Line.id)
        .where(visible(viewer, "line"))
        .ext(distinct_on(Line.code))
        .order_by(Line.code, by.desc(), LineVersion.version.desc())
    )
    return {
        one.code: LineOnRecord(
            None if one.by == NOT_APPROVED else one.id,
            Text(f"第 {one.version} 版，{BY_WHAT[one.by].zh}", f"version {one.version}, {BY_WHAT[one.by].en}"),
        )
        for one in await session.execute(best)
    }


async def _permits(
    session: AsyncSession, viewer: Viewer, now: datetime
) -> tuple[dict[str, list[OnRecord]], dict[int, str]]:
    """What is on record by its number: those whose import was undone, and one at most that was not."""
    alive = func.coalesce(func.upper(InForce.during) > now, True)
    rules = select(InForce.vehicle_id, Permit.number).join(PermitVersion, PermitVersion.id == InForce.permit_version_id)
    rules = rules.join(Permit, Permit.id == PermitVersion.permit_id).where(alive)
    ruled = dict((await session.execute(rules)).all())
    statement = (
        select(
            Permit.id,
            Permit.number,
            Permit.vehicle_id,
            Permit.holder_id,
            func.max(PermitVersion.version),
            Permit.undone,
        )
        .outerjoin(PermitVersion, PermitVersion.permit_id == Permit.id)
        .where(visible(viewer, "permit"))
        .group_by(Permit.id)
    )
    permits: dict[str, list[OnRecord]] = {}
    for id_, number, vehicle_id, holder_id, version, undone in (await session.execute(statement)).all():
        permits.setdefault(number, []).append(OnRecord(id_, vehicle_id, holder_id, version or 0, undone))
    return permits, ruled
