"""Labels are made for signs in use: a serial, what it says, a signature; a reprint is a new one; a void one stays on record."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, exists, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Missing, Refused
from core.models import Account, Organisation
from fleet.models import Vehicle
from permits.desk import numbers
from permits.desk.happening import Hand
from permits.desk.models import Application, SignFile
from permits.held.life import LIVING
from permits.label.code import code_of, payload_of, signed_bytes
from permits.label.facts import said_of
from permits.label.keys import SigningKey
from permits.label.models import Label, LabelKey, LabelVoid
from permits.label.schemas import ForPrinting, LabelOut, UnsignedOut, VoidOut, WaitingOut
from permits.label.standing import standings
from permits.models import InForce, Permit, PermitVersion, Sign
from permits.rounds.models import Round, RoundFile

PATH = "/verify/"
MOST_LISTED = 200
NOT_IN_USE = ("lost", "damaged", "returned", "taken_back", "replaced", "expired")


async def make(session: AsyncSession, *, hand: Hand, key: SigningKey, sign_ids: list[int]) -> list[int]:
    """A label for each sign that has none; the ids of what each has then, in the order asked. Raises Missing, Refused."""
    await _register(session, key, hand.now)
    return [await _made_for(session, hand, key, sign_id) for sign_id in dict.fromkeys(sign_ids)]


async def reprint(session: AsyncSession, *, hand: Hand, key: SigningKey, label_id: int, reason: str, old: str) -> Label:
    """Another label of the same sign, with its own serial; the one before is declared void where it is said. Raises Missing,
    Refused.
    """
    await _register(session, key, hand.now)
    before = await _seen(session, hand, label_id)
    sign = await _sign(session, hand, before.sign_id)
    if old == "void":
        await void(session, hand=hand, label_id=label_id, reason=reason)
    return await _write(session, hand, key, sign, {"instead_of": before.serial, "reason": reason, "old": old})


async def void(session: AsyncSession, *, hand: Hand, label_id: int, reason: str) -> None:
    """Declare a label void. Raises Missing; Refused for one that is."""
    assert hand.viewer is not None
    one = await _seen(session, hand, label_id)
    values = {"label_id": one.id, "at": hand.now, "account_id": hand.viewer.account_id, "reason": reason}
    statement = insert(LabelVoid).values(values).on_conflict_do_nothing().returning(LabelVoid.label_id)
    if await session.scalar(statement) is None:
        raise Refused(
            "already_void",
            zh=f"标贴 {one.serial} 已作废。",
            en=f"The label {one.serial} has been declared void already.",
        )
    await _tell(session, hand, "label.void", one, {"reason": reason})


async def waiting(
    session: AsyncSession,
    *,
    viewer: Viewer,
    now: datetime,
    application_id: int | None,
    permit_ids: Collection[int] | None,
) -> list[WaitingOut]:
    """Signs in use that have no label that counts, of vehicles that the viewer sees; the newest first."""
    statement = (
        _usable(now)
        .add_columns(Vehicle.plate, Permit.number, Organisation.name)
        .join(Vehicle, Vehicle.id == Sign.vehicle_id)
        .join(Organisation, Organisation.id == Permit.holder_id)
        .where(visible(viewer, "vehicle"), Sign.id.not_in(_labelled()))
        .order_by(Sign.id.desc())
        .limit(MOST_LISTED)
    )
    if application_id is not None:
        statement = statement.where(SignFile.application_id == application_id)
    if permit_ids is not None:
        statement = statement.where(Permit.id.in_(permit_ids))
    return [
        WaitingOut(
            id=str(sign.id), number=sign.number, plate=plate, permit_number=number, holder_name=holder, valid_to=sign.valid_to
        )
        for sign, plate, number, holder in await session.execute(statement)
    ]  # fmt: skip


async def list_labels(
    session: AsyncSession, *, viewer: Viewer, now: datetime, hand: Hand, where: Any
) -> list[LabelOut]:
    """Labels as they stand now, the newest first; `where` is a condition on what `_listed` joins."""
    rows = (await session.execute(_listed().where(visible(viewer, "label"), *where).limit(MOST_LISTED))).all()
    stands = await standings(session, label_ids=[row.Label.id for row in rows], now=now, today=hand.today)
    return [
        LabelOut(
            id=str(row.Label.id),
            serial=row.Label.serial,
            sign_id=str(row.Sign.id),
            sign_number=row.Sign.number,
            vehicle_id=str(row.Sign.vehicle_id),
            plate=row.plate,
            permit_id=str(row.permit_id),
            permit_number=row.number,
            version=row.version,
            valid_to=row.Sign.valid_to,
            made_at=row.Label.at,
            made_by=row.display_name,
            standing=stands[row.Label.id],
            void=None if row.void_at is None else VoidOut(at=row.void_at, by=row.void_by, reason=row.reason),
            path=f"{PATH}{row.Label.code}",
        )
        for row in rows
    ]


async def for_printing(
    session: AsyncSession,
    *,
    hand: Hand,
    permit_ids: Collection[int] | None,
    holder_id: int | None,
    round_id: int | None,
) -> ForPrinting:
    """What could be printed of permits in force: of these, of one holder, of a round's files; 200 at most."""
    assert hand.viewer is not None
    permits = await _in_force(session, hand, permit_ids, holder_id, round_id)
    told = permits[:MOST_LISTED]
    newest = (
        select(func.max(Label.id))
        .join(Sign, Sign.id == Label.sign_id)
        .join(PermitVersion, PermitVersion.id == Sign.permit_version_id)
        .where(PermitVersion.permit_id.in_([one.id for one in told]), Label.id.not_in(select(LabelVoid.label_id)))
        .group_by(Label.sign_id)
    )
    ids = list(await session.scalars(newest))
    stands = await standings(session, label_ids=ids, now=hand.now, today=hand.today)
    valid = [id_ for id_ in ids if stands[id_] == "valid"]
    labels = await list_labels(session, viewer=hand.viewer, now=hand.now, hand=hand, where=[Label.id.in_(valid)])
    have = {int(one.permit_id) for one in labels}
    lack = [one.id for one in told if one.id not in have]
    waits = await waiting(session, viewer=hand.viewer, now=hand.now, application_id=None, permit_ids=lack)
    numbers_ = {one.permit_number for one in waits}
    return ForPrinting(
        labels=sorted(labels, key=lambda one: one.plate),
        waiting=sorted(waits, key=lambda one: one.plate),
        without=[
            UnsignedOut(id=str(one.id), number=one.number, plate=one.plate)
            for one in told
            if one.id not in have and one.number not in numbers_
        ],
        more=len(permits) > len(told),
    )


