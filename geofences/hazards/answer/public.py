"""What an office without an account does over its link: read what is asked, send photographs, answer."""

from datetime import date, datetime
from pathlib import Path

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core.errors import Missing, Refused
from core.files import NAME_MAX, PHOTOS, path_of, shown_name, store
from core.models import Account, Organisation
from core.photos.drawing import KEPT_AS, Print
from core.settings import Settings
from geofences.hazards.act import refuse_without_evidence, submitted, write_event
from geofences.hazards.answer import links
from geofences.hazards.answer.limit import begin_try, took
from geofences.hazards.answer.schemas import AnswerIn, Asked, SeenPhoto
from geofences.hazards.files import keep, refuse_too_many, told
from geofences.hazards.models import Hazard, HazardAttachment, HazardEvent, HazardLink
from geofences.hazards.read import hazards, shown
from geofences.hazards.steps import ANSWERABLE, STATE_WORDS

MOST_PHOTOS = 12  # over links in one round


async def opened(
    sessions: async_sessionmaker[AsyncSession],
    session: AsyncSession,
    *,
    token: str,
    settings: Settings,
    now: datetime,
    address: str | None,
) -> HazardLink:
    """The link behind a token, when it is alive. Raises TooMany, Missing (no such link), Refused (ended, expired)."""
    attempt = await begin_try(sessions, settings, address=address, now=now)
    link = await links.find(session, token=token, settings=settings)
    await (
        session.commit()
    )  # the connection goes back: the try is taken back by another, and the body may be slow to come
    if link is None:
        raise Missing("link", "")
    await took(sessions, attempt)
    await links.refuse_dead(session, link, now=now)
    return link


async def asked(session: AsyncSession, *, link: HazardLink, today: date) -> Asked:
    """What the office is asked."""
    row = (await session.execute(hazards().where(Hazard.id == link.hazard_id))).one()
    one: Hazard = row[0]
    told_, by = shown(row, today), await _asker(session, link)
    photos = await session.scalars(
        select(HazardAttachment)
        .where(HazardAttachment.hazard_id == one.id, HazardAttachment.media_type.in_(PHOTOS), _seen(one))
        .order_by(HazardAttachment.id)
    )
    back = await session.scalar(
        select(HazardEvent.note)
        .where(HazardEvent.hazard_id == one.id, HazardEvent.step == "send_back", HazardEvent.round == one.round)
        .order_by(HazardEvent.id.desc())
        .limit(1)
    )
    may_answer = one.state in ANSWERABLE
    return Asked(
        number=str(one.id), kind=told_.subject.kind, subject=told_.subject.name, location=one.location, title=one.title,
        description=one.description, grade=told_.grade, state=told_.state, responsible=one.responsible, measure=one.measure,
        due_on=one.due_on, overdue=told_.overdue, asked_by=None if by is None else by.name,
        phone=None if by is None else by.phone, sent_back=back, answered_at=one.submitted_at, may_answer=may_answer,
        photos=[SeenPhoto.model_validate(photo) for photo in photos],
        photos_left=max(0, MOST_PHOTOS - await _sent(session, one)) if may_answer else 0,
    )  # fmt: skip


async def add_photo(
    session: AsyncSession,
    *,
    link: HazardLink,
    name: str,
    developed: Print,
    now: datetime,
    settings: Settings,
    address: str | None,
) -> None:
    """A photograph as evidence. Raises Invalid, Refused: then nothing was written to the disk."""
    shown_ = _name_of_jpeg(shown_name(name))
    hazard = await _held(session, link, now)
    await _refuse_full(session, hazard)
    await refuse_too_many(session, hazard)
    sha256 = await store(settings, developed.data)
    one = await keep(
        session, hazard=hazard, purpose="evidence", name=shown_, media_type=KEPT_AS, size=len(developed.data), sha256=sha256,
        now=now, link_id=link.id,
    )  # fmt: skip
    await write_event(
        session, hazard=hazard, viewer=None, step="attach", before=hazard.state, note=None, detail=told(one), now=now,
        address=address, link_id=link.id,
    )  # fmt: skip


