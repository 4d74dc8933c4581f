"""The roads: nodes and named roads drawn by hand, cut into edges, and the shortest way between nodes."""
# ruff: noqa: E501 (a table reads better with a row on a line)

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from sample_tracks.district.make.shapes import Point, distance_m, smooth, thinned

NODES: dict[str, Point] = {
    # Xugou, west to east and north to south
    "HB0": (119.2850, 34.7562), "XS": (119.3225, 34.7676), "HB1": (119.3400, 34.7692), "HB2": (119.3525, 34.7686),
    "HB3": (119.3670, 34.7672), "BGE": (119.3742, 34.7655), "HB4": (119.3805, 34.7622), "XD": (119.3918, 34.7606),
    "YQ1": (119.3396, 34.7624), "YQ2": (119.3527, 34.7623), "G6": (119.3600, 34.7619), "YQ3": (119.3668, 34.7613),
    "ZS0": (119.3230, 34.7550), "ZS1": (119.3390, 34.7561), "ZS2": (119.3530, 34.7560), "ZS3": (119.3665, 34.7553),
    "ZS4": (119.3806, 34.7549), "ZS5": (119.3935, 34.7532), "ZS6": (119.4095, 34.7500), "ZS7": (119.4280, 34.7462),
    "G1": (119.3529, 34.7592), "PS0": (119.3250, 34.7462), "PS1": (119.3385, 34.7479), "PS2": (119.3532, 34.7483),
    "G2": (119.3595, 34.7484), "PS3": (119.3652, 34.7481), "PS4": (119.3810, 34.7490), "HT5": (119.3545, 34.7428),
    "TNN": (119.3556, 34.7398), "TNS": (119.3522, 34.7165), "DEP1": (119.3358, 34.7446),
    # the old town, the causeway, the island, the coast behind the mountain
    "LJ": (119.4425, 34.7428), "G3": (119.4500, 34.7414), "LJ2": (119.4565, 34.7402), "QT": (119.4720, 34.7388),
    "DAOW": (119.4425, 34.7664), "DSW": (119.4528, 34.7688), "SMW": (119.4790, 34.7694), "DAOE": (119.4880, 34.7628),
    "YC": (119.4690, 34.7616), "SC": (119.4505, 34.7128), "LH": (119.4690, 34.7052), "GD": (119.4935, 34.7066),
    "TW": (119.4566, 34.6880), "BN": (119.4296, 34.6652), "BS": (119.4248, 34.6582),
    # the plain to the south-east
    "ZY": (119.3250, 34.7000), "YS": (119.3500, 34.7085), "IC2G": (119.3752, 34.6968), "BQ": (119.4020, 34.6502),
    "G4": (119.4102, 34.6446), "BQ2": (119.4200, 34.6392), "XW0": (119.4780, 34.6122), "XW1": (119.5000, 34.6012),
    "XW2": (119.5350, 34.5842), "XWE": (119.5485, 34.5985), "XWN": (119.5118, 34.6238), "XWS": (119.4895, 34.5790),
    "DEP2": (119.3982, 34.6470), "G242E": (119.7400, 34.4700),
    # the plain to the west
    "HGW": (119.0000, 34.6500), "HG1": (119.2350, 34.6745), "HG2": (119.2600, 34.6768), "CY": (119.2850, 34.6728),
    "G5": (119.2955, 34.6768), "HG4": (119.3060, 34.6830), "JQ1": (119.2585, 34.6902), "JQ2": (119.2560, 34.7232),
    "HH1": (119.2545, 34.7385), "HHW": (119.0000, 34.7100), "HZW": (119.2385, 34.6890), "HZE": (119.2780, 34.6925),
    "DF": (119.2868, 34.7095), "DEP3": (119.2622, 34.6736), "INS": (119.2488, 34.7240),
    "GW": (119.0000, 34.6800), "GC1": (119.2280, 34.7032), "GC2": (119.2900, 34.7262), "GC3": (119.3110, 34.7402),
    # the motorway
    "MW": (119.0000, 34.6250), "IC1": (119.2870, 34.6650), "IC2": (119.3775, 34.6885), "IC3": (119.4330, 34.6412),
    "IC4": (119.5075, 34.6095), "ME": (119.7600, 34.4820),
    # ends of harbour roads
    "PK1": (119.3986, 34.7576), "PK2": (119.4190, 34.7542), "PK3": (119.4538, 34.7466), "PK4": (119.4705, 34.7448),
    "XP1": (119.5240, 34.6372), "ZH5": (119.3632, 34.7442), "BG": (119.3598, 34.7826),
}  # fmt: skip


