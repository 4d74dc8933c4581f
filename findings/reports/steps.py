"""The life of a public report (举报), in one table that a clerk can read: who may take a step, from which states, what it needs.

What the table does not list is refused, for every role and every state. Pure. Art 8: the offices act promptly, and hand on what
is not theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import Refused, Text

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
STAYS = ""  # the step leaves the state as it is

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


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table. `needs` names what the request must bring beside the version."""

    name: str
    words: Text
    since: frozenset[str]
    to: str
    needs: tuple[str, ...] = ()


def _step(name: str, zh: str, en: str, since: str, to: str, needs: tuple[str, ...] = ()) -> Step:
    return Step(name, Text(zh, en), frozenset(since.split()), to, needs)


STEPS: dict[str, Step] = {
    one.name: one
    for one in (
        _step("accept", "受理", "accept", "received", "accepted"),
        # with the other office's receipt: until it is there the clock runs on
        _step("transfer", "移送", "transfer", "received accepted investigated", "transferred",
              ("office", "receipt_number", "receipt_on")),
        _step("refuse", "不予受理", "not take up", "received accepted", "refused", ("reason", "said")),
        _step("join", "并入", "join", "received accepted", "joined", ("duplicate_of",)),
        _step("investigate", "记录调查", "record the investigation", "accepted", "investigated", ("note",)),
        _step("answer", "答复", "answer", "accepted investigated transferred", "answered", ("said",)),
        _step("close", "办结", "close", "transferred answered", "closed"),
        _step("reopen", "重新办理", "take up again", "refused joined answered closed", "accepted", ("note",)),
        _step("plate", "登记号牌", "enter the plate", "received accepted investigated", STAYS, ("plate",)),
        _step("note", "备注", "note", " ".join(STATES), STAYS, ("note",)),
    )
}  # fmt: skip


def allowed(role: str, state: str) -> Iterator[Step]:
    """The steps that a role may take now, in the order of the table."""
    if role in OFFICES:
        yield from (step for step in STEPS.values() if state in step.since)


def check(name: str, role: str, state: str) -> Step:
    """The step, when it is allowed. Raises Refused (409) that says what is."""
    step = STEPS.get(name)
    others = tuple(allowed(role, state))
    if step is not None and step in others:
        return step
    words = step.words if step is not None else Text(name, name)
    zh, en = "、".join(one.words.zh for one in others), ", ".join(one.words.en for one in others)
    raise Refused(
        "step_not_allowed",
        zh=f"“{STATE_WORDS[state].zh}”的举报不能“{words.zh}”；现在可以：{zh or '无'}。",
        en=f"You cannot {words.en} a report that is {STATE_WORDS[state].en}; now allowed: {en or 'nothing'}.",
    )
