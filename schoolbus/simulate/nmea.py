"""Fixes as NMEA-0183 sentences with their checksums: RMC first, what completes it after, one block a fix."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import reduce

from schoolbus.simulate.drive import Fix

KNOT_MPS = 1852 / 3600
ALTITUDE_M, GEOID_M = 12.4, 6.7
SATELLITES = ("03", "06", "09", "14", "17", "19", "22", "28", "31")
ALL_SENTENCES = ("RMC", "GGA", "VTG", "GSA", "ZDA")
ROLLOVER_WEEKS = 1024
"""How far in the past the date of a receiver lies whose week counter has wrapped once."""


def to_nmea(
    fixes: Iterable[Fix],
    talker: str = "GP",
    sentences: Sequence[str] = ALL_SENTENCES,
    weeks_behind: int = 0,
) -> list[str]:
    """One block for each fix: its sentences in the given order, each ended by CR LF.

    `talker` is any two letters (GP, GN, BD, GB); `sentences` name at least RMC and it comes first; `weeks_behind` is
    1024 or 2048 for a receiver whose week counter has wrapped. Resolution: 0.01 s, 1e-5 minute of arc (2 cm), 0.001
    knot, 0.1 degree of course. ValueError for a talker or a sentence that is none.
    """
    unknown = [name for name in sentences if name not in _BODIES]
    if unknown or list(sentences[:1]) != ["RMC"]:
        raise ValueError(f"sentences start with RMC and are of {', '.join(_BODIES)}")
    if len(talker) != 2 or not talker.isascii() or not talker.isupper():
        raise ValueError("a talker is two capital letters")
    behind = timedelta(weeks=weeks_behind)
    return [
        "".join(sentence(talker + name + _BODIES[name](fix, _clock(fix) - behind)) for name in sentences)
        for fix in fixes
    ]


def sentence(body: str) -> str:
    """`$body*hh` and CR LF, hh the checksum."""
    return f"${body}*{checksum(body):02X}\r\n"


def checksum(body: str) -> int:
    """XOR of the characters between `$` and `*`."""
    return reduce(lambda sum_, byte: sum_ ^ byte, body.encode("ascii"), 0)


def _clock(fix: Fix) -> datetime:
    return datetime.fromtimestamp(round(fix.epoch_s * 100) / 100, UTC)


def _time(at: datetime) -> str:
    return f"{at:%H%M%S}.{at.microsecond // 10_000:02d}"


def _angle(degrees: float, width: int, positive: str, negative: str) -> str:
    """`dddmm.mmmmm,H`: whole degrees, then minutes; rounding carries from minutes to degrees."""
    units = round(abs(degrees) * 60 * 100_000)
    whole, rest = divmod(units, 60 * 100_000)
    minutes, fraction = divmod(rest, 100_000)
    return f"{whole:0{width}d}{minutes:02d}.{fraction:05d},{positive if degrees >= 0 else negative}"


def _place(fix: Fix) -> str:
    return f"{_angle(fix.lat, 2, 'N', 'S')},{_angle(fix.lon, 3, 'E', 'W')}" if fix.valid else ",,,"


def _course(fix: Fix) -> str:
    return f"{round(fix.course_deg, 1) % 360:.1f}"


def _rmc(fix: Fix, at: datetime) -> str:
    moving = f"{fix.speed_mps / KNOT_MPS:.3f},{_course(fix)}" if fix.valid else ","
    return f",{_time(at)},{'A' if fix.valid else 'V'},{_place(fix)},{moving},{at:%d%m%y},,,{'A' if fix.valid else 'N'}"


def _gga(fix: Fix, at: datetime) -> str:
    if not fix.valid:
        return f",{_time(at)},,,,,0,00,,,M,,M,,"
    return f",{_time(at)},{_place(fix)},1,{len(SATELLITES):02d},0.9,{ALTITUDE_M},M,{GEOID_M},M,,"


def _vtg(fix: Fix, _: datetime) -> str:
    if not fix.valid:
        return ",,T,,M,,N,,K,N"
    return f",{_course(fix)},T,,M,{fix.speed_mps / KNOT_MPS:.3f},N,{fix.speed_mps * 3.6:.3f},K,A"


def _gsa(fix: Fix, _: datetime) -> str:
    used = SATELLITES if fix.valid else ()
    slots = ",".join([*used, *[""] * (12 - len(used))])
    return f",A,3,{slots},1.7,0.9,1.4" if fix.valid else f",A,1,{slots},,,"


def _zda(_: Fix, at: datetime) -> str:
    return f",{_time(at)},{at:%d},{at:%m},{at:%Y},00,00"


_BODIES: dict[str, Callable[[Fix, datetime], str]] = {"RMC": _rmc, "GGA": _gga, "VTG": _vtg, "GSA": _gsa, "ZDA": _zda}
