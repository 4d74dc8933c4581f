"""The life of a training session in one table that a clerk can read; what it does not list is refused. Pure."""

from core.errors import Text
from core.steps import STAYS, Life, step, table

BUREAU = frozenset({"admin", "clerk"})
ORGANISERS = BUREAU | {"operator", "school"}  # the last two: their own people, in their own sessions
STATES = ("planned", "held", "closed", "cancelled")
STATE_WORDS = {
    "planned": Text("已计划", "planned"),
    "held": Text("进行中", "under way"),
    "closed": Text("已结班", "closed"),
    "cancelled": Text("已取消", "cancelled"),
}
SIGNED_IN, HANDED_IN = "sign_in", "exam_hand_in"  # what people on the list do by themselves, at their telephones
BY_THEMSELVES = frozenset({SIGNED_IN, HANDED_IN})
OTHER_WORDS = {
    "plan": Text("安排场次", "plan it"),
    SIGNED_IN: Text("扫码签到", "sign in over the QR"),
    HANDED_IN: Text("交卷", "hand in an examination"),
}
SOMEBODY = Text("学员", "Somebody on the list")

STEPS = table(
    step("invite", "加入名单", "invite people", ORGANISERS, "planned held", STAYS, ("person_ids",)),
    step("drop", "移出名单", "take people off the list", ORGANISERS, "planned held", STAYS, ("person_ids",)),
    step("begin", "开始签到", "open the sign-in", ORGANISERS, "planned", "held"),
    step("tick", "登记到场", "tick who is there", ORGANISERS, "held", STAYS, ("person_ids",)),
    step("untick", "取消到场", "take a tick back", ORGANISERS, "held", STAYS, ("person_ids",)),
    step("open_exam", "开始考试", "open the examination", ORGANISERS, "held", STAYS),
    step("again", "准许再考", "allow another attempt", ORGANISERS, "held", STAYS, ("person_ids", "note")),
    step("result", "登记成绩", "enter results", ORGANISERS, "held", STAYS, ("results",)),
    step("attach", "附签到表", "attach a paper sheet", ORGANISERS, "planned held closed", STAYS),
    step("close", "结班发证", "close and issue certificates", ORGANISERS, "held", "closed"),
    step("cancel", "取消场次", "cancel it", ORGANISERS, "planned held", "cancelled", ("note",)),
)
SESSION = Life(Text("培训场次", "a training session"), STATE_WORDS, STEPS)
