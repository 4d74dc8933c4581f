"""A letter is made once: its number and text are kept at the first making, and every later print says the same."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import visible
from core.errors import Missing
from permits.desk import numbers
from permits.desk.happening import LIVES, Hand, locked
from permits.desk.letters.first import refuse_early
from permits.desk.letters.kinds import LetterKind, filled
from permits.desk.letters.models import Letter
from permits.desk.letters.templates import text_of
from permits.desk.letters.values import day, offices_of, values_of
from permits.desk.letters.words import LETTERS
from permits.desk.models import Application, ApplicationEvent


@dataclass(frozen=True, slots=True)
class Printed:
    """What a letter says, wherever it is printed: as it was when it was first made."""

    title: str
    number: str
    text: str
    issuer: str
    dated_on: date
    name: str = ""
    application: str = ""


async def letter_of(session: AsyncSession, *, hand: Hand, application_id: int, event_id: int) -> Printed:
    """The letter that a step made, in the session's transaction. Raises Missing: no such application or step for this viewer,
    or a step that makes none. Raises Refused to who is of no office while none has made it.
    """
    assert hand.viewer is not None
    seen = select(Application.id).where(Application.id == application_id, visible(hand.viewer, "application"))
    if await session.scalar(seen) is None:
        raise Missing("application", application_id)
    event = await session.scalar(
        select(ApplicationEvent).where(
            ApplicationEvent.id == event_id, ApplicationEvent.application_id == application_id
        )
    )
    kind = None if event is None else kind_of(event)
    if event is None or kind is None:
        raise Missing("letter", event_id)
    found = await _kept(session, event_id)
    if found is None:
        refuse_early(hand.viewer, kind.name)
        one = await locked(session, viewer=hand.viewer, application_id=application_id)
        found = await _kept(session, event_id) or await _make(session, one, event, kind, hand)
    application = await session.scalar(select(Application.number).where(Application.id == application_id))
    return Printed(
        found.title, found.number, found.text, found.issuer, found.dated_on, found.name, application or ""
    )  # fmt: skip


def kind_of(event: ApplicationEvent) -> LetterKind | None:
    """The letter that a step makes; None: it makes none."""
    life = LIVES.get(event.subject)
    act = None if life is None else life.life.steps.get(event.step)
    return None if act is None else LETTERS.get(act.letter)


async def _kept(session: AsyncSession, event_id: int) -> Letter | None:
    return (await session.scalars(select(Letter).where(Letter.event_id == event_id))).one_or_none()


async def _make(
    session: AsyncSession, one: Application, event: ApplicationEvent, kind: LetterKind, hand: Hand
) -> Letter:
    """Number and text, kept. The application is held by the caller, so that nobody else makes the same one meanwhile."""
    assert hand.viewer is not None
    values = await values_of(session, one, event, kind, hand)
    issuer = (await offices_of(session))[kind.office][0]
    number = _given(event, kind, values) or await next_of(session, kind, hand)
    text = filled(kind, await text_of(session, kind), values | {"letter_number": number, "issuer": issuer})
    if event.recorded:
        text += recorded_words(issuer, event.dated_on)
    made = Letter(
        application_id=one.id, event_id=event.id, name=kind.name, number=number, title=kind.title, text=text,
        issuer=issuer, dated_on=event.dated_on, at=hand.now, account_id=hand.viewer.account_id,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    await audit.record(
        session, viewer=hand.viewer, action="letter.make", kind="application", id=one.id,
        detail={"letter": kind.name, "number": number, "event": str(event.id)}, address=hand.address,
    )  # fmt: skip
    return made


def recorded_words(issuer: str, dated_on: date) -> str:
    """What a letter says at its end that the desk wrote down from the office's own."""
    return f"\n（本件由经办人根据{issuer}{day(dated_on)}来文补录，以来文原件为准。）"


def _given(event: ApplicationEvent, kind: LetterKind, values: dict[str, str]) -> str | None:
    """The number that the paper has already: a certificate the permit's, a decision or reply that of the office it is of."""
    if kind.name == "permit":
        return values["permit_number"]
    given = event.detail.get("document_number")
    return str(given) if given and kind.office != "education" else None


async def next_of(session: AsyncSession, kind: LetterKind, hand: Hand) -> str:
    """The next of this kind in this year; a series of its own, apart from those of permits and of applications."""
    year = hand.today.year
    number = await numbers.next_number(session, series=f"letter.{kind.name}", year=year)
    return f"{hand.settings.permit_number_prefix}{kind.mark}〔{year}〕{number}号"
