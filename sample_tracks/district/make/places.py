"""Places with a meaning for the law: road sections with their limits, risk segments, zones."""
# ruff: noqa: E501 (a table reads better with a row on a line)

import math
from collections.abc import Sequence
from typing import Any

from sample_tracks.district.make.geography import OUTLINE
from sample_tracks.district.make.network import NODES, Edge, way
from sample_tracks.district.make.shapes import Point, rounded, smooth, thinned
from schoolbus.simulate.ground import Path, path_of, shifted

Feature = dict[str, Any]
SCHOOL_HOURS = "07:00-08:30,16:00-17:30"
ART_35_KINDS = frozenset({"sharp_bend", "steep_slope", "narrow_road", "narrow_bridge"})
WIDTH_M = {"motorway": 34.0, "urban_expressway": 28.0, "other": 18.0}
ONE_WAY = frozenset({"huandao-e", "port-1"})

# key, kind, names, from node (and one between), to node, start and end as shares of that way, width, posted limit, source
RISKS: list[tuple[str, str, str, str, str, str, float, float, float, float | None, str]] = [
    ("risk-yunsu-bends-lower", "sharp_bend", "云宿路下段连续急弯", "Yunsu Road lower hairpins", "LJ", "SC", 0.115, 0.255, 24, 20, "公路管理站隐患排查 2026-03"),
    ("risk-yunsu-bends-upper", "sharp_bend", "云宿路上段连续急弯", "Yunsu Road upper hairpins", "LJ", "SC", 0.335, 0.520, 24, 20, "公路管理站隐患排查 2026-03"),
    ("risk-yunsu-slope", "steep_slope", "云宿路宿城坡", "Yunsu Road Sucheng slope", "LJ", "SC", 0.700, 0.800, 24, 20, "公路管理站隐患排查 2026-03"),
    ("risk-shaoxiang-bridge", "narrow_bridge", "烧香河窄桥", "Shaoxiang River narrow bridge", "BN", "BS", 0.18, 0.72, 20, 20, "桥梁检测报告 2025-11"),
    ("risk-liandao-narrow", "narrow_road", "连岛渔村窄路", "Liandao fishing village narrow road", "DAOW", "YC", 0.78, 0.92, 20, 20, "街道排查 2026-05"),
    ("risk-gaogongdao-cliff", "cliff_side", "高公岛路临崖段", "Gaogongdao Road cliff side", "GD", "QT", 0.30, 0.70, 26, 40, "交警标志台账 2026"),
    ("risk-xidadi-water", "water_side", "西大堤临水段", "West Causeway water side", "XD", "DAOW", 0.10, 0.95, 30, 60, "交警标志台账 2026"),
    ("risk-beigu-cliff", "cliff_side", "北固山路临崖段", "Beigushan Road cliff side", "HB1 BG", "BGE", 0.42, 0.62, 24, None, "街道排查 2026-05"),
    ("risk-beigu-bend", "sharp_bend", "北固山路东急弯", "Beigushan Road east bend", "HB1 BG", "BGE", 0.745, 0.805, 24, 20, "交警标志台账 2026"),
    ("risk-sugao-water", "water_side", "宿高路临水段", "Sugao Coast Road water side", "SC", "GD", 0.52, 0.86, 24, None, "街道排查 2026-05"),
]  # fmt: skip

# key, kind, names, node it lies at, east and north of that node, width and depth in metres
ZONES: list[tuple[str, str, str, str, str, float, float, float, float]] = [
    ("zone-depot-xugou", "depot", "墟沟校车场站", "Xugou depot", "DEP1", -10, -30, 150, 110),
    ("zone-depot-banqiao", "depot", "板桥校车场站", "Banqiao depot", "DEP2", -20, -25, 130, 100),
    ("zone-depot-chaoyang", "depot", "朝阳校车场站", "Chaoyang depot", "DEP3", 15, -30, 140, 100),
    ("zone-petrol-zhongshan", "petrol_station", "中山路加油站", "Zhongshan Road petrol station", "ZS0", 420, 65, 70, 50),
    ("zone-petrol-banqiao", "petrol_station", "板桥加油站", "Banqiao petrol station", "BQ2", 260, 20, 70, 50),
    ("zone-petrol-chaoyang", "petrol_station", "花果山大道加油站", "Huaguoshan Avenue petrol station", "HG2", 660, 20, 70, 50),
    ("zone-no-go-miaoling", "no_go", "庙岭港区禁行区", "Miaoling port no-go area", "PK2", 40, 30, 520, 330),
    ("zone-inspection", "inspection_station", "东方机动车检测站", "Dongfang inspection station", "INS", -20, 10, 160, 120),
]  # fmt: skip


