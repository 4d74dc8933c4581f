"""What a rule sees: the rows of one round, each with all that the world and the memory know of it, as columns."""

from dataclasses import dataclass

from fleet.fixes import Bools, Floats, Ints
from fleet.signals import Signal
from rules.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Seen:
    """N rows of one round, arrays of length N; a row is a judged fix or a tick (which has a time and no place).

    vehicle, device   ids; device -1 on a tick
    tick              the row says only that time has passed
    delayed           the fix is older than one already kept: judged in a memory of its own
    time_s            seconds since 1970 UTC
    lon, lat          degrees WGS-84; on a tick the last known place
    x, y              metres of the district's plane; NaN on a tick
    speed_kmh         over ground
    run, run_id       index into the world's runs and id of the run under way, -1 for none
    line_version      the approved version of its line: the permit's of that moment, else the run's own
    aboard            pupils are aboard (presumed: between the first and the last stop of a run under way)
    service           a run is under way, or the vehicle has shown the pattern of one
    permit_version    in force at the fix's time, -1 for none; sign the same
    motorway          the road section driven on is a motorway
    posted_kmh        its posted limit, NaN where none is known; section its place id, -1 for none
    risk_place        id of the Art 35 segment that holds the fix, -1 for none
    condition_place   id of the declared low visibility or slippery surface (Art 35) that holds here, -1 for none
    sign_place        id of the Art 28 segment that holds the fix, sign_kmh the limit posted there (NaN: none)
    off_line_m        metres from the approved path, NaN where no line is known
    exempt            an exemption of Art 30 holds here and now
    signals           of `fleet.signals.Signal`: what the terminal itself reports; also on a tick that is such a report
    unproven          it came by a door where an id line proves nothing (on a tick: the last fix did)
    heard_s           when the vehicle was last heard, not before our doors were last open
    """

    vehicle: Ints
    device: Ints
    tick: Bools
    delayed: Bools
    time_s: Floats
    lon: Floats
    lat: Floats
    x: Floats
    y: Floats
    speed_kmh: Floats
    run: Ints
    run_id: Ints
    line_version: Ints
    aboard: Bools
    service: Bools
    permit_version: Ints
    sign: Ints
    motorway: Bools
    posted_kmh: Floats
    section: Ints
    risk_place: Ints
    condition_place: Ints
    sign_place: Ints
    sign_kmh: Floats
    off_line_m: Floats
    exempt: Bools
    signals: Ints
    unproven: Bools
    heard_s: Floats
    parameters: Parameters

    def __len__(self) -> int:
        return len(self.time_s)

    def signal(self, *which: Signal) -> Bools:
        """Whether any of these is reported."""
        bits = sum(int(each) for each in which)
        reported: Bools = (self.signals & bits) != 0
        return reported

    def parameter(self, name: str) -> Floats:
        """A parameter's value at each row's own time."""
        return self.parameters.at(name, self.time_s)
