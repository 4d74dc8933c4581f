"""The office's words for what papers print of a case; papers are in Chinese, the language of the file."""

from findings.desk.steps import STATE_WORDS, STEPS

OFFICES = {
    "police": "公安机关交通管理部门",
    "transport": "交通运输主管部门",
    "education": "教育行政部门",
}
DECISIONS = {"offence": "认定违法", "no_offence": "不构成违法", "warning": "警告教育", "transferred": "移送其他机关"}
ANSWERS = {"called_driver": "已电话联系驾驶人", "reason": "说明原因", "corrected": "已整改", "objection": "提出异议"}
REJECTIONS = {
    "device_fault": "终端故障", "drift": "定位漂移", "map_error": "地图或限速登记有误", "permit_data": "许可信息有误",
    "exempt": "符合除外情形", "duplicate": "重复", "other": "其他",
}  # fmt: skip
CALLED = {"driver": "驾驶人", "attendant": "随车照管人员", "school": "学校", "operator": "运营单位", "other": "其他"}
OUTCOMES = {
    "reached": "已接通", "no_answer": "无人接听", "busy": "占线", "wrong_number": "号码有误", "stopped": "已停车",
    "returned_to_line": "已返回许可线路",
}  # fmt: skip
BY_ITSELF = {
    "opened": "系统发现", "grew": "再次发生", "escalated": "逾期升级", "summoned": "通知值班人员", "fault_over": "故障登记到期",
}  # fmt: skip
SEVERITIES = {"A1": "立即报警", "A2": "当日处置", "B": "不得出车"}
VEHICLE_TYPES = {
    "kindergarten_bus": "幼儿专用校车", "primary_bus": "小学生专用校车", "primary_middle_bus": "中小学生专用校车",
    "other_bus": "其他载客汽车",
}  # fmt: skip


def step_word(step: str) -> str:
    """A step of the table, or what the program does by itself."""
    return STEPS[step].words.zh if step in STEPS else BY_ITSELF.get(step, step)


def state_word(state: str) -> str:
    """A state of a case."""
    return STATE_WORDS[state].zh


def detail_words(detail: dict[str, object]) -> str:
    """What a step brought with it, in one line."""
    said = []
    for name, words in (
        ("answer", ANSWERS), ("reason", REJECTIONS), ("called", CALLED), ("outcome", OUTCOMES), ("decision", DECISIONS),
    ):  # fmt: skip
        if name in detail:
            said.append(words.get(str(detail[name]), str(detail[name])))
    said += [str(detail[name]) for name in ("office", "assignee", "name") if detail.get(name)]
    if "level" in detail:
        said.append(f"第 {detail['level']} 级")
    return "，".join(said)
