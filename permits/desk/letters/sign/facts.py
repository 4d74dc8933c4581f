"""What traffic police need to make a sign (REG 16): vehicle, owner, drivers, lines with their times, issuer, validity."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import visible
from core.errors import Missing, Refused
from core.models import Organisation
from fleet.models import Line, LineStop, LineVersion, Person, RunningTime, Vehicle
from permits.desk.happening import Hand
from permits.desk.letters.values import offices_of
from permits.desk.models import Application, SignFile
from permits.models import Permit, PermitDriver, PermitLine, PermitVersion, Sign
from permits.procedure.clocks import sign_valid_to

WEEKDAYS = "一二三四五六日"
SCHOOL_WEEK, EVERY_DAY = 0b11111, 0b1111111


@dataclass(frozen=True, slots=True)
class Departure:
    """An approved departure in words, and the time at each stop in the order of the line."""

    words: str
    times: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignLine:
    """A line that was granted: its stops in order and its departures."""

    code: str
    name: str
    direction: str
    stops: tuple[str, ...]
    departures: tuple[Departure, ...]


@dataclass(frozen=True, slots=True)
class SignSheet:
    """What stands on the sign. `sign_number` None: not issued yet, and `valid_to` is the latest day that it may have."""

    application: str
    permit: str
    plate: str
    owner: str
    seats: int
    drivers: tuple[str, ...]
    lines: tuple[SignLine, ...]
    issuer: str
    permit_from: date
    permit_to: date | None
    inspection_to: date | None
    sign_number: str | None
    valid_to: date | None


async def sign_sheet(session: AsyncSession, *, hand: Hand, application_id: int) -> SignSheet:
    """The data of the sign of what was granted. Raises Missing; Refused while no permit has been issued."""
    assert hand.viewer is not None
    one = await session.scalar(
        select(Application).where(Application.id == application_id, visible(hand.viewer, "application"))
    )
    if one is None:
        raise Missing("application", application_id)
    if one.permit_version_id is None:
        raise Refused(
            "not_issued",
            zh="许可证件尚未制发，还没有标牌数据；制发后再取。",
            en="The permit has not been issued yet, so there is no data for a sign: issue it first.",
        )
    version = await session.get_one(PermitVersion, one.permit_version_id)
    permit = await session.get_one(Permit, version.permit_id)
    vehicle = await session.get_one(Vehicle, permit.vehicle_id)
    sign = await _sign(session, one)
    ends = vehicle.inspection_valid_to
    latest = None if ends is None else sign_valid_to(inspection_to=ends, permit_to=version.valid_to)
    return SignSheet(
        application=one.number or "",
        permit=permit.number,
        plate=vehicle.plate,
        owner=(await session.get_one(Organisation, version.owner_id)).name,
        seats=version.seats,
        drivers=await _drivers(session, version),
        lines=await lines_on_sign(session, version),
        issuer=(await offices_of(session))["police"][0],
        permit_from=version.valid_from,
        permit_to=version.valid_to,
        inspection_to=ends,
        sign_number=None if sign is None else sign.number,
        valid_to=latest if sign is None else sign.valid_to,
    )


async def _sign(session: AsyncSession, one: Application) -> Sign | None:
    """The newest sign that police issued for it and that was not brought to an end."""
    statement = (
        select(Sign)
        .join(SignFile, SignFile.sign_id == Sign.id)
        .where(SignFile.application_id == one.id, SignFile.state == "issued")
        .order_by(SignFile.id.desc())
    )
    return (await session.scalars(statement.limit(1))).first()


async def _drivers(session: AsyncSession, version: PermitVersion) -> tuple[str, ...]:
    statement = (
        select(Person.name)
        .join(PermitDriver, PermitDriver.person_id == Person.id)
        .where(PermitDriver.permit_version_id == version.id)
    )
    return tuple(await session.scalars(statement.order_by(Person.id)))


async def lines_on_sign(session: AsyncSession, version: PermitVersion) -> tuple[SignLine, ...]:
    """The lines that a version grants, as a sign shows them, by code."""
    statement = (
        select(LineVersion.id, Line)
        .join(Line, Line.id == LineVersion.line_id)
        .join(PermitLine, PermitLine.line_version_id == LineVersion.id)
        .where(PermitLine.permit_version_id == version.id)
        .order_by(Line.code, LineVersion.id)
    )
    return tuple([await _line(session, id_, line) for id_, line in await session.execute(statement)])


async def _line(session: AsyncSession, line_version_id: int, line: Line) -> SignLine:
    stops = list(
        await session.scalars(
            select(LineStop).where(LineStop.line_version_id == line_version_id).order_by(LineStop.seq)
        )
    )
    running = await session.scalars(
        select(RunningTime)
        .where(RunningTime.line_version_id == line_version_id)
        .order_by(RunningTime.departs, RunningTime.id)
    )
    usual = [stop.offset_s for stop in stops]
    return SignLine(
        line.code,
        line.name,
        "上学" if line.direction == "to_school" else "放学",
        tuple(stop.name for stop in stops),
        tuple(
            Departure(departure_words(one), tuple(at(one.departs, offset_s) for offset_s in one.offsets_s or usual))
            for one in running
        ),
    )


def at(departs: time, offset_s: int) -> str:
    """The time of day so long after departure."""
    return f"{datetime.combine(date.min, departs) + timedelta(seconds=offset_s):%H:%M}"


def departure_words(one: RunningTime) -> str:
    """On which days an approved departure runs."""
    days = "、".join(f"周{name}" for bit, name in enumerate(WEEKDAYS) if one.weekdays >> bit & 1)
    words = {SCHOOL_WEEK: "周一至周五", EVERY_DAY: "每天"}.get(one.weekdays, days)
    if one.class_days_only:
        words += "上课日"
    if one.season_from and one.season_to:
        words += f"（{one.season_from} 至 {one.season_to}）"
    return words
