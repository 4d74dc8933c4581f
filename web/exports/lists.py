"""Which lists are exported, and what of each: a table that an officer can read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import core.administration.account_routes
import core.administration.routes
import findings.desk.routes
import findings.reports.routes
import findings.routes
import findings.suspects.routes
import fleet.devices.routes
import fleet.routes
import geofences.hazards.routes
import permits.desk.routes
import permits.held.routes
import permits.registers.routes
import permits.rounds.routes
import permits.routes
import permits.training.routes
from core.errors import Text
from core.tables.listing import Shown
from findings.desk import steps as case_steps
from findings.reports import steps as report_steps
from findings.suspects import steps as suspect_steps
from findings.suspects.words import RESULT_WORDS
from geofences.hazards import steps as hazard_steps
from permits.procedure import application, granted
from web.exports.words import (
    CERTIFICATE_STATES,
    DETAILS,
    DIRECTIONS,
    NO_WORDS,
    ORGANISATION_KINDS,
    PERMIT_STATES,
    PERSON_KINDS,
    RENEWALS,
    ROLES,
    ROUND_STATES,
    STANDINGS,
    VEHICLE_TYPES,
)


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


def _of_register(path: str, route: Callable[..., Any], zh: str, en: str, *more: Shown) -> Listed:
    """A list of the registers: each file with what in it is worst."""
    return Listed(f"/registers/{path}", route, Text(f"{zh}登记册", f"register of {en}"), (
        shown("name", "名称", "name"), shown("detail", "说明", "detail", DETAILS), *more,
        shown("worst", "现状", "standing", STANDINGS), shown("open", "待办项", "items amiss"),
        shown("first.title", "首要事项", "worst item"), shown("first.valid_to", "有效期止", "valid to"),
    ))  # fmt: skip


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
        shown("name", "名称", "name"), shown("name_en", "英文名称", "english name"),
        shown("kind", "类别", "kind", ORGANISATION_KINDS), shown("stage", "学段", "stage", DETAILS),
        shown("point.coordinates", "坐标", "place"),
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
    Listed("/permits/granted", permits.held.routes.list_granted, Text("已发许可", "permits granted"), (
        shown("number", "许可编号", "number"), shown("state", "状态", "state", granted.PERMIT_STATES),
        shown("vehicle.name", "号牌", "plate"), shown("holder.name", "被许可人", "holder"), shown("version", "版本", "version"),
        shown("valid_from", "有效期起", "valid from"), shown("valid_to", "有效期止", "valid to"),
        shown("sign.number", "标牌编号", "sign number"), shown("sign.valid_to", "标牌有效期止", "sign valid to"),
        shown("ends_on", "最早到期", "ends first"), shown("renewal", "延续", "renewal", RENEWALS),
        shown("renew_by", "申请延续期限", "renew by"), shown("penalty", "吊销程序中", "revocation under way"),
    )),
    Listed("/rounds", permits.rounds.routes.list_rounds, Text("批次", "rounds"), (
        shown("name", "名称", "name"), shown("organisation.name", "单位", "organisation"),
        shown("target_on", "开学日", "first day of term"), shown("state", "状态", "state", ROUND_STATES),
        shown("files", "申请", "applications"),
        shown("finished", "已办结", "finished"), shown("late", "将误期", "will be late"),
        shown("place", "查验地点", "inspected at"), shown("closed_on", "结束日", "closed on"),
    )),
    Listed("/training/certificates", permits.training.routes.list_certificates, Text("培训合格证", "training certificates"), (
        shown("number", "编号", "number"), shown("person.name", "姓名", "name"), shown("audience", "类别", "kind", PERSON_KINDS),
        shown("organisation_name", "单位", "organisation"), shown("course", "课程", "course"), shown("hours", "学时", "hours"),
        shown("score", "成绩", "score"), shown("issued_on", "发证日", "issued on"), shown("valid_to", "有效期止", "valid to"),
        shown("state", "状态", "state", CERTIFICATE_STATES), shown("withdrawn_on", "收回日", "withdrawn on"),
        shown("withdrawn_reason", "收回原因", "reason"),
    )),
    Listed("/training/coverage", permits.training.routes.get_coverage, Text("培训覆盖", "training coverage"), (
        shown("organisation.name", "单位", "organisation"),
        shown("organisation_kind", "单位类别", "kind of organisation", ORGANISATION_KINDS),
        shown("kind", "人员类别", "kind of people", PERSON_KINDS), shown("people", "人数", "people"),
        shown("valid", "培训有效人数", "with a valid training"),
    )),
    _of_register("vehicles", permits.registers.routes.list_vehicles, "车辆", "vehicles",
        shown("organisation", "单位", "organisation")),
    _of_register("people", permits.registers.routes.list_people, "人员", "people",
        shown("organisation", "单位", "organisation"), shown("phone_masked", "电话", "phone")),
    _of_register("organisations", permits.registers.routes.list_organisations, "单位", "organisations"),
    Listed("/administration/accounts", core.administration.account_routes.list_accounts, Text("账户", "accounts"), (
        shown("username", "用户名", "user name"), shown("display_name", "姓名", "name"), shown("role", "角色", "role", ROLES),
        shown("organisation_name", "单位", "organisation"), shown("disabled", "已停用", "disabled"),
        shown("password_once", "待设密码", "password to be chosen"), shown("created_at", "开通时间", "opened"),
        shown("last_login_at", "最近登录", "last login"),
    )),
    Listed("/administration/audit", core.administration.routes.list_audit, Text("操作记录", "audit trail"), (
        shown("at", "时间", "at"), shown("by.name", "操作人", "by"), shown("by.username", "用户名", "user name"),
        shown("by.role", "角色", "role", ROLES), shown("action", "操作", "action"), shown("object_kind", "对象类别", "object"),
        shown("object_id", "对象编号", "object id"), shown("detail", "内容", "detail"), shown("address", "地址", "address"),
    )),
)  # fmt: skip
