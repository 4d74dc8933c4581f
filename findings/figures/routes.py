"""HTTP of figures: today, the report of a span, the lists behind the figures, the same as XLSX and PDF."""

import asyncio
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer
from core.deps import Conf, Db, Me, Paging, caller_of
from core.paper.fonts import chinese_font
from core.shapes import Page
from findings.desk.schemas import CaseOut
from findings.figures import service
from findings.figures.ask import Ask, Asked
from findings.figures.paper.pdf import as_pdf
from findings.figures.paper.tables import Made, made_of
from findings.figures.paper.workbook import as_xlsx
from findings.figures.schemas import BusOut, CaseSet, Report, RunSet, Today, Window
from findings.figures.today import today
from findings.schemas import FindingOut
from fleet.schemas import QueryText
from runs.schemas import RunOut

router = APIRouter(tags=["figures"])
PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Language = Literal["zh-CN", "en"]


@router.get("/figures")
async def get_figures(session: Db, viewer: Me, ask: Asked) -> Report:
    """The figures of a span of local days, last month's unless asked otherwise, beside the span before."""
    return await service.report(session, viewer=viewer, ask=ask)


@router.get("/figures/today")
async def get_today(session: Db, viewer: Me, ask: Asked) -> Today:
    """The figures of the day it is; of what was asked only the filters count."""
    return await today(session, viewer=viewer, ask=ask)


@router.get("/figures/findings")
async def list_findings_of(
    session: Db,
    viewer: Me,
    paging: Paging,
    ask: Asked,
    key: QueryText = None,
    false: Annotated[bool, Query(alias="rejected")] = False,
    window: Window = "now",
) -> Page[FindingOut]:
    """The findings behind a figure: of one `key` of the grouping (`none`: not known), the rejected ones, the span before."""
    return Page.of(
        *await service.findings_of(session, viewer=viewer, query=paging, ask=ask, key=key, false=false, window=window)
    )


@router.get("/figures/cases")
async def list_cases_of(
    session: Db,
    viewer: Me,
    paging: Paging,
    ask: Asked,
    named: Annotated[CaseSet, Query(alias="set")] = "open",
    key: QueryText = None,
) -> Page[CaseOut]:
    """The cases behind a figure; `key` is an operator's (`none`: not known)."""
    return Page.of(*await service.cases_of(session, viewer=viewer, query=paging, ask=ask, named=named, key=key))


@router.get("/figures/buses")
async def list_buses_of(session: Db, viewer: Me, paging: Paging, ask: Asked, seen: bool | None = None) -> Page[BusOut]:
    """The buses that sent a position today, or did not."""
    return Page.of(*await service.buses_of(session, viewer=viewer, query=paging, ask=ask, seen=seen))


@router.get("/figures/runs")
async def list_runs_of(
    session: Db, viewer: Me, paging: Paging, ask: Asked, state: RunSet | None = None, key: QueryText = None
) -> Page[RunOut]:
    """The runs of the span, of one state, or those that were driven; `key` is an operator's, a school's or a driver's."""
    return Page.of(*await service.runs_of(session, viewer=viewer, query=paging, ask=ask, state=state, key=key))


@router.get("/figures.xlsx", response_class=Response, responses={200: {"content": {XLSX: {}}}})
async def get_workbook(session: Db, viewer: Me, request: Request, ask: Asked, lang: Language | None = None) -> Response:
    """What the page shows as a workbook. That it was made is recorded."""
    made = await _made(session, viewer, request, ask, lang, "xlsx")
    return _file(await asyncio.to_thread(as_xlsx, made), XLSX, f"{made.file_name}.xlsx")


@router.get("/figures.pdf", response_class=Response, responses={200: {"content": {PDF: {}}}})
async def get_paper(
    session: Db, viewer: Me, settings: Conf, request: Request, ask: Asked, lang: Language | None = None
) -> Response:
    """What the page shows as a paper. That it was made is recorded."""
    made = await _made(session, viewer, request, ask, lang, "pdf")
    paper = await asyncio.to_thread(lambda: as_pdf(made, chinese_font(settings)))
    return _file(paper, PDF, f"{made.file_name}.pdf")


async def _made(
    session: AsyncSession, viewer: Viewer, request: Request, ask: Ask, lang: Language | None, form: str
) -> Made:
    """Today and the report in the reader's language, with who made it and when."""
    now_figures = await today(session, viewer=viewer, ask=ask)
    report = await service.report(session, viewer=viewer, ask=ask)
    await audit.record(
        session, viewer=viewer, action="figures.export", kind="figures", id=f"{ask.first}..{ask.last}",
        detail={"form": form, "by": ask.by}, address=caller_of(request).address,
    )  # fmt: skip
    return made_of(now_figures, report, ask=ask, by=viewer.display_name, locale=lang or viewer.locale)


def _file(data: bytes, media_type: str, name: str) -> Response:
    return Response(
        data, media_type=media_type, headers={"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    )
