"""The steps of a case, in one table that an officer can read: who may take it, from which states, to which, and what it needs.

What the table does not list is refused, for every role and every state. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import Refused, Text

STATES = ("open", "acknowledged", "assigned", "handled", "closed", "rejected", "quiet", "record")
LIVE = ("open", "acknowledged", "assigned", "handled", "quiet")  # what a repeat joins
WAITING = ("open", "acknowledged", "assigned")  # whose time runs

DESK = frozenset({"admin", "officer"})
FIRST = frozenset({"operator", "school"})
POWER = frozenset({"police", "transport", "government"})
ACTS = DESK | FIRST | POWER
STAYS = ""  # the step leaves the state as it is

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
class Step:
    """One line of the table. `needs` names what the request must bring beside the version."""

    name: str
    words: Text
    who: frozenset[str]
    since: frozenset[str]
    to: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides of a case which steps are allowed: its state, and whether the bureau has taken it over."""

    state: str
    taken_over: bool = False


def _step(name: str, zh: str, en: str, who: frozenset[str], since: str, to: str, needs: tuple[str, ...] = ()) -> Step:
    return Step(name, Text(zh, en), who, frozenset(since.split()), to, needs)


STEPS: dict[str, Step] = {
    one.name: one
    for one in (
        _step("acknowledge", "受理", "acknowledge", DESK | FIRST, "open", "acknowledged"),
        _step("assign", "指派", "assign", DESK | FIRST, "open acknowledged assigned", "assigned", ("assignee_id",)),
        _step("take_over", "接管", "take over", DESK, "open acknowledged assigned", "assigned"),
        _step("answer", "答复", "answer", FIRST, "open acknowledged assigned", "handled", ("answer", "note")),
        _step("handle", "处置完毕", "handled", DESK, "acknowledged assigned", "handled", ("note",)),
        _step("send_back", "退回重办", "send back", DESK, "handled", "open", ("note",)),
        _step("verify", "核实并办结", "verify and close", DESK, "handled", "closed", ("note",)),
        _step("close", "办结", "close", DESK, "handled", "closed"),
        _step(
            "reject", "驳回", "reject", DESK, "open acknowledged assigned handled quiet record", "rejected", ("reason",)
        ),
        _step("reopen", "重新打开", "reopen", DESK, "closed rejected", "open", ("note",)),
        _step("take_up", "转为处置", "take up", DESK, "record", "open"),
        _step("silence", "登记已知故障", "known fault", DESK, "open acknowledged assigned", "quiet", ("until", "note")),
        _step("wake", "恢复处置", "wake", DESK, "quiet", "open"),
        _step(
            "result", "登记认定结果", "result", DESK | POWER, "acknowledged assigned handled closed", STAYS,
            ("office", "decision"),
        ),
        _step("call", "电话记录", "call", DESK | FIRST, "open acknowledged assigned handled quiet", STAYS,
              ("called", "outcome")),
        _step("note", "备注", "note", ACTS, "open acknowledged assigned handled closed rejected quiet record", STAYS,
              ("note",)),
        _step("attach", "附件", "attach", ACTS, "open acknowledged assigned handled closed quiet", STAYS),
    )
}  # fmt: skip
# What the first line may no longer do once the bureau has taken the case over.
OF_THE_FIRST_LINE = frozenset({"acknowledge", "assign", "answer"})


def allowed(role: str, facts: Facts) -> Iterator[Step]:
    """The steps that a role may take now, in the order of the table."""
    for step in STEPS.values():
        if role in step.who and facts.state in step.since and not _taken_from(role, step, facts):
            yield step


def check(name: str, role: str, facts: Facts) -> Step:
    """The step, when it is allowed. Raises Refused (409) that says what is."""
    step = STEPS.get(name)
    if step is not None and step in set(allowed(role, facts)):
        return step
    raise refused(name, role, facts)


def refused(name: str, role: str, facts: Facts) -> Refused:
    """Why not, and what may be done instead."""
    words = STEPS[name].words if name in STEPS else Text(name, name)
    others = tuple(allowed(role, facts))
    state = STATE_WORDS[facts.state]
    zh, en = "、".join(one.words.zh for one in others), ", ".join(one.words.en for one in others)
    if name in OF_THE_FIRST_LINE and role in FIRST and facts.taken_over:
        why = Text("教育局已接管此单", "the bureau has taken this case over")
    else:
        why = Text(
            f"“{state.zh}”的处置单不能由您“{words.zh}”", f"you cannot do “{words.en}” to a case that is {state.en}"
        )
    return Refused(
        "step_not_allowed",
        zh=f"{why.zh}；现在可以：{zh or '无'}。",
        en=f"{why.en[0].upper()}{why.en[1:]}; now allowed: {en or 'nothing'}.",
    )


def _taken_from(role: str, step: Step, facts: Facts) -> bool:
    return facts.taken_over and role in FIRST and step.name in OF_THE_FIRST_LINE
