"""The steps of a hazard (隐患), in one table that an officer can read: who may take it, from which states, to which, what it needs.

What the table does not list is refused, for every role and every state. Pure. Source: domain section 12 (隐患排查治理台账).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import Text
from core.steps import STAYS, Life, Step, step, table

STATES = ("found", "graded", "assigned", "rectifying", "submitted", "verified", "closed", "dismissed")
LIVE = ("found", "graded", "assigned", "rectifying", "submitted", "verified")
TIMED = ("assigned", "rectifying", "submitted", "verified")  # R57: past its deadline and not closed
ANSWERABLE = ("assigned", "rectifying")  # what the owner may submit
SUBJECTS = ("road", "bus", "person", "school", "operator")
GRADES = ("general", "major")
# How far an overdue one has gone up: nowhere, to the bureau, under listed supervision (挂牌督办) until it is closed.
IN_TIME, ESCALATED, SUPERVISED = 0, 1, 2

BUREAU = frozenset({"admin", "officer"})
FIRST_LINE = frozenset({"operator", "school"})
OWNERS = FIRST_LINE | frozenset({"police", "transport", "emergency", "government"})  # who may be given one to remove
ACTS = BUREAU | OWNERS
OPENS = BUREAU | FIRST_LINE | frozenset({"police", "transport"})

STATE_WORDS = {
    "found": Text("已发现", "found"),
    "graded": Text("已定级", "graded"),
    "assigned": Text("已交办", "assigned"),
    "rectifying": Text("整改中", "rectifying"),
    "submitted": Text("待验收", "submitted"),
    "verified": Text("已验收", "verified"),
    "closed": Text("已销号", "closed"),
    "dismissed": Text("不构成隐患", "dismissed"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides which steps are allowed: the state, whether the viewer's organisation is to remove it, whether the viewer found
    it, how far up it is.
    """

    state: str
    is_owner: bool = False
    is_finder: bool = False
    level: int = IN_TIME


ALL, ALIVE = " ".join(STATES), " ".join(LIVE)
STEPS = table(
    step("grade", "定级", "grade", BUREAU, "found graded", "graded", ("grade",)),
    step(
        "assign", "交办", "assign", BUREAU, "graded assigned rectifying", "assigned",
        ("responsible", "measure", "due_on"),
    ),
    step("begin", "开始整改", "begin", BUREAU | OWNERS, "assigned", "rectifying"),
    step("submit", "报送整改", "submit", BUREAU | OWNERS, "assigned rectifying", "submitted", ("note",)),
    step("verify", "验收合格", "verify", BUREAU, "submitted", "verified", ("note",)),
    step("send_back", "验收不合格，退回", "send back", BUREAU, "submitted verified", "rectifying", ("note",)),
    step("close", "销号", "close", BUREAU, "verified", "closed"),
    step("supervise", "挂牌督办", "supervise", BUREAU, "assigned rectifying submitted verified", STAYS, ("note",)),
    step("regrade", "调整等级", "regrade", BUREAU, "assigned rectifying submitted verified", STAYS,
          ("grade", "note")),
    step("dismiss", "认定不构成隐患", "dismiss", BUREAU, "found graded", "dismissed", ("note",)),
    step("restore", "恢复", "restore", BUREAU, "dismissed", "found", ("note",)),
    step("reopen", "重新整改", "reopen", BUREAU, "closed", "rectifying", ("note", "due_on")),
    step("note", "备注", "note", ACTS, ALL, STAYS, ("note",)),
    step("attach", "附件", "attach", ACTS, ALIVE, STAYS),
)  # fmt: skip
# What also stands in the life of a hazard, and is no step that a person takes of it.
OTHER_WORDS = {
    "open": Text("登记", "open"),
    "link": Text("发出链接", "give out a link"),
    "unlink": Text("收回链接", "withdraw a link"),
    "escalated": Text("逾期上报", "escalate"),
    "supervised": Text("挂牌督办", "put under supervision"),
}
FIVE = ("responsible", "measure", "funds", "due_on", "plan")  # 五落实: of a major hazard all five are to be said


LIFE = Life(Text("隐患", "a hazard"), STATE_WORDS, STEPS)


def allowed(role: str, facts: Facts) -> Iterator[Step]:
    """The steps that a role may take now, in the order of the table."""
    return LIFE.allowed(role, facts.state, lambda one: _is_kept_back(role, one, facts))


def check(name: str, role: str, facts: Facts) -> Step:
    """The step, when it is allowed. Raises Refused (409) that says what is."""
    return LIFE.check(name, role, facts.state, lambda one: _is_kept_back(role, one, facts))


def _is_kept_back(role: str, step: Step, facts: Facts) -> bool:
    """Who is not the bureau works only on what it is to remove; what is supervised is not put under supervision again."""
    if role in OWNERS and step.name in ("begin", "submit") and not facts.is_owner:
        return True
    if role in OWNERS and step.name == "attach" and not (facts.is_owner or facts.is_finder):
        return True
    return step.name == "supervise" and facts.level >= SUPERVISED
