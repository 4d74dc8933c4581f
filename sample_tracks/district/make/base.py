"""The quiet map under the buses: land, coast, waters, hills, roads, little streets and names as one FeatureCollection."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from shapely import LineString, MultiLineString, Polygon, unary_union
from shapely.geometry.base import BaseGeometry

from sample_tracks.district.make import geography as land
from sample_tracks.district.make.network import Edge
from sample_tracks.district.make.shapes import Point, inset, roughened, rounded, smooth, thinned
from schoolbus.simulate.ground import metres_per_degree

Feature = dict[str, Any]
ROAD_CLASS = {"海滨大道": "primary", "中山路": "primary", "中山东路": "primary", "海棠路": "primary", "花果山大道": "primary",
              "黄海大道": "primary", "242国道": "primary", "242国道板桥段": "primary", "云台山隧道": "primary",
              "云山路": "primary", "西大堤": "primary", "平山路": "primary", "徐圩大道": "primary"}  # fmt: skip
RAILWAY: list[Point] = [
    (119.000, 34.6900), (119.150, 34.6985), (119.235, 34.7005), (119.280, 34.7130), (119.310, 34.7350), (119.336, 34.7437),
    (119.368, 34.7507),     (119.395, 34.7509), (119.418, 34.7490), (119.432, 34.7472), (119.450, 34.7434),
]  # fmt: skip


def base_map(network: Sequence[Edge]) -> Feature:
    """The bundled base layer; properties `{kind, class?, level?, name_zh?, name_en?}`."""
    features = [*_land(), *_outline(), *_hills(), *_waters(), *_streets(network), *_roads(network), *_labels()]
    return {"type": "FeatureCollection", "name": "lianyun", "features": features}


def mainland_coast() -> list[Point]:
    coast: list[Point] = []
    for number, (kind, points) in enumerate(land.MAINLAND):
        run = list(points)
        if kind == "natural":
            run = thinned(smooth(roughened(run, seed=11 + number), step_m=25), tolerance_m=6)
        coast.extend(run if not coast else _joined(coast, run))
    return coast


def island_coast(ring: Sequence[Point], seed: int) -> list[Point]:
    rough = roughened([*ring, ring[0]], seed=seed, share=0.08, finest_m=70)
    return thinned(smooth(rough[:-1], step_m=18, closed=True), tolerance_m=3)


def _joined(coast: list[Point], run: list[Point]) -> list[Point]:
    return run if coast[-1] != run[0] else run[1:]


def _land() -> Iterator[Feature]:
    coast = mainland_coast()
    yield _feature("land", "Polygon", [[*coast, *land.MAINLAND_BEYOND, coast[0]]])
    yield _feature("coast", "LineString", coast)
    for seed, ring in enumerate([land.ISLAND, *land.ISLETS], start=40):
        shore = island_coast(ring, seed)
        names = {"name_zh": "连岛", "name_en": "Liandao"} if ring is land.ISLAND else {}
        yield _feature("land", "Polygon", [shore], **names)
        yield _feature("coast", "LineString", shore)


def _outline() -> Iterator[Feature]:
    ring = thinned(smooth(land.OUTLINE, step_m=150, closed=True), tolerance_m=15)
    yield _feature("outline", "Polygon", [ring], name_zh="连云区", name_en="Lianyun District")


def _hills() -> Iterator[Feature]:
    for key, name_zh, name_en, ring in land.HILLS:
        foot = thinned(
            smooth(roughened([*ring, ring[0]], seed=len(key), finest_m=400)[:-1], step_m=40, closed=True), tolerance_m=8
        )
        names = {"name_zh": name_zh, "name_en": name_en} if name_zh else {}
        yield _feature("hill", "Polygon", [foot], level=1, **names)
        for level, by_m in enumerate((260, 560, 900), start=2):
            for inner in inset(foot, by_m):
                ring_in = thinned(inner, tolerance_m=60)[:-1]
                bent = roughened([*ring_in, ring_in[0]], seed=level, finest_m=320)[:-1]
                yield _feature(
                    "hill", "Polygon", [thinned(smooth(bent, step_m=50, closed=True), tolerance_m=8)], level=level
                )


def _waters() -> Iterator[Feature]:
    for name_zh, name_en, width_m, points in land.RIVERS:
        line = thinned(smooth(roughened(points, seed=len(points), share=0.05, finest_m=900), step_m=60), tolerance_m=8)
        yield _feature(
            "water", "LineString", line, name_zh=name_zh, name_en=name_en, width_m=width_m, **{"class": "river"}
        )
    for pond in land.PONDS:
        yield _feature(
            "water", "Polygon", [thinned(smooth(pond, step_m=25, closed=True), tolerance_m=3)], **{"class": "reservoir"}
        )
    for centre, columns, rows, wide, high, turn in land.SALT_PANS:
        for pan in _grid_cells(centre, columns, rows, wide, high, turn):
            yield _feature("water", "Polygon", [pan], **{"class": "salt_pan"})


def _grid_cells(
    centre: Point, columns: int, rows: int, wide: float, high: float, turn_deg: float
) -> Iterator[list[Point]]:
    gap = 0.0006
    for column in range(columns):
        for row in range(rows):
            x0, y0 = (column - columns / 2) * wide, (row - rows / 2) * high
            corners = [
                (x0 + gap, y0 + gap),
                (x0 + wide - gap, y0 + gap),
                (x0 + wide - gap, y0 + high - gap),
                (x0 + gap, y0 + high - gap),
            ]
            ring = [_turned(centre, x, y, turn_deg) for x, y in corners]
            yield [*ring, ring[0]]


def _turned(centre: Point, x: float, y: float, turn_deg: float) -> Point:
    cos, sin, squeeze = math.cos(math.radians(turn_deg)), math.sin(math.radians(turn_deg)), 0.824
    return (centre[0] + x * cos - y * sin / squeeze, centre[1] + x * sin * squeeze + y * cos)


def _streets(network: Sequence[Edge]) -> Iterator[Feature]:
    """Blocks for the eye in the towns; kept off hills, out of the sea and away from the real roads."""
    ground = Polygon([*mainland_coast(), *land.MAINLAND_BEYOND]).buffer(-0.0012)
    hills = unary_union([Polygon(ring).buffer(0) for _, _, _, ring in land.HILLS])
    roads = MultiLineString([LineString(e.points) for e in network]).buffer(0.0006)
    pans = unary_union([Polygon(p) for spec in land.SALT_PANS for p in _grid_cells(*spec)])
    for centre, half_w, half_h, block, turn in land.TOWNS:
        allowed = ground.difference(hills).difference(roads).difference(pans)
        for line in _town_lines(centre, half_w, half_h, block, turn):
            for part in _lines(line.intersection(allowed)):
                if part.length > 0.0009:
                    yield _feature("road", "LineString", list(part.coords), **{"class": "street"})


def _town_lines(centre: Point, half_w: float, half_h: float, block: float, turn: float) -> Iterator[LineString]:
    lon_m, lat_m = (float(v) for v in metres_per_degree(centre[1]))
    rng = np.random.default_rng(int(half_w))

    def place(east_m: float, north_m: float) -> Point:
        east, north = east_m, north_m
        cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        return (centre[0] + (east * cos - north * sin) / lon_m, centre[1] + (east * sin + north * cos) / lat_m)

    for offset in np.arange(-half_w + block / 2, half_w, block):
        reach = half_h * (0.55 + 0.45 * rng.random()) * (1 - (abs(offset) / half_w) ** 2 * 0.55)
        yield LineString([place(float(offset), -reach), place(float(offset), reach)])
    for offset in np.arange(-half_h + block / 2, half_h, block):
        reach = half_w * (0.6 + 0.4 * rng.random()) * (1 - (abs(offset) / half_h) ** 2 * 0.35)
        yield LineString([place(-reach, float(offset)), place(reach, float(offset))])


def _lines(shape: BaseGeometry) -> list[LineString]:
    return [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, LineString)]


def _roads(network: Sequence[Edge]) -> Iterator[Feature]:
    yield _feature(
        "road",
        "LineString",
        thinned(smooth(RAILWAY, step_m=60), tolerance_m=4),
        **{"class": "rail", "name_zh": "陇海铁路", "name_en": "Longhai Railway"},
    )
    for edge in network:
        road = edge.road
        klass = road.klass if road.klass != "other" else ROAD_CLASS.get(road.name, "secondary")
        more = (
            {"tunnel": True}
            if road.key == "tunnel"
            else {"bridge": True}
            if road.key in {"gangcheng-v", "shaoxiang", "xidadi"}
            else {}
        )
        names = (
            {}
            if road.key.startswith(("ramp", "depot", "port", "inspection"))
            else {"name_zh": road.name, "name_en": road.name_en}
        )
        klass = klass if names else "ramp" if road.key.startswith("ramp") else "service"
        yield _feature("road", "LineString", edge.points, **{"class": klass}, **names, **more)


def _labels() -> Iterator[Feature]:
    for klass, name_zh, name_en, point in land.LABELS:
        yield {
            "type": "Feature",
            "properties": {"kind": "label", "class": klass, "name_zh": name_zh, "name_en": name_en},
            "geometry": {"type": "Point", "coordinates": list(point)},
        }


def _feature(kind: str, shape: str, coordinates: Any, **more: Any) -> Feature:
    parts = [rounded(ring, 5) for ring in coordinates] if shape == "Polygon" else rounded(coordinates, 5)
    return {"type": "Feature", "properties": {"kind": kind, **more}, "geometry": {"type": shape, "coordinates": parts}}
