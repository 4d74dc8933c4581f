"""A line out of a file: GeoJSON, KML or GPX, drawn in WGS-84, GCJ-02 or BD-09; its longest path, and its points as stops."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import shapely

from core.errors import BadRequest, Invalid
from fleet.geojson import Point
from geofences.imports import geojson, kml
from geofences.imports.datum import Datum, to_wgs84
from geofences.imports.rows import Row
from geofences.imports.xml import bad, elements, local
from geofences.plane import Plane
from permits.lines.along import places_along
from permits.lines.schemas import POINTS_MAX, STOPS_MAX, LineProposal, ProposedStop
from permits.lines.tracks import geojson_of

GPX = "application/gpx+xml"
REACH_M = 150.0  # of a stop in a file that was drawn by hand
USUAL_MPS, HALT_S = 25 / 3.6, 30  # what a bus makes in a village, until somebody who drove it says otherwise
SIMPLER_M = 3.0


def _gpx(data: bytes) -> Iterator[Row]:
    """Tracks and routes are paths, waypoints are stops."""
    for number, element in enumerate(elements(data, "wpt", "trk", "rte"), 1):
        name = next((part.text for part in element if local(part.tag) == "name"), None)
        cells = {} if name is None else {"name": name}
        if local(element.tag) == "wpt":
            yield Row(number, cells, {"type": "Point", "coordinates": _position(element)})
        else:
            corners = [_position(part) for part in element.iter() if local(part.tag) in ("trkpt", "rtept")]
            yield Row(number, cells, {"type": "LineString", "coordinates": corners})


def _position(element: Any) -> list[float]:
    try:
        return [float(element.get("lon", "")), float(element.get("lat", ""))]
    except ValueError as error:
        raise bad("坐标无法识别", "has a position that is none") from error


READERS: dict[str, Callable[[bytes], Iterable[Row]]] = {
    "application/geo+json": geojson.read,
    "application/vnd.google-earth.kml+xml": kml.read,
    GPX: _gpx,
}
MEDIA_TYPES = frozenset(READERS)


def proposal_of(data: bytes, media_type: str, datum: Datum) -> LineProposal:
    """What the file draws. Raises BadRequest (415), Invalid on `file`."""
    if media_type not in READERS:
        raise BadRequest(
            415, "not_a_line", zh="请上传 GeoJSON、KML 或 GPX 文件。", en="Send a GeoJSON, KML or GPX file."
        )
    paths: list[np.ndarray[Any, np.dtype[np.float64]]] = []
    points: list[tuple[str | None, np.ndarray[Any, np.dtype[np.float64]]]] = []
    for row in READERS[media_type](data):
        shape = row.geometry or {}
        if shape.get("type") == "LineString":
            paths.append(_degrees(shape.get("coordinates"), datum))
        elif shape.get("type") == "Point":
            points.append((_name(row), _degrees([shape.get("coordinates")], datum)))
    paths = [path for path in paths if len(path) >= 2]
    if not paths:
        raise bad("文件中没有线路（LineString）", "holds no path (LineString)")
    plane = Plane(*paths[0][0].tolist())
    longest = max((shapely.LineString(plane.flat(path)) for path in paths), key=lambda one: one.length)
    way = shapely.LineString(shapely.get_coordinates(longest.simplify(SIMPLER_M)))
    if way.length == 0:
        raise bad("线路没有长度", "holds a path without length")
    if len(way.coords) > POINTS_MAX:
        raise bad(f"线路超过 {POINTS_MAX} 个点", f"holds a path of more than {POINTS_MAX} points")
    return _shown(way, points, plane)


def _name(row: Row) -> str | None:
    name = row.cells.get("name")
    return str(name)[:100] if name else None


def _degrees(given: Any, datum: Datum) -> np.ndarray[Any, np.dtype[np.float64]]:
    try:
        degrees = np.array([(float(one[0]), float(one[1])) for one in given], float).reshape(-1, 2)
    except (TypeError, ValueError, LookupError, OverflowError) as error:
        raise bad("坐标无法识别", "has a position that is none") from error
    if not np.isfinite(degrees).all() or (np.abs(degrees) > (180.0, 90.0)).any():
        raise bad("坐标超出经纬度范围", "has a position that is not on earth")
    try:
        return to_wgs84(degrees, datum)
    except Invalid:
        raise
    except FloatingPointError as error:  # an array that the formula cannot take
        raise bad("坐标无法换算", "has a position that cannot be turned to WGS-84") from error


def _shown(
    way: shapely.LineString, points: list[tuple[str | None, np.ndarray[Any, np.dtype[np.float64]]]], plane: Plane
) -> LineProposal:
    """Points beside the path in the order in which it comes by; without any, its two ends."""
    at = [(name, shapely.Point(plane.flat(degrees)[0])) for name, degrees in points]
    near = sorted(
        ((way.project(point), name, point) for name, point in at if way.distance(point) <= REACH_M),
        key=lambda one: one[0],
    )[:STOPS_MAX]
    if len(near) < 2:
        near = [(0.0, None, way.interpolate(0)), (way.length, None, way.interpolate(way.length))]
    places = places_along(way, [point for _, _, point in near])
    stops = []
    for i, ((_, name, point), place) in enumerate(zip(near, places, strict=True)):
        lon, lat = plane.degrees(np.array([[point.x, point.y]]))[0].round(7).tolist()
        offset_s = round((place.along_m - places[0].along_m) / USUAL_MPS) + i * HALT_S
        stops.append(
            ProposedStop(name=name, point=Point(coordinates=(lon, lat)), offset_s=offset_s, days=None, dwell_s=None)
        )
    return LineProposal(
        path=geojson_of(plane.degrees(shapely.get_coordinates(way))),
        stops=stops,
        departs=None,
        days_used=[],
        days_left_out=[],
        offsets_are_reckoned=True,
    )
