"""The words of the workbook and the paper, Chinese and English."""

from core.errors import Text
from findings.figures.ask import By

TITLE = Text("校车安全统计", "School-bus safety figures")
UNKNOWN = Text("未登记", "Not known")
NONE = Text("无", "None")
BY: dict[By, Text] = {
    "operator": Text("运营单位", "Operator"),
    "school": Text("学校", "School"),
    "driver": Text("驾驶人", "Driver"),
    "rule": Text("规则", "Rule"),
    "place": Text("路段与地点", "Road and place"),
}
FILTERS = {**{str(by): words for by, words in BY.items()}, "severity": Text("等级", "Severity")}
BY_WHICH: dict[By, Text] = {
    "operator": Text("按运营单位", "By operator"),
    "school": Text("按学校", "By school"),
    "driver": Text("按驾驶人", "By driver"),
    "rule": Text("按规则", "By rule"),
    "place": Text("按路段与地点", "By road and place"),
}
SEVERITIES = {
    "A1": Text("A1 立即报警", "A1 at once"),
    "A2": Text("A2 当日处置", "A2 within the day"),
    "B": Text("B 不得出车", "B not to depart"),
    "I": Text("I 提示", "I information"),
}
SPAN, FILTER = Text("统计区间", "Span"), Text("筛选", "Filters")
BEFORE_SPAN, MADE_BY, MADE_AT = (
    Text("对比区间", "Compared with"),
    Text("制表人", "Made by"),
    Text("制表时间", "Made at"),
)
ITEM, VALUE = Text("项目", "Item"), Text("数值", "Value")
SUMMARY, TODAY, TREND = Text("概况", "Summary"), Text("今日", "Today"), Text("趋势", "Trend")
HANDLING, OVERDUE = Text("处置率", "Handling"), Text("逾期事项", "Overdue")
FINDINGS, REJECTED = Text("报警", "Findings"), Text("误报（已驳回）", "False (rejected)")
BEFORE = Text("上一区间", "Span before")
PER_RUNS, PER_KM = Text("每百班次", "Per 100 runs"), Text("每千公里", "Per 1,000 km")
RUNS, KM = Text("已开行班次", "Runs driven"), Text("行驶公里", "Kilometres")
FIRST, LAST = Text("起", "From"), Text("止", "To")
GIVEN, RUNNING = Text("派发处置单", "Cases given"), Text("答复期内", "Time still runs")
ANSWERED, IN_TIME = Text("已答复", "Answered"), Text("按时答复", "Answered in time")
HANDLED, ANSWER_RATE, IN_TIME_RATE = (
    Text("已处置", "Handled"),
    Text("答复率", "Answer rate"),
    Text("按时率", "In-time rate"),
)
OPEN, LATE, UNANSWERED = (
    Text("待处置", "Open cases"),
    Text("已逾期", "Overdue"),
    Text("一线未答复", "First line has not answered"),
)
SEEN, UNSEEN = Text("今日有定位的校车", "Buses seen today"), Text("今日无定位的校车", "Buses not seen today")
UNDER_WAY, PLANNED = Text("行驶中的班次", "Runs under way"), Text("未开行的班次", "Runs still planned")
ENDED = Text("已结束的班次", "Runs ended")
KIND, WHAT, WHOSE = Text("类别", "Kind"), Text("事项", "What"), Text("对象", "Of what")
OWNER, DUE = Text("责任单位", "Whose"), Text("期限", "Was due")
ALL = Text("合计", "Total")
NOTE = Text(
    "不含试运行规则的报警；误报（已驳回）单独计数，不计入报警数。报警均为疑似，以有权机关认定为准。",
    "Findings of rules in trial are left out, rejected ones counted apart. A finding is no offence until an office has decided.",
)
EXPOSURE = Text(
    "每百班次按已开行的班次计算，每千公里按有定位的行驶里程计算；无法分摊时不列出。",
    "Per 100 runs means runs that were driven, per 1,000 km the distance in positions; blank where it cannot be told apart.",
)
SO_FAR = Text(
    "区间尚未结束，与上一区间的同一时段对比。",
    "The span is not over: it is compared with the same part of the span before.",
)
PRESENT = Text("截至制表时间。", "As of when this was made.")
CUT = Text("仅列出前 {most} 项。", "Only the first {most} are listed.")
LATE_OF = Text(
    "共 {count} 项，列出等待最久的 {shown} 项。", "{count} in all; the {shown} that waited longest are listed."
)
SHADES = Text("深色：本区间；浅色：上一区间。", "Dark: this span; pale: the span before.")
PAGE = Text("第 {page} 页，共 {pages} 页", "Page {page} of {pages}")
