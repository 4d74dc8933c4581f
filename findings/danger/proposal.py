"""What promoting a segment would make of it: a risk segment with its name, kind and width, and a hazard in words. Pure."""

from collections.abc import Mapping
from typing import Any

from core.settings import Settings
from findings.danger.models import DangerRun
from findings.danger.schemas import ClusterOut
from geofences.schemas import WIDTH_M, PlaceIn

NEAR_M = 500.0  # what lies farther off names nothing
KIND_WORDS = {
    "brake": "急刹车",
    "turn": "急转弯",
    "speeding": "超速",
    "stop": "异常停车",
    "terminal": "终端报警",
}


def proposed(one: ClusterOut, run: DangerRun, settings: Settings) -> Mapping[str, Any]:
    """`place`, `title` and `description` of `ClusterDetail`.

    Where most events are turnings it is a sharp bend, else a narrow road: both are kinds of REG 35, whose 20 km/h hold without a
    sign; an officer who has been there chooses another. It holds always: who wants it only at some hours says so.
    """
    name = name_of(one)
    turns = 2 * one.kinds.get("turn", 0) >= one.events
    since, until = (moment.astimezone(settings.zone) for moment in (run.since, run.until))
    span = f"{since:%Y-%m-%d} 至 {until:%Y-%m-%d}"
    counts = "、".join(f"{KIND_WORDS[kind]} {count} 次" for kind, count in one.kinds.items())
    place = PlaceIn(
        category="risk_segment",
        kind="sharp_bend" if turns else "narrow_road",
        name=name[:100],
        geometry=one.geometry,
        width_m=min(max(2 * float(run.limits.get("near_m", 30.0)), WIDTH_M[0]), WIDTH_M[1]),
        source=f"行车数据分析 {span}，排名第 {one.rank}",
    )
    return {
        "place": place,
        "title": f"{name}事故风险"[:100],
        "description": (
            f"{span}：{one.buses} 辆校车通过 {one.passages} 次，其中 {one.hits} 次发生异常（{100 * one.share:.1f}%），"
            f"涉及 {one.buses_hit} 辆；{counts}。"
        ),
    }


def name_of(one: ClusterOut) -> str:
    """What a segment is called, by its road or what lies near."""
    near = one.near if one.near_m is not None and one.near_m <= NEAR_M else None
    if one.road is not None:
        return one.road if near is None else f"{one.road}（{near}附近）"
    if near is not None:
        return f"{near}附近路段"
    lon, lat = one.middle.coordinates
    return f"路段 {lon:.4f}, {lat:.4f}"
