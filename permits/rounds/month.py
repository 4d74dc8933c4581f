"""The month of the desk: what is due on each day, which vehicles are called for, on which days the office works."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import visible
from core.calendar import FRIDAY, Calendar, holiday_of
from core.models import Organisation
from fleet.models import Vehicle
from permits.desk.happening import Hand
from permits.desk.models import Application, Consultation
from permits.desk.read import due_first
from permits.desk.schemas import NamedOut
from permits.rounds.models import Round, RoundFile
from permits.rounds.schemas import DayOut, DueOut, MonthOut

MOST_A_DAY = 100
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a day is: whether the office works, whether that is guessed, a weekday off, a weekend that works, and for what."""

    works: bool
    provisional: bool
    is_holiday: bool
    is_make_up: bool
    holiday: str | None


def kind_of(day: date, calendar: Calendar) -> Kind:
    """What the calendar says of a day. Pure."""
    works, provisional = calendar.is_working_day(day)
    weekday = day.weekday() <= FRIDAY
    name = None
    if not provisional and (works != weekday or not works):
        name = holiday_of(day)
    return Kind(works, provisional, not works and (weekday or name is not None), works and not weekday, name)


async def month_of(session: AsyncSession, *, hand: Hand, first: date, round_id: int | None) -> MonthOut:
    """The month that begins on `first`; of one round, or of all that the viewer may see."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    by_day: dict[date, list[DueOut]] = {}
    for day, due in [
        *await _due(session, hand, first, last, round_id),
        *await _called(session, hand, first, last, round_id),
    ]:
        by_day.setdefault(day, []).append(due)
    targets = await _targets(session, hand, first, last)
    days = [_day(first + timedelta(days=n), by_day, targets, hand.calendar) for n in range(last.day)]
    return MonthOut(
        month=f"{first:%Y-%m}", today=hand.today, provisional=any(day.provisional for day in days), days=days
    )


def _day(
    day: date, by_day: dict[date, list[DueOut]], targets: dict[date, list[NamedOut]], calendar: Calendar
) -> DayOut:
    kind = kind_of(day, calendar)
    files = sorted(by_day.get(day, ()), key=lambda one: (one.at is None, one.at or NEVER, one.number or ""))
    return DayOut(
        day=day, works=kind.works, provisional=kind.provisional, is_holiday=kind.is_holiday, is_make_up=kind.is_make_up,
        holiday=kind.holiday, total=len(files), files=files[:MOST_A_DAY], targets=targets.get(day, []),
    )  # fmt: skip


def _files(hand: Hand, round_id: int | None, *more: Any) -> Any:
    """Files with what names them, and the open round that holds them."""
    assert hand.viewer is not None
    statement = (
        select(Application, Vehicle.plate, Organisation.name, Round, *more)
        .join(Organisation, Organisation.id == Application.applicant_id)
        .outerjoin(Vehicle, Vehicle.id == Application.vehicle_id)
        .outerjoin(RoundFile, (RoundFile.application_id == Application.id) & RoundFile.until.is_(None))
        .outerjoin(Round, Round.id == RoundFile.round_id)
        .where(visible(hand.viewer, "application"))
    )
    return statement if round_id is None else statement.where(RoundFile.round_id == round_id)


async def _due(
    session: AsyncSession, hand: Hand, first: date, last: date, round_id: int | None
) -> list[tuple[date, DueOut]]:
    statement = _files(hand, round_id).where(due_first().between(first, last), Application.due_on.is_not(None))
    return [
        (one.due_on, _shown(one, plate, applicant, within, one.due_clock or "", None))
        for one, plate, applicant, within in await session.execute(statement)
    ]


async def _called(
    session: AsyncSession, hand: Hand, first: date, last: date, round_id: int | None
) -> list[tuple[date, DueOut]]:
    """Vehicles that are called for and have not come."""
    begins, ends = hand.midnight(first), hand.midnight(last + timedelta(days=1))
    statement = (
        _files(hand, round_id, Consultation.appointment)
        .join(Consultation, Consultation.application_id == Application.id)
        .where(
            Consultation.office == "police",
            Consultation.state == "called",
            Consultation.appointment >= begins,
            Consultation.appointment < ends,
        )
    )
    return [
        (at.astimezone(hand.zone).date(), _shown(one, plate, applicant, within, "appointment", at))
        for one, plate, applicant, within, at in await session.execute(statement)
    ]


def _shown(
    one: Application, plate: str | None, applicant: str, within: Round | None, what: str, at: datetime | None
) -> DueOut:
    return DueOut.model_validate(
        {
            "application_id": one.id, "number": one.number, "plate": plate, "applicant": applicant, "what": what, "at": at,
            "place": within.place if within is not None and at is not None else None,
            "round": None if within is None else NamedOut(id=str(within.id), name=within.name),
        }
    )  # fmt: skip


async def _targets(session: AsyncSession, hand: Hand, first: date, last: date) -> dict[date, list[NamedOut]]:
    assert hand.viewer is not None
    statement = select(Round).where(
        Round.target_on.between(first, last), Round.state == "open", visible(hand.viewer, "round")
    )
    found: dict[date, list[NamedOut]] = {}
    for one in await session.scalars(statement.order_by(Round.id)):
        found.setdefault(one.target_on, []).append(NamedOut(id=str(one.id), name=one.name))
    return found
