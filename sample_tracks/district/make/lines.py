"""The lines: which way each goes, where it stops, and how long it takes at the speeds the roads allow."""
# ruff: noqa: E501 (a table reads better with a row on a line)

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sample_tracks.district.make.network import NODES, Edge, way
from sample_tracks.district.make.places import ART_35_KINDS
from sample_tracks.district.make.shapes import rounded
from schoolbus.simulate.ground import Path, path_of
from schoolbus.simulate.motion import Stop, Stretch, plan

DWELL_S = 25.0
RISK_MARGIN_M = 45.0
RISK_KMH = 16.5
UNKNOWN_KMH = 42.0


@dataclass(frozen=True)
class Route:
    """A pair of lines, told in the direction to the school: nodes on the way, stops as (名, name, node, metres past it)."""

    key: str
    name: str
    name_en: str
    school: str
    through: tuple[str, ...]
    stops: tuple[tuple[str, str, str, float], ...]


ROUTES: list[Route] = [
    Route("l01", "连岛—海棠路线", "Liandao – Haitang Road", "school-haitang", ("SMW", "DSW", "DAOW", "XD", "HB4", "BGE", "YQ2", "G1"),
          (("苏马湾", "Suma Bay", "SMW", 0), ("大沙湾", "Dasha Bay", "DSW", 60), ("连岛西口", "Liandao West", "DAOW", -70),
           ("在海一方", "Seaside Park", "HB4", 90), ("海棠路北", "Haitang Road North", "HB3", 80))),
    Route("l02", "连岛渔村—港城中学线", "Liandao Village – Gangcheng School", "school-gangcheng", ("YC", "DAOW", "XD", "HB4", "ZS4", "ZS3", "PS3", "G2"),
          (("连岛渔村", "Liandao Village", "YC", 0), ("连岛西口", "Liandao West", "DAOW", -120), ("港前路", "Gangqian Road", "HB4", 350),
           ("中山路中", "Zhongshan Road Middle", "ZS4", 420))),
    Route("l03", "老街—海棠路线", "Old Town – Haitang Road", "school-haitang", ("QT", "LJ2", "LJ", "ZS7", "ZS6", "ZS5", "ZS4", "ZS3", "ZS2", "G1"),
          (("旗台", "Qitai", "QT", 0), ("老街东", "Old Town East", "LJ2", 80), ("老街西", "Old Town West", "LJ", 90),
           ("庙岭", "Miaoling", "ZS7", 70), ("大港路口", "Dagang Road", "ZS6", -90), ("中山路东", "Zhongshan Road East", "ZS4", 110))),
    Route("l04", "宿城—老街线", "Sucheng – Old Town", "school-laojie", ("TW", "SC", "LJ", "G3"),
          (("田湾", "Tianwan", "TW", 0), ("夏庄", "Xiazhuang", "TW", 1500), ("宿城街", "Sucheng", "SC", -60), ("老街山口", "Old Town Pass", "LJ", -120))),
    Route("l05", "柳河—老街线", "Liuhe – Old Town", "school-laojie", ("LH", "GD", "QT", "LJ2", "G3"),
          (("柳河", "Liuhe", "LH", 0), ("高公岛", "Gaogongdao", "GD", 60), ("羊窝头", "Yangwotou", "QT", -1100), ("旗台", "Qitai", "QT", 90))),
    Route("l06", "中云—港城中学线", "Zhongyun – Gangcheng School", "school-gangcheng", ("ZY", "YS", "TNS", "TNN", "HT5", "PS2", "G2"),
          (("中云", "Zhongyun", "ZY", 0), ("金苏村", "Jinsu", "ZY", 1250), ("云山", "Yunshan", "YS", 70), ("海棠路南", "Haitang Road South", "HT5", 80))),
    Route("l07", "猴嘴—港城中学线", "Houzui – Gangcheng School", "school-gangcheng", ("HZW", "JQ1", "HZE", "DF", "GC2", "GC3", "PS0", "PS1", "PS2", "G2"),
          (("猴嘴西", "Houzui West", "HZW", 0), ("猴嘴", "Houzui", "JQ1", -80), ("猴嘴东", "Houzui East", "HZE", 100),
           ("东方大道", "Dongfang Avenue", "DF", -150), ("平山路西", "Pingshan Road West", "PS0", 160), ("西园路", "Xiyuan Road", "PS1", 90))),
    Route("l08", "猴嘴—朝阳线", "Houzui – Chaoyang", "school-chaoyang", ("HZW", "HG1", "HG2", "CY", "G5"),
          (("猴嘴西", "Houzui West", "HZW", 0), ("新县", "Xinxian", "HG1", 80), ("金桥路南", "Jinqiao Road South", "HG2", 120),
           ("朝阳西", "Chaoyang West", "CY", -800), ("朝阳街", "Chaoyang Street", "CY", -60), ("朝阳东", "Chaoyang East", "CY", 480))),
    Route("l09", "黄海大道—朝阳线", "Huanghai Avenue – Chaoyang", "school-chaoyang", ("HH1", "JQ2", "JQ1", "HG2", "CY", "G5"),
          (("黄海大道", "Huanghai Avenue", "HH1", 0), ("检测站路口", "Inspection Road", "JQ2", 90), ("猴嘴", "Houzui", "JQ1", -120),
           ("金桥路南", "Jinqiao Road South", "HG2", -150), ("朝阳西", "Chaoyang West", "CY", -800), ("朝阳东", "Chaoyang East", "CY", 480))),
    Route("l10", "徐圩—板桥线", "Xuwei – Banqiao", "school-banqiao", ("XWE", "XWN", "XW1", "XW0", "BQ2", "G4"),
          (("徐圩港前", "Xuwei Harbour", "XWE", 0), ("港前大道北", "Harbour Avenue North", "XWN", -700), ("徐圩", "Xuwei", "XW1", -90),
           ("东辛路口", "Dongxin Road", "XW0", 80), ("台南盐场", "Tainan Salt Works", "BQ2", -1500), ("板桥东", "Banqiao East", "BQ2", -60))),
    Route("l11", "宿城—板桥线", "Sucheng – Banqiao", "school-banqiao", ("SC", "TW", "BN", "BS", "BQ", "G4"),
          (("宿城街", "Sucheng", "SC", 0), ("夏庄", "Xiazhuang", "TW", -1500), ("田湾", "Tianwan", "TW", 60),
           ("烧香河北", "Shaoxiang River North", "BN", -250), ("板桥西", "Banqiao West", "BQ", -110))),
    Route("l12", "徐圩—港城中学高速线", "Xuwei – Gangcheng School (motorway)", "school-gangcheng",
          ("XWS", "XW1", "IC4", "IC3", "IC2", "IC2G", "YS", "TNS", "TNN", "HT5", "PS2", "G2"),
          (("徐圩南", "Xuwei South", "XWS", 0), ("徐圩", "Xuwei", "XW1", -90), ("云山东", "Yunshan East", "IC2G", 120),
           ("云山", "Yunshan", "YS", 70), ("海棠路南", "Haitang Road South", "HT5", 80))),
    Route("l13", "西墅—海滨幼儿园线", "Xishu – Haibin Kindergarten", "school-haibin", ("HB0", "XS", "HB1", "BG", "BGE", "HB3", "YQ3", "G6"),
          (("海滨大道西", "Haibin Avenue West", "HB0", 0), ("西墅", "Xishu", "XS", 60), ("北固山北", "Beigu Hill North", "HB1", 1700),
           ("北固山东", "Beigu Hill East", "BGE", -150))),
    Route("l14", "平山路—海滨幼儿园线", "Pingshan Road – Haibin Kindergarten", "school-haibin", ("PS4", "PS3", "PS2", "PS1", "ZS1", "YQ1", "YQ2", "G6"),
          (("港前路南", "Gangqian Road South", "PS4", 0), ("中华路南", "Zhonghua Road South", "PS3", 60), ("海棠路中", "Haitang Road Middle", "PS2", 70),
           ("西园路南", "Xiyuan Road South", "PS1", 120), ("西园路北", "Xiyuan Road North", "YQ1", -90))),
]  # fmt: skip


