"""HTTP of what is published: the guide, the blank form, the register of decisions, and the state of one's own file."""

import asyncio
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response

from core import clock
from core.database import commit_now
from core.deps import Conf, Db, Paging, caller_of
from core.paper.fonts import chinese_font
from core.shapes import Page
from fleet.schemas import QueryText
from permits.desk.clocks import bound_to
from permits.label.public import limits
from permits.published import decisions, receipt
from permits.published.form import form_pdf
from permits.published.guide import guide
from permits.published.schemas import DecisionOut, GuideOut, ReceiptIn, ReceiptOut, Result

router = APIRouter(prefix="/public", tags=["public"])


@router.get("/permit-guide")
async def read_guide(session: Db, request: Request) -> GuideOut:
    """Conditions, papers, steps with their terms, offices (行政许可法 30)."""
    async with request.app.state.bulkhead.turn():
        told = await guide(session, terms=await bound_to(session, clock.now()))
        await commit_now(session)
    return told


@router.get("/application-form.pdf", response_class=Response)
async def get_form(settings: Conf, request: Request) -> Response:
    """The blank application form."""
    async with request.app.state.bulkhead.turn():
        font = await asyncio.to_thread(chinese_font, settings)
        made = await asyncio.to_thread(lambda: form_pdf(font=font))
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote('校车使用许可申请表.pdf')}",
        "Cache-Control": "public, max-age=86400",
    }
    return Response(made, media_type="application/pdf", headers=headers)


@router.get("/decisions")
async def list_decisions(
    session: Db,
    request: Request,
    paging: Paging,
    search: QueryText = None,
    result: Annotated[Result | None, Query()] = None,
) -> Page[DecisionOut]:
    """Decisions on permits, the newest first (行政许可法 40)."""
    async with request.app.state.bulkhead.turn():
        found = await decisions.list_decisions(session, query=paging, search=search, result=result)
        await commit_now(session)
    return Page.of(*found)


@router.post("/receipt-status")
async def ask_receipt(session: Db, settings: Conf, request: Request, asked: ReceiptIn) -> ReceiptOut:
    """How a file stands, for who knows its number and the applicant's telephone. 404 in the same words for either, 429 past the
    limits of one address and of one number.
    """
    sessions, address = request.app.state.sessions, caller_of(request).address
    async with request.app.state.bulkhead.turn():
        attempt = await limits.count_receipt(sessions, settings, address, asked.number)
    told = await receipt.standing(session, asked=asked, now=clock.now())
    await commit_now(session)
    await limits.take_back(sessions, attempt)
    return told
