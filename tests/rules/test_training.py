"""REG 38 on the road: the attendant whom a run is planned with holds a training that is valid on that day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from permits.trained import Trained, TrainingRecord
from rules.evidence import FindingChange
from rules.known import Known
from rules.memory import Memory
from rules.world import World
from tests.rules.road import RUN, RUN_RECORD, START_S, began, drive, judged, world

HER, OTHER = 7, 8
DAY = date(2026, 9, 7)  # of the road's run
ONE = timedelta(days=1)
KEPT = TrainingRecord(OTHER, DAY - 200 * ONE, DAY - 100 * ONE)  # somebody else's: the district keeps such a register
OFFSET_S = 8 * 3600.0


def planned(*records: TrainingRecord, attendant: int | None = HER, **changes: Any) -> World:
    """The road's run with an attendant named, in a district with these certificates."""
    return world(runs=[replace(RUN_RECORD, attendant_id=attendant)], trainings=records, **changes)


def found(made: World) -> list[FindingChange]:
    return began(judged(drive().fixes(), made), "R15")


@pytest.mark.parametrize(
    ("since", "until", "note"),
    [
        (-100, -1, "training_ended"),  # its last day was yesterday
        (-100, 0, None),  # it is today
        (0, 100, None),  # passed today
        (1, 100, "no_training"),  # tomorrow
        (-100, 100, None),
    ],
)
def test_a_certificate_counts_from_the_day_it_was_passed_to_its_last_day(
    since: int, until: int, note: str | None
) -> None:
    """Both days included; the day before the first and the one after the last it does not (Art 38)."""
    findings = found(planned(KEPT, TrainingRecord(HER, DAY + since * ONE, DAY + until * ONE)))
    told = [(one.measured, one.allowed, one.run, one.evidence["notes"]) for one in findings]
    assert told == ([] if note is None else [(0.0, 1.0, RUN, [note])])


def test_who_never_had_a_certificate_is_untrained_where_such_a_register_is_kept() -> None:
    """One certificate of another attendant shows that this district enters them (Art 38)."""
    assert [one.evidence["notes"] for one in found(planned(KEPT))] == [["no_training"]]


@pytest.mark.parametrize(
    "records",
    [
        (),
        (replace(KEPT, attends=False),),  # a driver's
        (TrainingRecord(OTHER, DAY + ONE, DAY + 100 * ONE),),  # the first is of tomorrow
        (
            TrainingRecord(OTHER, DAY - 9 * ONE, DAY - 10 * ONE),
        ),  # withdrawn on the day it was passed: it never was valid
    ],
)
def test_before_the_first_certificate_of_the_district_nobody_can_tell(records: tuple[TrainingRecord, ...]) -> None:
    """An office that does not keep the training of attendants here is not shown every run as a breach."""
    assert found(planned(*records)) == []


def test_a_run_for_which_nobody_is_named_is_not_judged_by_training() -> None:
    """That nobody rides along is another rule's matter, and a plan without a name is no proof of it (R13)."""
    assert found(planned(KEPT, attendant=None)) == []


def test_those_who_are_counted_as_riding_go_before_the_plan() -> None:
    """Two are counted, of whose training nobody tells: the plan's one says nothing of them."""
    assert found(planned(KEPT, known=[Known(RUN, START_S - 60, attendants=2)])) == []
    [finding] = found(planned(known=[Known(RUN, START_S - 60, attendants=2, trained=1)]))
    assert (finding.measured, finding.allowed, finding.evidence["notes"]) == (1.0, 2.0, [])


def test_without_pupils_nobody_needs_a_training() -> None:
    """All have got off: the drive goes on empty (Art 38: 随校车照管乘车学生)."""
    assert found(planned(KEPT, known=[Known(RUN, START_S - 60, boarded=5, alighted=5)])) == []


def test_the_batch_after_a_certificate_is_issued_ends_the_finding() -> None:
    """And the batch after it is withdrawn begins another."""
    fixes, memory = drive().fixes(), Memory()
    cuts = [fixes.take(slice(*each)) for each in ((0, 200), (200, 400), (400, 650))]
    trained = planned(KEPT, TrainingRecord(HER, DAY, DAY + 365 * ONE))
    changes = []
    for part, made in zip(cuts, (planned(KEPT), trained, planned(KEPT)), strict=True):
        judgement = judged(part, made, memory)
        changes.append([one.ended_s is None for one in judgement.findings if one.rule.id == "R15"])
        memory = memory.put(judgement.changed) if judgement.changed is not None else memory
    assert changes[:2] == [[True], [False]]
    assert changes[2][0] is True


def test_certificates_of_one_person_that_overlap_or_follow_each_other_are_one_time() -> None:
    """Renewed early, renewed the day after, renewed after a gap; of nobody nothing is told."""
    day = (DAY - date(1970, 1, 1)).days
    trained = Trained.of(
        [
            TrainingRecord(HER, DAY, DAY + 9 * ONE),
            TrainingRecord(HER, DAY + 20 * ONE, DAY + 29 * ONE),
            TrainingRecord(HER, DAY + 5 * ONE, DAY + 12 * ONE),
            TrainingRecord(HER, DAY + 13 * ONE, DAY + 15 * ONE),
        ],
        OFFSET_S,
    )
    asked = np.array([-0.001, 0.0, 9.5, 15.999, 16.0, 19.999, 20.0, 29.999, 30.0])
    times = (day + asked) * 86_400.0 - OFFSET_S
    assert trained.count(np.full(9, HER), times).tolist() == [-1, 1, 1, 1, 0, 0, 1, 1, 0]
    assert trained.ended(np.full(9, HER), times).tolist() == [False] * 4 + [True, True, False, False, True]
    assert trained.count(np.array([OTHER, -1]), times[1:3]).tolist() == [0, -1]
