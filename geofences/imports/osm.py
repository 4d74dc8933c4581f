"""Road sections and bus stops out of an OpenStreetMap extract (.osm XML): its highway and maxspeed tags."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from geofences.imports.rows import Row
from geofences.imports.xml import elements

ROADS = frozenset(
    {"motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "living_street", "road"}
)
KMH_OF_MPH = 1.609344
WIDTH_M = {"motorway": 30.0, "trunk": 24.0, "primary": 20.0}
USUAL_WIDTH_M, STOP_RADIUS_M = 14.0, 30.0
Tags = Mapping[str, str]


def read(data: bytes, left_out: Counter[str]) -> Iterator[Row]:
    """A section for each way that posts a limit or is a motorway, a place for each bus stop; what says nothing is counted.

    Rows are numbered in the order of the file. Raises Invalid on `file`.
    """
    points: dict[str, tuple[float, float]] = {}
    number = 0
    for element in elements(data, "node", "way"):
        tags = {tag.get("k", ""): tag.get("v", "") for tag in element.iter("tag")}
        id_ = element.get("id", "")
        if element.tag == "node":
            point = _point(element.get("lon"), element.get("lat"))
            if point is None:
                left_out["bad_node"] += 1
                continue
            points[id_] = point
            made = [_stop(id_, tags, point)] if _is_stop(tags) else []
        else:
            made = _sections(id_, tags, [points.get(ref.get("ref", "")) for ref in element.iter("nd")], left_out)
        for cells, geometry in made:
            number += 1
            yield Row(number, cells, geometry)


def _is_stop(tags: Tags) -> bool:
    return tags.get("highway") == "bus_stop" or (
        tags.get("public_transport") == "platform" and tags.get("bus") == "yes"
    )


def _stop(id_: str, tags: Tags, point: tuple[float, float]) -> tuple[dict[str, Any], dict[str, Any]]:
    cells = {
        "category": "zone",
        "kind": "bus_stop",
        "name": tags.get("name") or f"公交站 {id_}",
        "name_en": tags.get("name:en"),
        "radius_m": STOP_RADIUS_M,
        "source": f"OpenStreetMap node {id_}",
    }
    return cells, {"type": "Point", "coordinates": list(point)}


def _sections(
    id_: str, tags: Tags, points: list[tuple[float, float] | None], left_out: Counter[str]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """A way as one section, or as two where each direction has its own limit."""
    highway = tags.get("highway", "").removesuffix("_link")
    if highway not in ROADS:
        return []
    both = limit_kmh(tags.get("maxspeed"))
    ahead = limit_kmh(tags.get("maxspeed:forward")) or both
    back = limit_kmh(tags.get("maxspeed:backward")) or both
    road_class = _class(highway, tags)
    if ahead is None and back is None and road_class == "other":
        left_out["no_limit"] += 1
        return []
    if None in points or len(points) < 2:
        left_out["cut_way"] += 1
        return []
    path = [list(point) for point in points if point is not None]
    cells = {
        "category": "road_section",
        "kind": road_class,
        "name": tags.get("name") or tags.get("ref") or f"道路 {id_}",
        "name_en": tags.get("name:en"),
        "width_m": WIDTH_M.get(highway, USUAL_WIDTH_M),
        "source": f"OpenStreetMap way {id_}",
    }

    def one(limit: float | None, direction: str, along: list[list[float]]) -> tuple[dict[str, Any], dict[str, Any]]:
        own = {**cells, "limit_kmh": limit, "direction": direction}
        return own, {"type": "LineString", "coordinates": along}

    return [one(*each) for each in _carriageways(highway, tags, ahead, back, path)]


def _carriageways(
    highway: str, tags: Tags, ahead: float | None, back: float | None, path: list[list[float]]
) -> list[tuple[float | None, str, list[list[float]]]]:
    """The directions of a way that have a limit of their own: limit, direction, path."""
    oneway = "yes" if highway == "motorway" and "oneway" not in tags else tags.get("oneway")
    if oneway in ("yes", "1", "true"):
        return [(ahead, "forward", path)]
    if oneway == "-1":
        return [(back, "forward", path[::-1])]
    if ahead == back:
        return [(ahead, "both", path)]
    return [(ahead, "forward", path), (back, "forward", path[::-1])]


def _class(highway: str, tags: Tags) -> str:
    if highway == "motorway":
        return "motorway"
    fast = tags.get("motorroad") == "yes" or tags.get("expressway") == "yes" or "快速" in tags.get("name", "")
    return "urban_expressway" if highway == "trunk" and fast else "other"


def limit_kmh(tag: str | None) -> float | None:
    """A maxspeed as km/h; None for one that is no number (`CN:urban`, `none`, `signals`)."""
    found = re.fullmatch(r"(\d{1,3}(?:\.\d)?)\s*(km/h|kmh|mph)?", (tag or "").strip())
    if found is None:
        return None
    value = float(found[1])
    return round(value * KMH_OF_MPH) if found[2] == "mph" else value


def _point(lon: str | None, lat: str | None) -> tuple[float, float] | None:
    try:
        return float(lon or ""), float(lat or "")
    except ValueError:
        return None
