"""The newest state of all buses and findings in one API process, and what of it changed when. No I/O."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import orjson

from findings.schemas import FindingOut
from findings.service import LIVE_FOR, LIVE_MOST
from fleet.access import VehicleFacts
from rules.catalogue import RULES
from web.live_overlay import by_its_papers, shown_state
from web.live_recent import Recent

BEAT_GRACE_S = 2.0  # the ingest speaks each second; past this its silence counts as being behind
DEGREES = 7
ONE_DECIMAL = 1
BREACHES = frozenset(rule.id for rule in RULES if rule.state == "breach")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a vehicle without a position; `facts` decide who may see it.

    `permitted`: whether permit and sign are both in force now; None where R01 is off or in trial for it.
    """

    plate: str
    operator_id: int | None
    silent_after_s: float
    facts: VehicleFacts
    permitted: bool | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """Where a bus is and how, as the pipeline told; `fix_s` seconds since 1970 UTC, whole milliseconds."""

    id: int
    lon: float
    lat: float
    course_deg: float | None
    speed_kmh: float
    state: str
    fix_s: float
    run_id: int | None
    late_s: int | None
    moving: bool
    unproven: bool

    @classmethod
    def of(cls, bus: Mapping[str, Any]) -> "Told":
        """From a bus of a message of the live channel."""
        course = bus["course_deg"]
        return cls(
            id=int(bus["id"]),
            lon=round(bus["lon"], DEGREES),
            lat=round(bus["lat"], DEGREES),
            course_deg=None if course is None else round(course, ONE_DECIMAL),
            speed_kmh=round(bus["speed_kmh"], ONE_DECIMAL),
            state=bus["state"],
            fix_s=milliseconds(datetime.fromisoformat(bus["fix_time"])),
            run_id=None if bus["run_id"] is None else int(bus["run_id"]),
            late_s=bus["late_s"],
            moving=bus["moving"],
            unproven=bus["unproven"],
        )


@dataclass(frozen=True, slots=True)
class Bus:
    """A bus as it is shown: its JSON is made once and shared by all sockets."""

    told: Told
    shown: str
    facts: VehicleFacts
    json: bytes


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as it is shown, and the facts of its vehicle."""

    finding: FindingOut
    facts: VehicleFacts
    json: bytes


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything, as one transaction saw it."""

    known: dict[int, Known]
    lines: dict[int, str]
    buses: list[Told]
    findings: list[FindingOut]
    batches: dict[int, int]
    watermarks: dict[int, float | None]
    world: int


