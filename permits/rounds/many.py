"""One step of many files: the same functions as for each alone, each file in a savepoint of its own; what cannot is told why.

Everything is in one transaction. A preview does the same and takes all of it back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import visible
from core.errors import Failure, Invalid, Missing, OurFault, Refused, Text
from core.errors import field as wrong_field
from core.problems import of_database
from fleet.models import Vehicle
from permits.desk import act, files, opinions, signs
from permits.desk.happening import Hand, locked, refuse_changed
from permits.desk.models import Application, ApplicationEvent, SignFile
from permits.desk.schemas import Deed
from permits.models import PermitVersion
from permits.procedure.acts import Act
from permits.rounds import appointments, service
from permits.rounds.models import Round, RoundDeed, RoundDeedFile, RoundFile, RoundPaper
from permits.rounds.schemas import ManyIn, RowIn
from permits.rounds.steps import act_of

ONE_FILES = frozenset(
    {"note", "missing", "opinion", "appointment", "number", "valid_to"}
)  # what each may have of its own
APART = {"subject", "step", "files", "paper_id"}


@dataclass
class Done:
    """What came of it: the events of the files that went through, why the others did not, and the deed when it was written."""

    act: Act
    events: dict[int, int] = field(default_factory=dict)
    refused: dict[int, Failure] = field(default_factory=dict)
    deed_id: int | None = None


@dataclass(frozen=True)
class _At:
    """What all files of one deed share."""

    one: Round
    act: Act
    wish: ManyIn
    hand: Hand
    paper: RoundPaper | None
    book: appointments.Book
    given: Mapping[int, datetime]
    signs: Mapping[int, "_Sign"]


@dataclass(frozen=True)
class _Sign:
    """The newest sign of a file, and what its last day follows from."""

    file: SignFile
    vehicle: Vehicle
    version: PermitVersion


async def act_on_many(session: AsyncSession, *, hand: Hand, round_id: int, wish: ManyIn) -> Done:
    """Take the step of each file that can. Raises Missing, Refused, Invalid for what is wrong with all of them."""
    assert hand.viewer is not None
    one, _ = await service.stepping(session, hand=hand, round_id=round_id, name="act")
    step = act_of(wish.subject, wish.step)
    if step is None:
        raise Invalid(wrong_field("step", zh="这一步不能批量办理", en="is no step that is taken of many"))
    paper = await _paper(session, one, wish)
    _refuse_lacking(step, wish, hand)
    rows = {row.application_id: row for row in wish.files}
    held = set(await session.scalars(_held(one)))
    book, given = await _booked(session, one, hand, wish, set(rows) & held)
    at = _At(one, step, wish, hand, paper, book, given, await _signs(session, wish))
    done = Done(step)
    for id_, row in sorted(
        rows.items()
    ):  # in one order, so that two who work on the same files do not wait for each other
        try:
            if id_ not in held:
                raise Missing("application", id_)
            await _one_of_them(session, at, row)
            done.events[id_] = 0
        except OurFault:
            raise
        except Failure as failure:
            done.refused[id_] = failure
    done.events = await _events(session, at, list(done.events))
    await _write(session, at, done)
    return done


async def _one_of_them(session: AsyncSession, at: _At, row: RowIn) -> None:
    """One file, in a savepoint: when it cannot, nothing of it has happened. Raises Failure."""
    try:
        async with session.begin_nested():
            await _take(session, at, row)
    except DBAPIError as error:
        raise of_database(error) from error


async def _take(session: AsyncSession, at: _At, row: RowIn) -> None:
    assert at.hand.viewer is not None
    id_, version, more = row.application_id, row.version, dict[str, Any]()
    recorded = at.paper if at.act.is_recorded_by(at.hand.role) else None
    if recorded is not None or at.wish.subject == "sign":  # before anything of it changes
        one = await locked(session, viewer=at.hand.viewer, application_id=id_)
        await refuse_changed(session, one, version, at.hand.zone)
    if recorded is not None:
        kept = files.Kept(recorded.name, recorded.media_type, recorded.size, recorded.sha256)
        paper = await files.attach_kept(session, hand=at.hand, application_id=id_, kind=recorded.kind, kept=kept)
        more["document_id"], version = paper.id, one.version
    deed = _deed_of(at, row, more)
    if at.wish.subject == "sign":
        if id_ not in at.signs:
            raise Refused(
                "no_sign", zh="尚未发证，没有标牌可办。", en="Its permit is not issued: there is no sign yet."
            )
        file = at.signs[id_].file
        await signs.take_sign_step(
            session, hand=at.hand, sign_file_id=file.id, name=at.wish.step, version=file.version, deed=deed
        )
    elif at.wish.subject == "application":
        await act.take_step(session, hand=at.hand, application_id=id_, name=at.wish.step, version=version, deed=deed)
    else:
        await opinions.take_opinion_step(
            session,
            hand=at.hand,
            application_id=id_,
            office=at.wish.subject,
            name=at.wish.step,
            version=version,
            deed=deed,
        )
        if deed.appointment is not None and at.wish.step == "call":
            at.book.keep(id_, deed.appointment)


def _deed_of(at: _At, row: RowIn, more: dict[str, Any]) -> Deed:
    """What is the same for all, then what is this file's own, then what follows from the file."""
    same = at.wish.model_dump(include=set(Deed.model_fields), exclude_none=True)
    own = row.model_dump(include=set(ONE_FILES), exclude_none=True)
    said = same | own | more
    if at.wish.step == "call" and "appointment" not in said:
        if row.application_id not in at.given:
            raise Refused("no_room", zh="一年内没有空余的查验时间。", en="There is no room for it within a year.")
        said["appointment"] = at.given[row.application_id]
    if at.wish.step == "call" and at.one.place:
        said.setdefault("note", f"交验地点：{at.one.place}")
    if at.wish.subject == "sign" and at.wish.step == "issue" and "valid_to" not in said:
        sign = at.signs.get(row.application_id)
        if sign is not None:
            said["valid_to"] = signs.latest_day(sign.vehicle, sign.version)
    return Deed.model_validate(said)


