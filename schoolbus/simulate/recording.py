"""Recordings for the command line: one passage of a line, or some minutes of a bus as it drives in the demo, as NMEA."""

from collections.abc import Sequence
from pathlib import Path as File

from schoolbus.simulate.district import FOLDER, load
from schoolbus.simulate.drive import drive
from schoolbus.simulate.live import LiveBus
from schoolbus.simulate.nmea import ALL_SENTENCES, to_nmea


def of_line(
    key: str,
    *,
    start_s: float,
    interval_s: float = 1.0,
    seed: int = 0,
    talker: str = "GP",
    sentences: Sequence[str] = ALL_SENTENCES,
    weeks_behind: int = 0,
    folder: File = FOLDER,
) -> list[str]:
    """NMEA blocks of one ordinary passage of a line, one a fix. KeyError if no line has the key."""
    line = load(folder).lines[key]
    fixes = drive(line.path, line.stops, line.speeds, start_s=start_s, interval_s=interval_s, seed=seed)
    return to_nmea(fixes, talker, sentences, weeks_behind)


def of_bus(
    vehicle: str,
    *,
    start_s: float,
    for_s: float,
    talker: str = "GP",
    sentences: Sequence[str] = ALL_SENTENCES,
    weeks_behind: int = 0,
    folder: File = FOLDER,
) -> list[str]:
    """NMEA blocks of a bus as it drives in a demo that began at `start_s`. KeyError if the bus has no part in it."""
    district = load(folder)
    bus = LiveBus(district.part(vehicle), district.lines, start_s)
    fixes = []
    while (fix := bus.next_fix(start_s + for_s)) is not None:
        fixes.append(fix)
    return to_nmea(fixes, talker, sentences, weeks_behind)


def keys(folder: File = FOLDER) -> tuple[list[str], list[str]]:
    """The keys of all lines and of all buses with a part in the demo."""
    district = load(folder)
    return sorted(district.lines), [part.vehicle for part in district.parts]
