"""The steps of a suspect, in one table that an officer can read: who may take it, from which states, to which, and what it needs.

What the table does not list is refused, for every role and every state. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import Refused, Text

STATES = ("new", "watched", "handed", "decided", "dismissed")
LIVE = ("new", "watched", "handed")
SCORED = ("new", "watched")  # what the score still moves

DESK = frozenset({"admin", "officer"})
POLICE = frozenset({"police"})
STAYS = ""  # the step leaves the state as it is

STATE_WORDS = {
    "new": Text("新列入", "new"),
    "watched": Text("关注中", "watched"),
    "handed": Text("已移送公安", "handed to the police"),
    "decided": Text("已有结果", "decided"),
    "dismissed": Text("已排除", "dismissed"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the table. `needs` names what the request must bring beside the version."""

    name: str
    words: Text
    who: frozenset[str]
    since: frozenset[str]
    to: str
    needs: tuple[str, ...] = ()


def _step(name: str, zh: str, en: str, who: frozenset[str], since: str, to: str, needs: tuple[str, ...] = ()) -> Step:
    return Step(name, Text(zh, en), who, frozenset(since.split()), to, needs)


STEPS: dict[str, Step] = {
    one.name: one
    for one in (
        _step("watch", "列为关注", "watch", DESK | POLICE, "new", "watched"),
        _step("hand_over", "移送公安", "hand to the police", DESK, "new watched", "handed", ("note",)),
        _step("take_back", "撤回移送", "take back", DESK, "handed", "watched", ("note",)),
        _step("result", "登记结果", "enter the result", DESK | POLICE, "handed", "decided", ("result",)),
        _step("correct", "更正结果", "correct the result", DESK | POLICE, "decided", "decided", ("result", "note")),
        _step("dismiss", "排除", "dismiss", DESK, "new watched", "dismissed", ("note",)),
        _step("reopen", "重新关注", "watch again", DESK, "decided dismissed", "watched", ("note",)),
        _step("note", "备注", "note", DESK | POLICE, "new watched handed decided dismissed", STAYS, ("note",)),
    )
}


def allowed(role: str, state: str) -> Iterator[Step]:
    """The steps that a role may take now, in the order of the table."""
    for step in STEPS.values():
        if role in step.who and state in step.since:
            yield step


def check(name: str, role: str, state: str) -> Step:
    """The step, when it is allowed. Raises Refused (409) that says what is."""
    step = STEPS.get(name)
    if step is not None and step in set(allowed(role, state)):
        return step
    words, now = (STEPS[name].words if name in STEPS else Text(name, name)), STATE_WORDS[state]
    others = tuple(allowed(role, state))
    zh, en = "、".join(one.words.zh for one in others), ", ".join(one.words.en for one in others)
    raise Refused(
        "step_not_allowed",
        zh=f"“{now.zh}”的车辆不能由您“{words.zh}”；现在可以：{zh or '无'}。",
        en=f"You cannot do “{words.en}” to a vehicle that is {now.en}; now allowed: {en or 'nothing'}.",
    )
