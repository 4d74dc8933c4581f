"""The steps of a suspect, in one table that an officer can read: who may take it, from which states, to which, and what it needs.

What the table does not list is refused, for every role and every state. Pure.
"""

from core.errors import Text
from core.steps import STAYS, Life, step, table

STATES = ("new", "watched", "handed", "decided", "dismissed")
LIVE = ("new", "watched", "handed")
SCORED = ("new", "watched")  # what the score still moves

DESK = frozenset({"admin", "officer"})
POLICE = frozenset({"police"})

STATE_WORDS = {
    "new": Text("新列入", "new"),
    "watched": Text("关注中", "watched"),
    "handed": Text("已移送公安", "handed to the police"),
    "decided": Text("已有结果", "decided"),
    "dismissed": Text("已排除", "dismissed"),
}
STEPS = table(
    step("watch", "列为关注", "watch", DESK | POLICE, "new", "watched"),
    step("hand_over", "移送公安", "hand to the police", DESK, "new watched", "handed", ("note",)),
    step("take_back", "撤回移送", "take back", DESK, "handed", "watched", ("note",)),
    step("result", "登记结果", "enter the result", DESK | POLICE, "handed", "decided", ("result",)),
    step("correct", "更正结果", "correct the result", DESK | POLICE, "decided", "decided", ("result", "note")),
    step("dismiss", "排除", "dismiss", DESK, "new watched", "dismissed", ("note",)),
    step("reopen", "重新关注", "watch again", DESK, "decided dismissed", "watched", ("note",)),
    step("note", "备注", "note", DESK | POLICE, "new watched handed decided dismissed", STAYS, ("note",)),
)  # fmt: skip
LIFE = Life(Text("车辆", "a vehicle"), STATE_WORDS, STEPS)