def _refuse_lacking(step: Act, wish: ManyIn, hand: Hand) -> None:
    """Raise Invalid for what all files lack, and none can have of its own; a step of another role says so file by file."""
    needed = step.needs_of(hand.role) if hand.role in step.who else ()
    brought = {name for name in Deed.model_fields if getattr(wish, name) is not None}
    brought |= {"document_id"} if wish.paper_id is not None else set()
    lack = [name for name in needed if name not in brought and name not in ONE_FILES]
    said = {"document_id": "paper_id"}
    if lack:
        zh, en = f"“{step.words.zh}”须填此项", f"is needed to {step.words.en}"
        raise Invalid(*(wrong_field(said.get(name, name), zh=zh, en=en) for name in lack))


async def _paper(session: AsyncSession, one: Round, wish: ManyIn) -> RoundPaper | None:
    if wish.document_id is not None:
        raise Invalid(
            wrong_field("document_id", zh="批量办理请用批次的扫描件", en="of many, name the round's paper_id")
        )
    if wish.paper_id is None:
        return None
    paper = await session.get(RoundPaper, wish.paper_id)
    if paper is None or paper.round_id != one.id:
        raise Invalid(wrong_field("paper_id", zh="本批次没有这份扫描件", en="this round has no such paper"))
    return paper


async def _booked(
    session: AsyncSession, one: Round, hand: Hand, wish: ManyIn, ids: set[int]
) -> tuple[appointments.Book, Mapping[int, datetime]]:
    if wish.step != "call":
        return appointments.Book(None), {}
    book = await appointments.book_of(session, one, hand)
    open_ = [row.application_id for row in wish.files if row.application_id in ids and row.appointment is None]
    if wish.appointment is not None or not open_:
        return book, {}
    return book, await appointments.give(session, book, open_, hand)


async def _signs(session: AsyncSession, wish: ManyIn) -> dict[int, _Sign]:
    """The newest sign of each file."""
    if wish.subject != "sign":
        return {}
    statement = (
        select(SignFile, Vehicle, PermitVersion)
        .join(Vehicle, Vehicle.id == SignFile.vehicle_id)
        .join(PermitVersion, PermitVersion.id == SignFile.permit_version_id)
        .where(SignFile.application_id.in_([row.application_id for row in wish.files]))
        .order_by(SignFile.id)
    )
    rows = await session.execute(statement)
    return {
        file.application_id: _Sign(file, vehicle, version) for file, vehicle, version in rows if file.application_id
    }


async def _events(session: AsyncSession, at: _At, ids: list[int]) -> dict[int, int]:
    """The event that the step wrote in each file."""
    event = ApplicationEvent
    found = await session.execute(
        select(event.application_id, func.max(event.id))
        .where(
            event.application_id.in_(ids),
            event.subject == at.wish.subject,
            event.step == at.wish.step,
            event.at == at.hand.now,
        )
        .group_by(event.application_id)
    )
    return {id_: newest for id_, newest in found if newest is not None}


async def _write(session: AsyncSession, at: _At, done: Done) -> None:
    """The deed with its answer for each file, and one line in the audit trail."""
    assert at.hand.viewer is not None
    detail = at.wish.model_dump(mode="json", exclude=APART, exclude_none=True)
    if at.act.name == "call":
        detail["place"] = at.one.place
    made = RoundDeed(
        round_id=at.one.id, at=at.hand.now, account_id=at.hand.viewer.account_id, subject=at.wish.subject, step=at.wish.step,
        dated_on=at.wish.dated_on or at.hand.today, recorded=at.act.is_recorded_by(at.hand.role), detail=detail,
    )  # fmt: skip
    session.add(made)
    await session.flush()
    seen = select(Application.id).where(visible(at.hand.viewer, "application"))
    known = set(await session.scalars(seen.where(Application.id.in_(list(done.refused)))))
    nothing: dict[str, Any] = {"event_id": None, "code": None, "zh": None, "en": None}
    rows: list[dict[str, Any]] = [
        nothing | {"deed_id": made.id, "application_id": id_, "event_id": event} for id_, event in done.events.items()
    ]
    for id_, failure in done.refused.items():
        if id_ in known:
            said = why(failure)
            refused = {"code": failure.code, "zh": said.zh, "en": said.en}
            rows.append(nothing | {"deed_id": made.id, "application_id": id_} | refused)
    if rows:
        await session.execute(insert(RoundDeedFile), rows)
    done.deed_id = made.id
    told = {"deed": str(made.id), "done": len(done.events), "refused": len(done.refused)}
    await service.write(session, at.one, f"{at.wish.subject}.{at.wish.step}", at.hand, told | detail)


def why(failure: Failure) -> Text:
    """Why a file was refused, in one sentence; of what was lacking or wrong, each."""
    if not failure.fields:
        return failure.detail
    zh = "；".join(one.message.zh for one in failure.fields)
    en = "; ".join(f"{one.field} {one.message.en}" for one in failure.fields)
    return Text(f"{zh}。", f"{en}.")


def _held(one: Round) -> Select[int]:
    return select(RoundFile.application_id).where(RoundFile.round_id == one.id, RoundFile.until.is_(None))
