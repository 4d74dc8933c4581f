"""REG 21, 27, 39 and 42 by what the terminal reports: one report is enough for an emergency, a fault must last."""

from dataclasses import replace

import numpy as np
import pytest

from fleet.fixes import Fixes, Mark
from fleet.signals import Signal
from rules.judge import Judgement, judge
from rules.memory import Memory
from rules.ticks import NONE
from tests.rules.road import START_S, began, drive, judged, told, world


def reporting(signal: Signal, since_s: float, until_s: float, speed_kmh: float = 36.0) -> Fixes:
    """The ordinary drive, with a signal for some seconds."""
    driven = drive(speed_kmh)
    fixes = driven.fixes()
    on = (driven.second >= since_s) & (driven.second < until_s)
    return replace(fixes, signals=np.where(on, int(signal), 0))


@pytest.mark.parametrize(
    ("rule", "signal", "note"),
    [
        ("R38", Signal.SOS, "sos"),
        ("R38", Signal.COLLISION, "collision"),
        ("R38", Signal.ROLLOVER, "rollover"),
        ("R37", Signal.FATIGUE, "fatigue"),
        ("R63", Signal.TELEPHONE, "telephone"),
        ("R63", Signal.SMOKING, "smoking"),
        ("R63", Signal.DISTRACTION, "distraction"),
        ("R64", Signal.FORWARD_COLLISION, "forward_collision"),
    ],
)
def test_one_report_of_an_emergency_or_of_a_camera_is_shown_at_once_and_ends_once(
    rule: str, signal: Signal, note: str
) -> None:
    """The terminal says it in one fix (Art 42, 27): the finding begins with it and ends when a minute was in order."""
    judgement = judged(reporting(signal, 100, 101), world())
    (found,) = began(judgement, rule)
    assert (found.began_s, found.evidence["notes"]) == (START_S + 100, [note])
    assert [c.ended_s for c in judgement.findings if c.rule.id == rule and c.ended_s is not None] == [START_S + 101]


def test_a_signal_that_is_none_of_its_own_makes_no_finding_of_another_rule() -> None:
    """Smoking is no accident (Art 27, not 42)."""
    found = {c.rule.id for c in judged(reporting(Signal.SMOKING, 100, 200), world()).findings}
    assert found == {"R63"}


@pytest.mark.parametrize(("lasts_s", "found"), [(60, 0), (61, 0), (62, 1)])
def test_a_tracker_without_power_is_not_fit_when_it_lasts_longer_than_a_minute(lasts_s: int, found: int) -> None:
    """A plug that shakes is no fault (Art 21): 60 s from the first to the last report is none, more is."""
    assert len(began(judged(reporting(Signal.POWER_CUT, 100, 100 + lasts_s), world()), "R40")) == found


@pytest.mark.parametrize(("speed_kmh", "found"), [(4.9, 0), (5.0, 0), (5.1, 1)])
def test_a_bus_with_pupils_does_not_drive_with_a_door_open(speed_kmh: float, found: int) -> None:
    """Over 5 km/h with a door open between the first and the last stop (Art 39)."""
    assert len(began(judged(reporting(Signal.DOOR_OPEN, 100, 120, speed_kmh), world()), "R30")) == found


def test_a_door_open_on_an_empty_drive_is_no_breach() -> None:
    """No run, no pupils (Art 39 speaks of them)."""
    assert began(judged(reporting(Signal.DOOR_OPEN, 100, 120), world(runs=[])), "R30") == []


def placeless(fixes: Fixes, second: float, signal: Signal) -> Fixes:
    """The fix of one second turned into a report without a place."""
    this = fixes.time_s == START_S + second
    return replace(
        fixes,
        signals=np.where(this, int(signal), fixes.signals),
        flags=np.where(this, int(Mark.PLACELESS), fixes.flags),
    )


def through(fixes: Fixes, cuts: list[int]) -> list[str]:
    """What is found when the batch is cut there, as the pipeline hands it over."""
    memory, findings = Memory(), list[str]()
    for start, end in zip([0, *cuts], [*cuts, len(fixes)], strict=True):
        piece = replace(fixes.take(slice(start, end)), frame=np.arange(end - start))
        ticks = NONE.with_reports(piece.take(piece.placeless))
        judgement: Judgement = judge(piece.take(~piece.placeless), ticks, world(), memory)
        assert judgement.changed is not None
        memory.put(judgement.changed)
        findings += told(judgement)
    return sorted(findings)


def test_an_emergency_button_in_a_tunnel_is_shown_at_the_last_known_place_however_the_track_is_cut() -> None:
    """A terminal without a fix says so (status bit 1) and still reports (Art 42); the order of arrival is kept."""
    fixes = placeless(drive().fixes(), 100, Signal.SOS)
    whole = through(fixes, [])
    assert sum(" R38 " in line for line in whole) == 2  # it began and it ended
    at = int(np.flatnonzero(fixes.placeless)[0])
    for cuts in ([at], [at + 1], [at, at + 1], [5, at + 30]):
        assert through(fixes, cuts) == whole
    memory = Memory()
    piece = fixes.take(slice(0, at + 1))
    judgement = judge(piece.take(~piece.placeless), NONE.with_reports(piece.take(piece.placeless)), world(), memory)
    (found,) = began(judgement, "R38")
    assert (found.lon, found.lat) == (fixes.lon[at - 1], fixes.lat[at - 1])
