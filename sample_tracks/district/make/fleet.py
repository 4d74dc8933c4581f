"""The buses, what each may do (permits and signs), and what each does in the demo."""

from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]
PRIMARY, KINDERGARTEN, MIDDLE = "小学生专用校车", "幼儿专用校车", "中小学生专用校车"
GANGCHENG, YUNTAI, BANQIAO = "op-gangcheng", "op-yuntai", "op-banqiao"

# key, plate, type, seats, operator, route (or the buses it may stand in for), departures of its two lines,
# first and last day of the permit
BUSES: list[tuple[str, str, str, int, str | None, str, tuple[str, str], tuple[int, int | None]]] = [
    ("bus-01", "苏G·X1018", PRIMARY, 36, GANGCHENG, "l01", ("07:00", "16:20"), (-210, 520)),
    ("bus-02", "苏G·X1026", PRIMARY, 36, GANGCHENG, "l01", ("07:20", "16:45"), (-210, 520)),
    ("bus-03", "苏G·X1035", MIDDLE, 41, GANGCHENG, "l02", ("06:50", "17:20"), (-190, 540)),
    ("bus-04", "苏G·X1059", PRIMARY, 41, GANGCHENG, "l03", ("07:05", "16:20"), (-190, None)),
    ("bus-05", "苏G·X1067", PRIMARY, 36, GANGCHENG, "l03", ("07:25", "16:45"), (-190, 540)),
    ("bus-06", "苏G·X1082", MIDDLE, 46, GANGCHENG, "l06", ("07:05", "17:20"), (-160, 570)),
    ("bus-07", "苏G·X1093", MIDDLE, 46, GANGCHENG, "l07", ("06:55", "17:20"), (-160, 570)),
    ("bus-08", "苏G·X1106", MIDDLE, 41, GANGCHENG, "l07", ("07:15", "17:45"), (-160, 570)),
    ("bus-09", "苏G·X1128", MIDDLE, 51, GANGCHENG, "l12", ("06:45", "17:20"), (-150, 580)),
    ("bus-10", "苏G·X1137", KINDERGARTEN, 24, GANGCHENG, "l13", ("07:35", "16:20"), (-140, 590)),
    ("bus-11", "苏G·X1155", KINDERGARTEN, 24, GANGCHENG, "l14", ("07:40", "16:20"), (-140, 590)),
    ("bus-12", "苏G·X1169", MIDDLE, 46, GANGCHENG, "bus-03 bus-06 bus-07 bus-08 bus-09", ("", ""), (-140, 590)),
    ("bus-13", "苏G·X2012", PRIMARY, 31, YUNTAI, "l04", ("07:05", "16:20"), (-300, 430)),
    ("bus-14", "苏G·X2027", PRIMARY, 31, YUNTAI, "l04", ("07:25", "16:45"), (-300, 430)),
    ("bus-15", "苏G·X2038", PRIMARY, 31, YUNTAI, "l05", ("07:10", "16:20"), (-300, 430)),
    ("bus-16", "苏G·X2056", PRIMARY, 36, YUNTAI, "l08", ("07:15", "16:20"), (-376, -11)),
    ("bus-17", "苏G·X2065", PRIMARY, 36, YUNTAI, "l09", ("07:10", "16:20"), (-260, 470)),
    ("bus-18", "苏G·X2081", PRIMARY, 31, YUNTAI, "bus-13 bus-14 bus-15", ("", ""), (-260, 470)),
    ("bus-19", "苏G·X3011", PRIMARY, 41, BANQIAO, "l10", ("06:55", "16:20"), (-230, 500)),
    ("bus-20", "苏G·X3029", PRIMARY, 41, BANQIAO, "l10", ("07:15", "16:45"), (-230, 500)),
    ("bus-21", "苏G·X3036", PRIMARY, 31, BANQIAO, "l11", ("07:10", "16:20"), (-230, None)),
    ("bus-22", "苏G·X3052", PRIMARY, 41, BANQIAO, "bus-19 bus-20", ("", ""), (-230, 500)),
    ("bus-23", "苏G·X3068", PRIMARY, 31, BANQIAO, "bus-21", ("", ""), (-230, 500)),
    ("bus-24", "苏G·F6N27", "大型普通客车", 33, None, "wild", ("", ""), (0, 0)),
]  # fmt: skip
SPARES = ("bus-12", "bus-18", "bus-22", "bus-23")
NEVER_PERMITTED = "bus-24"


def vehicles() -> list[Row]:
    """The 24 buses. Spare buses carry no simulated device; the one never permitted belongs to no operator."""
    return [
        {
            "key": key, "plate": plate, "plate_colour": "yellow", "type": kind, "seats": seats, "operator": operator,
            "owner": "个体旅游客车（无校车许可）" if operator is None else None,
            "school": "school-banqiao" if operator == BANQIAO else None,
            "registered": {"days": -1500 + 31 * number}, "inspection_valid_to": {"days": 20 + 7 * number},
            "spare": key in SPARES, "device": None if key in SPARES else f"sim-{key}",
        }
        for number, (key, plate, kind, seats, operator, *_) in enumerate(BUSES, start=1)
    ]  # fmt: skip


def permits() -> list[Row]:
    """A permit (with its sign) for every bus but one; a spare bus has the lines and drivers of those it may stand in for."""
    rows = {
        key: _permit(number, row) for number, row in enumerate(BUSES, start=1) if (key := row[0]) != NEVER_PERMITTED
    }
    for key, _, _, _, _, replaces, _, _ in BUSES:
        if key in SPARES:
            others = [rows[other] for other in replaces.split()]
            rows[key]["stands_in_for"] = [other["vehicle"] for other in others]
            rows[key]["times"] = [time for other in others for time in other["times"]]
            rows[key]["lines"] = sorted({line for other in others for line in other["lines"]})
            rows[key]["drivers"] += [driver for other in others for driver in other["drivers"]]
    return list(rows.values())


def _permit(
    number: int, row: tuple[str, str, str, int, str | None, str, tuple[str, str], tuple[int, int | None]]
) -> Row:
    key, _, _, seats, operator, route, (to_school, from_school), (first, last) = row
    both = [] if key in SPARES else [f"{route}-to", f"{route}-from"]
    inspection = 20 + 7 * number
    return {
        "key": f"permit-{key}", "number": f"连云校许字〔{{year}}〕{number:03d}号", "vehicle": key, "operator": operator,
        "drivers": [f"driver-{number:02d}"], "lines": both, "seats": seats,
        "times": [{"line": line, "departure": at} for line, at in zip(both, (to_school, from_school), strict=False)],
        "stands_in_for": [], "valid_from": {"days": first}, "valid_to": None if last is None else {"days": last},
        "sign": {"number": f"苏G校{number:04d}", "valid_from": {"days": first},
                 "valid_to": {"days": inspection if last is None else min(inspection, last)}},
    }  # fmt: skip


def crews(buses: Sequence[Row]) -> list[Row]:
    """Which attendant rides on which bus on an ordinary day, and who drives."""
    return [
        {"vehicle": bus["key"], "driver": f"driver-{number:02d}", "attendant": f"attendant-{number:02d}"}
        for number, bus in enumerate(buses, start=1)
        if bus["key"] != NEVER_PERMITTED
    ]
