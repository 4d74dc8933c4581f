"""A session is planned, and every step of it taken, by the table: one line written, nobody's step overwritten."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import visible
from core.errors import Invalid, Missing, Refused, field
from core.files import path_of, shown_name, store, taken_kind
from core.models import Account
from core.steps import changed_meanwhile, lacking
from fleet.models import Person
from permits.desk.files import TAKEN
from permits.desk.happening import Hand
from permits.training import certificates, results
from permits.training.exam import opening, scoring
from permits.training.exam.models import TrainingAttempt
from permits.training.models import TrainingCourse, TrainingEvent, TrainingPaper, TrainingSeat, TrainingSession
from permits.training.schemas import Deed
from permits.training.steps import BUREAU, BY_THEMSELVES, OTHER_WORDS, SESSION, SOMEBODY, STATE_WORDS, STEPS

MOST_PAPERS = 50


async def take_step(session: AsyncSession, *, hand: Hand, session_id: int, name: str, version: int, deed: Deed) -> None:
    """Take one step, in the transaction. Raises Missing, Invalid, Refused; then nothing of it has happened."""
    one = await locked(session, hand, session_id)
    if one.version != version:
        raise await _changed(session, one, hand)
    check(one, name, hand)
    if name == "attach":
        raise Invalid(field("step", zh="签到表请直接上传", en="a paper sheet is sent as a file"))
    missing = lacking(STEPS[name], deed)
    if missing:
        raise Invalid(*missing)
    before = one.state
    detail = await _effect(session, one, name, deed, hand)
    one.state = STEPS[name].to or one.state
    await happen(session, one, name, hand, before=before, note=deed.note, detail=detail)


def may(one: TrainingSession, hand: Hand) -> bool:
    """Whether the session is the viewer's to organise: the bureau's every one, a school's or operator's its own."""
    assert hand.viewer is not None
    return hand.role in BUREAU or hand.viewer.organisation_id == one.organiser_id


def check(one: TrainingSession, name: str, hand: Hand) -> None:
    """Raise Refused when the step is not allowed now."""
    SESSION.check(name, hand.role, one.state, kept_back=lambda step: not allowed(one, step.name, hand))


def allowed(one: TrainingSession, name: str, hand: Hand) -> bool:
    """What the facts beside role and state allow: the sign-in opens on the day, not before; an examination once."""
    too_early = name == "begin" and one.starts_at.astimezone(hand.zone).date() > hand.today
    opened = one.exam_opened_at is not None
    out_of_turn = (name == "open_exam" and opened) or (name == "again" and not opened)
    return may(one, hand) and not too_early and not out_of_turn


async def locked(session: AsyncSession, hand: Hand, session_id: int) -> TrainingSession:
    """The session, held until the transaction ends. Raises Missing."""
    assert hand.viewer is not None
    statement = (
        select(TrainingSession)
        .where(TrainingSession.id == session_id, visible(hand.viewer, "training_session"))
        .with_for_update(of=TrainingSession)
        .execution_options(populate_existing=True)
    )
    found = (await session.execute(statement)).scalar_one_or_none()
    if found is None:
        raise Missing("training_session", session_id)
    return found


async def happen(
    session: AsyncSession, one: TrainingSession, step: str, hand: Hand, *, before: str | None, note: str | None = None,
    detail: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """The line of it and the audit trail; the version rises."""
    if step != "plan":
        one.version += 1
    session.add(
        TrainingEvent(
            session_id=one.id, at=hand.now, account_id=hand.account_id, step=step, from_state=before, to_state=one.state,
            note=note, detail=detail or {},
        )
    )  # fmt: skip
    await audit.record(
        session, viewer=hand.viewer, action=f"training_session.{step}", kind="training_session", id=one.id,
        detail=detail, address=hand.address,
    )  # fmt: skip


async def attach(session: AsyncSession, *, hand: Hand, session_id: int, name: str, data: bytes) -> None:
    """Add a photographed sheet. Raises Missing, Refused, Invalid, BadRequest (415)."""
    assert hand.viewer is not None
    media_type, shown = taken_kind(data, TAKEN), shown_name(name)
    one = await locked(session, hand, session_id)
    check(one, "attach", hand)
    held = await session.scalar(
        select(func.count()).select_from(TrainingPaper).where(TrainingPaper.session_id == one.id)
    )
    if (held or 0) >= MOST_PAPERS:
        raise Refused(
            "too_many_files",
            zh=f"每场最多 {MOST_PAPERS} 份签到表，已满。",
            en=f"A session holds {MOST_PAPERS} sheets at most; this one has them.",
        )
    paper = TrainingPaper(
        session_id=one.id, at=hand.now, account_id=hand.viewer.account_id, name=shown, media_type=media_type,
        size=len(data), sha256=await store(hand.settings, data),
    )  # fmt: skip
    session.add(paper)
    await session.flush()
    told = {"paper": str(paper.id), "name": shown, "sha256": paper.sha256}
    await happen(session, one, "attach", hand, before=one.state, detail=told)


async def paper_file(session: AsyncSession, *, hand: Hand, paper_id: int) -> tuple[TrainingPaper, Any]:
    """A sheet and where it lies, for who may see its session and all who are on it. Raises Missing."""
    assert hand.viewer is not None
    row = (
        await session.execute(
            select(TrainingPaper, TrainingSession)
            .join(TrainingSession, TrainingSession.id == TrainingPaper.session_id)
            .where(TrainingPaper.id == paper_id, visible(hand.viewer, "training_session"))
        )
    ).one_or_none()
    if row is None or not sees_sheets(row[1], hand) or not path_of(hand.settings, row[0].sha256).is_file():
        raise Missing("document", paper_id)
    return row[0], path_of(hand.settings, row[0].sha256)


def sees_sheets(one: TrainingSession, hand: Hand) -> bool:
    """A sheet names other organisations' people too: who only has people in a session does not see it."""
    assert hand.viewer is not None
    return hand.role not in ("operator", "school") or hand.viewer.organisation_id == one.organiser_id


