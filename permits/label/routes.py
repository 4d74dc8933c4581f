"""HTTP of labels for who is logged in: which signs wait for one, making, reprinting, declaring void, the sheets to print."""

import asyncio
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Response
from pydantic import Field
from sqlalchemy import select

from core import clock
from core.access import Viewer, visible
from core.database import commit_now
from core.deps import Conf, Db, Me, allowed, origin_of
from core.errors import Missing
from core.paper.fonts import chinese_font
from core.shapes import BIGINT_MAX, INT_MAX, BigPathId, BigQueryId, Page, QueryId
from permits.desk.models import SignFile
from permits.desk.routes import Acting
from permits.label import making
from permits.label.code import opened
from permits.label.keys import load_key
from permits.label.models import Label
from permits.label.paper import labels_pdf
from permits.label.schemas import MOST_AT_ONCE, ForPrinting, LabelOut, MakeIn, ReprintIn, VoidIn, WaitingOut
from permits.models import Permit

router = APIRouter(prefix="/labels", tags=["labels"])
Maker = Annotated[Viewer, Depends(allowed("label.make"))]
Ids = Annotated[list[Annotated[int, Field(ge=1, le=BIGINT_MAX)]], Query(min_length=1, max_length=MOST_AT_ONCE)]
Permits = Annotated[list[Annotated[int, Field(ge=1, le=INT_MAX)]] | None, Query(max_length=MOST_AT_ONCE)]


@router.get("")
async def list_labels(
    session: Db, viewer: Me, hand: Acting, application_id: BigQueryId = None, permit_id: QueryId = None
) -> Page[LabelOut]:
    """Labels as they stand now, the newest first, 200 at most; of one application or of one permit where it is said."""
    where = [
        *(() if application_id is None else (SignFile.application_id == application_id,)),
        *(() if permit_id is None else (Permit.id == permit_id,)),
    ]
    found = await making.list_labels(session, viewer=viewer, now=clock.now(), hand=hand, where=where)
    return Page.of(found, None)


@router.post("", status_code=201)
async def make_labels(session: Db, _viewer: Maker, hand: Acting, settings: Conf, body: MakeIn) -> Page[LabelOut]:
    """A label for each of these signs; one that has a label keeps it. 409 for a sign that is not in use."""
    key = load_key(settings.label_key)
    made = await making.make(session, hand=hand, key=key, sign_ids=body.sign_ids)
    return Page.of(await _shown(session, hand, made), None)


@router.get("/waiting")
async def list_waiting(
    session: Db, viewer: Me, application_id: BigQueryId = None, permit_id: QueryId = None
) -> Page[WaitingOut]:
    """Signs in use that have no label, 200 at most."""
    found = await making.waiting(
        session,
        viewer=viewer,
        now=clock.now(),
        application_id=application_id,
        permit_ids=None if permit_id is None else [permit_id],
    )
    return Page.of(found, None)


@router.get("/for-printing")
async def list_for_printing(
    session: Db, hand: Acting, permit_id: Permits = None, holder_id: QueryId = None, round_id: QueryId = None
) -> ForPrinting:
    """The labels to print of many permits in force: of these, of one holder, of a round; and what has none yet. 200 at most."""
    return await making.for_printing(session, hand=hand, permit_ids=permit_id, holder_id=holder_id, round_id=round_id)


@router.get("/sheets.pdf", response_class=Response)
async def print_labels(session: Db, viewer: Me, settings: Conf, ids: Ids) -> Response:
    """The labels to print, a sheet each with two of the same. 404 when one of them is not there, or not this viewer's to see."""
    font = await asyncio.to_thread(chinese_font, settings)
    wanted = list(dict.fromkeys(ids))
    rows = await session.execute(select(Label.id, Label.code).where(Label.id.in_(wanted), visible(viewer, "label")))
    codes = {row.id: row.code for row in rows}
    if missing := [one for one in wanted if one not in codes]:
        raise Missing("label", missing[0])
    await commit_now(session)
    before = f"{origin_of(settings)}{making.PATH}"
    told = [(opened(codes[one]).said, before, codes[one]) for one in wanted]
    made = await asyncio.to_thread(labels_pdf, told, font=font)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote('校车核验标贴.pdf')}",
        "Cache-Control": "private, no-store",
    }
    return Response(made, media_type="application/pdf", headers=headers)


@router.post("/{label_id}/reprints", status_code=201)
async def reprint_label(
    session: Db, _viewer: Maker, hand: Acting, settings: Conf, label_id: BigPathId, body: ReprintIn
) -> LabelOut:
    """Another label of the same sign with a serial of its own; the one before stays, or is void from now on."""
    key = load_key(settings.label_key)
    made = await making.reprint(session, hand=hand, key=key, label_id=label_id, reason=body.reason, old=body.old)
    return (await _shown(session, hand, [made.id]))[0]


@router.post("/{label_id}/void")
async def void_label(session: Db, _viewer: Maker, hand: Acting, label_id: BigPathId, body: VoidIn) -> LabelOut:
    """Declare a label void. 409 for one that is."""
    await making.void(session, hand=hand, label_id=label_id, reason=body.reason)
    return (await _shown(session, hand, [label_id]))[0]


async def _shown(session: Db, hand: Acting, ids: list[int]) -> list[LabelOut]:
    assert hand.viewer is not None
    found = await making.list_labels(session, viewer=hand.viewer, now=hand.now, hand=hand, where=[Label.id.in_(ids)])
    return sorted(found, key=lambda one: ids.index(int(one.id)))
