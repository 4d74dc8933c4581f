"""HTTP of answering: links and letters given out by the bureau; and, without a login, what an office does over its link.

The token comes in a header, never in an address of the API: addresses are logged.
"""

import asyncio
from datetime import date
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.responses import FileResponse

from core import clock, files
from core.access import Viewer
from core.database import commit_now
from core.deps import Conf, Db, allowed, caller_of, origin_of
from core.paper.fonts import chinese_font
from core.photos.room import Darkroom, received
from core.settings import Settings
from core.shapes import BigPathId
from geofences.hazards.answer import links, public
from geofences.hazards.answer.handover import letter_of
from geofences.hazards.answer.letter import letter
from geofences.hazards.answer.schemas import AnswerIn, Asked, LinkIssued
from geofences.hazards.models import HazardLink

router = APIRouter(tags=["hazards"])
PHOTOS = "/answer/photos"
A_PHOTO = {"requestBody": {"required": True, "content": {media: {} for media in sorted(files.PHOTOS)}}}
Token = Annotated[str, Header(alias="X-Answer-Token", min_length=16, max_length=128, pattern=r"^[A-Za-z0-9_-]+$")]
Giver = Annotated[Viewer, Depends(allowed("hazard.link"))]


@router.post("/hazards/{hazard_id}/links", status_code=201)
async def issue_link(session: Db, viewer: Giver, settings: Conf, request: Request, hazard_id: BigPathId) -> LinkIssued:
    """A new one-time link; its address is told this once."""
    now = clock.now()
    hazard, token = await links.issue(
        session, viewer=viewer, hazard_id=hazard_id, how="link", now=now, settings=settings,
        address=caller_of(request).address,
    )  # fmt: skip
    return LinkIssued(path=f"{links.PATH}{token}", expires_at=links.expires_at(hazard, now, settings))


@router.delete("/hazards/{hazard_id}/links/{link_id}", status_code=204)
async def withdraw_link(session: Db, viewer: Giver, request: Request, hazard_id: BigPathId, link_id: BigPathId) -> None:
    """Withdraw a link."""
    await links.withdraw(
        session,
        viewer=viewer,
        hazard_id=hazard_id,
        link_id=link_id,
        now=clock.now(),
        address=caller_of(request).address,
    )


@router.post("/hazards/{hazard_id}/letter", response_class=Response)
async def make_letter(session: Db, viewer: Giver, settings: Conf, request: Request, hazard_id: BigPathId) -> Response:
    """The hand-over letter in PDF, with a new link as a code."""
    now = clock.now()
    hazard, token = await links.issue(
        session, viewer=viewer, hazard_id=hazard_id, how="letter", now=now, settings=settings,
        address=caller_of(request).address,
    )  # fmt: skip
    url = f"{origin_of(settings)}{links.PATH}{token}"
    said = await letter_of(session, viewer=viewer, hazard=hazard, url=url, now=now, settings=settings)
    font = chinese_font(settings)
    made = await asyncio.to_thread(lambda: letter(said, font=font, zone=settings.zone, made_at=now))
    name = quote(f"隐患交办单-{hazard_id}.pdf")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(made, media_type="application/pdf", headers=headers)


@router.get("/answer")
async def get_asked(session: Db, settings: Conf, request: Request, token: Token) -> Asked:
    """What is asked over a link. 404 for a link that is none, 409 for one that has ended, 429 for too many tries."""
    link = await _opened(session, settings, request, token)
    return await public.asked(session, link=link, today=_today(settings))


@router.post(PHOTOS, openapi_extra=A_PHOTO, status_code=201)
async def add_photo(
    session: Db,
    settings: Conf,
    request: Request,
    token: Token,
    name: Annotated[str, Query(min_length=1, max_length=200)],
) -> Asked:
    """A photograph as evidence, sent as it is; it is drawn anew, so that nothing is kept but its pixels.

    429 with Retry-After when too many are sent at once.
    """
    room: Darkroom = request.app.state.darkroom
    link = await _opened(session, settings, request, token)
    with room.place():
        data = await received(request)
        files.taken_kind(data, files.PHOTOS)
        await public.add_photo(
            session, link=link, name=name, developed=await room.develop(data), now=clock.now(), settings=settings,
            address=caller_of(request).address,
        )  # fmt: skip
    return await public.asked(session, link=link, today=_today(settings))


@router.post("/answer")
async def answer(session: Db, settings: Conf, request: Request, token: Token, body: AnswerIn) -> Asked:
    """The office's answer; the bureau verifies it."""
    link = await _opened(session, settings, request, token)
    await public.answer(session, link=link, wish=body, now=clock.now(), address=caller_of(request).address)
    return await public.asked(session, link=link, today=_today(settings))


@router.get(PHOTOS + "/{attachment_id}", response_class=FileResponse)
async def get_photo(
    session: Db, settings: Conf, request: Request, token: Token, attachment_id: BigPathId
) -> FileResponse:
    """The bytes of a photograph that the answer page shows."""
    link = await _opened(session, settings, request, token)
    one, path = await public.photo(session, link=link, attachment_id=attachment_id, settings=settings)
    await commit_now(session)
    return FileResponse(path, media_type=one.media_type, headers=files.HEADERS | {"Cache-Control": "private, no-store"})


async def _opened(session: Db, settings: Settings, request: Request, token: str) -> HazardLink:
    return await public.opened(
        request.app.state.sessions, session, token=token, settings=settings, now=clock.now(),
        address=caller_of(request).address,
    )  # fmt: skip


def _today(settings: Settings) -> date:
    return clock.today(settings.zone)
