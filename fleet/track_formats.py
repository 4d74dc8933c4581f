"""A track on the wire: GeoJSON, CSV or GPX, written as it is read; which of them, the Accept header says."""

from collections.abc import AsyncIterator, Callable
from xml.sax.saxutils import escape

import orjson

from core.errors import BadRequest
from fleet.tracks import TrackPoint

GEOJSON = "application/geo+json"
JSON = "application/json"
CSV = "text/csv"
GPX = "application/gpx+xml"
CSV_HEADER = "time,lon,lat,speed_kmh,course_deg,delayed\r\n"
GPX_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="schoolbus" xmlns="http://www.topografix.com/GPX/1/1"><trk><name>{name}</name><trkseg>
"""
GPX_FOOT = "</trkseg></trk></gpx>\n"

Chunks = AsyncIterator[list[TrackPoint]]


async def as_geojson(chunks: Chunks, _name: str) -> AsyncIterator[bytes]:
    """A FeatureCollection of points."""
    yield b'{"type":"FeatureCollection","features":['
    between = b""
    async for points in chunks:
        if points:
            yield between + orjson.dumps([_feature(point) for point in points], option=orjson.OPT_UTC_Z)[1:-1]
            between = b","
    yield b"]}"


def _feature(point: TrackPoint) -> dict[str, object]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": (point.lon, point.lat)},
        "properties": {
            "time": point.time,
            "speed_kmh": point.speed_kmh,
            "course_deg": point.course_deg,
            "delayed": point.delayed,
        },
    }


async def as_csv(chunks: Chunks, _name: str) -> AsyncIterator[bytes]:
    """RFC 4180 with a header; numbers and times only, so nothing needs quoting."""
    yield CSV_HEADER.encode()
    async for points in chunks:
        yield "".join(
            f"{_time(point)},{point.lon},{point.lat},{point.speed_kmh},"
            f"{'' if point.course_deg is None else point.course_deg},{str(point.delayed).lower()}\r\n"
            for point in points
        ).encode()


async def as_gpx(chunks: Chunks, name: str) -> AsyncIterator[bytes]:
    """GPX 1.1: one track of one segment. It has no field for speed; course and speed are in CSV and GeoJSON."""
    yield GPX_HEAD.format(name=escape(name)).encode()
    async for points in chunks:
        yield "".join(
            f'<trkpt lat="{point.lat}" lon="{point.lon}"><time>{_time(point)}</time></trkpt>\n' for point in points
        ).encode()
    yield GPX_FOOT.encode()


def _time(point: TrackPoint) -> str:
    return point.time.isoformat().replace("+00:00", "Z")


FORMATS: dict[str, Callable[[Chunks, str], AsyncIterator[bytes]]] = {
    GEOJSON: as_geojson,
    JSON: as_geojson,
    CSV: as_csv,
    GPX: as_gpx,
}


def negotiate(accept: str) -> str:
    """The media type to answer with (RFC 9110, 12.5.1); of equals the first of FORMATS. Raises BadRequest 406."""
    ranked = [(_quality(media, accept), -place, media) for place, media in enumerate(FORMATS)]
    quality, _, media = max(ranked)
    if quality <= 0:
        listed = ", ".join(FORMATS)
        raise BadRequest(406, "not_acceptable", zh=f"可提供的格式：{listed}。", en=f"Available: {listed}.")
    return media


def _quality(media: str, accept: str) -> float:
    """How much the header wants a media type: the weight of its most specific range that matches."""
    best, specific = 0.0, -1
    for entry in accept.split(","):
        wanted, *parameters = (part.strip().lower() for part in entry.split(";"))
        rank = (media == wanted) * 3 + (wanted == media.partition("/")[0] + "/*") * 2 + (wanted == "*/*")
        if rank > max(specific, 0):
            best, specific = _weight(parameters), rank
    return best


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                weight = float(value)
            except ValueError:
                return 0.0
            return weight if 0 <= weight <= 1 else 0.0
    return 1.0
