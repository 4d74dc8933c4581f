"""Who is aboard: REG 34 (not more than approved), 38 (an attendant the whole way), 40 (who may sit where, and who may ride)."""

from dataclasses import replace

import numpy as np

from fleet.fixes import Bools, Ints
from fleet.signals import Signal
from rules.law import points
from rules.rule import Patience, Verdict, rule
from rules.seen import Need, Seen

COUNTED = Patience(seconds=60.0, calm_s=0.0, gap_s=900.0)  # a count that is put right at once is no breach


@rule(
    "R18",
    article="34",
    severity="B",
    patience=COUNTED,
    signals=[Signal.OVERLOAD],
    needs=[Need.KNOWN],
    title=("超员", "More persons than approved"),
)
def within_approved_number(seen: Seen) -> Verdict:
    """校车载人不得超过核定的人数，不得以任何理由超员。
    A bus never carries more persons than are approved for it, for no reason.

    Counted are the pupils aboard and, where they are told, the adults with the driver, against the permit in force; a camera
    that counts more people than seats is believed without a number.
    """
    persons = np.where(seen.pupils >= 0, seen.pupils + np.maximum(seen.count("adults"), 0), -1)
    more = (persons > seen.seats) & (seen.seats >= 0) & (seen.run >= 0)
    camera = seen.signal(Signal.OVERLOAD) & seen.aboard
    return Verdict(
        ~seen.tick,
        more | camera,
        np.where(persons >= 0, persons, np.nan),
        np.where(seen.seats >= 0, seen.seats, np.nan),
        notes=(("counted_by_camera", camera & ~more),),
        points=points.overload(persons, seen.seats),
    )


@rule(
    "R13",
    article="38",
    severity="B",
    patience=COUNTED,
    needs=[Need.KNOWN],
    title=("无随车照管人员", "No attendant aboard"),
)
def has_an_attendant(seen: Seen) -> Verdict:
    """应当指派照管人员随校车全程照管乘车学生。
    An attendant is assigned and rides with the pupils the whole way.
    """
    return _short(seen, seen.count("attendants"), np.where(seen.aboard, 1, 0))


@rule(
    "R14",
    article="38",
    severity="A2",
    patience=COUNTED,
    needs=[Need.KNOWN],
    title=("随车照管人员不足（地方规定）", "Too few attendants (local rule)"),
)
def has_attendants_enough(seen: Seen) -> Verdict:
    """应当指派照管人员随校车全程照管乘车学生；地方规定学生超过一定人数时应有二人。
    Attendants ride with the pupils the whole way; where a local rule says so, two of them above a number of pupils.
    """
    many = seen.aboard & (seen.pupils > seen.parameter("R14.pupils"))
    return _short(seen, np.where(seen.count("attendants") > 0, seen.count("attendants"), -1), np.where(many, 2, 0))


@rule(
    "R15",
    article="38",
    severity="A2",
    patience=COUNTED,
    needs=[Need.UNTRAINED],
    title=("随车照管人员未经培训", "Attendant without valid training"),
)
def attendants_are_trained(seen: Seen) -> Verdict:
    """学校和校车服务提供者应当定期对随车照管人员进行安全教育；本区登记培训后，班次照管人员当日应有有效的培训证明。
    Attendants are trained periodically; where certificates are on record, who attends a run holds a valid one on that day.

    Judged is the attendant whom the run is planned with, by whole days of the district's time: the day on which a training is
    passed and its last day count, the day on which it is withdrawn does not. A run without a named attendant is R13's matter.
    Before the first attendant's certificate of the district nobody keeps such a register, nothing can be told, and there is no
    finding; from then on who has none is untrained. A district that enters them little by little has the rule in trial meanwhile.
    No certificate is asked of drivers on the road: their education (REG 10) is their employer's duty of each term, R54.
    """
    verdict = _short(seen, seen.trained, np.maximum(seen.attendants, 0))
    lacks = verdict.breach & (seen.count("attendants") < 0)
    notes = (("training_ended", lacks & seen.training_ended), ("no_training", lacks & ~seen.training_ended))
    return replace(verdict, notes=notes)


@rule(
    "R20",
    article="40",
    severity="A1",
    patience=COUNTED,
    needs=[Need.KNOWN],
    title=("副驾驶座位安排学生", "A pupil in the seat beside the driver"),
)
def front_seat_without_pupils(seen: Seen) -> Verdict:
    """校车的副驾驶座位不得安排学生乘坐。
    No pupil sits in the seat beside the driver.
    """
    return _more_than_none(seen, seen.count("in_front"))


@rule(
    "R21",
    article="40",
    severity="A1",
    patience=COUNTED,
    needs=[Need.KNOWN],
    title=("无关人员乘坐", "A stranger aboard"),
)
def nobody_else_aboard(seen: Seen) -> Verdict:
    """校车运载学生过程中，禁止除驾驶人、随车照管人员以外的人员乘坐。
    While pupils are aboard nobody else rides but the driver and the attendants.
    """
    return _more_than_none(seen, seen.count("strangers"))


def _short(seen: Seen, have: Ints, need: Ints) -> Verdict:
    """Breach where fewer are told than are needed; where nobody has told there is none."""
    short: Bools = (have >= 0) & (have < need)
    return Verdict(~seen.tick, short, have.astype(np.float64), need.astype(np.float64))


def _more_than_none(seen: Seen, persons: Ints) -> Verdict:
    return Verdict(~seen.tick, seen.aboard & (persons > 0), persons.astype(np.float64), np.zeros(len(seen)))
