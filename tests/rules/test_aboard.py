"""REG 34, 38 and 40: how many are aboard, with whom, and who sits where, as other rooms know it of the run."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from fleet.signals import Signal
from rules.known import COUNTS, Known, KnownOfRuns
from rules.parameters import Parameters
from tests.rules.road import PASSING_BY, RUN, START_S, began, drive, judged, rules_of, segment, world


def found(
    rule: str, since_s: float = 100.0, parameters: list[tuple[str, float, float]] | None = None, **counts: int
) -> Any:
    """The findings of a rule on the ordinary run of a bus with 36 approved persons, of which this is known from a second on."""
    known = [Known(RUN, START_S + since_s, **counts)]
    made = world(known=known, parameters=Parameters.of([PASSING_BY, *(parameters or [])]))
    return began(judged(drive().fixes(), made), rule)


@pytest.mark.parametrize(
    ("boarded", "adults", "persons"), [(33, 2, 0), (34, 2, 0), (35, 2, 37), (36, -1, 0), (37, -1, 37), (44, 0, 44)]
)
def test_a_bus_never_carries_more_than_is_approved(boarded: int, adults: int, persons: int) -> None:
    """36 are approved, pupils and adults together; where nobody counts the adults only the pupils are held against it (Art 34)."""
    (*over,) = found("R18", boarded=boarded, adults=adults)
    assert [(f.measured, f.allowed, f.points) for f in over] == (
        [] if not persons else [(persons, 36.0, 12 if persons >= 44 else 6)]
    )


def test_who_has_got_off_is_no_longer_aboard() -> None:
    """40 got on and 5 of them off again before: 35 are aboard (Art 34)."""
    assert found("R18", boarded=40, alighted=5) == []
    assert len(found("R18", boarded=42, alighted=5)) == 1


@pytest.mark.parametrize(("seconds", "count"), [(60, 0), (61, 0), (62, 1)])
def test_a_count_that_is_put_right_within_a_minute_is_no_overload(seconds: int, count: int) -> None:
    """One fix a second: 61 over the number span sixty seconds and do not count, 62 do (Art 34)."""
    known = [Known(RUN, START_S + 100, boarded=40), Known(RUN, START_S + 100 + seconds, boarded=36)]
    judgement = judged(drive().fixes(), world(known=known))
    assert len(began(judgement, "R18")) == count
    assert len([f for f in judgement.findings if f.ended_s is not None]) == count


def test_a_camera_that_counts_too_many_is_believed_without_a_number() -> None:
    """Nobody counts by hand; the terminal's camera sees more people than seats for over a minute (Art 34)."""
    driven = drive()
    fixes = driven.fixes()
    seen = replace(fixes, signals=np.where((driven.second >= 100) & (driven.second < 170), int(Signal.OVERLOAD), 0))
    (over,) = began(judged(seen, world()), "R18")
    assert over.evidence["notes"] == ["counted_by_camera"]
    assert np.isnan(over.measured)
    assert began(judged(seen, world(runs=[])), "R18") == [], "on an empty drive it is no bus full of pupils"


@pytest.mark.parametrize(("attendants", "count"), [(-1, 0), (0, 1), (1, 0)])
def test_an_attendant_is_assigned_to_every_run(attendants: int, count: int) -> None:
    """None is a breach, one is lawful, and where nobody assigns in this program nobody is accused (Art 38)."""
    assert len(found("R13", attendants=attendants, boarded=12)) == count


@pytest.mark.parametrize(("pupils", "attendants", "count"), [(20, 1, 0), (21, 1, 1), (21, 2, 0), (21, 0, 0)])
def test_where_a_local_rule_says_so_there_are_two_attendants_above_twenty(
    pupils: int, attendants: int, count: int
) -> None:
    """Above twenty pupils two; none at all is the other rule's business (Art 38, Shenzhen 2012)."""
    local = [("R14.pupils", 0.0, 20.0)]
    assert len(found("R14", parameters=local, boarded=pupils, attendants=attendants)) == count


def test_without_a_local_rule_one_attendant_is_enough() -> None:
    """No such rule is known for Lianyungang, so the default asks for none."""
    assert found("R14", boarded=36, attendants=1) == []


@pytest.mark.parametrize(("attendants", "trained", "count"), [(1, 1, 0), (1, 0, 1), (2, 1, 1), (1, -1, 0), (0, 0, 0)])
def test_every_attendant_on_a_run_holds_a_valid_training(attendants: int, trained: int, count: int) -> None:
    """One of two without it is a breach; where nobody tells of training there is none (Art 38)."""
    assert len(found("R15", attendants=attendants, trained=trained)) == count


@pytest.mark.parametrize(("rule", "name"), [("R20", "in_front"), ("R21", "strangers")])
@pytest.mark.parametrize(("persons", "count"), [(-1, 0), (0, 0), (1, 1)])
def test_no_pupil_sits_in_front_and_no_stranger_rides(rule: str, name: str, persons: int, count: int) -> None:
    """The seat beside the driver is not for pupils, and nobody but driver and attendants rides with them (Art 40)."""
    counts: dict[str, Any] = {name: persons}
    assert len(found(rule, **counts)) == count


def test_a_bus_that_is_known_to_be_empty_is_not_judged_as_one_with_pupils() -> None:
    """All got off, and the run goes on to its end: the limits of Art 35 are for pupils aboard."""
    bend = [segment("sharp_bend", 3000, 3200)]
    fast = drive().with_speed(200, 560, 70).fixes()
    empty = [Known(RUN, START_S + 150, boarded=12, alighted=12)]
    full = [Known(RUN, START_S + 150, boarded=12, alighted=11)]
    assert rules_of(judged(fast, world(places=bend, known=empty))) == []
    judgement = judged(fast, world(places=bend, known=full))
    assert set(rules_of(judgement)) == {"R23", "R24"}
    assert {f.evidence["aboard"] for f in judgement.findings if f.ended_s is None} == {"known"}


def test_where_nobody_counts_pupils_are_presumed_and_the_evidence_says_so() -> None:
    """Attendants are told of, pupils are not."""
    known = [Known(RUN, START_S, attendants=1)]
    (over,) = began(judged(drive().with_speed(100, 140, 70).fixes(), world(known=known)), "R23")
    assert over.evidence["aboard"] == "presumed"


def test_what_is_known_of_a_run_is_dated() -> None:
    """A fix is judged by what was known at its own time; of another run nothing is known by it."""
    known = KnownOfRuns.of([Known(7, 20.0, boarded=2), Known(7, 10.0, boarded=1), Known(9, 0.0, boarded=9)])
    runs, times = np.array([7, 7, 7, 7, 9, 8, -1]), np.array([9.9, 10.0, 19.9, 20.0, 5.0, 5.0, 5.0])
    rows = known.at(runs, times)
    assert known.count("boarded", rows).tolist() == [-1, 1, 1, 2, 9, -1, -1]
    assert all(known.count(name, rows).tolist() == [-1] * 7 for name in COUNTS if name != "boarded")


def test_where_no_room_knows_anything_no_rule_that_needs_it_finds_anything() -> None:
    """The program as it stands until runs are counted: an empty table."""
    nothing = KnownOfRuns.of()
    assert nothing.at(np.array([1, -1]), np.zeros(2)).tolist() == [-1, -1]
    assert nothing.count("boarded", np.array([-1])).tolist() == [-1]
    assert rules_of(judged(drive().fixes(), world())) == []
