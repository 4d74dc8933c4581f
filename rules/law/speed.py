"""How fast a bus with pupils aboard may drive: REG 35, and the posted limits of REG 28."""

import numpy as np

from fleet.fixes import Bools
from geofences.index import GENERAL_KMH
from rules.law import points
from rules.law.passage import by_passage
from rules.rule import Patience, Verdict, rule
from rules.seen import Need, Seen

MOTORWAY_KMH, OTHER_ROAD_KMH, RISK_KMH = GENERAL_KMH["motorway"], GENERAL_KMH["other"], 20.0
LASTING = Patience(seconds=30.0)
NO_PLACE = -1  # a declared condition is no place: its id is told below this, so that each is a breach of its own
EPSILON_KMH = 1e-6  # of arithmetic, not of the law: 16.666… m/s is 60 km/h


@rule(
    "R22",
    article="35",
    severity="A1",
    unit="km/h",
    patience=LASTING,
    needs=[Need.MOTORWAY],
    title=("高速公路超速", "Speeding on a motorway"),
)
def speed_on_motorway(seen: Seen) -> Verdict:
    """载有学生的校车在高速公路上行驶，时速不得超过80公里；限速标志（含临崖临水路段）更低的从其规定。
    With pupils aboard a bus drives at most 80 km/h on a motorway, or the lower posted limit, cliff and water sides included.
    """
    return _limited(seen, MOTORWAY_KMH, seen.motorway)


@rule(
    "R23",
    article="35",
    severity="A1",
    unit="km/h",
    patience=LASTING,
    needs=[Need.ABOARD],
    title=("道路超速", "Speeding on a road"),
)
def speed_on_other_road(seen: Seen) -> Verdict:
    """载有学生的校车在其他道路上行驶，时速不得超过60公里；限速标志（含临崖临水路段）更低的从其规定。
    With pupils aboard a bus drives at most 60 km/h on any other road, or the lower posted limit, cliff and water sides included.
    """
    return _limited(seen, OTHER_ROAD_KMH, ~seen.motorway)


@rule(
    "R24",
    article="35",
    severity="A1",
    unit="km/h",
    needs=[Need.RISK, Need.CONDITION, Need.PASSAGE],
    title=("危险路段或天气超速", "Speeding in a risk segment or weather"),
)
def speed_in_risk_segment(seen: Seen) -> Verdict:
    """载有学生的校车在急弯、陡坡、窄路、窄桥、冰雪泥泞路面，或者低能见度气象条件下，时速不得超过20公里。
    With pupils aboard at most 20 km/h: sharp bend, steep slope, narrow road or bridge; ice, snow, mud; low visibility.
    """
    segment, declared = seen.risk_place >= 0, seen.condition_place >= 0
    allowed = np.full(len(seen), RISK_KMH)
    breach = seen.aboard & (segment | declared) & (seen.speed_kmh > allowed + EPSILON_KMH)
    place = np.where(segment, seen.risk_place, np.where(declared, NO_PLACE - 1 - seen.condition_place, NO_PLACE))
    notes = (("declared_condition", declared),)
    return by_passage(seen, Verdict(~seen.tick, breach, seen.speed_kmh, allowed, place=place, notes=notes), RISK_KMH)


def _limited(seen: Seen, general_kmh: float, here: Bools) -> Verdict:
    """Speed against the limit of the roads it is for: the law's general one, or the lower one of a sign of the road or of an
    Art 28 segment. Where no sign is known, that is said.
    """
    allowed_kmh = np.fmin(np.fmin(general_kmh, seen.posted_kmh), seen.sign_kmh)
    breach = seen.aboard & here & (seen.speed_kmh > allowed_kmh + EPSILON_KMH)
    unknown = np.isnan(seen.posted_kmh) & np.isnan(seen.sign_kmh)
    notes = (("posted_limit_unknown", unknown),)
    graded = points.speeding(seen.speed_kmh, allowed_kmh, seen.expressway)
    return Verdict(~seen.tick, breach, seen.speed_kmh, allowed_kmh, notes=notes, points=graded)