async def _effect(session: AsyncSession, one: TrainingSession, name: str, deed: Deed, hand: Hand) -> dict[str, Any]:
    """What a step does beside the state; what its line keeps of it."""
    if name == "result":
        return await _results(session, one, deed, hand)
    if name == "close":
        return await _close(session, one, hand)
    if name == "open_exam":
        return await opening.open_exam(session, one, hand)
    if deed.person_ids is None or "person_ids" not in STEPS[name].needs:
        return {}
    ids = set(deed.person_ids)
    if name == "invite":
        await _invite(session, one, ids, hand)
    elif name == "again":
        await opening.allow_again(session, one, await _seats(session, one, ids), hand)
    else:
        await _mark(session, name, await _seats(session, one, ids), hand)
    await session.flush()
    return {"people": sorted(ids)}


async def _mark(session: AsyncSession, name: str, seats: list[TrainingSeat], hand: Hand) -> None:
    """Ticked as there, the tick taken back, or off the list."""
    if name == "drop" and any(seat.signed_at is not None for seat in seats):
        raise _bad("person_ids", "已到场的人不能移出名单", "names somebody who has signed in")
    if name == "untick" and await _examined(session, seats):
        raise _bad("person_ids", "已参加考试的人不能取消到场", "names somebody who has begun the examination")
    for seat in seats:
        if name == "drop":
            await session.delete(seat)
        elif name == "untick":
            seat.signed_at = seat.signed_by = seat.hours = seat.score = seat.passed = None
        elif seat.signed_at is None:
            seat.signed_at, seat.signed_by = hand.now, "organiser"


async def _examined(session: AsyncSession, seats: list[TrainingSeat]) -> bool:
    ids = [(seat.session_id, seat.person_id) for seat in seats]
    place = tuple_(TrainingAttempt.session_id, TrainingAttempt.person_id)
    return await session.scalar(select(TrainingAttempt.id).where(place.in_(ids)).limit(1)) is not None


