"""Why a run is cancelled or leaves at another time, in words."""

from findings.schemas import Both

REASONS: dict[str, Both] = {
    "no_classes": Both(zh="校历：当天不上课", en="School calendar: no classes that day"),
    "half_day": Both(zh="校历：半天", en="School calendar: half a day"),
    "weekday": Both(zh="当天的课表没有这个班次", en="Not in that weekday's timetable"),
    "season": Both(zh="不在开行季节", en="Out of season"),
    "no_permit": Both(zh="开行时没有有效的使用许可", en="No permit in force at its departure"),
    "not_approved": Both(zh="许可不再批准该线路或时间", en="The permit no longer approves this line or time"),
    "planned_otherwise": Both(zh="当天另行安排", en="The bus is planned otherwise that day"),
}
