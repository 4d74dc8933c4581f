"""HTTP of many devices at once: the template, and the table that comes back."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from core.access import Viewer
from core.deps import Conf, Db, Me, allowed, caller_of
from core.problems import locale_of
from core.tables import template
from fleet.devices import bulk, table
from fleet.devices.schemas import Imported, ImportProblem, ImportRow

PATH = "/devices/import"
router = APIRouter(tags=["devices"])
A_TABLE = {"requestBody": {"required": True, "content": {media: {} for media in sorted(table.MEDIA_TYPES)}}}


@router.post(PATH, openapi_extra=A_TABLE)
async def import_devices(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("device.import"))],
    settings: Conf,
    request: Request,
    dry: bool = True,
) -> Imported:
    """Let in the devices of a table (CSV, XLSX): all or, when a single cell is wrong, none. `dry` only looks.

    The answer holds their secrets, once.
    """
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    data = await request.body()
    rows = await asyncio.to_thread(table.read, data, media_type, most=settings.device_import_max_rows)
    wishes = await bulk.understood(session, viewer=viewer, rows=rows, zone=settings.zone)
    if not dry:
        await bulk.let_in(session, viewer=viewer, wishes=wishes, address=caller_of(request).address)
    locale = locale_of(request)
    return Imported(dry=dry, added=0 if dry else len(wishes), rows=[_shown(wish, locale) for wish in wishes])


@router.get("/devices/import-template.csv", response_class=Response)
async def csv_template(_viewer: Me, request: Request) -> Response:
    """The heading of the table as CSV."""
    return _file(template.as_csv(table.COLUMNS, locale_of(request)), table.CSV, "devices.csv")


@router.get("/devices/import-template.xlsx", response_class=Response)
async def xlsx_template(_viewer: Me, request: Request) -> Response:
    """The heading of the table as XLSX, with what belongs where."""
    made = await asyncio.to_thread(template.as_xlsx, table.COLUMNS, table.SHEET, locale_of(request))
    return _file(made, table.XLSX, "devices.xlsx")


def _shown(wish: bulk.Wish, locale: str) -> ImportRow:
    return ImportRow(
        row=wish.row.number,
        id=wish.id,
        protocol=wish.protocol,
        plate=wish.plate,
        name=wish.name,
        since=wish.since,
        secret=wish.secret,
        errors=[ImportProblem(column=name, message=text.of(locale)) for name, text in wish.wrong.items()],
    )


def _file(data: bytes, media_type: str, name: str) -> Response:
    return Response(data, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
