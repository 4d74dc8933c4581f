"""HTTP of the page itself: what it must know before a login, and the map that needs no internet."""

from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from fastapi.responses import FileResponse

from core.deps import Conf, current_viewer
from core.errors import Missing
from core.settings import DemoAccount
from core.shapes import Out
from core.version import VERSION

router = APIRouter(tags=["page"])
BASE_LAYER = Path(__file__).parent / "base" / "lianyun.geojson"
LoggedIn = Annotated[object, Depends(current_viewer)]


class Tiles(Out):
    """A raster tile source and the datum it is drawn in; shifts are made at the edge, by the page."""

    url: str
    datum: Literal["wgs84", "gcj02", "bd09"]
    attribution: str


class MapConfig(Out):
    """Where the map opens, in degrees WGS-84, and what it is drawn on; without tiles the bundled base layer."""

    center: tuple[float, float]
    zoom: float
    bounds: tuple[float, float, float, float]
    tiles: Tiles | None
    pmtiles: str | None


class ConfigOut(Out):
    """What the page must know before anybody is logged in."""

    map: MapConfig
    timezone: str
    silent_after_s: int
    version: str
    demo: bool
    demo_accounts: tuple[DemoAccount, ...] | None = None


@router.get("/config", response_model_exclude_unset=True)
async def config(settings: Conf) -> ConfigOut:
    """What the page must know before a login. Demo accounts are in it in the demo only."""
    tiles = None
    if settings.tiles_url:
        tiles = Tiles(url=settings.tiles_url, datum=settings.tiles_datum, attribution=settings.tiles_attribution)
    seen = MapConfig(
        center=settings.map_center,
        zoom=settings.map_zoom,
        bounds=settings.map_bounds,
        tiles=tiles,
        pmtiles="/api/v1/map/tiles.pmtiles" if settings.pmtiles_file else None,
    )
    shown = {"demo_accounts": settings.demo_accounts} if settings.demo else {}
    return ConfigOut(
        map=seen,
        timezone=settings.timezone,
        silent_after_s=settings.silent_after_s,
        version=VERSION,
        demo=settings.demo,
        **shown,
    )


@router.get("/map/base", response_class=FileResponse)
async def base_layer() -> FileResponse:
    """The bundled base layer: coast, district outline, roads; GeoJSON in WGS-84. Public: who reports marks the place on it."""
    return FileResponse(
        BASE_LAYER, media_type="application/geo+json", headers={"Cache-Control": "private, max-age=3600"}
    )


@router.get("/map/tiles.pmtiles", response_class=FileResponse)
async def pmtiles(_viewer: LoggedIn, settings: Conf) -> FileResponse:
    """The PMTiles file of a closed network, by ranges; 404 when none is set."""
    if settings.pmtiles_file is None or not settings.pmtiles_file.is_file():
        raise Missing("pmtiles", "file")
    return FileResponse(
        settings.pmtiles_file,
        media_type="application/vnd.pmtiles",
        # ranges of a file that is compressed inside: never compressed again on the way
        headers={"Cache-Control": "private, max-age=3600", "Content-Encoding": "identity"},
    )
