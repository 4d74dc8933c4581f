"""Which lists are exported, and what of each: a table that an officer can read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import findings.desk.routes
import findings.reports.routes
import findings.routes
import findings.suspects.routes
import fleet.devices.routes
import fleet.routes
import geofences.hazards.routes
import permits.desk.routes
import permits.routes
from core.errors import Text
from core.tables.listing import Shown
from findings.desk import steps as case_steps
from findings.reports import steps as report_steps
from findings.suspects import steps as suspect_steps
from findings.suspects.words import RESULT_WORDS
from geofences.hazards import steps as hazard_steps
from permits.procedure import application

NO_WORDS: Mapping[str, Text] = {}
VEHICLE_TYPES = {
    "kindergarten_bus": Text("幼儿专用校车", "kindergarten bus"), "primary_bus": Text("小学生专用校车", "primary-school bus"),
    "primary_middle_bus": Text("中小学生专用校车", "primary and middle school bus"), "other_bus": Text("非专用校车", "other bus"),
}  # fmt: skip
PERSON_KINDS = {
    "driver": Text("驾驶人", "driver"), "attendant": Text("照管人员", "attendant"), "safety": Text("安全管理人员", "safety person"),
}  # fmt: skip
DIRECTIONS = {"to_school": Text("上学", "to school"), "from_school": Text("放学", "from school")}
PERMIT_STATES = {
    "in_force": Text("有效", "in force"), "expired": Text("已到期", "expired"), "not_yet": Text("未生效", "not yet in force"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: its path below the API's root, the route's own function, its title and columns."""

    path: str
    route: Callable[..., Any]
    title: Text
    columns: tuple[Shown, ...]


def shown(path: str, zh: str, en: str, words: Mapping[str, Text] = NO_WORDS) -> Shown:
    """A column."""
    return Shown(path, Text(zh, en), words)


LISTS: tuple[Listed, ...] = (
    Listed("/applications", permits.desk.routes.list_applications, Text("许可申请", "applications"), (
        shown("number", "编号", "number"), shown("portal_number", "政务平台受理号", "portal number"),
        shown("kind", "类别", "kind", application.KIND_WORDS), shown("state", "状态", "state", application.STATES),
        shown("applicant.name", "申请单位", "applicant"), shown("vehicle.name", "号牌", "plate"),
        shown("received_on", "收件日", "received on"), shown("due_on", "下一期限", "due on"),
        shown("days_left", "剩余工作日", "working days left"), shown("provisional", "暂定", "provisional"),
    )),
    Listed("/permits", permits.routes.list_permits, Text("许可", "permits"), (
        shown("number", "许可编号", "number"), shown("plate", "号牌", "plate"), shown("holder_name", "被许可人", "holder"),
        shown("version", "版本", "version"), shown("state", "状态", "state", PERMIT_STATES), shown("seats", "核载人数", "seats"),
        shown("granted_on", "决定日期", "granted on"), shown("valid_from", "有效期起", "valid from"),
        shown("valid_to", "有效期止", "valid to"),
    )),
    Listed("/vehicles", fleet.routes.list_vehicles, Text("车辆", "vehicles"), (
        shown("plate", "号牌", "plate"), shown("type", "车辆类型", "type", VEHICLE_TYPES), shown("seats", "核载人数", "seats"),
        shown("operator_name", "运营单位", "operator"), shown("plate_colour", "号牌颜色", "plate colour"),
    )),
    Listed("/people", fleet.routes.list_people, Text("人员", "people"), (
        shown("name", "姓名", "name"), shown("name_en", "英文姓名", "english name"), shown("kind", "类别", "kind", PERSON_KINDS),
        shown("phone_masked", "电话", "phone"), shown("organisation_name", "单位", "organisation"),
    )),
    Listed("/lines", fleet.routes.list_lines, Text("线路", "lines"), (
        shown("code", "线路编号", "code"), shown("name", "线路名称", "name"), shown("name_en", "英文名称", "english name"),
        shown("direction", "方向", "direction", DIRECTIONS), shown("school_name", "学校", "school"),
    )),
    Listed("/organisations", fleet.routes.list_organisations, Text("单位", "organisations"), (
        shown("name", "名称", "name"), shown("name_en", "英文名称", "english name"), shown("kind", "类别", "kind"),
        shown("stage", "学段", "stage"), shown("point.coordinates", "坐标", "place"),
    )),
    Listed("/devices", fleet.devices.routes.list_devices, Text("终端", "devices"), (
        shown("id", "终端编号", "id"), shown("protocol", "协议", "protocol"), shown("name", "名称", "name"),
        shown("state", "状态", "state"), shown("disabled", "已停用", "disabled"), shown("bindings.plate", "绑定车辆", "bound to"),
        shown("last_heard", "最近上报", "last heard"), shown("created_at", "登记时间", "let in"),
    )),
    Listed("/findings", findings.routes.list_findings, Text("报警", "findings"), (
        shown("rule", "规则", "rule"), shown("article", "条款", "article"), shown("severity", "级别", "severity"),
        shown("plate", "号牌", "plate"), shown("began", "开始", "began"), shown("ended", "结束", "ended"),
        shown("measured", "测得", "measured"), shown("allowed", "允许", "allowed"), shown("unit", "单位", "unit"),
        shown("place.name", "地点", "place"), shown("line_name", "线路", "line"), shown("permit_number", "许可", "permit"),
        shown("delayed", "补报", "delayed"), shown("aboard", "乘车情况", "aboard"),
    )),
    Listed("/desk/cases", findings.desk.routes.list_cases, Text("处置单", "cases"), (
        shown("id", "编号", "number"), shown("rule", "规则", "rule"), shown("severity", "级别", "severity"),
        shown("state", "状态", "state", case_steps.STATE_WORDS), shown("plate", "号牌", "plate"),
        shown("first_began", "首次", "first began"), shown("last_began", "最近", "last began"),
    )),
    Listed("/hazards", geofences.hazards.routes.list_hazards, Text("隐患", "hazards"), (
        shown("id", "编号", "number"), shown("subject.name", "对象", "subject"), shown("title", "隐患", "hazard"),
        shown("location", "位置", "location"), shown("grade", "等级", "grade"),
        shown("state", "状态", "state", hazard_steps.STATE_WORDS), shown("owner.name", "责任单位", "owner"),
        shown("due_on", "整改期限", "due on"), shown("overdue", "超期", "overdue"), shown("found_at", "发现时间", "found"),
    )),
    Listed("/suspects", findings.suspects.routes.list_suspects, Text("疑似车辆", "suspects"), (
        shown("plate", "号牌", "plate"), shown("state", "状态", "state", suspect_steps.STATE_WORDS),
        shown("score", "评分", "score"), shown("sightings", "出现次数", "sightings"), shown("days", "天数", "days"),
        shown("schools", "学校", "schools"), shown("first_seen", "首次出现", "first seen"),
        shown("last_seen", "最近出现", "last seen"),
        shown("handed_at", "移交时间", "handed over"), shown("result", "结果", "result", RESULT_WORDS),
    )),
    Listed("/reports", findings.reports.routes.list_reports, Text("举报", "reports"), (
        shown("number", "编号", "number"), shown("kind", "类别", "kind", report_steps.KIND_WORDS), shown("words", "内容", "words"),
        shown("place", "地点", "place"), shown("plate", "号牌", "plate"), shown("received_at", "收到时间", "received"),
        shown("state", "状态", "state", report_steps.STATE_WORDS), shown("due_at", "受理期限", "due"),
        shown("overdue", "超期", "overdue"), shown("transferred_to", "移交", "handed on to"),
    )),
)  # fmt: skip
