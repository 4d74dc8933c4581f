"""The words of codes that lists hold and no table of steps names, as the pages say them."""

from collections.abc import Mapping

from core.errors import Text

NO_WORDS: Mapping[str, Text] = {}
VEHICLE_TYPES = {
    "kindergarten_bus": Text("幼儿专用校车", "kindergarten bus"),
    "primary_bus": Text("小学生专用校车", "primary-school bus"),
    "primary_middle_bus": Text("中小学生专用校车", "primary and middle school bus"),
    "other_bus": Text("非专用校车", "other bus"),
}
PERSON_KINDS = {
    "driver": Text("驾驶人", "driver"),
    "attendant": Text("照管人员", "attendant"),
    "safety": Text("安全管理人员", "safety person"),
    "leader": Text("负责人", "leader"),
}
DIRECTIONS = {"to_school": Text("上学", "to school"), "from_school": Text("放学", "from school")}
PERMIT_STATES = {
    "in_force": Text("有效", "in force"),
    "expired": Text("已到期", "expired"),
    "not_yet": Text("未生效", "not yet in force"),
}
RENEWALS = {
    "due": Text("应申请延续", "renewal due"),
    "late": Text("已过申请延续期限", "renewal late"),
    "asked": Text("已申请延续", "asked for"),
}
ROUND_STATES = {"open": Text("进行中", "open"), "closed": Text("已结束", "closed")}
CERTIFICATE_STATES = {
    "valid": Text("有效", "valid"),
    "expired": Text("已过期", "expired"),
    "withdrawn": Text("已收回", "withdrawn"),
}
STANDINGS = {
    "not_met": Text("不符合", "not met"),
    "expired": Text("已过期", "expired"),
    "missing": Text("缺失", "missing"),
    "unknown": Text("无法判断", "cannot be told"),
    "soon": Text("即将到期", "ends soon"),
    "in_order": Text("有效", "in order"),
}
DETAILS = VEHICLE_TYPES | {
    "left": Text("已离职", "left"),
    "kindergarten": Text("幼儿园", "kindergarten"),
    "primary": Text("小学", "primary"),
    "junior_middle": Text("初中", "junior middle"),
    "nine_year": Text("九年一贯制", "nine years"),
}
ORGANISATION_KINDS = {
    "education": Text("教育", "education"),
    "police": Text("公安交管", "traffic police"),
    "transport": Text("交通运输", "transport"),
    "emergency": Text("应急管理", "emergency management"),
    "government": Text("政府", "government"),
    "road_keeper": Text("公路、城管", "road keeper"),
    "town": Text("镇街", "town"),
    "school": Text("学校", "school"),
    "operator": Text("校车服务提供者", "operator"),
}
ROLES = {
    "admin": Text("系统管理员", "administrator"),
    "officer": Text("值班员", "duty officer"),
    "clerk": Text("审批员", "permit clerk"),
    "police": Text("交警", "traffic police"),
    "transport": Text("交通运输", "transport office"),
    "emergency": Text("应急管理", "emergency management"),
    "government": Text("本级人民政府", "government"),
    "school": Text("学校", "school"),
    "teacher": Text("教师", "teacher"),
    "operator": Text("服务提供者", "operator"),
    "driver": Text("驾驶人", "driver"),
    "attendant": Text("随车照管人员", "attendant"),
    "parent": Text("家长", "parent"),
    "auditor": Text("审计员", "auditor"),
}
