"""HTTP of what a stranger may ask of labels. The code is in the address: it names nobody, and hangs on the bus."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from core import clock
from core.database import commit_now
from core.deps import Conf, Db, caller_of
from permits.label.code import MOST_CODE_CHARS
from permits.label.public import limits, service
from permits.label.schemas import CheckedOut, KeysOut

router = APIRouter(prefix="/public", tags=["public"])
Code = Annotated[str, Path(min_length=1, max_length=MOST_CODE_CHARS)]


@router.get("/keys")
async def list_keys(session: Db, response: Response) -> KeysOut:
    """The public keys that verify labels: to be saved for `python -m permits.label.check`, which needs no network."""
    response.headers["Cache-Control"] = "public, max-age=3600"
    return await service.keys(session)


@router.get("/labels/{code}")
async def check_label(session: Db, settings: Conf, request: Request, response: Response, code: Code) -> CheckedOut:
    """Whether a label is valid as of now, and why not. 429 with Retry-After when one address asks too often."""
    response.headers["Cache-Control"] = "no-store"
    async with request.app.state.bulkhead.turn():
        await limits.count_check(request.app.state.sessions, settings, caller_of(request).address)
    await commit_now(session)
    return await service.check(session, code=code, now=clock.now(), today=clock.today(settings.zone))
