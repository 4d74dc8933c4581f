"""How a vehicle looks after a batch, as the live channel carries it: plain values, ready for JSON."""

from datetime import UTC, datetime
from typing import Any

import numpy as np

from findings.world import World
from rules.judge import Live
from rules.states import MOVING_MPS, NAMES


def buses(live: Live, world: World) -> list[dict[str, Any]]:
    """One object for each vehicle whose present changed; without `silent`, which only time tells (design section 5)."""
    runs, lines = world.rules.runs, world.rules.lines
    run = runs.index_of(live.base["run"].astype(np.int64))
    line = lines.index_of(runs.line_version[np.maximum(run, 0)]) if len(runs.id) else run
    told = []
    for i in np.flatnonzero(~np.isneginf(live.base["time"])):
        vehicle, record = int(live.vehicle[i]), live.base[i]
        plate, operator = world.vehicles.get(vehicle, ("", None))
        on_run = run[i] >= 0
        told.append(
            {
                "id": vehicle,
                "plate": plate,
                "operator_id": operator,
                "lon": round(float(record["lon"]), 6),
                "lat": round(float(record["lat"]), 6),
                "course_deg": None if np.isnan(record["course"]) else round(float(record["course"]), 1),
                "speed_kmh": round(float(record["speed"]) * 3.6, 1),
                "moving": bool(record["speed"] >= MOVING_MPS),
                "state": NAMES[record["state"]],
                "fix_time": datetime.fromtimestamp(float(record["time"]), UTC).isoformat().replace("+00:00", "Z"),
                "run_id": int(record["run"]) if on_run else None,
                "line_name": lines.name[line[i]] if on_run and line[i] >= 0 else None,
                "late_s": None if np.isnan(record["late"]) else round(float(record["late"])),
            }
        )
    return told
