"""The persons asked for: against the vehicle, against the standard of its type, against the roster. REG 2, 15, 34. Pure."""

from permits.desk.review.vehicle import FEWEST_SEATS
from permits.desk.review.verdicts import Check, cannot_tell, met, not_met, saw, topic

ASKED = topic("seats_asked", "15, 34", "申请核载人数", "Persons asked for")
ROSTER = topic("seats_for_the_roster", "34", "核载人数与乘车名单", "Seats for the roster")

MOST_PERSONS = {"kindergarten_bus": 45, "primary_bus": 56, "primary_middle_bus": 56}  # GB 24407-2012
DRIVER = 1


def asks_for_no_more(asked: int | None, vehicle_seats: int | None, vehicle_type: str) -> Check:
    """No more persons than the vehicle has seats, nor than the standard lets its type carry; not fewer than seven."""
    standard = MOST_PERSONS.get(vehicle_type)
    seen = [saw("申请核载人数", "persons asked for", asked), saw("车辆座位数", "seats of the vehicle", vehicle_seats)]
    seen += [] if standard is None else [saw("国家标准上限", "most by the standard (GB 24407)", standard)]
    if asked is None:
        return cannot_tell(ASKED, "没有填写申请人数", "how many are asked for is not stated", *seen)
    if asked < FEWEST_SEATS:
        return not_met(ASKED, "不足7人", "fewer than seven are asked for", *seen)
    if vehicle_seats is not None and asked > vehicle_seats:
        return not_met(ASKED, "超过车辆座位数", "more than the vehicle has seats", *seen)
    if standard is not None and asked > standard:
        return not_met(ASKED, "超过国家标准上限", "more than the standard lets this type carry", *seen)
    if vehicle_seats is None:
        return cannot_tell(ASKED, "车辆座位数没有登记", "the vehicle's seats are not on record", *seen)
    return met(ASKED, "不超过车辆座位数", "no more than the vehicle has seats", *seen)


def seats_its_pupils(asked: int | None, pupils: int | None, attendants: int) -> Check:
    """The driver, the attendants and every pupil of the roster have a seat each (一人一座); `pupils` None: no roster is kept."""
    seen = [saw("申请核载人数", "persons asked for", asked), saw("名单学生数", "pupils of the roster", pupils)]
    if asked is None:
        return cannot_tell(ROSTER, "没有填写申请人数", "how many are asked for is not stated", *seen)
    if pupils is None:
        return cannot_tell(ROSTER, "没有乘车名单", "no roster is on record", *seen)
    persons = DRIVER + attendants + pupils
    seen.append(saw("全部人数（含驾驶人、照管人员）", "persons with driver and attendants", persons))
    if persons > asked:
        return not_met(ROSTER, "人数超过申请核载人数", "more persons than are asked for", *seen)
    return met(ROSTER, "一人一座", "a seat for each", *seen)
