"""What the rules leave to the district: tolerances and patience as dated values, each with its source. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from fleet.fixes import Floats
from geofences.conditions import LOW_VISIBILITY_M

DEFAULTS: dict[str, tuple[float, str]] = {
    "R22.seconds": (30.0, "联网联控考核评分表注: 超速须持续 30 秒以上"),
    "R23.seconds": (30.0, "联网联控考核评分表注: 超速须持续 30 秒以上"),
    "R24.visibility_m": (
        LOW_VISIBILITY_M,
        "ours: REG 35 names no figure; 道路交通安全法实施条例 81 lowers speeds from less than 200 m on (46: 50 m)",
    ),
    "R26.seconds": (30.0, "ours: an overtaken parked lorry is no detour"),
    "R26.metres": (100.0, "ours: a receiver that wanders at a stand is no detour"),
    "R26.corridor_m": (60.0, "ours: half a wide road, a lay-by and a receiver's error"),
    "R01.seconds": (30.0, "ours: one wild fix at a stop is no service"),
    "R39.silent_s": (240.0, "ours: 云台山隧道, the longest of the model district (2.6 km), takes 180 s at 53 km/h"),
    "R14.pupils": (
        np.inf,
        "a local rule's: none is known for Lianyungang; Shenzhen (2012) asks for two attendants above 20",
    ),
    "R27.stop_m": (80.0, "ours: the length of a bus and of a queue before it, and a receiver's error"),
    "R27.seconds": (10.0, "ours: a door that opens and shuts lets nobody on"),
    "R27.no_door_s": (1800.0, "ours: longer than a jam; where no door is told a stand alone is no evidence"),
    "R28.reach_m": (100.0, "ours: a stand so near a stop is a stand at it"),
    "R28.gap_s": (10.0, "ours: pupils take longer to get on; between fixes further apart a stand may have gone unseen"),
    "R32.after_s": (300.0, "ours: who counts may put it right until then"),
    "R33.after_s": (300.0, "ours: five minutes in which the attendant walks through the bus"),
    "R35.seconds": (90.0, "ours: waiting to drive out of a forecourt is no refuelling"),
    "R36.seconds": (10.0, "ours: a driver who opens his door to look behind has not left"),
    "R37.day_s": (14_400.0, "道路运输车辆动态监督管理办法; 记分管理办法第九条: 连续驾驶不超过 4 小时"),
    "R37.night_s": (7_200.0, "道路运输车辆动态监督管理办法: 夜间连续驾驶不超过 2 小时"),
    "R37.rest_s": (1_200.0, "道路运输车辆动态监督管理办法; 记分管理办法第九条: 停车休息不少于 20 分钟"),
    "R37.night_from_h": (22.0, "ours: the texts that were read name no hours of the night"),
    "R37.night_to_h": (6.0, "ours: the texts that were read name no hours of the night"),
    "R37.moving_kmh": (10.0, "ours: slower is a queue or a receiver that wanders"),
    "R30.speed_kmh": (5.0, "ours: a door that closes while the bus rolls off is no driving with it open"),
    "R06.youngest_years": (25.0, "REG 23(1): 年龄在25周岁以上"),
    "R06.oldest_years": (60.0, "REG 23(1): 不超过60周岁, so the last lawful day is the 60th birthday"),
    "evidence.kept_before_s": (600.0, "ours: the fixes from so long before a finding are kept with it"),
    "evidence.kept_after_s": (600.0, "ours: and those until so long after it"),
    "danger.brake_mps2": (3.0, "ours: at a stop a bus slows by 1 to 1.5 m/s², in an emergency by 5 and more"),
    "danger.turn_mps2": (3.5, "ours: beyond some 0.35 g a seated pupil slides, from 0.5 g a high bus is near tipping"),
    "danger.gap_s": (5.0, "ours: between fixes further apart nothing can be said of a braking or turning"),
    "danger.stop_after_s": (120.0, "ours: a red light and its queue are shorter"),
    "danger.stop_most_s": (900.0, "ours: who stands longer has parked"),
    "danger.clear_m": (80.0, "ours: so far from stops, schools, depots and junctions a stand is odd (as R27.stop_m)"),
    "danger.near_m": (
        30.0,
        "ours: events so near to each other belong together: a road's width and a receiver's error",
    ),
    "danger.longest_m": (200.0, "ours: the longest piece of road that one sign or one measure is about"),
    "danger.events": (3.0, "ours: two events may be chance"),
    "danger.credit": (
        20.0,
        "ours: so many passages without an event are added before ranking, so that 2 of 2 do not win",
    ),
    "late_s": (300.0, "ours: shown as late, never a breach (REG 16 lists the time, it does not forbid a jam)"),
    "parked_after_s": (120.0, "ours: standing without a run for so long is parked"),
}


@dataclass(frozen=True, slots=True)
class Parameters:
    """Dated values by name; `version` is the newest row's id, 0 where the program's own defaults rule alone."""

    version: int
    _dated: dict[str, tuple[Floats, Floats]]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, float, float]] = (), version: int = 0) -> "Parameters":
        """From (name, since in seconds since 1970, value); a name's default holds before its first row."""
        dated: dict[str, list[tuple[float, float]]] = {}
        for name, since_s, value in rows:
            dated.setdefault(name, []).append((since_s, value))
        return cls(
            version,
            {
                name: (np.array([s for s, _ in sorted(v)]), np.array([x for _, x in sorted(v)]))
                for name, v in dated.items()
            },
        )

    def at(self, name: str, time_s: Floats, default: float | None = None) -> Floats:
        """The value of a name at each time; a name that is neither dated nor known takes the default given."""
        first = DEFAULTS[name][0] if default is None or name in DEFAULTS else default
        if name not in self._dated:
            return np.full(len(time_s), first)
        since_s, values = self._dated[name]
        index = np.searchsorted(since_s, time_s, side="right") - 1
        return np.where(index >= 0, values[np.maximum(index, 0)], first)
