"""Sign in at the door of a session: who is on the list picks the own name and shows a code; wrong ones are counted."""

import hashlib
import hmac
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core import audit, clock, tries
from core.database import session_scope
from core.errors import Invalid, Refused, TooMany, field
from core.models import Organisation
from core.settings import Settings
from fleet.models import Person
from permits.training.models import TrainingCourse, TrainingEvent, TrainingSeat, TrainingSession, TrainingTry
from permits.training.public import token
from permits.training.schemas import AtTheDoor, DoorOut, SignedOut

LOCK = 0x5342_5452  # "SBTR": counted one after the other, so that many at once are many
WINDOW_S = 900
MOST_OF_PERSON, MOST_OF_ADDRESS = 5, 60  # a whole room is behind one address
NETWORK_BITS = 56


def masked_name(name: str) -> str:
    """王**: the family name, whatever the length of the rest."""
    return name[:1] + "**"


def picked_name(name: str) -> str:
    """王*国: enough to find oneself in a list on the own telephone, not enough to copy the list."""
    return masked_name(name) if len(name) < 3 else f"{name[0]}*{name[-1]}"


async def door(session: AsyncSession, *, given: str, now: datetime, settings: Settings) -> DoorOut:
    """The sign-in page of a token that is on the screen now. Raises Refused."""
    one, course, organiser = await open_session(session, token.session_of_token(settings, given, now))
    people = await at_the_door(session, one.id, TrainingSeat.signed_at.is_(None))
    return DoorOut(
        ticket=token.ticket(settings, one.id, now), course=course.name, place=one.place, organiser=organiser,
        starts_at=one.starts_at, people=people,
    )  # fmt: skip


async def at_the_door(session: AsyncSession, session_id: int, who: ColumnElement[bool]) -> list[AtTheDoor]:
    """Those on the list of a session of whom this is true, by masked names."""
    statement = (
        select(Person.id, Person.name, Organisation.name.label("organisation"))
        .join(TrainingSeat, TrainingSeat.person_id == Person.id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(TrainingSeat.session_id == session_id, who)
        .order_by(Organisation.name, Person.name, Person.id)
    )
    return [
        AtTheDoor(id=str(row.id), name=picked_name(row.name), organisation_name=row.organisation)
        for row in await session.execute(statement)
    ]


async def sign_in(
    session: AsyncSession, *, given: str, person_id: int, code: str, now: datetime, settings: Settings
) -> SignedOut:
    """Sign somebody in; once more answers alike. Raises Refused, Invalid on `code`."""
    one, course, _organiser = await open_session(session, token.session_of_ticket(settings, given, now), lock=True)
    seat, name = await identified(session, one.id, person_id=person_id, code=code, settings=settings)
    if seat.signed_at is None:
        seat.signed_at, seat.signed_by = now, "qr"
        one.version += 1
        told = {"person": str(person_id)}
        session.add(
            TrainingEvent(
                session_id=one.id, at=now, account_id=None, step="sign_in", from_state=one.state, to_state=one.state,
                note=None, detail=told,
            )
        )  # fmt: skip
        await audit.record(
            session, viewer=None, action="training_session.sign_in", kind="training_session", id=one.id, detail=told
        )
    return SignedOut(name=masked_name(name), course=course.name, signed_at=seat.signed_at)


async def identified(
    session: AsyncSession, session_id: int, *, person_id: int, code: str, settings: Settings
) -> tuple[TrainingSeat, str]:
    """The seat and the name of who shows the own code. Raises Invalid on `code`, whatever did not fit."""
    row = (
        await session.execute(
            select(TrainingSeat, Person.name, Person.phone)
            .join(Person, Person.id == TrainingSeat.person_id)
            .where(TrainingSeat.session_id == session_id, TrainingSeat.person_id == person_id)
        )
    ).one_or_none()
    own = token.personal_code(settings, session_id, person_id)
    if row is None or not (_same(code, own) or (row.phone is not None and _same(code, row.phone[-4:]))):
        raise does_not_fit()
    return row[0], row.name


def does_not_fit() -> Invalid:
    """What is said to a wrong code, whosever it was."""
    return Invalid(
        field(
            "code",
            zh="与所选姓名不符：请填本人手机号后四位，或组织者给的签到码",
            en="does not fit that name: the last four digits of your telephone, or the code the organiser gave you",
        )
    )


async def count(
    sessions: async_sessionmaker[AsyncSession], settings: Settings, *, person_id: int, address: str | None
) -> int:
    """Count a code before it is compared: it does not fit until it has. Raises TooMany; the count's id, to be taken back."""
    here = _address_hash(address, settings)
    async with session_scope(sessions) as session:
        await session.execute(select(func.pg_advisory_xact_lock(LOCK)))
        now = clock.now()
        await session.execute(delete(TrainingTry).where(TrainingTry.at < now - timedelta(seconds=WINDOW_S)))
        for whose, most in (
            (TrainingTry.person_id == person_id, MOST_OF_PERSON),
            (TrainingTry.address_hash == here, MOST_OF_ADDRESS),
        ):
            wait_s = await tries.wait_s(session, TrainingTry.at, whose, most=most, window_s=WINDOW_S, now=now)
            if wait_s is not None:
                raise TooMany("too_many_attempts", retry_after_s=wait_s)
        made = TrainingTry(at=now, person_id=person_id, address_hash=here)
        session.add(made)
        await session.flush()
        return made.id


async def take_back(sessions: async_sessionmaker[AsyncSession], try_id: int) -> None:
    """The code fitted: it was no guess."""
    async with session_scope(sessions) as session:
        await session.execute(delete(TrainingTry).where(TrainingTry.id == try_id))


async def open_session(
    session: AsyncSession, session_id: int, *, lock: bool = False
) -> tuple[TrainingSession, TrainingCourse, str]:
    """A session that is held, its course, who organises it. Raises Refused."""
    statement = (
        select(TrainingSession, TrainingCourse, Organisation.name)
        .join(TrainingCourse, TrainingCourse.id == TrainingSession.course_id)
        .join(Organisation, Organisation.id == TrainingSession.organiser_id)
        .where(TrainingSession.id == session_id)
    )
    if lock:
        statement = statement.with_for_update(of=TrainingSession)
    row = (await session.execute(statement)).one_or_none()
    if row is None or row[0].state != "held":
        raise Refused(
            "no_sign_in",
            zh="该场次现在不接受签到，请向组织者询问。",
            en="This session takes no sign-in now; ask the organiser.",
        )
    return row[0], row[1], row[2]


def _same(typed: str, known: str) -> bool:
    return hmac.compare_digest(typed.encode(), known.encode())


def _address_hash(address: str | None, settings: Settings) -> bytes:
    key = settings.secret_key.get_secret_value().encode()
    place = "nowhere" if address is None else _network(address)
    return hmac.digest(key, f"training-address:{place}".encode(), hashlib.sha256)


def _network(address: str) -> str:
    known = ip_address(address)
    if not isinstance(known, IPv6Address):
        return str(known)
    within = known.ipv4_mapped
    return str(ip_network(f"{known}/{NETWORK_BITS}", strict=False)) if within is None else str(within)