async def _invite(session: AsyncSession, one: TrainingSession, ids: set[int], hand: Hand) -> None:
    """People of the course's kind, whom the viewer may see; the bureau those of all. Those on the list stay on it."""
    assert hand.viewer is not None
    course = await session.get_one(TrainingCourse, one.course_id)
    found = set(
        await session.scalars(
            select(Person.id).where(Person.id.in_(ids), Person.kind == course.audience, visible(hand.viewer, "person"))
        )
    )
    if ids - found:
        raise _bad("person_ids", "有不存在的人员，或不是本课程的对象", "names somebody for whom this course is not")
    known = set(await session.scalars(select(TrainingSeat.person_id).where(TrainingSeat.session_id == one.id)))
    if len(known | ids) > one.capacity:
        raise _bad("person_ids", f"超过名额 {one.capacity} 人", f"is more than its {one.capacity} places")
    session.add_all(
        TrainingSeat(
            session_id=one.id, person_id=id_, signed_at=None, signed_by=None, hours=None, score=None, passed=None
        )
        for id_ in sorted(ids - known)
    )


async def _seats(session: AsyncSession, one: TrainingSession, ids: Collection[int]) -> list[TrainingSeat]:
    found = list(
        await session.scalars(
            select(TrainingSeat).where(TrainingSeat.session_id == one.id, TrainingSeat.person_id.in_(ids))
        )
    )
    if len(found) != len(set(ids)):
        raise _bad("person_ids", "有不在名单上的人员", "names somebody who is not on the list")
    return found


async def _results(session: AsyncSession, one: TrainingSession, deed: Deed, hand: Hand) -> dict[str, Any]:
    """Hours and score of who was there. The score of an examination is not typed over."""
    await scoring.settle(session, one, now=hand.now)
    course = await session.get_one(TrainingCourse, one.course_id)
    typed = {result.person_id: result for result in deed.results or ()}
    seats = await _seats(session, one, list(typed))
    if any(seat.signed_at is None for seat in seats):
        raise _bad("results", "未到场的人不能登记成绩", "names somebody who was not there")
    if course.pass_mark is not None and any(result.score is None for result in typed.values()):
        raise _bad("results", "本课程须登记考试成绩", "needs the score of each: this course has an examination")
    examined = await scoring.scores(session, one.id)
    if any(examined.get(id_, result.score) != result.score for id_, result in typed.items()):
        raise _bad(
            "results",
            "手机考试的成绩不能改写；确需重考请准许再考一次",
            "changes the score of an examination: allow another",
        )
    for seat in seats:
        results.enter(seat, course, hours=typed[seat.person_id].hours, score=typed[seat.person_id].score)
    await session.flush()
    return {"results": [result.model_dump() for result in typed.values()]}


async def _close(session: AsyncSession, one: TrainingSession, hand: Hand) -> dict[str, Any]:
    """Everybody who was there has a result, nobody is writing; who passed gets a certificate."""
    await scoring.settle(session, one, now=hand.now)
    writing = len(await scoring.under_way(session, one.id))
    if writing:
        raise _bad("results", f"还有 {writing} 人正在考试", f"{writing} are sitting the examination now")
    there = list(
        await session.scalars(
            select(TrainingSeat)
            .where(TrainingSeat.session_id == one.id, TrainingSeat.signed_at.is_not(None))
            .order_by(TrainingSeat.person_id)
        )
    )
    if not there:
        raise _bad("results", "无人到场，不能结班；请取消场次", "nobody was there: cancel the session instead")
    without = sum(seat.passed is None for seat in there)
    if without:
        raise _bad("results", f"还有 {without} 人没有成绩", f"{without} of those who were there have no result yet")
    course = await session.get_one(TrainingCourse, one.course_id)
    made = [await certificates.issue(session, one, course, seat, hand) for seat in there if seat.passed]
    return {"certificates": [certificate.number for certificate in made], "present": len(there)}


async def _changed(session: AsyncSession, one: TrainingSession, hand: Hand) -> Refused:
    event, name = (
        await session.execute(
            select(TrainingEvent, Account.display_name)
            .outerjoin(Account, Account.id == TrainingEvent.account_id)
            .where(TrainingEvent.session_id == one.id)
            .order_by(TrainingEvent.id.desc())
            .limit(1)
        )
    ).one()
    words = STEPS[event.step].words if event.step in STEPS else OTHER_WORDS[event.step]
    return changed_meanwhile(
        who=SOMEBODY if event.step in BY_THEMSELVES else name, did=words, at=event.at.astimezone(hand.zone),
        state=STATE_WORDS[one.state],
    )  # fmt: skip


def _bad(name: str, zh: str, en: str) -> Invalid:
    return Invalid(field(name, zh=zh, en=en))
