"""Use cases of drawn lines: one anew, the next version, what it holds. Nothing has effect before a permit names the version."""

from typing import Any

import shapely
from geoalchemy2 import WKBElement
from geoalchemy2.shape import from_shape, to_shape
from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Invalid, Missing, Refused, field
from core.models import Organisation
from fleet.access import OPERATOR, SCHOOL
from fleet.geojson import geometry_of
from fleet.models import Line, LineStop, LineVersion, RunningTime
from fleet.service import line_detail, stops_of
from permits.lines.schemas import LineIn, LinePlan, PlannedStop, TimeIn, TimeOut, VersionIn
from permits.lines.validity import wrong_with
from permits.models import PermitLine

APPLYING = OPERATOR | SCHOOL
WEEK = range(7)
SIMPLER_DEG = 0.00002


def approved() -> ColumnElement[bool]:
    """Versions of lines that some permit approves; what is only asked for is drawn on no map."""
    return exists().where(PermitLine.line_version_id == LineVersion.id)


async def plan_of(session: AsyncSession, *, viewer: Viewer, line_id: int) -> LinePlan:
    """The newest version of a line, approved or only asked for. Raises Missing."""
    detail = await line_detail(session, viewer=viewer, line_id=line_id, of=LineVersion.id > 0)
    line = await session.get_one(Line, line_id)
    version_id = await session.scalar(select(func.max(LineVersion.id)).where(LineVersion.line_id == line_id))
    version = None if version_id is None else await session.get_one(LineVersion, version_id)
    is_approved = version_id is not None and bool(
        await session.scalar(select(exists().where(PermitLine.line_version_id == version_id)))
    )
    stops = [] if version is None else await stops_of(session, line_version_id=version.id)
    times = select(RunningTime).where(RunningTime.line_version_id == version_id).order_by(RunningTime.departs)
    return LinePlan(
        **detail.model_dump(exclude={"path", "stops", "version"}),
        version=detail.version,
        is_approved=is_approved,
        may_change=_may_change(viewer, line),
        path=None if version is None else _corners(version.path),
        stops=[PlannedStop.model_validate(stop.model_dump(exclude={"seq"})) for stop in stops],
        times=[_time_out(one) for one in await session.scalars(times)],
    )


async def draw(session: AsyncSession, *, viewer: Viewer, wish: LineIn, address: str | None) -> LinePlan:
    """A line anew. Raises Invalid."""
    wrong = wrong_with(wish)
    proposed_by_id = viewer.organisation_id if viewer.role in APPLYING else wish.proposed_by_id
    kinds = await _kinds(session, wish.school_id, proposed_by_id)
    if kinds.get(wish.school_id) != "school":
        wrong.append(field("school_id", zh="没有这所学校", en="there is no such school"))
    elif viewer.role in SCHOOL and wish.school_id != viewer.organisation_id:
        wrong.append(field("school_id", zh="学校只能画本校的线路", en="a school draws lines to itself only"))
    if proposed_by_id is not None and kinds.get(proposed_by_id) not in ("school", "operator"):
        wrong.append(field("proposed_by_id", zh="应为学校或校车服务提供者", en="must be a school or an operator"))
    if wrong:
        raise Invalid(*wrong)
    line_id = await session.scalar(select(func.nextval(func.pg_get_serial_sequence("line", "id"))))
    line = Line(
        id=line_id, code=f"L{line_id:04d}", direction=wish.direction, school_id=wish.school_id, name=wish.name,
        name_en=wish.name_en, proposed_by_id=proposed_by_id,
    )  # fmt: skip
    session.add(line)
    await session.flush()
    await _write(session, viewer, line, 1, wish, address)
    return await plan_of(session, viewer=viewer, line_id=line.id)


async def draw_next(
    session: AsyncSession, *, viewer: Viewer, line_id: int, after: int, wish: VersionIn, address: str | None
) -> LinePlan:
    """The next version of a line, after the version that was looked at. Raises Missing, Invalid, Refused."""
    asked = select(Line).where(Line.id == line_id, visible(viewer, "line")).with_for_update()
    line = await session.scalar(asked)
    if line is None:
        raise Missing("line", line_id)
    if not _may_change(viewer, line):
        raise Refused(
            "not_yours",
            zh="这条线路由别的单位绘制；请复制为新线路后修改。",
            en="This line was drawn by another organisation: copy it to a line of your own.",
        )
    newest = await session.scalar(select(func.max(LineVersion.version)).where(LineVersion.line_id == line_id)) or 0
    if newest != after:
        raise Refused(
            "changed_meanwhile",
            zh=f"线路已有新的第 {newest} 版，请看过后再改。",
            en=f"Version {newest} of this line was drawn meanwhile: look at it first.",
        )
    wrong = wrong_with(wish)
    if wrong:
        raise Invalid(*wrong)
    await _write(session, viewer, line, newest + 1, wish, address)
    return await plan_of(session, viewer=viewer, line_id=line_id)


async def _kinds(session: AsyncSession, *organisation_ids: int | None) -> dict[int, str]:
    asked = select(Organisation.id, Organisation.kind).where(Organisation.id.in_(organisation_ids))
    return {one.id: one.kind for one in await session.execute(asked)}


def _corners(path: WKBElement) -> dict[str, Any]:
    """The path with the corners that a hand can move: within two metres of what is kept."""
    return geometry_of(from_shape(shapely.simplify(to_shape(path), SIMPLER_DEG), srid=4326))


def _may_change(viewer: Viewer, line: Line) -> bool:
    if viewer.role in APPLYING:
        return viewer.organisation_id is not None and line.proposed_by_id == viewer.organisation_id
    return viewer.role in ("admin", "clerk")


async def _write(
    session: AsyncSession, viewer: Viewer, line: Line, number: int, wish: VersionIn, address: str | None
) -> None:
    path = from_shape(shapely.LineString(wish.path.coordinates), srid=4326)
    version = LineVersion(line_id=line.id, version=number, path=path)
    session.add(version)
    await session.flush()
    session.add_all(
        LineStop(
            line_version_id=version.id, seq=seq, name=stop.name, name_en=stop.name_en,
            point=from_shape(shapely.Point(stop.point.coordinates), srid=4326), offset_s=stop.offset_s,
        )
        for seq, stop in enumerate(wish.stops)
    )  # fmt: skip
    session.add_all(_time(version.id, one) for one in wish.times)
    await audit.record(
        session,
        viewer=viewer,
        action="line.draw",
        kind="line",
        id=line.id,
        detail={"version": number, "stops": len(wish.stops), "times": [str(one.departs) for one in wish.times]},
        address=address,
    )


def _time(version_id: int, one: TimeIn) -> RunningTime:
    return RunningTime(
        line_version_id=version_id, departs=one.departs, weekdays=sum(1 << day - 1 for day in set(one.weekdays)),
        class_days_only=one.class_days_only, season_from=one.season_from, season_to=one.season_to, offsets_s=None,
    )  # fmt: skip


def _time_out(one: RunningTime) -> TimeOut:
    return TimeOut(
        departs=one.departs.strftime("%H:%M"),
        weekdays=[day + 1 for day in WEEK if one.weekdays >> day & 1],
        class_days_only=one.class_days_only,
        season_from=one.season_from,
        season_to=one.season_to,
    )
