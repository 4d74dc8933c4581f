"""HTTP of the examination on the telephone, without a login: whoever says who they are gets a key to their own paper."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from core import clock
from core.database import commit_now
from core.deps import Conf, Db, caller_of
from core.errors import Refused
from permits.training.exam import phone
from permits.training.exam.schemas import AnswerIn, AnswerOut, ExamDoor, KeyIn, PaperOut
from permits.training.public import sign_in, token
from permits.training.schemas import SignInIn

router = APIRouter(prefix="/public", tags=["public"])


@router.get("/exam-door")
async def open_door(
    session: Db, settings: Conf, request: Request, given: Annotated[str, Query(alias="token", max_length=80)]
) -> ExamDoor:
    """Who is signed in, by masked names, for who has the token of the screen. 409 when it has expired."""
    async with request.app.state.bulkhead.turn():
        return await phone.door(session, given=given, now=clock.now(), settings=settings)


@router.post("/exam-door")
async def enter(session: Db, settings: Conf, request: Request, body: SignInIn) -> PaperOut:
    """Begin, or go on. 422 on `code` when it does not fit, 429 after five of them, counted with those of the sign-in."""
    now, sessions = clock.now(), request.app.state.sessions
    token.session_of_ticket(settings, body.ticket, now, token.EXAM)
    async with request.app.state.bulkhead.turn():
        counted = await sign_in.count(sessions, settings, person_id=body.person_id, address=caller_of(request).address)
    try:
        entered = await phone.enter(
            session, given=body.ticket, person_id=body.person_id, code=body.code, now=now, settings=settings
        )
    except Refused:  # the code fitted, or was not looked at: no guess
        await sign_in.take_back(sessions, counted)
        raise
    await commit_now(session)
    await sign_in.take_back(sessions, counted)
    return entered


@router.post("/exam-paper")
async def paper(session: Db, settings: Conf, body: KeyIn) -> PaperOut:
    """The paper of a key with what is answered, or its result."""
    return await phone.paper(session, key=body.key, now=clock.now(), settings=settings)


@router.post("/exam-answer")
async def answer(session: Db, settings: Conf, body: AnswerIn) -> AnswerOut:
    """Save one answer. 409 `exam_over` once it is handed in, or the time has ended."""
    return await phone.answer(
        session, key=body.key, seq=body.seq, chosen=body.chosen, now=clock.now(), settings=settings
    )


@router.post("/exam-hand-in")
async def hand_in(session: Db, settings: Conf, body: KeyIn) -> PaperOut:
    """Hand in what is saved; the result."""
    return await phone.hand_in(session, key=body.key, now=clock.now(), settings=settings)
