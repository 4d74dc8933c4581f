"""The life of a public report (举报), in one table that a clerk can read: who may take a step, from which states, what it needs.

What the table does not list is refused, for every role and every state. Pure. Art 8: the offices act promptly, and hand on what
is not theirs.
"""

from core.errors import Text
from core.steps import STAYS, Life, step, table

KINDS = (
    "overload", "no_permit", "speeding", "unqualified_driver", "no_attendant", "child_left", "wrong_stop", "dangerous_road",
    "other",
)  # fmt: skip
KIND_WORDS = {
    "overload": Text("超员", "overloaded"),
    "no_permit": Text("无许可或校车标牌", "no permit or sign"),
    "speeding": Text("超速", "speeding"),
    "unqualified_driver": Text("驾驶人无校车驾驶资格", "unqualified driver"),
    "no_attendant": Text("无随车照管人员", "no attendant"),
    "child_left": Text("学生滞留车内", "child left behind"),
    "wrong_stop": Text("不在站点停靠", "stopped in the wrong place"),
    "dangerous_road": Text("道路危险", "dangerous road"),
    "other": Text("其他", "other"),
}
STATES = ("received", "accepted", "transferred", "refused", "joined", "investigated", "answered", "closed")
WAITING = "received"  # whose clock runs: one working day
ENDED = frozenset({"refused", "joined", "closed"})
REFUSALS = ("not_a_school_bus", "not_a_violation", "too_little_known", "not_our_district", "untrue", "other")

# The four departments that Art 8 names: education, police, transport, work safety (emergency management).
OFFICES = frozenset({"admin", "officer", "police", "transport", "emergency"})

STATE_WORDS = {
    "received": Text("已收到", "received"),
    "accepted": Text("已受理", "accepted"),
    "transferred": Text("已移送", "transferred"),
    "refused": Text("不予受理", "not taken up"),
    "joined": Text("并入另一件", "joined with another"),
    "investigated": Text("已调查", "investigated"),
    "answered": Text("已答复", "answered"),
    "closed": Text("已办结", "closed"),
}
STEPS = table(
    step("accept", "受理", "accept", OFFICES, "received", "accepted"),
    # with the other office's receipt: until it is there the clock runs on
    step("transfer", "移送", "transfer", OFFICES, "received accepted investigated", "transferred",
          ("office", "receipt_number", "receipt_on")),
    step("refuse", "不予受理", "not take up", OFFICES, "received accepted", "refused", ("reason", "said")),
    step("join", "并入", "join", OFFICES, "received accepted", "joined", ("duplicate_of",)),
    step("investigate", "记录调查", "record the investigation", OFFICES, "accepted", "investigated", ("note",)),
    step("answer", "答复", "answer", OFFICES, "accepted investigated transferred", "answered", ("said",)),
    step("close", "办结", "close", OFFICES, "transferred answered", "closed"),
    step("reopen", "重新办理", "take up again", OFFICES, "refused joined answered closed", "accepted", ("note",)),
    step("plate", "登记号牌", "enter the plate", OFFICES, "received accepted investigated", STAYS, ("plate",)),
    step("note", "备注", "note", OFFICES, " ".join(STATES), STAYS, ("note",)),
)  # fmt: skip
LIFE = Life(Text("举报", "a report"), STATE_WORDS, STEPS)
