"""What a rule sees: the rows of one round, each with all that the world and the memory know of it, as columns."""

from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from fleet.fixes import Bools, Floats, Ints
from fleet.signals import Signal
from rules.known import KnownOfRuns
from rules.parameters import Parameters

STANDING_KMH = 3.6


class Need(Enum):
    """What at least one row of a round must have for a rule to find anything in it."""

    ABOARD = auto()  # pupils
    MOTORWAY = auto()  # with pupils aboard
    RISK = auto()  # a risk segment
    UNTRAINED = auto()  # somebody who rides along and holds no valid training
    CONDITION = auto()  # weather or a surface that is declared (REG 35)
    PASSAGE = auto()  # of a risk segment, reckoned between the fixes before and behind it
    STAND = auto()  # with pupils aboard
    FUEL = auto()  # a stand at a petrol station with pupils aboard
    MISSED = auto()  # a stop
    DRIVING = auto()  # without a rest for longer than an hour
    KNOWN = auto()  # by other rooms, of the run under way or the one before
    SERVICE = auto()
    TICK = auto()


LONG_DRIVE_S = 3_600.0


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
    planned_s         when the run under way was to leave its first stop, NaN without a run
    aboard            pupils are aboard: as many as are counted, else presumed between the first and the last stop of a run, from
                      two minutes before it is to leave (a bus that waits longer still moves about: it queues, turns, refuels)
    service           a run is under way, or the vehicle has shown the pattern of one
    permit_version    in force at the fix's time, -1 for none; sign the same
    motorway          the road section driven on is a motorway
    expressway        a motorway or an urban expressway
    posted_kmh        its posted limit, NaN where none is known; section its place id, -1 for none
    risk_place        id of the Art 35 segment that holds the fix, -1 for none
    condition_place   id of the declared low visibility or slippery surface (Art 35) that holds here, -1 for none
    sign_place        id of the Art 28 segment that holds the fix, sign_kmh the limit posted there (NaN: none)
    passage_kmh       proven mean speed in the segment passed just before, NaN where none is; passage_place its id
    passage_since_s   the time of the last fix before that segment
    off_line_m        metres from the approved path, NaN where no line is known
    exempt            an exemption of Art 30 holds here and now
    stop_m            metres to the nearest place where pupils may get on and off; NaN where it was not asked (it moves)
    standing_s        how long it has stood, 0 while it moves
    missed            stops of its run that it has passed without a stand, told at this row; missed_stop the first of them (0
                      is the run's first), missed_run the run's id, both -1 for none
    fuel_place        id of the petrol station that it stands in, -1 for none
    driving_s         seconds since its driver began to drive without a rest, NaN after one; drives: he does now
    local_s           seconds since 1970 in the district's own time
    pupils            counted aboard, -1 where nobody counts
    attendants        who ride along with the pupils aboard: as many as are told, else the one whom the run is planned with; -1
                      where neither is, or no pupils are aboard
    trained           how many of them hold a valid training on that day, -1 where nobody can tell
    training_ended    the one planned held a training before, and it has ended
    seats             persons that the permit in force approves (核载人数), -1 for none
    known             row of `known_of_runs` for the run under way, known_before for the run before it; -1: nothing is known
    run_before        id of the last run that ended, -1 for none, and run_ended_s when
    ignition          1 on, 0 off, -1 where unknown
    door_told         its terminal has reported an open door before: a door that it does not report is shut
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
    planned_s: Floats
    line_version: Ints
    aboard: Bools
    service: Bools
    permit_version: Ints
    sign: Ints
    motorway: Bools
    expressway: Bools
    posted_kmh: Floats
    section: Ints
    risk_place: Ints
    condition_place: Ints
    sign_place: Ints
    sign_kmh: Floats
    passage_kmh: Floats
    passage_place: Ints
    passage_since_s: Floats
    off_line_m: Floats
    exempt: Bools
    stop_m: Floats
    standing_s: Floats
    missed: Ints
    missed_stop: Ints
    missed_run: Ints
    fuel_place: Ints
    driving_s: Floats
    drives: Bools
    local_s: Floats
    pupils: Ints
    attendants: Ints
    trained: Ints
    training_ended: Bools
    seats: Ints
    known: Ints
    known_before: Ints
    run_before: Ints
    run_ended_s: Floats
    ignition: Ints
    door_told: Bools
    signals: Ints
    unproven: Bools
    heard_s: Floats
    parameters: Parameters
    known_of_runs: KnownOfRuns

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

    def count(self, name: str, row: Ints | None = None) -> Ints:
        """One of `rules.known.COUNTS` for the run under way, or for rows of `known_of_runs`; -1 where nobody has told."""
        return self.known_of_runs.count(name, self.known if row is None else row)

    def _long_drive_s(self) -> Floats | float:
        """No rest for so long is worth a rule's look."""
        if not self.drives.any():
            return LONG_DRIVE_S
        allowed = np.fmin(self.parameter("R37.day_s"), self.parameter("R37.night_s"))
        return np.fmin(LONG_DRIVE_S, allowed)

    def present(self) -> frozenset[Need]:
        """What the rules can ask for in this round."""
        held = {
            Need.ABOARD: self.aboard,
            Need.MOTORWAY: self.aboard & self.motorway,
            Need.RISK: self.risk_place >= 0,
            Need.UNTRAINED: (self.trained >= 0) & (self.trained < self.attendants),
            Need.CONDITION: self.condition_place >= 0,
            Need.PASSAGE: self.passage_place >= 0,
            Need.STAND: ~np.isnan(self.stop_m),
            Need.FUEL: self.fuel_place >= 0,
            Need.MISSED: self.missed > 0,
            Need.DRIVING: self.drives & (self.driving_s > self._long_drive_s()),
            Need.KNOWN: (self.known >= 0) | (self.known_before >= 0),
            Need.SERVICE: self.service,
            Need.TICK: self.tick,
        }
        return frozenset(need for need, rows in held.items() if rows.any())
