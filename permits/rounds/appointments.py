"""Which appointments stand at a round's place, and those given to files that have none: within what police inspect a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Invalid, Refused
from core.errors import field as wrong_field
from permits.desk.happening import Hand
from permits.desk.models import Application, Consultation
from permits.rounds.models import Round, RoundDeed, RoundDeedFile, RoundFile
from permits.rounds.spread import Inspections, spread

STANDS = ("called", "waiting")
LOCK = 0x5B1C  # the class of the locks on places: who fills a day sees what was filled before


@dataclass
class Book:
    """The appointments of a place by file; `keep` refuses what a day has no room for."""

    agreed: Inspections | None
    by_file: dict[int, datetime] = field(default_factory=dict)

    def days(self, without: Iterable[int] = ()) -> dict[date, list[datetime]]:
        """By local day, but those of some files."""
        assert self.agreed is not None
        left, found = set(without), dict[date, list[datetime]]()
        for id_, at in self.by_file.items():
            if id_ not in left:
                found.setdefault(at.astimezone(self.agreed.zone).date(), []).append(at)
        return found

    def keep(self, application_id: int, at: datetime) -> None:
        """Write an appointment in. Raises Refused when the day is full."""
        if self.agreed is not None:
            day = at.astimezone(self.agreed.zone).date()
            stand = len(self.days([application_id]).get(day, ()))
            if stand >= self.agreed.per_day:
                raise Refused(
                    "day_full",
                    zh=f"{day} 已约满 {self.agreed.per_day} 辆，请改约其他日期。",
                    en=f"{day} is full with {self.agreed.per_day} vehicles: choose another day.",
                )
        self.by_file[application_id] = at


def agreed_of(one: Round, hand: Hand) -> Inspections | None:
    """What was agreed with police for a round; None: nothing yet."""
    if one.capacity_per_day is None or one.inspect_from is None:
        return None
    return Inspections(one.capacity_per_day, one.inspect_from, one.opens_at, one.closes_at, hand.zone)


async def book_of(session: AsyncSession, one: Round, hand: Hand) -> Book:
    """The appointments that stand at its place, whatever round they were given in and whether it is still open; the place is
    held until the transaction ends, so that two rounds do not fill one day side by side.
    """
    if one.place is None:
        return Book(None)
    await session.execute(select(func.pg_advisory_xact_lock(LOCK, func.hashtext(one.place))))
    called, last = _called_to().subquery(), _last_place().subquery()
    statement = (
        select(Consultation.application_id, Consultation.appointment)
        .outerjoin(called, called.c.application_id == Consultation.application_id)
        .outerjoin(last, last.c.application_id == Consultation.application_id)
        .where(
            Consultation.office == "police",
            Consultation.state.in_(STANDS),
            Consultation.appointment.is_not(None),
            func.coalesce(called.c.place, last.c.place) == one.place,
        )
    )
    rows = await session.execute(statement)
    return Book(agreed_of(one, hand), {id_: at for id_, at in rows if at is not None})


def _called_to() -> Select[int, str]:
    """(application, place) to which each file was last called with many."""
    return (
        select(RoundDeedFile.application_id, RoundDeed.detail["place"].astext.label("place"))
        .ext(distinct_on(RoundDeedFile.application_id))
        .join(RoundDeed, RoundDeed.id == RoundDeedFile.deed_id)
        .where(RoundDeed.subject == "police", RoundDeed.step == "call", RoundDeedFile.event_id.is_not(None))
        .order_by(RoundDeedFile.application_id, RoundDeed.id.desc())
    )


def _last_place() -> Select[int, str | None]:
    """(application, place) of the round in which each file is or was last: for one that was called by itself."""
    return (
        select(RoundFile.application_id, Round.place)
        .ext(distinct_on(RoundFile.application_id))
        .join(Round, Round.id == RoundFile.round_id)
        .order_by(RoundFile.application_id, RoundFile.id.desc())
    )


async def give(session: AsyncSession, book: Book, ids: Iterable[int], hand: Hand) -> dict[int, datetime]:
    """An appointment for each of the files: what is due first comes first, those of one applicant together. Raises Invalid."""
    if book.agreed is None:
        raise Invalid(
            wrong_field(
                "appointment",
                zh="请先约定查验地点、每日数量和起始日，或逐份填写时间",
                en="first agree on place, vehicles a day and first day of inspections, or give each its time",
            )
        )
    asked = list(ids)
    order = select(Application.id).where(Application.id.in_(asked))
    files = list(await session.scalars(order.order_by(Application.due_on, Application.applicant_id, Application.id)))
    agreed = book.agreed
    tomorrow = date.fromordinal(hand.today.toordinal() + 1)
    later = Inspections(agreed.per_day, max(agreed.first, tomorrow), agreed.opens, agreed.closes, agreed.zone)
    return spread(files, agreed=later, taken=book.days(asked), calendar=hand.calendar)
