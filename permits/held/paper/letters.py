"""The letter that a step of a permit or of its revocation makes: once; every later print says the same."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import visible
from core.errors import Missing
from fleet.models import Line, LineVersion, Person, Vehicle
from permits.desk import numbers
from permits.desk.happening import Hand
from permits.desk.letters.first import refuse_early
from permits.desk.letters.kinds import LetterKind, filled
from permits.desk.letters.making import Printed
from permits.desk.letters.templates import text_of
from permits.desk.letters.values import day, listed, name_of, offices_of, said_by
from permits.desk.letters.words import LETTERS
from permits.held.happening import LIVES, locked
from permits.held.models import HeldLetter, Penalty, PermitClock, PermitEvent
from permits.models import Permit, PermitDriver, PermitLine, PermitVersion


async def letter_of(session: AsyncSession, *, hand: Hand, permit_id: int, event_id: int) -> Printed:
    """The letter of a step, in the session's transaction. Raises Missing: no such permit or step, or one that makes none; Refused
    to who is of no office while none has made it.
    """
    assert hand.viewer is not None
    if await session.scalar(select(Permit.id).where(Permit.id == permit_id, visible(hand.viewer, "granted"))) is None:
        raise Missing("granted", permit_id)
    event = await session.scalar(
        select(PermitEvent).where(PermitEvent.id == event_id, PermitEvent.permit_id == permit_id)
    )
    kind = None if event is None else kind_of(event)
    if event is None or kind is None:
        raise Missing("letter", event_id)
    found = await _kept(session, event_id)
    if found is None:
        refuse_early(hand.viewer, kind.name)
        permit = await locked(session, viewer=hand.viewer, permit_id=permit_id)
        found = await _kept(session, event_id) or await _make(session, permit, event, kind, hand)
    return Printed(found.title, found.number, found.text, found.issuer, found.dated_on)


def kind_of(event: PermitEvent) -> LetterKind | None:
    """The letter that a step makes; None: it makes none."""
    act = LIVES[event.subject].life.steps.get(event.step)
    return None if act is None else LETTERS.get(act.letter)


async def _kept(session: AsyncSession, event_id: int) -> HeldLetter | None:
    return (await session.scalars(select(HeldLetter).where(HeldLetter.event_id == event_id))).one_or_none()


async def _make(session: AsyncSession, permit: Permit, event: PermitEvent, kind: LetterKind, hand: Hand) -> HeldLetter:
    """Number and text, kept. The permit is held by the caller, so that nobody else makes the same one meanwhile."""
    assert hand.viewer is not None
    issuer = (await offices_of(session))[kind.office][0]
    given = event.detail.get("document_number") if kind.office != "education" else None
    year = hand.today.year
    if given:
        number = str(given)
    else:
        running = await numbers.next_number(session, series=f"letter.{kind.name}", year=year)
        number = f"{hand.settings.permit_number_prefix}{kind.mark}〔{year}〕{running}号"
    values = await _values(session, permit, event, kind, hand)
    text = filled(kind, await text_of(session, kind), values | {"letter_number": number, "issuer": issuer})
    if event.recorded:
        text += f"\n（本件由经办人根据{issuer}{day(event.dated_on)}来文补录，以来文原件为准。）"
    made = HeldLetter(
        permit_id=permit.id, event_id=event.id, name=kind.name, number=number, title=kind.title, text=text, issuer=issuer,
        dated_on=event.dated_on, at=hand.now, account_id=hand.viewer.account_id,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    await audit.record(
        session, viewer=hand.viewer, action="letter.make", kind="permit", id=permit.id,
        detail={"letter": kind.name, "number": number, "event": str(event.id)}, address=hand.address,
    )  # fmt: skip
    return made


async def _values(
    session: AsyncSession, permit: Permit, event: PermitEvent, kind: LetterKind, hand: Hand
) -> dict[str, str]:
    """The fields by name, from the permit as it was granted last before the step."""
    newest = select(PermitVersion).where(PermitVersion.permit_id == permit.id).order_by(PermitVersion.version.desc())
    version = (await session.scalars(newest.limit(1))).first()
    vehicle = await session.get_one(Vehicle, permit.vehicle_id)
    offices = await offices_of(session)
    told = {
        "applicant": await name_of(session, permit.holder_id),
        "plate": vehicle.plate,
        "owner": await name_of(session, permit.holder_id if version is None else version.owner_id),
        "permit_number": permit.number,
        "made_on": day(event.dated_on),
        "decided_on": day(event.dated_on),
        "bureau": offices["education"][0],
        "bureau_phone": offices["education"][1],
        **{office: offices[office][0] for office in ("government", "police", "transport")},
        "due_on": await _due(session, event, kind),
    }
    if version is not None:
        told |= {
            "seats": str(version.seats),
            "valid_from": day(version.valid_from),
            "valid_to": day(version.valid_to),
            "drivers": listed(
                await session.scalars(
                    select(Person.name)
                    .join(PermitDriver, PermitDriver.person_id == Person.id)
                    .where(PermitDriver.permit_version_id == version.id)
                    .order_by(Person.id)
                )
            ),
            "lines": listed(
                await session.scalars(
                    select(Line.name)
                    .join(LineVersion, LineVersion.line_id == Line.id)
                    .join(PermitLine, PermitLine.line_version_id == LineVersion.id)
                    .where(PermitLine.permit_version_id == version.id)
                    .order_by(Line.code, LineVersion.id)
                )
            ),
        }
    if kind.name == "hearing_call" and event.penalty_id is not None:
        told["reasons"] = (await session.get_one(Penalty, event.penalty_id)).reasons
    if kind.name == "cancellation":
        told["reasons"] = "" if event.from_state is None else LIVES["permit"].life.states[event.from_state].zh
    return told | said_by(event, hand)


async def _due(session: AsyncSession, event: PermitEvent, kind: LetterKind) -> str:
    """The last day of the term that the letter names."""
    if not kind.clock or event.penalty_id is None:
        return ""
    found = await session.scalar(
        select(PermitClock.due_on)
        .where(PermitClock.penalty_id == event.penalty_id, PermitClock.name == kind.clock)
        .order_by(PermitClock.id.desc())
        .limit(1)
    )
    return day(found)
