"""What Pydantic finds wrong with a field, in sentences for people."""

from collections.abc import Mapping
from typing import Any

from core.errors import Text

# type of Pydantic's error -> sentence; {names} are filled from the error's context
SENTENCES: dict[str, Text] = {
    "missing": Text("必填", "is required"),
    "extra_forbidden": Text("没有这一项", "is not a known field"),
    "json_invalid": Text("不是有效的 JSON", "is not valid JSON"),
    "control_character": Text("不能含有控制字符", "must not contain control characters"),
    "place_missing": Text("请写明地点或在地图上标出", "say where it was, in words or on the map"),
    "nul_character": Text("不能含有空字符", "must not contain the NUL character"),
    "string_type": Text("应为文字", "must be text"),
    "string_unicode": Text("含有无效的字符", "holds characters that are not valid Unicode"),
    "string_too_short": Text("至少 {min_length} 个字", "needs at least {min_length} characters"),
    "string_too_long": Text("最多 {max_length} 个字", "has at most {max_length} characters"),
    "string_pattern_mismatch": Text("格式不对", "does not have the right form ({pattern})"),
    "int_type": Text("应为整数", "must be a whole number"),
    "int_parsing": Text("应为整数", "must be a whole number"),
    "int_from_float": Text("应为整数", "must be a whole number"),
    "int_parsing_size": Text("数值过大", "is too large a number"),
    "float_type": Text("应为数字", "must be a number"),
    "float_parsing": Text("应为数字", "must be a number"),
    "finite_number": Text("应为有限的数字", "must be a finite number"),
    "bool_type": Text("应为是或否", "must be true or false"),
    "bool_parsing": Text("应为是或否", "must be true or false"),
    "greater_than": Text("应大于 {gt}", "must be greater than {gt}"),
    "greater_than_equal": Text("不得小于 {ge}", "must be at least {ge}"),
    "less_than": Text("应小于 {lt}", "must be less than {lt}"),
    "less_than_equal": Text("不得大于 {le}", "must be at most {le}"),
    "literal_error": Text("应为以下之一：{expected}", "must be one of {expected}"),
    "enum": Text("应为以下之一：{expected}", "must be one of {expected}"),
    "datetime_type": Text("应为时间", "must be a time (RFC 3339)"),
    "datetime_parsing": Text(
        "应为时间，例如 2026-09-01T07:30:00+08:00", "must be a time like 2026-09-01T07:30:00+08:00"
    ),
    "datetime_from_date_parsing": Text(
        "应为时间，例如 2026-09-01T07:30:00+08:00", "must be a time like 2026-09-01T07:30:00+08:00"
    ),
    "timezone_aware": Text("时间应带时区，例如 +08:00", "must say its offset, like +08:00"),
    "time_type": Text("应为时刻，例如 09:00", "must be a time of day like 09:00"),
    "time_parsing": Text("应为时刻，例如 09:00", "must be a time of day like 09:00"),
    "date_type": Text("应为日期", "must be a date"),
    "date_parsing": Text("应为日期，例如 2026-09-01", "must be a date like 2026-09-01"),
    "date_from_datetime_parsing": Text("应为日期，例如 2026-09-01", "must be a date like 2026-09-01"),
    "not_a_network": Text(
        "应为 IP 地址或网段，例如 203.0.113.0/28", "must be an address or a network like 203.0.113.0/28"
    ),
    "uuid_parsing": Text("不是有效的编号", "is not a valid id"),
    "uuid_type": Text("不是有效的编号", "is not a valid id"),
    "list_type": Text("应为列表", "must be a list"),
    "dict_type": Text("应为对象", "must be an object"),
    "model_attributes_type": Text("应为 JSON 对象", "must be a JSON object"),
    "model_type": Text("应为 JSON 对象", "must be a JSON object"),
    "too_short": Text("至少 {min_length} 项", "needs at least {min_length} items"),
    "too_long": Text("最多 {max_length} 项", "has at most {max_length} items"),
}
OTHERWISE_ZH = "内容不对"


def text_of(error: Mapping[str, Any]) -> Text:
    """The sentence for one of Pydantic's errors (`type`, `msg`, `ctx`); its own English where we have none."""
    sentence = SENTENCES.get(str(error["type"]))
    if sentence is None:
        return Text(OTHERWISE_ZH, str(error["msg"]).removeprefix("Value error, "))
    context = {name: str(value) for name, value in error.get("ctx", {}).items()}
    try:
        return Text(sentence.zh.format_map(context), sentence.en.format_map(context))
    except KeyError:
        return Text(OTHERWISE_ZH, str(error["msg"]))
