"""The vehicle: may its type carry these pupils (REG 2, 60, 62), and the first condition of REG 14. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from permits.desk.review.applicant import Reply
from permits.desk.review.verdicts import Check, Evidence, Verdict, cannot_tell, met, not_met, saw, topic
from permits.registers.dated import ASKED, Item, Stands, equipped
from permits.registers.kinds import EQUIPMENT

PUPILS = topic("vehicle_type", "2, 60, 62", "车型与所载学生", "The type of bus for these pupils")
SEATS = topic("seats_of_a_bus", "2", "7座以上", "Seven seats or more")
REGISTERED = topic("registered", "14(1)", "注册登记", "Registered")
INSPECTED = topic("inspected", "14(1), 20", "检验有效", "Inspection valid")
EXAMINED = topic("examined", "14(1), 21; VEH 59", "国家标准与安全设备", "Standard and safety equipment")
EQUIPPED = topic("equipped", "14(1), 21", "安全设备登记", "Safety equipment on record")
LOCATED = topic("positioning", "21", "卫星定位装置", "Positioning device")

FEWEST_SEATS = 7  # REG 2
RENEWAL_WINDOW = timedelta(days=30)  # VEH 62: within the last month
EXAMINED_FOR = timedelta(days=183)  # REG 20: what was looked at more than half a year ago is to be looked at again
HEARD_WITHIN = timedelta(days=7)  # ours: of a bus that was silent longer nothing is known of today
TYPES = {
    "kindergarten_bus": "幼儿专用校车",
    "primary_bus": "小学生专用校车",
    "primary_middle_bus": "中小学生专用校车",
    "other_bus": "其他载客汽车",
}
SAID = {
    Stands.IN_ORDER: ("", "", "✓"), Stands.SOON: ("30日内到期", " expires within 30 days", "✓"), Stands.UNKNOWN: ("", "", "?"),
    Stands.MISSING: ("缺失", " is missing", "×"), Stands.EXPIRED: ("过期", " has expired", "×"),
}  # fmt: skip
# By stage and type, by REG 2 and 60. A bus built for small children may or may not suit bigger ones, and which pupils of a
# nine-year school ride is not on record: then it cannot be told. What is not named is not met.
YES, UNSURE = Verdict.MET, Verdict.CANNOT_TELL
SUITS: dict[str, dict[str, Verdict]] = {
    "kindergarten": {"kindergarten_bus": YES},
    "primary": {"primary_bus": YES, "primary_middle_bus": YES},
    "junior_middle": {
        "primary_middle_bus": YES,
        "other_bus": YES,
        "primary_bus": UNSURE,
        "kindergarten_bus": UNSURE,
    },
    "nine_year": {"primary_middle_bus": YES, "primary_bus": UNSURE, "other_bus": UNSURE},
}


@dataclass(frozen=True, slots=True)
class Bus:
    """A vehicle as the register has it. `last_fix_on`: the local day of its newest position; `has_device`: one is bound now."""

    plate: str
    type: str
    seats: int | None = None
    registered_on: date | None = None
    inspection_to: date | None = None
    has_device: bool = False
    last_fix_on: date | None = None


@dataclass(frozen=True, slots=True)
class School:
    """A school to which a line of the plan goes; `stage` None where it is not on record."""

    name: str
    stage: str | None


def suits_the_pupils(bus: Bus, schools: tuple[School, ...], today: date, transition_to: date | None) -> list[Check]:
    """One check a school. Until `transition_to` the province lets other vehicles carry them (REG 62); None: not known."""
    seen = saw("车辆类型", "type of bus", TYPES.get(bus.type, bus.type))
    if not schools:
        return [
            cannot_tell(
                PUPILS,
                "方案没有线路，不知接送哪些学生",
                "the plan names no line, so whose pupils ride is not known",
                seen,
            )
        ]
    return [_suits(bus, school, today, transition_to) for school in schools]


def has_seats_enough(bus: Bus) -> Check:
    """A school bus has seven seats or more (REG 2)."""
    seen = saw("登记座位数", "seats on record", bus.seats)
    if bus.seats is None:
        return cannot_tell(SEATS, "座位数没有登记", "the seats are not on record", seen)
    if bus.seats < FEWEST_SEATS:
        return not_met(SEATS, "不足7座", "has fewer than seven seats", seen)
    return met(SEATS, "7座以上", "has seven seats or more", seen)


def is_registered(bus: Bus, today: date) -> Check:
    """It is registered with traffic police."""
    seen = saw("注册登记日期", "registered on", bus.registered_on)
    if bus.registered_on is None:
        return cannot_tell(REGISTERED, "注册登记日期没有登记", "the day of registration is not on record", seen)
    if bus.registered_on > today:
        return not_met(REGISTERED, "注册登记日期在今天之后", "is registered from a later day on only", seen)
    return met(REGISTERED, "已注册登记", "is registered", seen)


def is_inspected(bus: Bus, today: date, starts_on: date | None) -> Check:
    """The inspection is valid today. One that ends before the permit begins is followed by another by then (REG 20), or not."""
    until = bus.inspection_to
    seen = [saw("检验有效期至", "inspection valid to", until), saw("今天", "today", today)]
    seen += [] if starts_on is None else [saw("许可起始日", "the permit begins on", starts_on)]
    if until is None:
        return cannot_tell(INSPECTED, "检验有效期没有登记", "the end of the inspection is not on record", *seen)
    if until < today:
        return not_met(INSPECTED, "检验已过期", "the inspection has run out", *seen)
    if starts_on is not None and until < starts_on:
        return cannot_tell(
            INSPECTED,
            "检验在许可起始日前到期，届时须已再次检验合格",
            "the inspection runs out before the permit begins: by then there must be another",
            *seen,
        )
    if until - today <= RENEWAL_WINDOW:
        return met(
            INSPECTED,
            "检验有效，但一个月内到期，标牌随之到期",
            "is valid, but runs out within a month, and the sign with it (VEH 61)",
            *seen,
        )
    return met(INSPECTED, "检验有效", "the inspection is valid", *seen)


def is_examined(police: Reply, today: date) -> Check:
    """Traffic police look at the vehicle and its equipment when it is presented."""
    seen = (saw("公安交管部门回复", "traffic police replied on", police.on),)
    if police.opinion is None or police.on is None:
        return cannot_tell(
            EXAMINED,
            "待公安交管部门查验回复",
            "traffic police have not replied after examining it",
            *seen,
        )
    if police.opinion != "agrees":
        return cannot_tell(
            EXAMINED, "公安交管部门不同意，请看其理由", "traffic police do not agree: read their reasons", *seen
        )
    if today - police.on > EXAMINED_FOR:
        return cannot_tell(EXAMINED, "查验已逾半年", "was examined more than half a year ago", *seen)
    return met(EXAMINED, "公安交管部门查验后同意", "traffic police agree after examining it", *seen)


def is_equipped(items: tuple[Item, ...], today: date) -> Check:
    """What the bus's register says of hammer, extinguisher, first-aid kit and positioning device (REG 21)."""
    stands = {kind: equipped(items, kind, today) for kind in ASKED}
    seen = tuple(_thing(kind, each) for kind, each in stands.items())
    found = set(stands.values())
    if found & {Stands.MISSING, Stands.EXPIRED}:
        return not_met(EQUIPPED, "安全设备缺失或过期", "equipment is missing or has expired", *seen)
    if Stands.UNKNOWN in found:
        return cannot_tell(
            EQUIPPED,
            "安全设备登记不全，或检查已逾半年",
            "not all of it is on record, or it was looked at over half a year ago",
            *seen,
        )
    return met(EQUIPPED, "安全设备齐全有效", "all of it is aboard and good", *seen)


