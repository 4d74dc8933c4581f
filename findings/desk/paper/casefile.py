"""The case file (案卷) in PDF: what was found, where, by which permit and article, and how it was handled; its data within."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fpdf import FPDF_VERSION

from core.paper.fonts import Font
from core.paper.sheet import Sheet
from findings.desk.paper import words
from findings.desk.paper.drawing import draw_map, draw_speed
from findings.desk.paper.facts import canonical, sha256_of

Facts = dict[str, Any]
DATA_NAME = "case.json"
SUSPECTED = "本案卷所载为系统发现的疑似违规，以有权机关认定为准。"


def case_file(facts: Facts, *, font: Font, zone: ZoneInfo, made_at: datetime) -> bytes:
    """The PDF. Its hash is of the data that is embedded as `case.json`, whoever printed it when."""
    case = facts["case"]
    sha256 = sha256_of(facts)
    sheet = Sheet(font, f"处置单 {case['id']}　数据 SHA-256 {sha256[:16]}…")
    sheet.set_title(f"校车疑似违规案卷 {case['plate']} {case['rule']}")
    sheet.set_creator(f"schoolbus, fpdf2 {FPDF_VERSION}")
    sheet.title_line(
        "校车疑似违规案卷", f"处置单编号 {case['id']}　{case['plate']}　制作于 {_moment(made_at.isoformat(), zone)}"
    )
    _summary(sheet, facts, zone)
    sheet.head("行驶轨迹", 110)
    draw_map(sheet, facts)
    sheet.head("车速", 70)
    draw_speed(sheet, facts, zone)
    _papers(sheet, facts)
    _findings(sheet, case, zone)
    _history(sheet, case, zone)
    _proof(sheet, facts, sha256)
    sheet.embed_file(basename=DATA_NAME, bytes=canonical(facts), mime_type="application/json", desc="本案卷的数据")
    return bytes(sheet.output())


def _summary(sheet: Sheet, facts: Facts, zone: ZoneInfo) -> None:
    case, rule, vehicle = facts["case"], facts["rule"], facts["vehicle"]
    decision = case["decision"]
    sheet.head("案由")
    sheet.facts(
        (
            ("规则", case["rule"] if rule is None else f"{rule['id']}　{rule['title']}"),
            ("性质", "疑似违规（尚无认定）" if decision is None else words.DECISIONS.get(decision, decision)),
            ("等级", words.SEVERITIES.get(case["severity"], case["severity"])),
            (
                "车辆",
                f"{vehicle['plate']}（{words.VEHICLE_TYPES.get(vehicle['type'], vehicle['type'])}，{vehicle['seats'] or '—'} 座）",
            ),
            ("运营单位", vehicle["operator"]),
            ("学校", vehicle["school"]),
            ("线路", case["line_name"]),
            ("驾驶人", facts["people"]["driver"]),
            ("随车照管", facts["people"]["attendant"]),
            ("首次发生", _moment(case["first_began"], zone)),
            ("最近发生", f"{_moment(case['last_began'], zone)}（共 {case['findings']} 次）"),
            ("现处状态", words.state_word(case["state"])),
        )
    )
    sheet.head("可能适用的条款与认定机关")
    article = facts["article"]
    sheet.say(f"《校车安全管理条例》第{article['number']}条")
    if article["text"]:
        sheet.say(article["text"])
    sheet.say(f"认定机关：{words.OFFICES[case['decided_by']]}。{SUSPECTED if decision is None else ''}")


def _papers(sheet: Sheet, facts: Facts) -> None:
    permit, sign = facts["permit"], facts["sign"]
    sheet.head("当时有效的使用许可", 40)
    if permit is None:
        sheet.say("当时没有有效的校车使用许可。")
    else:
        sheet.facts(
            (
                ("许可号", f"{permit['number']}（第 {permit['version']} 版）"),
                ("取得单位", permit["owner"]),
                ("有效期", f"{permit['valid_from']} 至 {permit['valid_to'] or '长期'}"),
                ("核定座位", permit["seats"]),
                ("许可线路", "、".join(permit["lines"])),
                ("许可驾驶人", "、".join(permit["drivers"])),
            )
        )
    shown = "当时没有有效的校车标牌" if sign is None else f"{sign['number']}（有效期至 {sign['valid_to']}）"
    sheet.facts((("校车标牌", shown),))


def _findings(sheet: Sheet, case: Facts, zone: ZoneInfo) -> None:
    sheet.head("报警明细", 30)
    sheet.grid(
        ("开始", "结束", "测得", "允许", "地点", "补报"),
        [
            (
                _moment(one["began"], zone),
                "未结束" if one["ended"] is None else _moment(one["ended"], zone),
                _value(one["measured"], one["unit"]),
                _value(one["allowed"], one["unit"]),
                "" if one["place"] is None else one["place"]["name"],
                "是" if one["delayed"] else "",
            )
            for one in case["case_findings"]
        ],
        (34, 34, 22, 22, 48, 12),
    )


def _history(sheet: Sheet, case: Facts, zone: ZoneInfo) -> None:
    sheet.head("处置经过", 30)
    sheet.grid(
        ("时间", "何人", "何事", "说明", "状态"),
        [
            (
                _moment(one["at"], zone),
                "系统" if one["by"] is None else one["by"]["name"],
                words.step_word(one["step"]),
                "；".join(part for part in (words.detail_words(one["detail"]), one["note"] or "") if part),
                words.state_word(one["to_state"]),
            )
            for one in case["events"]
        ],
        (34, 26, 26, 68, 20),
    )
    if case["attachments"]:
        sheet.head("附件", 20)
        sheet.grid(
            ("名称", "类型", "字节", "SHA-256"),
            [(one["name"], one["media_type"], str(one["size"]), one["sha256"]) for one in case["attachments"]],
            (50, 26, 18, 80),
        )


def _proof(sheet: Sheet, facts: Facts, sha256: str) -> None:
    sheet.head("数据校验", 30)
    sheet.say(f"SHA-256：{sha256}")
    sheet.say(
        f"以上各项所依据的数据（格式 {facts['format']}）以规范 JSON（UTF-8，键按序排列，无空白）附于本文件，名为 {DATA_NAME}；"
        "对其计算 SHA-256，应与上值一致。",
        "fine",
    )


def _value(value: float | None, unit: str | None) -> str:
    return "" if value is None else f"{value:g} {unit or ''}".strip()


def _moment(iso: str, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(iso).astimezone(zone):%Y-%m-%d %H:%M:%S}"
