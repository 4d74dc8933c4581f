"""HTTP of training without a login: sign in at the door of a session, check a certificate."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from core import clock
from core.database import commit_now
from core.deps import Conf, Db, caller_of
from permits.training.certificates import public_certificate
from permits.training.public import sign_in, token
from permits.training.schemas import DoorOut, PublicCertificate, SignedOut, SignInIn

router = APIRouter(prefix="/public", tags=["public"])


@router.get("/training-door")
async def open_door(
    session: Db, settings: Conf, request: Request, given: Annotated[str, Query(alias="token", max_length=80)]
) -> DoorOut:
    """Who has not signed in yet, by masked names, for who has the token of the screen. 409 when it has expired."""
    async with request.app.state.bulkhead.turn():
        return await sign_in.door(session, given=given, now=clock.now(), settings=settings)


@router.post("/training-door")
async def sign(session: Db, settings: Conf, request: Request, body: SignInIn) -> SignedOut:
    """Sign in. 422 on `code` when it does not fit, 429 after five of them."""
    now, sessions = clock.now(), request.app.state.sessions
    token.session_of_ticket(settings, body.ticket, now)
    async with request.app.state.bulkhead.turn():
        counted = await sign_in.count(sessions, settings, person_id=body.person_id, address=caller_of(request).address)
    signed = await sign_in.sign_in(
        session, given=body.ticket, person_id=body.person_id, code=body.code, now=now, settings=settings
    )
    await commit_now(session)
    await sign_in.take_back(sessions, counted)
    return signed


@router.get("/training-certificate")
async def check_certificate(
    session: Db, settings: Conf, request: Request, number: Annotated[str, Query(min_length=1, max_length=40)]
) -> PublicCertificate:
    """Whether a certificate is valid, for who has its number."""
    async with request.app.state.bulkhead.turn():
        return await public_certificate(session, number=number, today=clock.today(settings.zone))
