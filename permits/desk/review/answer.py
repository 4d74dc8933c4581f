"""The review of one application: what was gathered, asked condition by condition as REG 14 lists them. Pure."""

from dataclasses import dataclass, field
from datetime import date

from core.errors import Text
from permits.desk.review.applicant import Applicant, Reply, may_operate
from permits.desk.review.drivers import Ages, drivers_qualified
from permits.desk.review.papers import (
    Attendant,
    Filed,
    attendants_ready,
    has_a_safety_officer,
    has_a_safety_system,
    has_signed_the_letter,
    is_insured,
)
from permits.desk.review.plan.bookings import Booked, drivers_are_free, vehicle_is_free
from permits.desk.review.plan.lines import Bell, Line, can_be_driven, fits_the_bell, has_lines, is_complete
from permits.desk.review.plan.risks import Known, Stretch, is_guarded, stops_placed
from permits.desk.review.seats import asks_for_no_more, seats_its_pupils
from permits.desk.review.tracks import Driven, ran_along_the_plan
from permits.desk.review.vehicle import (
    Bus,
    School,
    has_seats_enough,
    is_equipped,
    is_examined,
    is_inspected,
    is_located,
    is_registered,
    suits_the_pupils,
)
from permits.desk.review.verdicts import Check, Verdict, cannot_tell, topic, worst
from permits.drivers.papers import DriverPapers
from permits.registers.dated import Item, Policy

VEHICLE = topic("vehicle", "14(1)", "申请车辆", "The vehicle")
APPLICANT, TYPE, BESIDE = "applicant", "vehicle_type", "beside"
# Jiangsu's opinion on the school-bus safety project asks for standard-conform buses by the end of 2015 (domain.md section 3).
TRANSITION_TO = date(2015, 12, 31)
CONDITIONS = (
    Text("车辆符合国家标准，检验合格，已注册登记", "the vehicle conforms, is inspected and registered"),
    Text("有取得校车驾驶资格的驾驶人", "a driver with the school-bus qualification"),
    Text("有合理的校车运行方案", "a reasonable operation plan"),
    Text("有健全的安全管理制度", "a sound safety management system"),
    Text("已投保机动车承运人责任保险", "the carrier's liability insurance is bought"),
)
OTHERS = {
    APPLICANT: Text("申请主体", "who applies"),
    TYPE: Text("车型与所载学生", "the type of vehicle for these pupils"),
    BESIDE: Text("另供参考", "beside the conditions"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was gathered of one application for one local day; what is None or empty is not on record.

    `starts_on`: the day on which the permit begins, where it is fixed. `lines`: each with the stretches it runs through.
    `policies`, `equipment`: of the bus's register. `pupils`: of the roster. `bells`: of the schools, by name of the line.
    """

    today: date
    applicant: Applicant
    filed: Filed
    bus: Bus | None = None
    licence_class: str | None = None
    police: Reply = field(default_factory=Reply)
    starts_on: date | None = None
    drivers: tuple[DriverPapers, ...] = ()
    ages: Ages = field(default_factory=Ages)
    attendants: tuple[Attendant, ...] = ()
    lines: tuple[tuple[Line, tuple[Stretch, ...]], ...] = ()
    schools: tuple[School, ...] = ()
    known: Known = field(default_factory=Known)
    of_vehicle: tuple[Booked, ...] = ()
    of_drivers: tuple[Booked, ...] = ()
    asked_seats: int | None = None
    pupils: int | None = None
    bells: dict[str, Bell] = field(default_factory=dict)
    driven: Driven | None = None
    policies: tuple[Policy, ...] = ()
    equipment: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A condition of REG 14 (`number` 1 to 5), or what is asked beside them (`number` None): its checks and the worst verdict."""

    name: str
    number: int | None
    title: Text
    checks: tuple[Check, ...]

    @property
    def verdict(self) -> Verdict:
        """One that is not met outweighs all, then one that cannot be told."""
        return worst(self.checks)


def review(facts: Facts) -> list[Part]:
    """Who applies and the type of vehicle first, then the five conditions, then what is no condition but worth a look."""
    asked = (_vehicle(facts), _drivers(facts), _plan(facts), _management(facts), _insurance(facts))
    return [
        Part(APPLICANT, None, OTHERS[APPLICANT], (may_operate(facts.applicant),)),
        Part(TYPE, None, OTHERS[TYPE], tuple(_type(facts))),
        *(
            Part(f"condition_{number}", number, title, tuple(checks))
            for number, (title, checks) in enumerate(zip(CONDITIONS, asked, strict=True), 1)
        ),
        Part(BESIDE, None, OTHERS[BESIDE], tuple(_beside(facts))),
    ]


def _no_vehicle() -> list[Check]:
    return [cannot_tell(VEHICLE, "没有选定车辆", "no vehicle is chosen")]


def _type(facts: Facts) -> list[Check]:
    if facts.bus is None:
        return _no_vehicle()
    suits = suits_the_pupils(facts.bus, facts.schools, facts.today, TRANSITION_TO)
    return [has_seats_enough(facts.bus), *suits]


def _vehicle(facts: Facts) -> list[Check]:
    bus, today = facts.bus, facts.today
    if bus is None:
        return _no_vehicle()
    return [
        is_registered(bus, today),
        is_inspected(bus, today, facts.starts_on),
        is_examined(facts.police, today),
        is_equipped(facts.equipment, today),
        is_located(bus, today),
    ]


def _drivers(facts: Facts) -> list[Check]:
    return drivers_qualified(facts.drivers, facts.licence_class, facts.today, facts.ages)


def _plan(facts: Facts) -> list[Check]:
    lines = tuple(line for line, _ in facts.lines)
    checks = [has_lines(lines)]
    for line, stretches in facts.lines:
        checks += [
            is_complete(line), can_be_driven(line), stops_placed(line, facts.known),
            *is_guarded(line, stretches, facts.known, facts.today),
        ]  # fmt: skip
    bus = facts.bus
    seats = (None, "other_bus") if bus is None else (bus.seats, bus.type)
    return [
        *checks,
        vehicle_is_free(lines, facts.of_vehicle),
        *drivers_are_free(facts.drivers, lines, facts.of_drivers),
        asks_for_no_more(facts.asked_seats, *seats),
    ]


def _management(facts: Facts) -> list[Check]:
    filed = facts.filed
    return [
        has_a_safety_system(filed),
        has_a_safety_officer(filed),
        has_signed_the_letter(filed, facts.today),
        *attendants_ready(facts.attendants, facts.today),
    ]


def _insurance(facts: Facts) -> list[Check]:
    return [is_insured(facts.filed, facts.today, facts.starts_on, facts.policies)]


def _beside(facts: Facts) -> list[Check]:
    return [
        seats_its_pupils(facts.asked_seats, facts.pupils, len(facts.attendants)),
        *(fits_the_bell(line, facts.bells.get(line.name)) for line, _ in facts.lines),
        ran_along_the_plan(facts.driven, facts.today),
    ]
