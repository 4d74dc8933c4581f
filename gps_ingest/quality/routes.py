"""HTTP of the quality of data: a month's six metrics, their definitions, the days, one vehicle, the workbook."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response

from core.deps import Conf, Db, Me, Paging
from core.shapes import PathId, QueryId
from gps_ingest.quality import service
from gps_ingest.quality.schemas import By, DefinitionsOut, QualityDaysOut, QualityPage, VehicleQualityOut
from gps_ingest.quality.sheet import gather, workbook
from gps_ingest.quality.sums import Scope

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Month = Annotated[str | None, Query(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]
router = APIRouter(tags=["quality"])


@router.get("/quality/definitions")
async def get_definitions(_viewer: Me) -> DefinitionsOut:
    """What the six metrics mean, where that is from, and what in it is ours."""
    return service.definitions()


@router.get("/quality")
async def get_quality(
    session: Db,
    viewer: Me,
    settings: Conf,
    paging: Paging,
    month: Month = None,
    by: By = "platform",
    operator_id: QueryId = None,
) -> QualityPage:
    """The six metrics of a month (YYYY-MM, in the zone of the service; the present one, if not said)."""
    scope, period = Scope(viewer, operator_id=operator_id), service.period_of(month, settings)
    return await service.quality(session, scope=scope, period=period, by=by, query=paging, settings=settings)


@router.get("/quality/days")
async def get_days(
    session: Db,
    viewer: Me,
    settings: Conf,
    month: Month = None,
    vehicle_id: QueryId = None,
    operator_id: QueryId = None,
) -> QualityDaysOut:
    """The days of a month: of one vehicle, of an operator's, or of all."""
    scope = Scope(viewer, operator_id=operator_id, vehicle_id=vehicle_id)
    return await service.days(session, scope=scope, period=service.period_of(month, settings))


@router.get("/vehicles/{vehicle_id}/quality")
async def get_vehicle_quality(
    session: Db, viewer: Me, settings: Conf, vehicle_id: PathId, days: Annotated[int, Query(ge=1, le=366)] = 7
) -> VehicleQualityOut:
    """One vehicle over its last days, today included."""
    return await service.last_days(session, viewer=viewer, vehicle_id=vehicle_id, count=days, settings=settings)


@router.get("/quality.xlsx", response_class=Response, responses={200: {"content": {XLSX: {}}}})
async def get_workbook(
    session: Db,
    viewer: Me,
    settings: Conf,
    month: Month = None,
    lang: Literal["zh-CN", "en"] | None = None,
) -> Response:
    """All figures of a month as a workbook, in the reader's language."""
    period = service.period_of(month, settings)
    gathered = await gather(session, viewer=viewer, period=period, settings=settings, locale=lang or viewer.locale)
    content = await asyncio.to_thread(workbook, gathered)
    name = f"quality-{period.since:%Y-%m}.xlsx"
    return Response(content, media_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
