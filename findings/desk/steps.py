"""The steps of a case, in one table that an officer can read: who may take it, from which states, to which, and what it needs.

What the table does not list is refused, for every role and every state. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import Text
from core.steps import STAYS, Life, Step, step, table

STATES = ("open", "acknowledged", "assigned", "handled", "closed", "rejected", "quiet", "record")
LIVE = ("open", "acknowledged", "assigned", "handled", "quiet")  # what a repeat joins
WAITING = ("open", "acknowledged", "assigned")  # whose time runs

DESK = frozenset({"admin", "officer"})
FIRST = frozenset({"operator", "school"})
POWER = frozenset({"police", "transport", "government"})
ACTS = DESK | FIRST | POWER

STATE_WORDS = {
    "open": Text("待处置", "open"),
    "acknowledged": Text("已受理", "acknowledged"),
    "assigned": Text("已指派", "assigned"),
    "handled": Text("已处置", "handled"),
    "closed": Text("已办结", "closed"),
    "rejected": Text("已驳回", "rejected"),
    "quiet": Text("已知故障", "known fault"),
    "record": Text("仅存档", "on record"),
}
ANSWERS = ("called_driver", "reason", "corrected", "objection")
REJECTIONS = ("device_fault", "drift", "map_error", "permit_data", "exempt", "duplicate", "other")
OUTCOMES = ("reached", "no_answer", "busy", "wrong_number", "stopped", "returned_to_line")
DECISIONS = ("offence", "no_offence", "warning", "transferred")


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides of a case which steps are allowed: its state, and whether the bureau has taken it over."""

    state: str
    taken_over: bool = False


STEPS = table(
    step("acknowledge", "受理", "acknowledge", DESK | FIRST, "open", "acknowledged"),
    step("assign", "指派", "assign", DESK | FIRST, "open acknowledged assigned", "assigned", ("assignee_id",)),
    step("take_over", "接管", "take over", DESK, "open acknowledged assigned", "assigned"),
    step("answer", "答复", "answer", FIRST, "open acknowledged assigned", "handled", ("answer", "note")),
    step("handle", "处置完毕", "handled", DESK, "acknowledged assigned", "handled", ("note",)),
    step("send_back", "退回重办", "send back", DESK, "handled", "open", ("note",)),
    step("verify", "核实并办结", "verify and close", DESK, "handled", "closed", ("note",)),
    step("close", "办结", "close", DESK, "handled", "closed"),
    step(
        "reject", "驳回", "reject", DESK, "open acknowledged assigned handled quiet record", "rejected", ("reason",)
    ),
    step("reopen", "重新打开", "reopen", DESK, "closed rejected", "open", ("note",)),
    step("take_up", "转为处置", "take up", DESK, "record", "open"),
    step("silence", "登记已知故障", "known fault", DESK, "open acknowledged assigned", "quiet", ("until", "note")),
    step("wake", "恢复处置", "wake", DESK, "quiet", "open"),
    step(
        "result", "登记认定结果", "result", DESK | POWER, "acknowledged assigned handled closed", STAYS,
        ("office", "decision"),
    ),
    step("call", "电话记录", "call", DESK | FIRST, "open acknowledged assigned handled quiet", STAYS,
          ("called", "outcome")),
    step("note", "备注", "note", ACTS, "open acknowledged assigned handled closed rejected quiet record", STAYS,
          ("note",)),
    step("attach", "附件", "attach", ACTS, "open acknowledged assigned handled closed quiet", STAYS),
)  # fmt: skip
# What the first line may no longer do once the bureau has taken the case over.
OF_THE_FIRST_LINE = frozenset({"acknowledge", "assign", "answer"})


LIFE = Life(Text("处置单", "a case"), STATE_WORDS, STEPS)
TAKEN_OVER = Text("教育局已接管此单", "The bureau has taken this case over")


def allowed(role: str, facts: Facts) -> Iterator[Step]:
    """The steps that a role may take now, in the order of the table."""
    return LIFE.allowed(role, facts.state, lambda one: _taken_from(role, one.name, facts))


def check(name: str, role: str, facts: Facts) -> Step:
    """The step, when it is allowed. Raises Refused (409) that says what is."""
    why = TAKEN_OVER if _taken_from(role, name, facts) else None
    return LIFE.check(name, role, facts.state, lambda one: _taken_from(role, one.name, facts), why)


def _taken_from(role: str, name: str, facts: Facts) -> bool:
    return facts.taken_over and role in FIRST and name in OF_THE_FIRST_LINE
