"""What the rules judge by, as values: permits, places, lines, runs, exemptions, school days, parameters. Pure.

`findings.world` loads it from the database; tests build it by hand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import shapely

from fleet.fixes import Bools, Floats, Ints
from fleet.stretches import Stretches
from geofences.conditions import ConditionRecord, Conditions
from geofences.index import DAY_S, Areas, PlaceRecord, Sections
from geofences.plane import Plane
from permits.terms import Permits
from permits.trained import Trained, TrainingRecord
from rules.known import Known, KnownOfRuns
from rules.modes import Modes
from rules.parameters import Parameters
from rules.watch.crossings import Crossings
from runs.columns import LineRecord, Lines, RunRecord, Runs

ART_35 = ("sharp_bend", "steep_slope", "narrow_road", "narrow_bridge")
ART_28 = ("cliff_side", "water_side")


@dataclass(frozen=True, slots=True)
class Exemptions:
    """Declared reasons of Art 30: areas, and whole lines (line id by time)."""

    areas: Areas
    lines: Sequence[tuple[int, float, float]]
    everywhere: Sequence[tuple[float, float]] = ()

    def hold(self, x: Floats, y: Floats, line: Ints, time_s: Floats, which: Bools) -> Bools:
        """Whether an exemption holds for each row at its place, on its line, at its time."""
        held = self.areas.at(x, y, time_s, which) >= 0
        for line_id, since_s, until_s in self.lines:
            held |= (line == line_id) & (since_s <= time_s) & (time_s < until_s)
        for since_s, until_s in self.everywhere:
            held |= (since_s <= time_s) & (time_s < until_s)
        return held & which


@dataclass(frozen=True, slots=True)
class World:
    """All that a fix is judged by. `number` is the world number of the database that it was read at.

    line_ids      line id of each line version (index as in `lines`)
    service       schools and stops with the hours in which standing there is a sign of service
    crossings     where the lines cross the segments of Art 35
    fuel          petrol stations
    public_stops  public-transport stops; sections_with_stop: which road sections (by index) have a school-bus stop
    known         what other rooms know of the runs, dated
    trained       who holds a valid training, by day
    class_days    local day numbers (days since 1970) on which there are classes
    device_order  which of a vehicle's devices comes first: order by device number and time, lower first
    silent_after_s  by device number, for those that differ from the default
    """

    number: int
    plane: Plane
    utc_offset_s: float
    permits: Permits
    risks: Areas
    signs: Areas
    sections: Sections
    service: Areas
    lines: Lines
    runs: Runs
    exemptions: Exemptions
    conditions: Conditions
    class_days: Ints
    device_order: Stretches
    parameters: Parameters
    crossings: Crossings
    fuel: Areas
    public_stops: Areas
    sections_with_stop: Bools
    known: KnownOfRuns
    trained: Trained
    silent_after_s: float = 90.0
    silent_by_device: dict[int, float] = field(default_factory=dict)
    modes: Modes = field(default_factory=Modes)

    def class_day(self, time_s: Floats) -> Bools:
        """Whether each moment lies on a local day with classes."""
        day = np.floor((time_s + self.utc_offset_s) / DAY_S).astype(np.int64)
        return np.isin(day, self.class_days)

    def line_of(self, run: Ints) -> Ints:
        """The line id of each run index, -1 for none."""
        return (
            np.where(run >= 0, self.runs.line[np.maximum(run, 0)], -1) if self.runs.id.size else np.full(len(run), -1)
        )


BUS_STOP_WIDTH_M = 80.0  # standing so near a public-transport stop is standing at it


def _wide(stop: PlaceRecord) -> PlaceRecord:
    """A stop that is drawn as a point or a line as an area around it."""
    return replace(stop, width_m=stop.width_m or BUS_STOP_WIDTH_M)


def make_world(
    *,
    number: int = 0,
    plane: Plane,
    utc_offset_s: float = 8 * 3600.0,
    places: Iterable[PlaceRecord] = (),
    stops: Iterable[PlaceRecord] = (),
    lines: Iterable[LineRecord] = (),
    runs: Iterable[RunRecord] = (),
    permits: Permits | None = None,
    exempt_areas: Iterable[PlaceRecord] = (),
    exempt_lines: Sequence[tuple[int, float, float]] = (),
    exempt_everywhere: Sequence[tuple[float, float]] = (),
    conditions: Iterable[ConditionRecord] = (),
    class_days: Iterable[int] = (),
    device_order: Stretches | None = None,
    parameters: Parameters | None = None,
    silent_by_device: dict[int, float] | None = None,
    silent_after_s: float = 90.0,
    modes: Modes | None = None,
    known: Iterable[Known] = (),
    trainings: Iterable[TrainingRecord] = (),
) -> World:
    """A world from records; `stops` are the line stops as small places whose hours are those of their school."""
    stops = list(stops)
    rows, by_version = list(places), {line.version_id: line for line in lines}
    schools = [row for row in rows if row.category == "zone" and row.kind == "school"]

    def areas(records: Iterable[PlaceRecord]) -> Areas:
        return Areas.of(records, plane, utc_offset_s)

    risks = areas(row for row in rows if row.category == "risk_segment" and row.kind in ART_35)
    sections = Sections.of((row for row in rows if row.category == "road_section"), plane, utc_offset_s)
    columns = Lines.of(by_version.values(), plane)
    at_stops = plane.flat(shapely.get_coordinates(shapely.centroid([row.geometry for row in stops])))
    return World(
        number=number,
        plane=plane,
        utc_offset_s=utc_offset_s,
        permits=permits or Permits.of((), Stretches.of(()), Stretches.of(())),
        risks=risks,
        signs=areas(row for row in rows if row.category == "risk_segment" and row.kind in ART_28),
        sections=sections,
        service=areas([*schools, *stops]),
        lines=columns,
        runs=Runs.of(runs, by_version, plane),
        exemptions=Exemptions(areas(exempt_areas), exempt_lines, exempt_everywhere),
        conditions=Conditions.of(conditions, plane),
        class_days=np.array(sorted(class_days), np.int64),
        device_order=device_order or Stretches.of(()),
        parameters=parameters or Parameters.of(),
        crossings=Crossings.of(columns, risks),
        fuel=areas(row for row in rows if row.kind == "petrol_station"),
        public_stops=areas(_wide(row) for row in rows if row.kind == "bus_stop"),
        sections_with_stop=sections.with_any(at_stops[:, 0], at_stops[:, 1]),
        known=KnownOfRuns.of(known),
        trained=Trained.of(trainings, utc_offset_s),
        silent_after_s=silent_after_s,
        silent_by_device=silent_by_device or {},
        modes=modes or Modes(),
    )
