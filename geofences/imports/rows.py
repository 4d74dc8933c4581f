"""A row of a file of places, whatever its format: cells by the API's own names, a geometry; nothing of it is believed yet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ROWS_MAX = 5000
COLUMNS = {
    "name": "name", "名称": "name", "name_zh": "name",
    "name_en": "name_en", "英文名称": "name_en",
    "category": "category", "类别": "category",
    "kind": "kind", "类型": "kind", "road_class": "kind",
    "limit_kmh": "limit_kmh", "限速": "limit_kmh", "maxspeed": "limit_kmh", "限速(km/h)": "limit_kmh",
    "width_m": "width_m", "宽度": "width_m", "宽度(米)": "width_m",
    "radius_m": "radius_m", "半径": "radius_m", "半径(米)": "radius_m",
    "direction": "direction", "方向": "direction",
    "season": "season", "季节": "season", "hours": "hours", "时段": "hours",
    "guard_rail": "guard_rail", "防护设施": "guard_rail",
    "limit_sign": "limit_sign", "限速标志": "limit_sign",
    "warning_sign": "warning_sign", "警告标志": "warning_sign",
    "source": "source", "来源": "source", "surveyed_on": "surveyed_on", "核实日期": "surveyed_on",
    "lon": "lon", "lng": "lon", "longitude": "lon", "经度": "lon",
    "lat": "lat", "latitude": "lat", "纬度": "lat",
    "wkt": "wkt", "geometry": "wkt", "几何": "wkt",
}  # fmt: skip
WORDS = {
    "围栏": "zone", "危险路段": "risk_segment", "路段": "road_section",
    "学校": "school", "场站": "depot", "加油站": "petrol_station", "禁行区": "no_go", "检验机构": "inspection_station",
    "公交站": "bus_stop", "公共交通站点": "bus_stop", "辖区": "district",
    "急弯": "sharp_bend", "陡坡": "steep_slope", "窄路": "narrow_road", "窄桥": "narrow_bridge",
    "临崖": "cliff_side", "临水": "water_side",
    "高速公路": "motorway", "城市快速路": "urban_expressway", "其他道路": "other",
    "双向": "both", "单向": "forward",
}  # fmt: skip
YES, NO = (
    frozenset({"有", "是", "yes", "true", "1", "present"}),
    frozenset({"无", "缺", "否", "no", "false", "0", "missing"}),
)
CATEGORY_OF = {
    **dict.fromkeys(("sharp_bend", "steep_slope", "narrow_road", "narrow_bridge", "cliff_side", "water_side"), "risk_segment"),
    **dict.fromkeys(("motorway", "urban_expressway", "other"), "road_section"),
    **dict.fromkeys(
        ("school", "depot", "petrol_station", "no_go", "inspection_station", "bus_stop", "district"), "zone"
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a file: its number as the file counts, its cells by the API's names, GeoJSON in the file's datum."""

    number: int
    cells: Mapping[str, Any]
    geometry: Mapping[str, Any] | None


def cells_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """Cells under the API's names and with its words; what is empty or unknown is left out."""
    found: dict[str, Any] = {}
    for heading, value in told.items():
        name = COLUMNS.get(str(heading).strip().lower())
        if name is None or value is None or (isinstance(value, str) and not value.strip()):
            continue
        found.setdefault(name, _read(name, value.strip() if isinstance(value, str) else value))
    if "kind" in found and "category" not in found and found["kind"] in CATEGORY_OF:
        found["category"] = CATEGORY_OF[found["kind"]]
    return found


def _read(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in ("category", "kind", "direction"):
        return WORDS.get(value, value)
    if name in ("guard_rail", "limit_sign", "warning_sign"):
        word = value.lower()
        return True if word in YES else False if word in NO else value
    if name == "hours":
        return [re.split(r"\s*[-~～至]\s*", window) for window in re.split(r"\s*[,，;；]\s*", value)]
    if name == "season":
        return re.split(r"\s*[/~～至]\s*", value)
    return value