def _thing(kind: str, stands: Stands) -> Evidence:
    (zh, en, mark), words = SAID[stands], EQUIPMENT[kind].words
    return saw(words.zh + zh, words.en + en, mark)


def is_located(bus: Bus, today: date) -> Check:
    """A positioning device is bound to it and was heard of late."""
    seen = saw("最近定位日期", "last position on", bus.last_fix_on)
    if not bus.has_device:
        return cannot_tell(LOCATED, "没有绑定定位终端", "no device is bound to it here", seen)
    if bus.last_fix_on is None or today - bus.last_fix_on > HEARD_WITHIN:
        return cannot_tell(LOCATED, "近7日没有定位", "has told no position for seven days", seen)
    return met(LOCATED, "定位终端已绑定，近7日有定位", "a device is bound and told positions within seven days", seen)


def _suits(bus: Bus, school: School, today: date, transition_to: date | None) -> Check:
    seen = [
        saw("车辆类型", "type of bus", TYPES.get(bus.type, bus.type)),
        saw("学校学段", "the school's stage", school.stage),
    ]
    if school.stage is None:
        return cannot_tell(PUPILS, "学校学段没有登记", "the school's stage is not on record", *seen, about=school.name)
    said = SUITS.get(school.stage, {}).get(bus.type, Verdict.NOT_MET)
    if said is Verdict.MET:
        return met(PUPILS, "车型适合该校学生", "the type suits the pupils of this school", *seen, about=school.name)
    if said is Verdict.CANNOT_TELL:
        return cannot_tell(
            PUPILS,
            "须看乘车的是哪些年级的学生",
            "depends on which grades ride, which is not on record",
            *seen,
            about=school.name,
        )
    seen.append(saw("过渡期至", "transition until", transition_to))
    if transition_to is None or today <= transition_to:
        return cannot_tell(
            PUPILS,
            "非对应的专用校车，仅在省定过渡期内、专用校车不足时可用",
            "is not the bus built for them: lawful only within the province's transition, where such buses are lacking",
            *seen,
            about=school.name,
        )
    return not_met(
        PUPILS,
        "须用对应的专用校车，过渡期已过",
        "they must ride in the bus built for them, and the transition is over",
        *seen,
        about=school.name,
    )