def lines(
    network: Sequence[Edge], risks: Sequence[dict[str, Any]], schools: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Both directions of every route; `offset_s` is the running time of the simulator with no deviation."""
    gates = {school["key"]: school for school in schools}
    return [
        line
        for number, route in enumerate(ROUTES, start=1)
        for line in _both(number, route, network, risks, gates[route.school])
    ]


def route_path(network: Sequence[Edge], route: Route) -> tuple[Path, list[tuple[float, float, Edge]]]:
    """The path of a route, and which edge lies between which distances along it."""
    legs = way(network, route.through)
    points = [p for edge, forward in legs for p in (edge.points if forward else edge.points[::-1])]
    marks, at = [], 0.0
    for edge, _ in legs:
        length = path_of(edge.points).length_m
        marks.append((at, at + length, edge))
        at += length
    return path_of(points), marks


def _both(
    number: int, route: Route, network: Sequence[Edge], risks: Sequence[dict[str, Any]], school: dict[str, Any]
) -> list[dict[str, Any]]:
    path, marks = route_path(network, route)
    speeds = _speeds(path, marks, risks)
    stops = [(zh, en, _along(path, node, past_m)) for zh, en, node, past_m in route.stops]
    stops.append((school["name"], school["name_en"], path.length_m))
    for before, after in pairwise(stops):
        if after[2] - before[2] < 150:
            raise ValueError(f"{route.key}: stops {before[0]} and {after[0]} are not in order")
    length = path.length_m
    back = [Stretch(length - s.end_m, length - s.start_m, s.speed_mps) for s in reversed(speeds)]
    back_stops = [(zh, en, length - at) for zh, en, at in reversed(stops)]
    return [
        _line(number, route, "to_school", path, stops, speeds),
        _line(number, route, "from_school", path.reversed(), back_stops, back),
    ]


def _along(path: Path, node: str, past_m: float) -> float:
    along, off = path.nearest(*NODES[node])
    if off > 2:
        raise ValueError(f"{node} is {off:.0f} m off the path")
    return along + past_m


def _speeds(path: Path, marks: Sequence[tuple[float, float, Edge]], risks: Sequence[dict[str, Any]]) -> list[Stretch]:
    found = [Stretch(start, end, round(_cruise_kmh(edge) / 3.6, 2)) for start, end, edge in marks]
    for risk in risks:
        ends = [path.nearest(*risk["geometry"]["coordinates"][i]) for i in (0, -1)]
        if max(off for _, off in ends) > 2:
            continue
        first, last = sorted(at for at, _ in ends)
        kind, limit = risk["properties"]["kind"], risk["properties"]["limit_kmh"]
        if kind in ART_35_KINDS:
            found.append(Stretch(max(first - RISK_MARGIN_M, 0), last + RISK_MARGIN_M, round(RISK_KMH / 3.6, 2)))
        elif limit is not None:
            found.append(Stretch(max(first - RISK_MARGIN_M, 0), last + RISK_MARGIN_M, round(0.88 * limit / 3.6, 2)))
    return found


def _cruise_kmh(edge: Edge) -> float:
    if edge.road.key == "yuanqian":
        return 26.0
    limit = UNKNOWN_KMH if edge.road.limit_kmh is None else edge.road.limit_kmh
    if edge.road.klass == "motorway":
        return 0.9 * min(limit, 80.0)
    return limit if edge.road.limit_kmh is None else 0.88 * min(limit, 60.0)


def _line(
    number: int,
    route: Route,
    direction: str,
    path: Path,
    stops: Sequence[tuple[str, str, float]],
    speeds: Sequence[Stretch],
) -> dict[str, Any]:
    inner = [Stop(at, DWELL_S) for _, _, at in stops[1:-1]]
    timeline = plan(path, inner, speeds)
    towards = direction == "to_school"
    at_m = [min(max(at, 0.0), path.length_m) for _, _, at in stops]
    where = path.at(at_m)
    return {
        "key": f"{route.key}-{'to' if towards else 'from'}",
        "route": route.key,
        "code": f"{number}{'上' if towards else '下'}",
        "name": f"{number}号线 {route.name}{'（上学）' if towards else '（放学）'}",
        "name_en": f"Line {number} {route.name_en} ({'to school' if towards else 'from school'})",
        "direction": direction,
        "school": route.school,
        "running_times": {
            "weekdays": [1, 2, 3, 4, 5],
            "calendar": "school_days",
            "season": None,
            "duration_s": round(timeline.duration_s),
        },
        "length_m": round(path.length_m, 1),
        "path": {"type": "LineString", "coordinates": rounded(path.points, 6)},
        "stops": [
            {
                "seq": seq,
                "name": zh,
                "name_en": en,
                "point": {"type": "Point", "coordinates": rounded([(lon, lat)], 6)[0]},
                "along_m": round(at, 1),
                "offset_s": round(timeline.reached_s(at)),
                "dwell_s": DWELL_S if 1 < seq < len(stops) else 0.0,
            }
            for seq, ((zh, en, _), at, lon, lat) in enumerate(
                zip(stops, at_m, where[0].tolist(), where[1].tolist(), strict=True), start=1
            )
        ],
        "speeds": [
            {"start_m": round(s.start_m, 1), "end_m": round(s.end_m, 1), "speed_kmh": round(s.speed_mps * 3.6, 1)}
            for s in speeds
        ],
    }
