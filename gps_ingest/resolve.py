"""Whose fixes these are: devices and vehicles by the roster, strangers apart with the reason."""

import numpy as np

from fleet.fixes import Fixes, Floats, Objects
from fleet.roster import Roster
from gps_ingest.frames import Bad, Decoded


def resolve(decoded: Decoded, roster: Roster) -> tuple[Fixes, list[Bad]]:
    """The fixes that a vehicle's device sent, and the others as bad: `unknown_device`, `disabled_device`, `not_bound`.

    `frame` of the fixes is their index in `decoded`.
    """
    claimed = [source.device for source in decoded.sources]
    device, vehicle = roster.resolve(claimed, decoded.time_s)
    ours = vehicle >= 0
    strangers = [
        Bad.of(decoded.sources[row], _why(roster, claimed[row], int(device[row]))) for row in np.flatnonzero(~ours)
    ]
    fixes = Fixes(
        device=device,
        vehicle=vehicle,
        time_s=decoded.time_s,
        received_s=decoded.received_s,
        lon=decoded.lon,
        lat=decoded.lat,
        speed_mps=decoded.speed_mps,
        course_deg=as_stored(decoded.course_deg),
        altitude_m=as_stored(decoded.altitude_m),
        hdop=as_stored(decoded.hdop),
        satellites=decoded.satellites,
        ignition=decoded.ignition,
        flags=decoded.flags,
        alarm=decoded.alarm,
        status=decoded.status,
        signals=decoded.signals,
        items=_objects([source.items for source in decoded.sources]),
        frame=np.arange(len(decoded)),
    )
    return (fixes if ours.all() else fixes.take(ours)), strangers


def _objects(values: list[bytes]) -> Objects:
    made = np.empty(len(values), np.object_)
    made[:] = values
    return made


def as_stored(values: Floats) -> Floats:
    """Rounded to float32, so that what is judged is what can be read again; what is no number of that size is unknown."""
    with np.errstate(over="ignore"):
        stored = values.astype(np.float32).astype(np.float64)
    return np.where(np.isfinite(stored), stored, np.nan)


def _why(roster: Roster, claimed: str, device: int) -> str:
    if device < 0:
        return "unknown_device"
    return "disabled_device" if claimed in roster.disabled else "not_bound"
