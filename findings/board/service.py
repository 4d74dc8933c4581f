"""The board of a day: every run that the viewer may see, how it stands, and of those to come how their papers do."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.access import Viewer, visible
from core.models import Organisation
from core.school_days import load_school_days
from findings.board.papers import Ask, Judged, papers_of
from findings.board.schemas import AmissOut, Board, BoardRun, BoardState, DayOfRuns
from findings.board.state import Come, State, state_of
from findings.board.words import REASONS
from findings.departure.service import both
from fleet.models import Line, LineStop, LineVersion, Person, Vehicle
from rules.papers.paper import Said
from runs.models import Run, RunDay, RunProgress

MOST = 600
TOLD = 4  # papers amiss that are told of one run; the departure check has them all
_ORDER = list(State)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which runs of the day."""

    q: str | None = None
    school_id: int | None = None
    operator_id: int | None = None
    state: BoardState | None = None


async def board(
    session: AsyncSession, *, viewer: Viewer, day: date, now: datetime, zone: ZoneInfo, filters: Filters
) -> Board:
    """The runs of a local day as they stand at a moment."""
    rows = (await session.execute(_rows(viewer, day, filters))).all()
    stops = await _stops(session, {row.line_version_id for row in rows})
    judged = await papers_of(session, [_ask(row) for row in rows if _waits(row)], zone)
    shown = [_shown(row, stops.get(row.line_version_id, 0), judged.get(row.id), now) for row in rows]
    counts: dict[BoardState, int] = dict.fromkeys(get_args(BoardState), 0)
    for one in shown:
        counts[one.state] += 1
    asked = [one for one in shown if filters.state in (None, one.state)]
    asked.sort(key=lambda one: (_ORDER.index(State(one.state)), one.planned_start, one.line_name, one.plate))
    return Board(
        day=day,
        now=now,
        made_at=await session.scalar(select(RunDay.made_at).where(RunDay.day == day)),
        calendar=await _calendar(session, viewer, day),
        counts=counts,
        papers_amiss=sum(one.papers == "no" for one in shown),
        items=asked[:MOST],
        cut=len(asked) > MOST,
    )


def _rows(viewer: Viewer, day: date, filters: Filters) -> Select[*tuple[Any, ...]]:
    operator, school = aliased(Organisation), aliased(Organisation)
    driver, attendant = aliased(Person), aliased(Person)
    own = (
        Run.id, Run.day, Run.vehicle_id, Run.line_version_id, Run.driver_id, Run.planned_start, Run.planned_end, Run.cancelled,
        Run.reason,
    )  # fmt: skip
    statement = (
        select(
            *own,
            Vehicle.plate,
            operator.name.label("operator"),
            Line.id.label("line_id"),
            Line.name.label("line_name"),
            Line.name_en.label("line_name_en"),
            Line.direction,
            Line.school_id,
            school.name.label("school"),
            school.name_en.label("school_en"),
            driver.name.label("driver"),
            attendant.name.label("attendant"),
            RunProgress.state,
            RunProgress.started_at,
            RunProgress.ended_at,
            RunProgress.last_stop,
            RunProgress.late_s,
        )
        .join(Vehicle, Vehicle.id == Run.vehicle_id)
        .join(LineVersion, LineVersion.id == Run.line_version_id)
        .join(Line, Line.id == LineVersion.line_id)
        .join(school, school.id == Line.school_id)
        .outerjoin(operator, operator.id == func.coalesce(Vehicle.operator_id, Vehicle.school_id))
        .outerjoin(driver, driver.id == Run.driver_id)
        .outerjoin(attendant, attendant.id == Run.attendant_id)
        .outerjoin(RunProgress, RunProgress.run_id == Run.id)
        .where(Run.day == day, visible(viewer, "run"))
    )
    if filters.school_id is not None:
        statement = statement.where(Line.school_id == filters.school_id)
    if filters.operator_id is not None:
        statement = statement.where(
            or_(Vehicle.operator_id == filters.operator_id, Vehicle.school_id == filters.operator_id)
        )
    if filters.q is not None:
        searched = (Vehicle.plate, Line.name, Line.name_en, Line.code, school.name, school.name_en, driver.name)
        statement = statement.where(or_(*(column.icontains(filters.q, autoescape=True) for column in searched)))
    return statement


async def _stops(session: AsyncSession, versions: set[int]) -> dict[int, int]:
    statement = (
        select(LineStop.line_version_id, func.count().label("stops"))
        .where(LineStop.line_version_id.in_(versions))
        .group_by(LineStop.line_version_id)
    )
    return {row.line_version_id: row.stops for row in await session.execute(statement)}


def _waits(row: Row[*tuple[Any, ...]]) -> bool:
    return not row.cancelled and row.state in (None, "planned")


def _ask(row: Row[*tuple[Any, ...]]) -> Ask:
    return Ask(
        row.id, row.vehicle_id, row.driver_id, row.line_id, row.line_name, row.line_version_id, row.day, row.planned_start
    )  # fmt: skip


def _shown(row: Row[*tuple[Any, ...]], stops: int, judged: Judged | None, now: datetime) -> BoardRun:
    state = state_of(
        cancelled=row.cancelled,
        planned_start=row.planned_start,
        to_school=row.direction == "to_school",
        come=None if row.state is None else Come(row.state, row.last_stop, stops),
        in_order=judged is not None and judged.may == "yes",
        now=now,
    )
    given = (
        "id", "vehicle_id", "plate", "operator", "line_id", "line_name", "line_name_en", "school_id", "school", "school_en",
        "direction", "planned_start", "planned_end", "late_s", "started_at", "ended_at", "driver", "attendant",
    )  # fmt: skip
    return BoardRun.model_validate(
        {name: getattr(row, name) for name in given}
        | {
            "state": state.value,
            "waits_s": int((now - row.planned_start).total_seconds()) if state is State.NOT_STARTED else None,
            "stop": None if row.last_stop is None or row.last_stop < 0 else row.last_stop + 1,
            "stops": stops,
            "papers": None if judged is None else judged.may,
            "amiss": [] if judged is None else _amiss(judged),
            "reason": None if row.reason is None else REASONS[row.reason],
        }
    )


def _amiss(judged: Judged) -> list[AmissOut]:
    return [
        AmissOut(
            rule=rule.id,
            title=both(rule.title),
            said="breach" if answer.said is Said.BREACH else "unknown",
            missing=None if answer.missing is None else both(answer.missing),
        )
        for rule, answer in judged.amiss[:TOLD]
    ]


async def _calendar(session: AsyncSession, viewer: Viewer, day: date) -> DayOfRuns:
    """What the day is: in the viewer's own school, else in the district."""
    calendar, school_id, stage = await load_school_days(session), None, None
    if viewer.organisation_kind == "school" and viewer.organisation_id is not None:
        school_id = viewer.organisation_id
        stage = await session.scalar(select(Organisation.stage).where(Organisation.id == school_id))
    here = calendar.on(day, school_id=school_id, stage=stage)
    return DayOfRuns(
        classes=here.classes,
        decided=here.decided.value,
        no_term=not calendar.terms_of(school_id=school_id, stage=stage),
        unsaid=here.unsaid,
        note=here.note,
    )