async def _in_force(
    session: AsyncSession, hand: Hand, permit_ids: Collection[int] | None, holder_id: int | None, round_id: int | None
) -> Sequence[Row[int, str, str]]:
    """(id, number, plate) of permits that rule now, by plate; one more than are told of."""
    assert hand.viewer is not None
    statement = (
        select(Permit.id, Permit.number, Vehicle.plate)
        .join(Vehicle, Vehicle.id == Permit.vehicle_id)
        .where(
            visible(hand.viewer, "vehicle"),
            exists()
            .where(InForce.permit_version_id == PermitVersion.id, PermitVersion.permit_id == Permit.id)
            .where(InForce.during.contains(hand.now)),
        )
        .order_by(Vehicle.plate, Permit.id)
        .limit(MOST_LISTED + 1)
    )
    if permit_ids is not None:
        statement = statement.where(Permit.id.in_(permit_ids))
    if holder_id is not None:
        statement = statement.where(Permit.holder_id == holder_id)
    if round_id is not None:
        held = (
            select(Application.permit_id)
            .join(RoundFile, RoundFile.application_id == Application.id)
            .join(Round, Round.id == RoundFile.round_id)
            .where(Round.id == round_id, RoundFile.reason.is_(None), visible(hand.viewer, "round"))
        )
        statement = statement.where(Permit.id.in_(held))
    return (await session.execute(statement)).all()


def _listed() -> Select[*tuple[Any, ...]]:
    voider = Account.__table__.alias("voider")
    return (
        select(
            Label, Sign, Vehicle.plate, Permit.id.label("permit_id"), Permit.number, PermitVersion.version,
            Account.display_name, LabelVoid.at.label("void_at"), LabelVoid.reason, voider.c.display_name.label("void_by"),
        )
        .join(Sign, Sign.id == Label.sign_id)
        .join(Vehicle, Vehicle.id == Sign.vehicle_id)
        .join(PermitVersion, PermitVersion.id == Sign.permit_version_id)
        .join(Permit, Permit.id == PermitVersion.permit_id)
        .join(Account, Account.id == Label.account_id)
        .outerjoin(LabelVoid, LabelVoid.label_id == Label.id)
        .outerjoin(voider, voider.c.id == LabelVoid.account_id)
        .outerjoin(SignFile, SignFile.sign_id == Sign.id)
        .order_by(Label.id.desc())
    )  # fmt: skip


