"""Record a case: drive its legs with the simulator on the district's roads, and write down what a receiver would send."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from sample_tracks.district.make.network import NODES, Edge, edges
from sample_tracks.district.make.places import way_path
from schoolbus.simulate.district import District, load
from schoolbus.simulate.drive import Fix, drive, stand
from schoolbus.simulate.ground import Path
from schoolbus.simulate.motion import Hurry, Stop, Stretch
from schoolbus.simulate.nmea import sentence, to_nmea
from schoolbus.simulate.script import Detour, Deviation, Jam, NoNetwork, NoSky, Silence, WildFix
from schoolbus.tracks.case import Case, Damage, Drive, Leg
from schoolbus.tracks.track import AT_ONCE, ROAD_S, at_once_s
from schoolbus.tracks.world import device_of

KINDS: dict[str, type[Deviation]] = {
    "hurry": Hurry, "detour": Detour, "jam": Jam, "no_sky": NoSky, "no_network": NoNetwork, "wild_fix": WildFix,
    "silence": Silence,
}  # fmt: skip
UPLOAD_S = 5.0  # what was kept back is sent in one message each so many seconds
CUT_AT = 31  # characters of a sentence that got through


def record(case: Case, zone: ZoneInfo) -> str:
    """The text of the case's `track.nmea`; the same case gives the same text. ValueError without a `[drive]`."""
    if case.drive is None:
        raise ValueError(f"{case.name} has no [drive]: its track was not made by the simulator")
    fixes = _fixes(case.drive, zone)
    blocks = to_nmea(fixes, case.drive.talker, case.drive.sentences, case.drive.weeks_behind)
    for damage in case.drive.damage:
        nearest = int(np.argmin([abs(fix.epoch_s - fixes[0].epoch_s - damage.at_s) for fix in fixes]))
        blocks[nearest] = _damaged(blocks[nearest], damage)
    head = [] if case.door == "mqtt" else [device_of(case.bus)]
    return "\n".join([*head, *_lines(fixes, blocks, zone)]) + "\n"


def _lines(fixes: Sequence[Fix], blocks: Sequence[str], zone: ZoneInfo) -> Iterator[str]:
    """The sentences; where they were not received at once, with the word of when."""
    told: float | None = None
    for fix, block in zip(fixes, blocks, strict=True):
        lines = block.splitlines()
        received_s = fix.sent_s + ROAD_S
        if at_once_s(lines[0]) in (None, received_s):
            if told is not None:
                yield f"# received {AT_ONCE}"
            told = None
        elif told != received_s:
            told = received_s
            yield f"# received {datetime.fromtimestamp(received_s, zone).isoformat()}"
        yield from lines


def _fixes(told: Drive, zone: ZoneInfo) -> list[Fix]:
    """All legs, in the order of sending; what was kept back comes in whole messages."""
    district, network, fixes = load(), edges(), list[Fix]()
    for leg in told.legs:
        if leg.start is not None:
            start_s = leg.start.replace(tzinfo=leg.start.tzinfo or zone).timestamp()
        else:
            start_s = max(fix.epoch_s for fix in fixes) + leg.pause_s
        fixes += _leg(leg, start_s, district, network)
    sent = [f if f.sent_s == f.epoch_s else f._replace(sent_s=f.sent_s // UPLOAD_S * UPLOAD_S) for f in fixes]
    return sorted(sent, key=lambda fix: fix.sent_s)


def _leg(leg: Leg, start_s: float, district: District, network: Sequence[Edge]) -> list[Fix]:
    if leg.stand_at is not None:
        lon, lat = NODES[leg.stand_at]
        return stand(lon, lat, 90.0, start_s=start_s, for_s=leg.stand_s, interval_s=leg.interval_s, seed=leg.seed)
    path, stops, speeds = _way(leg, district, network)
    return drive(
        path,
        stops if leg.halts else (),
        speeds,
        start_s=start_s,
        interval_s=leg.interval_s,
        seed=leg.seed,
        deviations=[_deviation(row, network) for row in leg.deviations],
    )


def _way(leg: Leg, district: District, network: Sequence[Edge]) -> tuple[Path, tuple[Stop, ...], tuple[Stretch, ...]]:
    if leg.line is not None:
        line = district.lines[leg.line]
        return line.path, line.stops, line.speeds
    if leg.through is None:
        raise ValueError("a leg has a line, a way through nodes, or a node to stand at")
    path = way_path(network, leg.through)
    return path, (), (Stretch(0.0, path.length_m, leg.speed_kmh / 3.6),)


def _deviation(row: dict[str, object], network: Sequence[Edge]) -> Deviation:
    told = dict(row)
    kind = KINDS[str(told.pop("kind"))]
    through = told.pop("through", None)
    if isinstance(through, list | tuple):
        told["points"] = tuple(way_path(network, [str(node) for node in through]).points)
    return kind(**told)  # type: ignore[arg-type]


def _damaged(block: str, damage: Damage) -> str:
    """A block whose first sentence the line, or the receiver, has spoilt."""
    first, *rest = block.splitlines()
    match damage.kind:
        case "checksum":
            spoilt = [f"{first[:-2]}{(int(first[-2:], 16) ^ 0x15):02X}"]
        case "no_checksum":
            spoilt = [first[:-3]]
        case "cut":
            spoilt = [first[:CUT_AT]]
        case "glued":  # the end of the line was lost: the sentence comes again behind what is left of it
            spoilt = [first[:CUT_AT] + first]
        case "noise":
            spoilt = ["\x02\x7fU\xaa\xff\xfe\x80garbled\x01"]
        case "empty":
            fields = first.split(",")
            spoilt = [sentence(",".join([*fields[:3], "", "", "", "", *fields[7:]])[1:-3]).rstrip()]
    return "\r\n".join([*spoilt, *rest]) + "\r\n"