@dataclass(frozen=True)
class Road:
    """A named road through nodes (by name) and bare points; `limit_kmh` None where no posted limit is known."""

    key: str
    name: str
    name_en: str
    klass: str
    limit_kmh: float | None
    course: tuple[str | Point, ...]
    source: str | None = "交警标志台账 2026"
    tunnel: tuple[str, str] | None = None


@dataclass(frozen=True)
class Edge:
    key: str
    road: Road
    start: str
    end: str
    points: tuple[Point, ...]

    @property
    def length_m(self) -> float:
        return sum(distance_m(a, b) for a, b in pairwise(self.points))


def _road(key: str, name: str, name_en: str, klass: str, limit: float | None, *course: str | Point) -> Road:
    return Road(key, name, name_en, klass, limit, course, "交警标志台账 2026" if limit is not None else None)


OTHER, EXPRESS, MOTOR = "other", "urban_expressway", "motorway"
ROADS: list[Road] = [
    _road("haibin", "海滨大道", "Haibin Avenue", OTHER, 60, "HB0", (119.3010, 34.7605), "XS", (119.3310, 34.7690), "HB1",
          "HB2", "HB3", "BGE", "HB4", (119.3862, 34.7612), "XD"),
    _road("beigushan", "北固山路", "Beigushan Road", OTHER, 40, "HB1", (119.3402, 34.7740), (119.3440, 34.7790),
          (119.3500, 34.7820), "BG", (119.3672, 34.7800), (119.3728, 34.7762), (119.3752, 34.7712), "BGE"),
    _road("yuanqian", "院前路", "Yuanqian Road", OTHER, 40, "YQ1", "YQ2", "G6", "YQ3", (119.3740, 34.7622), "HB4"),
    _road("zhongshan", "中山路", "Zhongshan Road", OTHER, 60, "HB0", (119.3040, 34.7538), "ZS0", "ZS1", "ZS2", "ZS3", "ZS4", "ZS5", "ZS6"),
    _road("zhongshan-east", "中山东路", "Zhongshan East Road", OTHER, 50, "ZS6", (119.4190, 34.7478), "ZS7", "LJ"),
    _road("laojie", "老街路", "Laojie Road", OTHER, 40, "LJ", "G3", "LJ2", (119.4640, 34.7388), "QT"),
    _road("pingshan", "平山路", "Pingshan Road", OTHER, 50, "PS0", "PS1", "PS2", "G2", "PS3", (119.3730, 34.7483), "PS4"),
    _road("dagang", "大港路", "Dagang Road", OTHER, 60, "PS4", (119.3900, 34.7484), (119.3995, 34.7496), "ZS6"),
    _road("xishu", "西墅路", "Xishu Road", OTHER, 40, "XS", (119.3222, 34.7612), "ZS0", "PS0"),
    _road("xiyuan", "西园路", "Xiyuan Road", OTHER, 40, "HB1", "YQ1", "ZS1", "PS1"),
    _road("haitang", "海棠路", "Haitang Road", OTHER, 50, "HB2", "YQ2", "G1", "ZS2", "PS2", "HT5", "TNN"),
    _road("tunnel", "云台山隧道", "Yuntaishan Tunnel", OTHER, 60, "TNN", (119.3566, 34.7330), (119.3548, 34.7240), "TNS"),
    _road("yunshan", "云山路", "Yunshan Road", OTHER, 50, "TNS", (119.3508, 34.7122), "YS"),
    _road("zhonghua", "中华路", "Zhonghua Road", OTHER, 40, "HB3", "YQ3", "ZS3", "PS3", "ZH5"),
    _road("gangqian", "港前路", "Gangqian Road", OTHER, 40, "HB4", "ZS4", "PS4"),
    _road("xidadi", "西大堤", "West Causeway", OTHER, 60, "XD", (119.3955, 34.7632), (119.4050, 34.7658), (119.4200, 34.7678),
          (119.4340, 34.7676), "DAOW"),
    _road("huandao-n", "环岛北路", "Island North Road", OTHER, 40, "DAOW", (119.4470, 34.7690), "DSW", (119.4590, 34.7672),
          (119.4640, 34.7696), (119.4710, 34.7708), "SMW"),
    _road("huandao-e", "环岛东路", "Island East Road", OTHER, 30, "SMW", (119.4835, 34.7684), (119.4890, 34.7668), "DAOE"),
    _road("huandao-s", "环岛南路", "Island South Road", OTHER, None, "DAOW", (119.4480, 34.7642), (119.4570, 34.7622), "YC",
          (119.4790, 34.7616), "DAOE"),
    _road("yunsu", "云宿路", "Yunsu Mountain Road", OTHER, 40, "LJ", (119.4432, 34.7410), (119.4462, 34.7392), (119.4478, 34.7380),
          (119.4466, 34.7370), (119.4436, 34.7366), (119.4424, 34.7355), (119.4438, 34.7345), (119.4478, 34.7343),
          (119.4492, 34.7332), (119.4478, 34.7321), (119.4446, 34.7318), (119.4436, 34.7306), (119.4454, 34.7297),
          (119.4492, 34.7293), (119.4508, 34.7280), (119.4500, 34.7262), (119.4522, 34.7240), (119.4545, 34.7215),
          (119.4536, 34.7185), (119.4516, 34.7160), "SC"),
    _road("sugao", "宿高路", "Sugao Coast Road", OTHER, None, "SC", (119.4560, 34.7105), (119.4620, 34.7072), "LH",
          (119.4750, 34.7048), (119.4812, 34.7068), (119.4872, 34.7076), "GD"),
    _road("gaogongdao", "高公岛路", "Gaogongdao Cliff Road", OTHER, 40, "GD", (119.4982, 34.7078), (119.4998, 34.7118),
          (119.4978, 34.7162), (119.4940, 34.7205), (119.4918, 34.7255), (119.4930, 34.7310), (119.4905, 34.7360),
          (119.4840, 34.7390), (119.4780, 34.7394), "QT"),
    _road("suban", "宿板路", "Suban Road", OTHER, 50, "SC", (119.4512, 34.7060), (119.4552, 34.6985), (119.4580, 34.6930), "TW",
          (119.4538, 34.6800), (119.4470, 34.6735), (119.4380, 34.6690), "BN"),
    _road("shaoxiang", "烧香河桥", "Shaoxiang River Bridge", OTHER, 30, "BN", "BS"),
    _road("banqiao", "板桥路", "Banqiao Road", OTHER, 40, "BS", (119.4140, 34.6540), "BQ"),
    _road("g242", "242国道", "G242", OTHER, 60, "ZY", (119.3380, 34.7052), "YS", (119.3640, 34.7050), "IC2G", (119.3850, 34.6860),
          (119.3920, 34.6690), "BQ"),
    _road("g242-banqiao", "242国道板桥段", "G242 Banqiao", OTHER, 40, "BQ", "G4", "BQ2"),
    _road("g242-south", "242国道", "G242", OTHER, 60, "BQ2", (119.4480, 34.6270), "XW0", "XW1", "XW2", (119.5800, 34.5620), (119.6500, 34.5250), "G242E"),
    _road("xuwei", "徐圩大道", "Xuwei Avenue", OTHER, 60, "XWN", (119.5065, 34.6130), "XW1", "XWS"),
    _road("gangqian-xw", "徐圩港前大道", "Xuwei Harbour Avenue", OTHER, None, "XWN", (119.5320, 34.6142), "XWE", "XW2"),
    _road("huaguoshan", "花果山大道", "Huaguoshan Avenue", OTHER, 60, "HGW", (119.1000, 34.6600), (119.1950, 34.6685), "HG1", "HG2", "CY", "G5", "HG4",
          (119.3160, 34.6905), "ZY"),
    _road("jinqiao", "金桥路", "Jinqiao Road", OTHER, 60, "HG2", "JQ1", (119.2580, 34.7050), "JQ2", "HH1"),
    _road("houzui", "猴嘴路", "Houzui Road", OTHER, 40, "HG1", (119.2352, 34.6830), "HZW", "JQ1", "HZE"),
    _road("chaoyang", "朝阳路", "Chaoyang Road", OTHER, None, "HZE", (119.2822, 34.6830), "CY"),
    _road("dongfang", "东方大道", "Dongfang Avenue", OTHER, 60, "HZE", (119.2815, 34.7010), "DF"),
    _road("ramp-df", "东方匝道", "Dongfang Ramp", OTHER, 40, "DF", (119.2868, 34.7180), (119.2862, 34.7222), "GC2"),
    _road("ramp-hz", "猴嘴匝道", "Houzui Ramp", OTHER, 40, "HZW", (119.2345, 34.6962), (119.2310, 34.7012), "GC1"),
    _road("gangcheng-w", "港城大道快速路", "Gangcheng Expressway", EXPRESS, 80, "GW", (119.1000, 34.6830), (119.1900, 34.6935), "GC1"),
    _road("gangcheng-v", "港城大道高架", "Gangcheng Viaduct", EXPRESS, 40, "GC1", (119.2440, 34.7068), (119.2590, 34.7114),
          (119.2740, 34.7178), "GC2"),
    _road("gangcheng-e", "港城大道快速路", "Gangcheng Expressway", EXPRESS, 80, "GC2", (119.3010, 34.7335), "GC3", (119.3178, 34.7438), "PS0"),
    _road("huanghai", "黄海大道", "Huanghai Avenue", OTHER, 60, "HHW", (119.1000, 34.7160), (119.2250, 34.7315), "HH1", (119.2700, 34.7455), "HB0"),
    _road("zhongyun", "中云路", "Zhongyun Road", OTHER, None, "ZY", (119.3160, 34.7070), (119.3125, 34.7160), (119.3135, 34.7290),
          (119.3195, 34.7390), "PS0"),
    _road("shugang", "疏港高速", "Shugang Motorway", MOTOR, 100, "MW", (119.1000, 34.6370), (119.2000, 34.6500), (119.2450, 34.6592), "IC1",
          (119.3250, 34.6745), (119.3520, 34.6848), "IC2", (119.4020, 34.6765), (119.4175, 34.6600), "IC3",
          (119.4580, 34.6298), (119.4850, 34.6190), "IC4", (119.5500, 34.5910), (119.6300, 34.5540), "ME"),
    _road("ramp-1", "朝阳互通匝道", "Chaoyang Ramp", OTHER, 40, "CY", (119.2885, 34.6695), "IC1"),
    _road("ramp-2", "云山互通匝道", "Yunshan Ramp", OTHER, 40, "IC2G", (119.3745, 34.6925), "IC2"),
    _road("ramp-3", "板桥互通匝道", "Banqiao Ramp", OTHER, 40, "BQ2", (119.4262, 34.6385), "IC3"),
    _road("ramp-4", "徐圩互通匝道", "Xuwei Ramp", OTHER, 40, "XW1", (119.5040, 34.6058), "IC4"),
    _road("port-1", "墟沟港区路", "Xugou Port Road", OTHER, None, "ZS5", (119.3965, 34.7545), "PK1"),
    _road("port-2", "庙岭港区路", "Miaoling Port Road", OTHER, None, "ZS6", (119.4150, 34.7516), "PK2"),
    _road("port-3", "老港路", "Old Port Road", OTHER, None, "LJ2", "PK3"),
    _road("port-4", "旗台路", "Qitai Road", OTHER, None, "QT", "PK4"),
    _road("port-5", "徐圩港路", "Xuwei Port Road", OTHER, None, "XWN", "XP1"),
    _road("depot-1", "墟沟场站路", "Xugou Depot Road", OTHER, None, "PS1", "DEP1"),
    _road("depot-2", "板桥场站路", "Banqiao Depot Road", OTHER, None, "BQ", "DEP2"),
    _road("depot-3", "朝阳场站路", "Chaoyang Depot Road", OTHER, None, "HG2", "DEP3"),
    _road("inspection", "检测站路", "Inspection Road", OTHER, None, "JQ2", "INS"),
]  # fmt: skip


