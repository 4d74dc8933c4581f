"""HTTP of papers: the case file, the monthly notice, the police's own notice."""

import asyncio
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response

from core import audit, clock
from core.access import Viewer
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.paper.fonts import chinese_font
from core.shapes import BigPathId, Page
from findings.desk.paper import monthly, monthly_files, police
from findings.desk.paper.casefile import case_file
from findings.desk.paper.facts import canonical, facts_of, sha256_of
from findings.desk.paper.police import Imported, PoliceNoticeOut

router = APIRouter(prefix="/desk", tags=["desk"])
IMPORT = "/desk/police-notices"
A_TABLE = {"requestBody": {"required": True, "content": {media: {} for media in sorted(police.MEDIA_TYPES)}}}
PDF, HTML = "application/pdf", "text/html; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Month = Annotated[str, Query(pattern=r"^\d{4}-\d{2}$", max_length=7)]


@router.get("/cases/{case_id}/file.pdf", response_class=Response)
async def get_case_file(session: Db, viewer: Me, settings: Conf, request: Request, case_id: BigPathId) -> Response:
    """The case file in PDF, its data embedded. That it was made is recorded."""
    facts = await facts_of(session, viewer=viewer, case_id=case_id, settings=settings)
    made = await asyncio.to_thread(
        lambda: case_file(facts, font=chinese_font(settings), zone=settings.zone, made_at=clock.now())
    )
    await audit.record(
        session, viewer=viewer, action="case.file", kind="case", id=case_id, detail={"sha256": sha256_of(facts)},
        address=caller_of(request).address,
    )  # fmt: skip
    return _file(made, PDF, f"案卷-{facts['case']['plate']}-{case_id}.pdf")


@router.get("/cases/{case_id}/file.json", response_class=Response)
async def get_case_data(session: Db, viewer: Me, settings: Conf, case_id: BigPathId) -> Response:
    """The data that the case file's hash is of, as canonical JSON."""
    facts = await facts_of(session, viewer=viewer, case_id=case_id, settings=settings)
    answer = _file(canonical(facts), "application/json", f"case-{case_id}.json")
    answer.headers["X-Content-SHA256"] = sha256_of(facts)
    return answer


@router.get("/monthly-notice", response_class=Response)
async def get_monthly_notice(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("notice.draft"))],
    settings: Conf,
    month: Month,
    by: Literal["operator", "school"] = "operator",
    form: Literal["html", "pdf", "xlsx"] = "html",
) -> Response:
    """The draft of the bureau's notice of a month, by operator or school."""
    made = await monthly.notice(session, viewer=viewer, month=monthly.month_of(month), by=by, zone=settings.zone)
    name = f"通报-{month}-{by}.{form}"
    if form == "html":
        return _file(monthly_files.as_html(made, settings.zone), HTML, name)
    if form == "xlsx":
        return _file(await asyncio.to_thread(monthly_files.as_xlsx, made, settings.zone), XLSX, name)
    pdf = await asyncio.to_thread(lambda: monthly_files.as_pdf(made, chinese_font(settings), settings.zone))
    return _file(pdf, PDF, name)


@router.get("/police-notices")
async def list_police_notices(
    session: Db, viewer: Me, paging: Paging, month: Month | None = None
) -> Page[PoliceNoticeOut]:
    """The offences that the police told us of; never findings of ours."""
    asked = None if month is None else monthly.month_of(month)
    return Page.of(*await police.notices(session, viewer=viewer, query=paging, month=asked))


@router.post(IMPORT.removeprefix("/desk"), openapi_extra=A_TABLE, status_code=201)
async def import_police_notices(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("police_notice.import"))],
    settings: Conf,
    request: Request,
    month: Month,
) -> Imported:
    """Import a month's notice (CSV, XLSX): all rows or, when a single cell is wrong, none."""
    data, asked = await request.body(), monthly.month_of(month)
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    offences = await asyncio.to_thread(police.read, data, media_type, month=asked, zone=settings.zone)
    return await police.keep(session, viewer=viewer, month=asked, offences=offences, address=caller_of(request).address)


def _file(data: bytes, media_type: str, name: str) -> Response:
    return Response(
        data, media_type=media_type, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    )
