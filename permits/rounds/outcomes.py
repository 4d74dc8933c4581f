"""What came of steps of many: in the list of a round, one with each file, and as it is answered when it was just taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import visible
from core.errors import Missing, Text
from core.models import Account, Organisation
from fleet.models import Vehicle
from permits.desk.happening import Hand
from permits.desk.models import Application, ApplicationEvent
from permits.rounds.letters.making import kind_of
from permits.rounds.many import Done, why
from permits.rounds.models import Round, RoundDeed, RoundDeedFile
from permits.rounds.schemas import DeedDetail, DeedOut, ManyIn, ManyOut, OutcomeOut, WhyOut
from permits.rounds.service import LeftOut


@dataclass(frozen=True)
class _Named:
    number: str | None
    plate: str | None
    applicant: str
    state: str


async def answer_of(session: AsyncSession, *, hand: Hand, wish: ManyIn, done: Done, happened: bool) -> ManyOut:
    """What came of each file, those that were refused first."""
    ids = [row.application_id for row in wish.files]
    named = await _named(session, hand, ids)
    details = await _details(session, [event for event in done.events.values() if event])
    files = [
        _refused(id_, failure.code, why(failure), named)
        for id_, failure in done.refused.items()
    ] + [_done(id_, details.get(event, {}), named) for id_, event in done.events.items()]  # fmt: skip
    return ManyOut(
        deed_id=None if not happened or done.deed_id is None else str(done.deed_id), subject=wish.subject, step=wish.step,
        done=len(done.events), refused=len(done.refused), files=files,
    )  # fmt: skip


async def left_out(session: AsyncSession, *, hand: Hand, left: list[LeftOut]) -> list[OutcomeOut]:
    """Files that were not put in."""
    named = await _named(session, hand, [each.application_id for each in left])
    return [_refused(each.application_id, each.code, each.why, named) for each in left]


async def deeds_of(session: AsyncSession, *, round_id: int) -> list[DeedOut]:
    """The steps of many of a round, the newest first."""
    file = RoundDeedFile
    statement = (
        select(
            RoundDeed,
            Account.display_name,
            func.count(file.event_id).label("done"),
            func.count(file.code).label("refused"),
        )
        .join(Account, Account.id == RoundDeed.account_id)
        .outerjoin(file, file.deed_id == RoundDeed.id)
        .where(RoundDeed.round_id == round_id)
        .group_by(RoundDeed.id, Account.display_name)
        .order_by(RoundDeed.id.desc())
    )
    return [DeedOut.model_validate(_told(*row)) for row in await session.execute(statement)]


async def one_deed(session: AsyncSession, *, hand: Hand, round_id: int, deed_id: int) -> DeedDetail:
    """One of them with what came of each file. Raises Missing."""
    assert hand.viewer is not None
    statement = (
        select(RoundDeed, Account.display_name)
        .join(Account, Account.id == RoundDeed.account_id)
        .join(Round, Round.id == RoundDeed.round_id)
        .where(RoundDeed.id == deed_id, Round.id == round_id, visible(hand.viewer, "round"))
    )
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise Missing("deed", deed_id)
    files = list(await session.scalars(select(RoundDeedFile).where(RoundDeedFile.deed_id == deed_id)))
    named = await _named(session, hand, [file.application_id for file in files])
    details = await _details(session, [file.event_id for file in files if file.event_id is not None])
    shown = [
        _done(file.application_id, details.get(file.event_id, {}), named)
        if file.event_id is not None
        else _refused(file.application_id, file.code or "", Text(file.zh or "", file.en or ""), named)
        for file in files
        if file.application_id in named
    ]
    done = sum(file.event_id is not None for file in files)
    told = _told(row[0], row[1], done, len(files) - done)
    by_number = sorted(shown, key=lambda one: (one.done, one.number or ""))
    return DeedDetail.model_validate(told | {"detail": row[0].detail, "files": by_number})


def _told(deed: RoundDeed, by: str, done: int, refused: int) -> dict[str, Any]:
    letter = kind_of(deed.subject, deed.step)
    names = ("id", "at", "subject", "step", "dated_on", "recorded")
    return {name: getattr(deed, name) for name in names} | {
        "by": by, "done": done, "refused": refused, "letter": None if letter is None or not done else letter.name
    }  # fmt: skip


async def _named(session: AsyncSession, hand: Hand, ids: list[int]) -> dict[int, _Named]:
    assert hand.viewer is not None
    statement = (
        select(Application.id, Application.number, Vehicle.plate, Organisation.name, Application.state)
        .join(Organisation, Organisation.id == Application.applicant_id)
        .outerjoin(Vehicle, Vehicle.id == Application.vehicle_id)
        .where(Application.id.in_(ids), visible(hand.viewer, "application"))
    )
    rows = await session.execute(statement)
    return {id_: _Named(number, plate, applicant, state) for id_, number, plate, applicant, state in rows}


async def _details(session: AsyncSession, events: list[int]) -> dict[int | None, dict[str, Any]]:
    rows = await session.execute(
        select(ApplicationEvent.id, ApplicationEvent.detail).where(ApplicationEvent.id.in_(events))
    )
    return {row.id: row.detail for row in rows}


def _refused(id_: int, code: str, said: Text, named: Mapping[int, _Named]) -> OutcomeOut:
    return _outcome(id_, named, done=False, code=code, why=WhyOut(zh=said.zh, en=said.en))


def _done(id_: int, detail: Mapping[str, Any], named: Mapping[int, _Named]) -> OutcomeOut:
    more = {
        "appointment": detail.get("appointment"),
        "sign_number": detail.get("number"),
        "valid_to": detail.get("valid_to"),
    }
    return _outcome(id_, named, done=True, code=None, why=None, **more)


def _outcome(id_: int, named: Mapping[int, _Named], **told: Any) -> OutcomeOut:
    of = named.get(id_)
    seen = {"number": None, "plate": None, "applicant": "", "state": None}
    if of is not None:
        seen = {"number": of.number, "plate": of.plate, "applicant": of.applicant, "state": of.state}
    return OutcomeOut.model_validate({"application_id": id_} | seen | told)