@cache
def edges() -> tuple[Edge, ...]:
    """Every road smoothed as a whole, then cut at its nodes."""
    return tuple(edge for road in ROADS for edge in _cut(road))


def _cut(road: Road) -> list[Edge]:
    points = [NODES[c] if isinstance(c, str) else c for c in road.course]
    curve = [(round(x, 6), round(y, 6)) for x, y in smooth(points, step_m=6.0)]
    marks = [(name, curve.index(NODES[name])) for name in road.course if isinstance(name, str)]
    return [
        Edge(f"{road.key}-{n}", road, a, b, tuple(thinned(curve[i : j + 1], tolerance_m=0.3)))
        for n, ((a, i), (b, j)) in enumerate(pairwise(marks), start=1)
    ]


def way(network: Sequence[Edge], through: Sequence[str]) -> list[tuple[Edge, bool]]:
    """The shortest way through the nodes in order: edges, each with whether it is driven from its start to its end."""
    found: list[tuple[Edge, bool]] = []
    for start, goal in pairwise(through):
        found.extend(_shortest(network, start, goal))
    return found


def _shortest(network: Sequence[Edge], start: str, goal: str) -> list[tuple[Edge, bool]]:
    beside: dict[str, list[tuple[str, Edge, bool]]] = {}
    for edge in network:
        beside.setdefault(edge.start, []).append((edge.end, edge, True))
        beside.setdefault(edge.end, []).append((edge.start, edge, False))
    queue: list[tuple[float, str]] = [(0.0, start)]
    best: dict[str, float] = {start: 0.0}
    came: dict[str, tuple[str, Edge, bool]] = {}
    while queue:
        far, here = heapq.heappop(queue)
        if here == goal:
            break
        for there, edge, forward in beside.get(here, []):
            length = far + edge.length_m
            if length < best.get(there, float("inf")):
                best[there], came[there] = length, (here, edge, forward)
                heapq.heappush(queue, (length, there))
    legs: list[tuple[Edge, bool]] = []
    while goal != start:
        goal, edge, forward = came[goal]
        legs.append((edge, forward))
    return legs[::-1]