def collection(features: Sequence[Feature]) -> Feature:
    return {"type": "FeatureCollection", "features": list(features)}


def sections(network: Sequence[Edge]) -> list[Feature]:
    """One road section per edge; 院前路 has a second set for its school hours."""
    found = [_section(edge, edge.key, edge.road.limit_kmh, None) for edge in network]
    yuanqian = [edge for edge in network if edge.road.key == "yuanqian"]
    return found + [_section(edge, f"{edge.key}-school-hours", 30.0, SCHOOL_HOURS) for edge in yuanqian]


def _section(edge: Edge, key: str, limit_kmh: float | None, hours: str | None) -> Feature:
    road = edge.road
    properties = {
        "key": key,
        "name": road.name,
        "name_en": road.name_en,
        "road_class": road.klass,
        "limit_kmh": limit_kmh,
        "direction": "forward" if road.key in ONE_WAY else "both",
        "hours": hours,
        "source": road.source,
        "since": {"days": -400},
        "width_m": WIDTH_M[road.klass],
        "from": edge.start,
        "to": edge.end,
        "length_m": round(edge.length_m, 1),
    }
    return _feature(properties, "LineString", rounded(edge.points, 6))


def way_path(network: Sequence[Edge], through: Sequence[str]) -> Path:
    points: list[Point] = []
    for edge, forward in way(network, through):
        points.extend(edge.points if forward else edge.points[::-1])
    return path_of(points)


def risks(network: Sequence[Edge]) -> list[Feature]:
    found = []
    for key, kind, name, name_en, start, end, first, last, width_m, limit_kmh, source in RISKS:
        whole = way_path(network, [*start.split(), end])
        part = whole.part(first * whole.length_m, last * whole.length_m)
        properties = {"key": key, "kind": kind, "name": name, "name_en": name_en, "limit_kmh": limit_kmh, "width_m": width_m,
                      "source": source, "since": {"days": -300}, "length_m": round(part.length_m, 1)}  # fmt: skip
        found.append(_feature(properties, "LineString", rounded(part.points, 6)))
    return found


def zones(schools: Sequence[dict[str, Any]]) -> list[Feature]:
    found = [
        _feature(
            {"key": key, "kind": kind, "name": name, "name_en": name_en, "school": None},
            "Polygon",
            [_box(node, east, north, wide, deep)],
        )
        for key, kind, name, name_en, node, east, north, wide, deep in ZONES
    ]
    for school in schools:
        properties = {
            "key": school["zone"],
            "kind": "school",
            "name": f"{school['name']}校门",
            "name_en": f"{school['name_en']} gate",
            "school": school["key"],
        }
        found.append(_feature(properties, "Polygon", [_box(school["gate"], 0, 0, 110, 100)]))
    ring = rounded(thinned(smooth(OUTLINE, step_m=150, closed=True), tolerance_m=15), 6)
    district = {
        "key": "zone-district",
        "kind": "district",
        "name": "连云区",
        "name_en": "Lianyun District",
        "school": None,
    }
    return [*found, _feature(district, "Polygon", [ring])]


def _box(node: str, east_m: float, north_m: float, wide_m: float, deep_m: float) -> list[list[float]]:
    lon, lat = NODES[node]
    turn = math.radians(4.0)
    ring: list[Point] = []
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)):
        dx, dy = x * wide_m / 2, y * deep_m / 2
        moved = shifted(
            lon,
            lat,
            east_m + dx * math.cos(turn) - dy * math.sin(turn),
            north_m + dx * math.sin(turn) + dy * math.cos(turn),
        )
        ring.append((float(moved[0]), float(moved[1])))
    return rounded(ring, 6)


def _feature(properties: Feature, shape: str, coordinates: Any) -> Feature:
    return {"type": "Feature", "properties": properties, "geometry": {"type": shape, "coordinates": coordinates}}
