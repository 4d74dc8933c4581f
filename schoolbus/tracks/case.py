"""A case as its folder tells it: the sentence, the bus, what is planned, how its world differs, and how it was recorded."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

FOLDER = Path(__file__).resolve().parents[2] / "sample_tracks" / "cases"


class Told(BaseModel):
    """A table of `case.toml`. A key that it does not know is refused. Times without an offset are the district's own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PlannedRun(Told):
    """A run of the case's bus: a line of the district and when it departs (on `day` where no date is given)."""

    line: str
    departs: datetime | time


class ExemptionTold(Told):
    """A declared reason of Art 30: for a line, for an outline of (lon, lat), or for everywhere."""

    kind: str
    reason: str
    since: datetime
    until: datetime | None = None
    line: str | None = None
    outline: tuple[tuple[float, float], ...] | None = None


class ConditionTold(Told):
    """Declared weather or surface (Art 35), for the district or within an outline of (lon, lat)."""

    kind: Literal["fog", "rain", "snow", "sand", "hail", "ice", "snow_cover", "mud"]
    visibility_m: float | None = None
    since: datetime
    until: datetime
    outline: tuple[tuple[float, float], ...] | None = None


class SectionTold(Told):
    """A road section that the district does not have: a line of (lon, lat), as in `road_sections.geojson`."""

    name: str
    kind: Literal["motorway", "urban_expressway", "other"]
    points: tuple[tuple[float, float], ...]
    width_m: float
    limit_kmh: float | None = None


class World(Told):
    """How the case's world differs from the district's; all of it concerns the case's bus and its device."""

    permit_until: datetime | None = None
    sign_until: datetime | None = None
    device_since: datetime | None = None
    exemptions: tuple[ExemptionTold, ...] = ()
    conditions: tuple[ConditionTold, ...] = ()
    sections: tuple[SectionTold, ...] = ()


class Away(Told):
    """A time in which our ingest was not running; what was sent meanwhile waits at the broker."""

    since: datetime
    until: datetime


class Leg(Told):
    """A part of the recording: one passage of a `line`, a way `through` nodes of the road graph, or a stand at a node.

    `start` is when it begins; without it `pause_s` after the leg before has ended. `halts` false: it stops at no stop.
    `deviations` are those of `schoolbus.simulate.script`, by kind; a detour may name the nodes it goes `through`.
    """

    line: str | None = None
    through: tuple[str, ...] | None = None
    stand_at: str | None = None
    stand_s: float = 600.0
    start: datetime | None = None
    pause_s: float = 30.0
    speed_kmh: float = 45.0
    halts: bool = True
    interval_s: float = 3.0
    seed: int = 1
    deviations: tuple[dict[str, Any], ...] = ()


class Damage(Told):
    """What happened to the sentence nearest to `at_s` seconds after the recording's start."""

    at_s: float
    kind: Literal["checksum", "cut", "glued", "noise", "empty", "no_checksum"]


class Drive(Told):
    """How the simulator makes the recording."""

    legs: tuple[Leg, ...]
    talker: str = "GP"
    sentences: tuple[str, ...] = ("RMC", "GGA")
    weeks_behind: int = 0
    damage: tuple[Damage, ...] = ()


class Case(Told):
    """One case. `zh` and `en` are the sentence that an officer could sign; `day` is the day that the district is loaded for.

    every_s, after_s  time passes for the rules every so many seconds, until so long after the last sentence was received
    """

    name: str
    zh: str
    en: str
    day: date
    bus: str
    door: Literal["mqtt", "nmea_tcp"] = "mqtt"
    every_s: float = 10.0
    after_s: float = 60.0
    runs: tuple[PlannedRun, ...] = ()
    world: World = Field(default_factory=World)
    away: tuple[Away, ...] = ()
    drive: Drive | None = None
    folder: Path

    @property
    def track(self) -> Path:
        return self.folder / "track.nmea"

    @property
    def golden(self) -> Path:
        return self.folder / "golden.json"


def read(folder: Path) -> Case:
    """The case in a folder. Raises pydantic.ValidationError for a key or a value that cannot be."""
    told = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
    return Case(name=folder.name, folder=folder, **told)


def cases(folder: Path = FOLDER) -> Iterator[Case]:
    """All cases, by name: every folder with a `case.toml` is one."""
    for told in sorted(folder.glob("*/case.toml")):
        yield read(told.parent)
