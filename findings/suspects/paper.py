"""The file that goes to the police (移送材料) in PDF: why a plate is suspected, when and where it was seen; its data within."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from fpdf import FPDF_VERSION

from core.paper.fonts import Font
from core.paper.sheet import RULE, Sheet
from findings.desk.paper.facts import canonical, sha256_of
from findings.suspects.steps import STATE_WORDS, STEPS
from findings.suspects.words import KIND_WORDS, RESULT_WORDS, SOURCE_WORDS

Facts = dict[str, Any]
FORMAT = "schoolbus-suspect-file-1"
DATA_NAME = "suspect.json"
SUSPECTED = "本材料所载为线索，由目击记录按公开的权重计分得出，不是认定；是否违法由公安机关依法查处。"
ARTICLES = (
    "《校车安全管理条例》第十八条：禁止使用未取得校车标牌的车辆提供校车服务。第四十五条：使用未取得校车标牌的车辆提供校车服务，"
    "或者使用未取得校车驾驶资格的人员驾驶校车的，由公安机关交通管理部门扣留该机动车，处1万元以上2万元以下的罚款，"
    "有违法所得的予以没收。"
)
UNSIGNED = "制作时，登记中没有此号牌的有效校车标牌"
SIGNED = "制作时，登记中已有此号牌的有效校车标牌，请先核实"
MOST_ROWS = 200
FIRST_HOUR, LAST_HOUR = 5, 21
WEEKS = 5
SEEN, WITHIN = (150, 165, 185), (200, 60, 50)


def suspect_file(facts: Facts, *, font: Font, zone: ZoneInfo, made_at: datetime) -> bytes:
    """The PDF. Its hash is of the data that is embedded as `suspect.json`, whoever printed it when."""
    suspect, sha256 = facts["suspect"], sha256_of(facts)
    sheet = Sheet(font, f"疑似车辆 {suspect['id']}　数据 SHA-256 {sha256[:16]}…")
    sheet.set_title(f"疑似非法接送学生车辆线索移送材料 {suspect['plate']}")
    sheet.set_creator(f"schoolbus, fpdf2 {FPDF_VERSION}")
    sheet.title_line(
        "疑似非法接送学生车辆线索移送材料", f"{suspect['plate']}　制作于 {made_at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    )
    _summary(sheet, suspect, zone)
    _reasons(sheet, suspect)
    sheet.head("出现的日期与时刻", 60)
    _strip(sheet, suspect, zone)
    _places(sheet, suspect)
    _seen(sheet, suspect, zone)
    _history(sheet, suspect, zone)
    sheet.head("数据校验", 30)
    sheet.say(f"SHA-256：{sha256}")
    sheet.say(
        f"以上各项所依据的数据（格式 {facts['format']}）以规范 JSON（UTF-8，键按序排列，无空白）附于本文件，名为 {DATA_NAME}；"
        "对其计算 SHA-256，应与上值一致。",
        "fine",
    )
    sheet.embed_file(basename=DATA_NAME, bytes=canonical(facts), mime_type="application/json", desc="本材料的数据")
    return bytes(sheet.output())


def _summary(sheet: Sheet, suspect: Facts, zone: ZoneInfo) -> None:
    sheet.head("线索概况")
    kinds = Counter(one["vehicle_kind"] for one in suspect["seen"] if one["vehicle_kind"])
    colours = Counter(one["colour"] for one in suspect["seen"] if one["colour"])
    counted = [one["children"] for one in suspect["seen"] if one["children"] is not None]
    sheet.facts(
        (
            ("号牌", suspect["plate"]),
            ("车型", "、".join(KIND_WORDS[kind].zh for kind, _ in kinds.most_common(2))),
            ("颜色", "、".join(colour for colour, _ in colours.most_common(2))),
            ("目击次数", f"{suspect['sightings']} 次，上放学时段到校 {suspect['days']} 天"),
            ("到过的学校", "、".join(suspect["schools"])),
            ("数到的学生", f"最多 {max(counted)} 名（{len(counted)} 次计数）" if counted else "未计数"),
            ("首次目击", _moment(suspect["first_seen"], zone)),
            ("最近目击", _moment(suspect["last_seen"], zone)),
            ("校车标牌", SIGNED if suspect["signed"] else UNSIGNED),
            ("现处状态", STATE_WORDS[suspect["state"]].zh),
            ("查处结果", RESULT_WORDS[suspect["result"]].zh if suspect["result"] else "尚无"),
        )
    )
    sheet.head("可能适用的条款")
    sheet.say(ARTICLES)
    sheet.say(SUSPECTED)


def _reasons(sheet: Sheet, suspect: Facts) -> None:
    sheet.head("列入的理由", 40)
    sheet.grid(
        ("理由", "依据", "分值"),
        [
            ("起点", "在学校附近出现的任一车辆", f"{suspect['start']:+.1f}"),
            *((one["title"]["zh"], one["words"]["zh"], f"{one['points']:+.1f}") for one in suspect["reasons"]),
            ("合计", f"权重第 {suspect['weights']} 版；0 分以上列入", f"{suspect['score']:+.1f}"),
        ],
        (36, 112, 26),
    )


def _strip(sheet: Sheet, suspect: Facts, zone: ZoneInfo) -> None:
    """Days down, hours across: grey where it was seen, red in the hours of a school."""
    marks: dict[tuple[date, int], bool] = {}
    for one in suspect["seen"]:
        local = datetime.fromisoformat(one["seen_at"]).astimezone(zone)
        key = (local.date(), local.hour)
        marks[key] = marks.get(key, False) or one["within"] is not None
    last = max((day for day, _ in marks), default=datetime.fromisoformat(suspect["last_seen"]).astimezone(zone).date())
    first = max(min((day for day, _ in marks), default=last), last - timedelta(weeks=WEEKS) + timedelta(days=1))
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    row_mm = 3.6
    left, top, width = sheet.room(row_mm * len(days) + 8)
    cell_mm = (width - 24) / (LAST_HOUR - FIRST_HOUR + 1)
    for hour in range(FIRST_HOUR, LAST_HOUR + 1):
        sheet.mark(left + 24 + (hour - FIRST_HOUR) * cell_mm + 0.6, top + 2.6, f"{hour} 时")
    sheet.set_draw_color(*RULE)
    for number, day in enumerate(days):
        y = top + 4 + number * row_mm
        sheet.mark(left, y + row_mm - 0.8, f"{day:%m-%d} 周{'一二三四五六日'[day.weekday()]}")
        for hour in range(FIRST_HOUR, LAST_HOUR + 1):
            x = left + 24 + (hour - FIRST_HOUR) * cell_mm
            within = marks.get((day, hour))
            sheet.set_fill_color(*(WITHIN if within else SEEN if within is not None else (255, 255, 255)))
            sheet.rect(x, y, cell_mm, row_mm, style="DF")
    sheet.say("红色：在该校上放学时段内；灰色：其余时间。", "fine")


def _places(sheet: Sheet, suspect: Facts) -> None:
    spots: Counter[tuple[str, str]] = Counter()
    for one in suspect["seen"]:
        point = one["point"]
        at = "" if point is None else "{1:.5f}, {0:.5f}".format(*point["coordinates"])
        spots[one["school"] or one["place"] or "—", at] += 1
    sheet.head("地点", 30)
    rows = [(name, at, f"{count}") for (name, at), count in spots.most_common(30)]
    sheet.grid(("学校或地点", "纬度, 经度（WGS-84）", "次数"), rows, (90, 60, 24))


def _seen(sheet: Sheet, suspect: Facts, zone: ZoneInfo) -> None:
    sheet.head("目击记录", 40)
    shown = suspect["seen"][:MOST_ROWS]
    sheet.grid(
        ("时间", "地点", "来源", "学生", "照片、说明"),
        [
            (
                _moment(one["seen_at"], zone),
                one["school"] or one["place"] or "",
                "　".join(
                    part
                    for part in (SOURCE_WORDS[one["source"]].zh, one["source_name"] or one["reference"] or "")
                    if part
                ),
                "" if one["children"] is None else str(one["children"]),
                "；".join(part for part in (one["photo"], one["note"]) if part),
            )
            for one in shown
        ],
        (34, 46, 44, 12, 38),
    )
    if len(shown) < len(suspect["seen"]):
        sheet.say(f"以上为最近 {len(shown)} 条，全部 {len(suspect['seen'])} 条见所附数据。", "fine")


def _history(sheet: Sheet, suspect: Facts, zone: ZoneInfo) -> None:
    sheet.head("处理经过", 30)
    sheet.grid(
        ("时间", "何人", "何事", "说明", "状态"),
        [
            (_moment(suspect["listed_at"], zone), "系统", "列入", "", STATE_WORDS["new"].zh),
            *(
                (
                    _moment(one["at"], zone),
                    one["by"],
                    STEPS[one["step"]].words.zh,
                    "；".join(part for part in (_result(one["result"]), one["note"]) if part),
                    STATE_WORDS[one["to_state"]].zh,
                )
                for one in suspect["events"]
            ),
        ],
        (34, 26, 26, 68, 20),
    )


def _result(result: str | None) -> str | None:
    return None if result is None else RESULT_WORDS[result].zh


def _moment(iso: str, zone: ZoneInfo) -> str:
    return f"{datetime.fromisoformat(iso).astimezone(zone):%Y-%m-%d %H:%M:%S}"
