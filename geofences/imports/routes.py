"""HTTP of imported places: GeoJSON, KML, CSV, OpenStreetMap; looked at first, then taken over whole."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request

from core import clock
from core.access import Viewer
from core.deps import Conf, Db, allowed, caller_of
from core.errors import BadRequest, Invalid, field
from core.problems import locale_of
from fleet.schemas import QueryText
from geofences.imports import geojson, kml, osm, service, table
from geofences.imports.datum import Datum
from geofences.imports.rows import ROWS_MAX, Row
from geofences.imports.schemas import ImportCount, ImportProblem, ImportRow, LeftOut, PlacesImported
from geofences.imports.xml import bad
from geofences.schemas import RADIUS_M, WIDTH_M, Category
from geofences.service import ground_of

PATH = "/places/import"
BODY_MAX_BYTES = 16 * 1024 * 1024
READERS = {
    "application/geo+json": geojson.read,
    "application/vnd.google-earth.kml+xml": kml.read,
    "text/csv": table.read,
}
OSM = "application/vnd.openstreetmap.data+xml"
MEDIA_TYPES = frozenset({*READERS, OSM})
A_FILE = {"requestBody": {"required": True, "content": {media: {} for media in sorted(MEDIA_TYPES)}}}
router = APIRouter(tags=["geofences"])


@router.post(PATH, openapi_extra=A_FILE)
async def import_places(
    session: Db,
    viewer: Annotated[Viewer, Depends(allowed("place.change"))],
    settings: Conf,
    request: Request,
    dry: bool = True,
    datum: Datum = "wgs84",
    category: Category | None = None,
    kind: QueryText = None,
    source: Annotated[str | None, Query(min_length=1, max_length=200)] = None,
    width_m: Annotated[float | None, Query(ge=WIDTH_M[0], le=WIDTH_M[1])] = None,
    radius_m: Annotated[float | None, Query(ge=RADIUS_M[0], le=RADIUS_M[1])] = None,
) -> PlacesImported:
    """Places of a file: `dry` only looks. All are taken over or, when a single one is wrong, none.

    `category`, `kind`, `source`, `width_m`, `radius_m` fill what the file leaves empty; `datum` is what it is drawn in.
    """
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    data = await request.body()
    left_out: Counter[str] = Counter()
    usual: dict[str, Any] = {
        "category": category, "kind": kind, "source": source, "width_m": width_m, "radius_m": radius_m
    }  # fmt: skip
    ground = await ground_of(session, settings, clock.now())

    def look() -> list[service.Wish]:
        rows = _few(_rows(data, media_type, datum, left_out))
        return service.understood(rows, datum=datum, usual=usual, ground=ground)

    wishes = await asyncio.to_thread(look)
    await service.compared(session, viewer=viewer, wishes=wishes)
    if not dry:
        told = {"media_type": media_type, "datum": datum, "bytes": len(data)}
        await service.take_over(session, viewer=viewer, wishes=wishes, file=told, address=caller_of(request).address)
    return _shown(wishes, left_out, dry, locale_of(request))


def _rows(data: bytes, media_type: str, datum: Datum, left_out: Counter[str]) -> Iterable[Row]:
    if media_type == OSM:
        if datum != "wgs84":
            wrong = field("datum", zh="OpenStreetMap 的坐标就是 WGS-84", en="OpenStreetMap is in WGS-84")
            raise Invalid(wrong)
        return osm.read(data, left_out)
    if media_type not in READERS:
        raise BadRequest(
            415,
            "not_places",
            zh="请上传 GeoJSON、KML、CSV 或 OpenStreetMap（.osm）文件。",
            en="Send a GeoJSON, KML, CSV or OpenStreetMap (.osm) file.",
        )
    return READERS[media_type](data)


def _few(rows: Iterable[Row]) -> list[Row]:
    found = list(islice(rows, ROWS_MAX + 1))
    if len(found) > ROWS_MAX:
        raise bad(f"最多 {ROWS_MAX} 个地点，请分成几个文件", f"has more than {ROWS_MAX} places; split it")
    if not found:
        raise bad("文件中没有地点", "holds no place")
    return found


def _shown(wishes: list[service.Wish], left_out: Counter[str], dry: bool, locale: str) -> PlacesImported:
    whats = Counter(wish.what for wish in wishes)
    return PlacesImported(
        dry=dry,
        new=whats["new"],
        changed=whats["change"],
        same=whats["same"],
        wrong=whats["wrong"],
        counts=[
            ImportCount(category=category, kind=kind, count=count)
            for (category, kind), count in sorted(service.counted(wishes).items())
        ],
        left_out=[LeftOut(reason=reason, count=count) for reason, count in sorted(left_out.items())],
        rows=[_row(wish, locale) for wish in wishes],
    )


def _row(wish: service.Wish, locale: str) -> ImportRow:
    cells = wish.row.cells
    limit = cells.get("limit_kmh")
    return ImportRow.model_validate(
        {
            "row": wish.row.number,
            "what": wish.what,
            "name": str(cells.get("name", ""))[:100],
            "category": wish.place.category if wish.place else str(cells.get("category", ""))[:40],
            "kind": wish.place.kind if wish.place else str(cells.get("kind", ""))[:40],
            "limit_kmh": wish.place.limit_kmh if wish.place else limit if isinstance(limit, int | float) else None,
            "geometry": None if "geometry" in wish.wrong else wish.geometry,
            "errors": [ImportProblem(column=name, message=text.of(locale)) for name, text in wish.wrong.items()],
        }
    )
