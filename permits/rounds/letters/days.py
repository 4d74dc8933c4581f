"""A round's appointments as a list that hangs at the inspection's door: by day, in the order of the clock."""

from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import visible
from core.errors import Missing
from core.models import Organisation
from fleet.models import Vehicle
from permits.desk.happening import Hand
from permits.desk.letters.values import day
from permits.desk.models import Application, Consultation
from permits.rounds.models import Round, RoundFile

WEEKDAYS = "一二三四五六日"
Row = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Appointed:
    """The list: days in words with their rows (time, plate, number, applicant)."""

    name: str
    place: str
    days: list[tuple[str, list[Row]]]


async def appointed(session: AsyncSession, *, hand: Hand, round_id: int) -> Appointed:
    """Every vehicle of a round that is called for and has not come yet. Raises Missing."""
    assert hand.viewer is not None
    one = await session.scalar(select(Round).where(Round.id == round_id, visible(hand.viewer, "round")))
    if one is None:
        raise Missing("round", round_id)
    statement = (
        select(Consultation.appointment, Vehicle.plate, Application.number, Organisation.name)
        .join(RoundFile, RoundFile.application_id == Consultation.application_id)
        .join(Application, Application.id == Consultation.application_id)
        .join(Organisation, Organisation.id == Application.applicant_id)
        .join(Vehicle, Vehicle.id == Application.vehicle_id)
        .where(
            RoundFile.round_id == one.id,
            RoundFile.until.is_(None),
            Consultation.office == "police",
            Consultation.state == "called",
            visible(hand.viewer, "application"),
        )
        .order_by(Consultation.appointment, Application.id)
    )
    rows = [
        (at.astimezone(hand.zone), plate, number or "", applicant)
        for at, plate, number, applicant in await session.execute(statement)
        if at is not None
    ]
    days = [
        (
            f"{day(on)} 星期{WEEKDAYS[on.weekday()]}",
            [(f"{at:%H:%M}", plate, number, applicant) for at, plate, number, applicant in of],
        )
        for on, of in groupby(rows, key=lambda row: row[0].date())
    ]
    return Appointed(one.name, one.place or "", days)
