"""The demo district as the simulator needs it: lines to drive and what each bus does, read from `sample_tracks/district`."""

import json
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any

from schoolbus.simulate.ground import Path, path_of
from schoolbus.simulate.motion import Hurry, Stop, Stretch
from schoolbus.simulate.script import Detour, Deviation, Script, Silence, written

FOLDER = File(__file__).resolve().parents[2] / "sample_tracks" / "district"


@dataclass(frozen=True, eq=False)
class Line:
    """A line to drive; `offsets_s` are the running times of all its stops, both ends included."""

    key: str
    direction: str
    path: Path
    stops: tuple[Stop, ...]
    speeds: tuple[Stretch, ...]
    offsets_s: tuple[float, ...]

    def script(self, deviations: tuple[Deviation, ...] = ()) -> Script:
        return written(self.path, self.stops, self.speeds, deviations)


@dataclass(frozen=True)
class Part:
    """What one bus does in the demo: its lines in turn, where in the first it is at the start, and how it departs from them."""

    vehicle: str
    device: str
    role: str
    lines: tuple[str, ...]
    begin_line: str | None
    begin_elapsed_s: float
    turnaround_s: float
    planned_earlier_s: float
    interval_s: float
    seed: int
    parked_at: tuple[float, float] | None
    deviations: tuple[tuple[str | None, Deviation], ...]

    def deviations_on(self, line: str) -> tuple[Deviation, ...]:
        return tuple(deviation for key, deviation in self.deviations if key == line)

    @property
    def silences(self) -> tuple[Silence, ...]:
        """Silences counted from the start of the demo, whatever line is driven."""
        return tuple(d for key, d in self.deviations if key is None and isinstance(d, Silence))


@dataclass(frozen=True, eq=False)
class District:
    """Lines by key, those that nobody approved included, and the parts of all buses with a device."""

    lines: dict[str, Line]
    parts: tuple[Part, ...]

    def part(self, vehicle: str) -> Part:
        """The part of a bus; KeyError if it has none."""
        for part in self.parts:
            if part.vehicle == vehicle:
                return part
        raise KeyError(vehicle)


def load(folder: File = FOLDER) -> District:
    """Reads `lines.json` and `scenario.json`."""
    scenario = json.loads((folder / "scenario.json").read_text(encoding="utf-8"))
    approved = json.loads((folder / "lines.json").read_text(encoding="utf-8"))
    lines = {row["key"]: _line(row) for row in [*approved, *scenario["lines"]]}
    return District(lines, tuple(_part(row) for row in scenario["buses"]))


def _line(row: dict[str, Any]) -> Line:
    return Line(
        key=row["key"],
        direction=row["direction"],
        path=path_of(row["path"]["coordinates"]),
        stops=tuple(Stop(s["along_m"], s["dwell_s"]) for s in row["stops"] if s["dwell_s"] > 0),
        speeds=tuple(Stretch(s["start_m"], s["end_m"], s["speed_kmh"] / 3.6) for s in row["speeds"]),
        offsets_s=tuple(float(s["offset_s"]) for s in row["stops"]),
    )


def _part(row: dict[str, Any]) -> Part:
    begin = row["begin"] or {"line": None, "elapsed_s": 0.0}
    parked = row["parked"]
    return Part(
        vehicle=row["vehicle"],
        device=row["device"],
        role=row["role"],
        lines=tuple(row["lines"]),
        begin_line=begin["line"],
        begin_elapsed_s=begin["elapsed_s"],
        turnaround_s=row["turnaround_s"],
        planned_earlier_s=row["planned_earlier_s"],
        interval_s=row["interval_s"],
        seed=row["seed"],
        parked_at=None if parked is None else (parked["coordinates"][0], parked["coordinates"][1]),
        deviations=tuple((d["line"], _deviation(d)) for d in row["deviations"]),
    )


def _deviation(row: dict[str, Any]) -> Deviation:
    match row["kind"]:
        case "hurry":
            return Hurry(row["start_m"], row["end_m"], row["factor"])
        case "detour":
            points = tuple((float(x), float(y)) for x, y in row["points"])
            return Detour(row["leave_m"], row["rejoin_m"], points, row["speed_kmh"] / 3.6)
        case "silence":
            return Silence(row["from_s"], row["for_s"], row["every_s"])
        case other:
            raise ValueError(f"no deviation is called {other!r}")