@dataclass
class LiveState:
    """`revision` rises with each change, `epoch` when everything has to be told anew; `batches` is the last of each share."""

    revision: int = 0
    epoch: int = 0
    heard_s: float = 0.0
    told_behind_s: float = 0.0
    world: int = -1
    known: dict[int, Known] = field(default_factory=dict)
    lines: dict[int, str] = field(default_factory=dict)
    batches: dict[int, int] = field(default_factory=dict)
    watermarks: dict[int, float | None] = field(default_factory=dict)
    buses: Recent[int, Bus] = field(default_factory=Recent)
    findings: Recent[str, Found] = field(default_factory=Recent)

    def behind_s(self, now_s: float) -> float:
        """How far the pipeline is behind; grows by our own clock while nothing is heard of it."""
        return self.told_behind_s + max(0.0, now_s - self.heard_s - BEAT_GRACE_S)

    @property
    def watermark_s(self) -> float | None:
        """Up to when every share has what the doors were sent."""
        reached = [each for each in self.watermarks.values() if each is not None]
        return min(reached) if reached and len(reached) == len(self.watermarks) else None

    def shown_of(self, vehicle_id: int) -> str | None:
        """As what a bus is drawn, None for one that was never heard of."""
        bus = self.buses.get(vehicle_id)
        return None if bus is None else bus.shown

    def reset(self, loaded: Loaded, now_s: float) -> None:
        """Begin anew from the database: every socket gets a new snapshot."""
        self.revision += 1
        self.epoch += 1
        self.known, self.lines, self.world = loaded.known, loaded.lines, loaded.world
        self.batches, self.watermarks = loaded.batches, loaded.watermarks
        self.buses.clear()
        self.findings.clear()
        self._put_findings(loaded.findings)
        self._put_buses(loaded.buses, now_s)

    def hear(self, message: Mapping[str, Any], now_s: float) -> Literal["next", "nothing", "gap"]:
        """Take the pulse of a message, and say whether its content is the next, nothing new, or shows that one was missed."""
        share, batch = int(message.get("share", 0)), int(message["batch"])
        last = self.batches.get(share, 0)
        beat = message.get("buses") is None
        if batch > last + 1 or (beat and batch > last):
            return "gap"
        self.heard_s, self.told_behind_s = now_s, float(message["behind_s"])
        if message["watermark"] is not None:
            self.watermarks[share] = float(message["watermark"])
        if batch <= last:
            return "nothing"
        self.batches[share] = batch
        return "next"

    def take(
        self, buses: Iterable[Told], findings: Iterable[FindingOut], lines: Mapping[int, str], now_s: float
    ) -> None:
        """What a batch changed; `lines` are the line names of runs not known before."""
        self.lines |= lines
        self.revision += 1
        found = list(findings)
        self._put_findings(found)
        self._put_buses([*self._shown_without_permit({int(one.vehicle_id) for one in found}), *buses], now_s)

    def know(self, known: dict[int, Known], world: int, now_s: float) -> None:
        """Vehicles, devices or permits changed. Where that changes who may see what, everybody begins anew."""
        before, self.known, self.world = self.known, known, world
        self.revision += 1
        changed = {id_ for id_, old in before.items() if known.get(id_) != old}
        if any(id_ not in known or known[id_].facts != before[id_].facts for id_ in changed):
            self.epoch += 1
            findings = [found.finding for found in self.findings.values()]
            self.findings.clear()
            self._put_findings(findings)
        buses = [bus.told for bus in self.buses.values() if bus.told.id in changed]
        for told in buses:
            self.buses.drop(told.id)
        self._put_buses(buses, now_s)

    def pass_time(self, now_s: float) -> bool:
        """Lay `silent` and `parked` over anew, and let go of findings over and a day old; whether a bus looks different now."""
        self.revision += 1
        watermark_s, behind_s = self.watermark_s, self.behind_s(now_s)
        looks = [
            (bus, self._shown(bus.told, self.known[bus.told.id], watermark_s, behind_s)) for bus in self.buses.values()
        ]
        different = [(bus.told, shown) for bus, shown in looks if shown != bus.shown]
        for told, shown in different:
            self.buses.put(told.id, self._bus(told, self.known[told.id], shown), self.revision)
        oldest = datetime.fromtimestamp(now_s, UTC) - LIVE_FOR
        for found in list(self.findings.values()):
            if found.finding.ended is not None and found.finding.began < oldest:
                self.findings.drop(found.finding.id)
        return bool(different)

    def _put_buses(self, buses: Iterable[Told], now_s: float) -> None:
        watermark_s, behind_s = self.watermark_s, self.behind_s(now_s)
        for told in buses:
            known = self.known.get(told.id)
            if known is None:
                continue  # a vehicle younger than what we know: `know` comes first, and then a reset
            shown = self._shown(told, known, watermark_s, behind_s)
            self.buses.put(told.id, self._bus(told, known, shown), self.revision)

    def _put_findings(self, findings: Iterable[FindingOut]) -> None:
        for finding in findings:
            known = self.known.get(int(finding.vehicle_id))
            if known is not None:
                found = Found(finding, known.facts, finding.model_dump_json().encode())
                self.findings.put(finding.id, found, self.revision)

    def _shown(self, told: Told, known: Known, watermark_s: float | None, behind_s: float) -> str:
        on_run, state = told.run_id is not None, told.state
        if known.permitted is not None and known.permitted == (
            state == "no_permit"
        ):  # they disagree: the papers are newer
            breaching = known.permitted and self._breaching(told.id)
            state = by_its_papers(state, permitted=known.permitted, on_run=on_run, breaching=breaching)
        return shown_state(
            state,
            on_run=on_run,
            moving=told.moving,
            fix_s=told.fix_s,
            silent_after_s=known.silent_after_s,
            watermark_s=watermark_s,
            behind_s=behind_s,
        )

    def _shown_without_permit(self, ids: Iterable[int]) -> list[Told]:
        buses = [bus.told for id_ in ids if (bus := self.buses.get(id_)) is not None]
        return [told for told in buses if told.state == "no_permit"]

    def _breaching(self, vehicle_id: int) -> bool:
        found = (one.finding for one in self.findings.values() if one.facts.vehicle_id == vehicle_id)
        return any(finding.ended is None and finding.rule in BREACHES for finding in found)

    def _bus(self, told: Told, known: Known, shown: str) -> Bus:
        line = None if told.run_id is None else self.lines.get(told.run_id)
        return Bus(told, shown, known.facts, orjson.dumps(_on_the_wire(told, known, shown, line)))


def milliseconds(moment: datetime) -> float:
    """A moment in seconds since 1970 UTC, cut to whole milliseconds, as times are told."""
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000).timestamp()


def rfc3339(seconds: float) -> str:
    """A moment as the wire has it."""
    moment = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=round(seconds * 1000))
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def worth_showing(findings: Iterable[Found], now_s: float) -> list[Found]:
    """The open ones, and the newest LIVE_MOST of those that began within LIVE_FOR; the newest first."""
    oldest = datetime.fromtimestamp(now_s, UTC) - LIVE_FOR
    ordered = sorted(findings, key=lambda found: found.finding.id)
    ordered.sort(key=lambda found: found.finding.began, reverse=True)
    return [
        found
        for rank, found in enumerate(ordered)
        if found.finding.ended is None or (rank < LIVE_MOST and found.finding.began >= oldest)
    ]


def _on_the_wire(told: Told, known: Known, shown: str, line: str | None) -> dict[str, Any]:
    return {
        "id": str(told.id),
        "plate": known.plate,
        "lon": told.lon,
        "lat": told.lat,
        "course_deg": told.course_deg,
        "speed_kmh": told.speed_kmh,
        "state": shown,
        "fix_time": rfc3339(told.fix_s),
        "run_id": None if told.run_id is None else str(told.run_id),
        "line_name": line,
        "late_s": told.late_s,
        "operator_id": None if known.operator_id is None else str(known.operator_id),
        "moving": told.moving,
        "unproven": told.unproven,
    }
