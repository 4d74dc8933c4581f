"""HTTP of imports: the kinds of tables and their templates, a table that comes in, what was imported, what buses lack."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from core import clock
from core.access import Viewer
from core.deps import Conf, Db, Me, Paging, allowed
from core.problems import locale_of
from core.shapes import BigPathId, Page
from core.tables import template
from core.tables.reading import CSV, MEDIA_TYPES, XLSX
from fleet.schemas import PRINTABLE, QueryText
from geofences.imports.datum import Datum
from permits.desk.routes import Acting
from permits.imports import missing, service, undo
from permits.imports.schemas import ImportDetail, Imported, ImportOut, KindName, Kinds, MissingOut, MissingSummary

PATH = "/imports"
BODY_MAX_BYTES = 16 * 1024 * 1024
router = APIRouter(tags=["imports"])
A_TABLE = {"requestBody": {"required": True, "content": {media: {} for media in sorted(MEDIA_TYPES)}}}
Importer = Annotated[Viewer, Depends(allowed("register.import"))]
FileName = Annotated[str, Query(min_length=1, max_length=200, pattern=PRINTABLE)]


@router.get(f"{PATH}/kinds")
async def list_kinds(_viewer: Importer, request: Request) -> Kinds:
    """The kinds of tables, with what belongs into each column."""
    return service.kinds(locale_of(request))


@router.get(f"{PATH}/template.csv", response_class=Response)
async def csv_template(_viewer: Importer, request: Request, kind: KindName) -> Response:
    """The heading of a kind of table as CSV."""
    return _file(template.as_csv(service.KINDS[kind].columns, locale_of(request)), CSV, f"{kind}.csv")


@router.get(f"{PATH}/template.xlsx", response_class=Response)
async def xlsx_template(_viewer: Importer, request: Request, kind: KindName) -> Response:
    """The heading of a kind of table as XLSX, with what belongs where."""
    chosen = service.KINDS[kind]
    made = await asyncio.to_thread(template.as_xlsx, chosen.columns, chosen.title, locale_of(request))
    return _file(made, XLSX, f"{kind}.xlsx")


@router.get(f"{PATH}/missing")
async def list_missing(
    session: Db, viewer: Me, settings: Conf, paging: Paging, what: QueryText = None, plate: QueryText = None
) -> Page[MissingOut]:
    """Buses with what each lacks before its rules can be switched on."""
    found = await missing.list_missing(
        session, viewer=viewer, query=paging, at=clock.now(), today=clock.today(settings.zone), what=what, plate=plate
    )
    return Page.of(*found)


@router.get(f"{PATH}/missing/summary")
async def missing_summary(session: Db, viewer: Me, settings: Conf) -> MissingSummary:
    """How many buses lack what."""
    return await missing.summary(session, viewer=viewer, at=clock.now(), today=clock.today(settings.zone))


@router.post(PATH, openapi_extra=A_TABLE)
async def import_table(
    session: Db,
    _viewer: Importer,
    hand: Acting,
    request: Request,
    kind: KindName,
    name: FileName,
    dry: bool = True,
    datum: Datum = "wgs84",
) -> Imported:
    """Take over a table (CSV, XLSX): all or, when a single cell is wrong, none. `dry` only looks."""
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    file = service.File(name, await request.body(), media_type)
    return await service.import_table(
        session, hand=hand, kind=service.KINDS[kind], file=file, datum=datum, dry=dry, locale=locale_of(request)
    )


@router.get(PATH)
async def list_imports(session: Db, viewer: Me, paging: Paging) -> Page[ImportOut]:
    """What was imported, the newest first."""
    return Page.of(*await service.list_imports(session, viewer=viewer, query=paging))


@router.get(f"{PATH}/{{register_import_id}}")
async def get_import(session: Db, viewer: Me, request: Request, register_import_id: BigPathId) -> ImportDetail:
    """One import, with what stands in the way of undoing it."""
    one = await service.one_import(session, viewer=viewer, import_id=register_import_id)
    found = []
    if one["undone_at"] is None:
        found = await undo.obstacles(session, import_id=register_import_id, locale=locale_of(request))
    more = max(0, len(found) - undo.MOST_TOLD)
    return ImportDetail.model_validate(one | {"obstacles": found[: undo.MOST_TOLD], "more": more})


@router.delete(f"{PATH}/{{register_import_id}}", status_code=204)
async def undo_import(
    session: Db, _viewer: Importer, hand: Acting, request: Request, register_import_id: BigPathId
) -> None:
    """Undo an import. 409 `import_in_use` names what stands in the way."""
    await undo.undo(session, import_id=register_import_id, hand=hand, locale=locale_of(request))


def _file(data: bytes, media_type: str, name: str) -> Response:
    return Response(data, media_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