async def answer(
    session: AsyncSession, *, link: HazardLink, wish: AnswerIn, now: datetime, address: str | None
) -> None:
    """The office says what was done. Raises Refused, Invalid when nothing shows it."""
    hazard = await _held(session, link, now)
    await refuse_without_evidence(session, hazard)
    before = hazard.state
    submitted(hazard, now)
    await write_event(
        session, hazard=hazard, viewer=None, step="submit", before=before, note=wish.note, detail={"link": str(link.id)},
        now=now, address=address, link_id=link.id, said_by=wish.name,
    )  # fmt: skip


async def photo(
    session: AsyncSession, *, link: HazardLink, attachment_id: int, settings: Settings
) -> tuple[HazardAttachment, Path]:
    """A photograph that the page shows. Raises Missing."""
    hazard = await session.get_one(Hazard, link.hazard_id)
    one = await session.scalar(
        select(HazardAttachment).where(
            HazardAttachment.id == attachment_id,
            HazardAttachment.hazard_id == hazard.id,
            HazardAttachment.media_type.in_(PHOTOS),
            _seen(hazard),
        )
    )
    if one is None or not path_of(settings, one.sha256).is_file():
        raise Missing("attachment", attachment_id)
    return one, path_of(settings, one.sha256)


def _name_of_jpeg(name: str) -> str:
    """The name of what was drawn anew, whatever kind was sent."""
    path = Path(name)
    return name if path.suffix.lower() in (".jpg", ".jpeg") else f"{path.stem[: NAME_MAX - 4]}.jpg"


async def _held(session: AsyncSession, link: HazardLink, now: datetime) -> Hazard:
    """The hazard and the link, held until the transaction ends, and still to be answered. Raises Refused."""
    held = select(Hazard).where(Hazard.id == link.hazard_id).with_for_update()
    hazard = (await session.execute(held.execution_options(populate_existing=True))).scalar_one()
    await session.refresh(link)
    await links.refuse_dead(session, link, now=now)
    if hazard.state not in ANSWERABLE:
        state = STATE_WORDS[hazard.state]
        raise Refused(
            "nothing_to_answer",
            zh=f"此隐患现为“{state.zh}”，不再收取答复。",
            en=f"This hazard is {state.en} now: no answer is taken.",
        )
    return hazard


def _seen(hazard: Hazard) -> ColumnElement[bool]:
    """What was found, and the evidence of this round."""
    return or_(HazardAttachment.purpose == "found", HazardAttachment.round == hazard.round)


async def _sent(session: AsyncSession, hazard: Hazard) -> int:
    statement = (
        select(func.count())
        .select_from(HazardAttachment)
        .where(
            HazardAttachment.hazard_id == hazard.id,
            HazardAttachment.link_id.is_not(None),
            HazardAttachment.round == hazard.round,
        )
    )
    return await session.scalar(statement) or 0


async def _refuse_full(session: AsyncSession, hazard: Hazard) -> None:
    if await _sent(session, hazard) >= MOST_PHOTOS:
        raise Refused(
            "too_many_files",
            zh=f"最多 {MOST_PHOTOS} 张照片，已满。",
            en=f"{MOST_PHOTOS} photos at most; they are here.",
        )


async def _asker(session: AsyncSession, link: HazardLink) -> Organisation | None:
    """For whom the account acts that gave out the link; the education office where it names none."""
    own = await session.scalar(
        select(Organisation)
        .join(Account, Account.organisation_id == Organisation.id)
        .where(Account.id == link.created_by)
    )
    if own is not None:
        return own
    return await session.scalar(
        select(Organisation).where(Organisation.kind == "education").order_by(Organisation.id).limit(1)
    )