def _usable(now: datetime) -> Select[*tuple[Any, ...]]:
    """Signs that may be used now or later, of a permit; one that police took back or replaced is none."""
    return (
        select(Sign)
        .join(PermitVersion, PermitVersion.id == Sign.permit_version_id)
        .join(Permit, Permit.id == PermitVersion.permit_id)
        .outerjoin(SignFile, SignFile.sign_id == Sign.id)
        .where(
            Permit.state.in_(LIVING),
            func.coalesce(func.upper(Sign.during) > now, True),
            func.coalesce(SignFile.state, "issued").not_in(NOT_IN_USE),
        )
    )


def _labelled() -> Select[int]:
    """The signs that have a label which is not void."""
    return select(Label.sign_id).where(Label.id.not_in(select(LabelVoid.label_id)))


async def _made_for(session: AsyncSession, hand: Hand, key: SigningKey, sign_id: int) -> int:
    sign = await _sign(session, hand, sign_id)
    newest = _labelled().add_columns(Label.id).where(Label.sign_id == sign_id).order_by(Label.id.desc()).limit(1)
    found = (await session.execute(newest)).one_or_none()
    return found.id if found is not None else (await _write(session, hand, key, sign, {})).id


async def _sign(session: AsyncSession, hand: Hand, sign_id: int) -> Sign:
    """A sign in use, held, so that two who print at once make one label. Raises Missing, Refused."""
    assert hand.viewer is not None
    seen = select(Vehicle.id).where(visible(hand.viewer, "vehicle"))
    one = await session.scalar(select(Sign).where(Sign.id == sign_id, Sign.vehicle_id.in_(seen)).with_for_update())
    if one is None:
        raise Missing("sign", sign_id)
    if await session.scalar(_usable(hand.now).where(Sign.id == sign_id)) is None:
        raise Refused(
            "sign_not_in_use",
            zh=f"标牌 {one.number} 已到期、灭失或交回，不能制作标贴。",
            en=f"The sign {one.number} has expired, is lost or was returned: no label is made for it.",
        )
    return one


async def _seen(session: AsyncSession, hand: Hand, label_id: int) -> Label:
    assert hand.viewer is not None
    one = await session.scalar(select(Label).where(Label.id == label_id, visible(hand.viewer, "label")))
    if one is None:
        raise Missing("label", label_id)
    return one


async def _write(session: AsyncSession, hand: Hand, key: SigningKey, sign: Sign, detail: dict[str, Any]) -> Label:
    assert hand.viewer is not None
    number = await numbers.next_number(session, series="label", year=hand.today.year)
    serial = f"HB{hand.today.year}-{number:05d}"
    payload = payload_of(await said_of(session, sign=sign, serial=serial, key_id=key.id, zone=hand.zone))
    code = code_of(payload, key.sign(signed_bytes(payload)))
    made = Label(
        serial=serial, sign_id=sign.id, key_id=key.id, code=code, at=hand.now, account_id=hand.viewer.account_id
    )
    session.add(made)
    await session.flush()
    await _tell(session, hand, "label.make", made, {"sign": sign.number} | detail)
    return made


async def _tell(session: AsyncSession, hand: Hand, action: str, one: Label, detail: dict[str, Any]) -> None:
    await audit.record(
        session, viewer=hand.viewer, action=action, kind="label", id=one.id, detail={"serial": one.serial} | detail,
        address=hand.address,
    )  # fmt: skip


async def _register(session: AsyncSession, key: SigningKey, now: datetime) -> None:
    """The public half is on record before anything that it verifies; the keys before it sign no more."""
    values = {"id": key.id, "public": key.public, "since": now}
    statement = insert(LabelKey).values(values).on_conflict_do_nothing().returning(LabelKey.id)
    if await session.scalar(statement) is not None:
        older = update(LabelKey).where(LabelKey.id != key.id, LabelKey.until.is_(None)).values(until=now)
        await session.execute(older)
