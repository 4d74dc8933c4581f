"""HTTP of letters: their texts, the letter of a step, the data sheet of the sign."""

import asyncio
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Response

from core.access import Viewer
from core.database import commit_now
from core.deps import Conf, Db, allowed, origin_of
from core.paper.fonts import chinese_font
from core.shapes import BigPathId
from permits.desk.letters import templates
from permits.desk.letters.making import letter_of
from permits.desk.letters.paper import letter_pdf
from permits.desk.letters.schemas import TemplateIn, TemplateOut, TemplateVersionOut
from permits.desk.letters.sign.facts import sign_sheet
from permits.desk.letters.sign.paper import sign_pdf
from permits.desk.routes import Acting

router = APIRouter(tags=["applications"])
RECEIPT = "/published/receipt/"  # the page that tells how a file stands
Editor = Annotated[Viewer, Depends(allowed("letter.edit"))]


@router.get("/letter-templates")
async def list_letter_templates(session: Db, _viewer: Editor) -> list[TemplateOut]:
    """Every letter: its text now, the default, and the fields that it may use."""
    return await templates.list_templates(session)


@router.get("/letter-templates/{name}/versions")
async def list_letter_versions(session: Db, _viewer: Editor, name: str) -> list[TemplateVersionOut]:
    """The texts that the office gave a letter, the newest first; the default is none of them."""
    return await templates.list_versions(session, name=name)


@router.put("/letter-templates/{name}")
async def keep_letter_template(session: Db, _viewer: Editor, hand: Acting, name: str, body: TemplateIn) -> TemplateOut:
    """A letter's next text. 422 names the fields that it does not have, 409 when it was changed meanwhile."""
    return await templates.keep_template(session, hand=hand, name=name, wish=body)


@router.get("/applications/{application_id}/letters/{event_id}", response_class=Response)
async def get_letter(
    session: Db, hand: Acting, settings: Conf, application_id: BigPathId, event_id: BigPathId
) -> Response:
    """The letter of a step in PDF; the first making gives its number and keeps its text. 404 for a step that makes none."""
    font = await asyncio.to_thread(chinese_font, settings)
    said = await letter_of(session, hand=hand, application_id=application_id, event_id=event_id)
    await commit_now(session)
    ask_at = f"{origin_of(settings)}{RECEIPT}{said.application}" if said.name == "receipt" else None
    made = await asyncio.to_thread(letter_pdf, said, font=font, ask_at=ask_at)
    return pdf_file(made, f"{said.title}-{said.number}.pdf")


@router.get("/applications/{application_id}/sign-sheet", response_class=Response)
async def get_sign_sheet(session: Db, hand: Acting, settings: Conf, application_id: BigPathId) -> Response:
    """What traffic police make the sign from, in PDF; it is no sign. 409 until the permit is issued."""
    font = await asyncio.to_thread(chinese_font, settings)
    said = await sign_sheet(session, hand=hand, application_id=application_id)
    await commit_now(session)
    made = await asyncio.to_thread(sign_pdf, said, font=font)
    return pdf_file(made, f"校车标牌数据单-{said.plate}.pdf")


def pdf_file(data: bytes, name: str) -> Response:
    """A PDF that is saved under a name, and kept by nobody in between."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Cache-Control": "private, no-store",
    }
    return Response(data, media_type="application/pdf", headers=headers)
