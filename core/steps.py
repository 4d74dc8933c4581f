"""A life in steps, as a table that an officer can read: who may take each, from which states, to which, what it needs. Pure.

What a table does not list is refused, for every role and every state. A room keeps its own table (`STEPS` in its `steps.py`) and
says what else keeps a step back; here is what all of them share.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from core.errors import Field, Refused, Text, field

STAYS = ""  # a step `to` it leaves the state as it is
PROGRAM = Text("系统", "The program")


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a table. `needs` names what the request must bring beside the version."""

    name: str
    words: Text
    who: frozenset[str]
    since: frozenset[str]
    to: str
    needs: tuple[str, ...] = ()


def step(name: str, zh: str, en: str, who: frozenset[str], since: str, to: str, needs: tuple[str, ...] = ()) -> Step:
    """A line; `since` are states between blanks."""
    return Step(name, Text(zh, en), who, frozenset(since.split()), to, needs)


S = TypeVar("S", bound=Step)


def table(*steps: S) -> dict[str, S]:
    """The lines by name, in their order."""
    return {one.name: one for one in steps}


def _nothing(_step: Step) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Life(Generic[S]):
    """A table with what it is of (`Text("隐患", "a hazard")`) and its states in words.

    `kept_back` says which steps the rest of the facts forbid, though role and state would allow them.
    """

    of: Text
    states: Mapping[str, Text]
    steps: Mapping[str, S]

    def allowed(self, role: str, state: str, kept_back: Callable[[S], bool] = _nothing) -> Iterator[S]:
        """The steps that a role may take now, in the order of the table."""
        for one in self.steps.values():
            if role in one.who and state in one.since and not kept_back(one):
                yield one

    def check(
        self, name: str, role: str, state: str, kept_back: Callable[[S], bool] = _nothing, why: Text | None = None
    ) -> S:
        """The step, when it is allowed. Raises Refused (409) that says why not (`why`, where the table does not) and what is."""
        others = tuple(self.allowed(role, state, kept_back))
        found = self.steps.get(name)
        if found is not None and found in others:
            return found
        words, now = Text(name, name) if found is None else found.words, self.states[state]
        said = why or Text(
            f"“{now.zh}”的{self.of.zh}不能由您“{words.zh}”",
            f"You cannot do “{words.en}” to {self.of.en} that is {now.en}",
        )
        zh, en = "、".join(one.words.zh for one in others), ", ".join(one.words.en for one in others)
        raise Refused(
            "step_not_allowed",
            zh=f"{said.zh}；现在可以：{zh or '无'}。",
            en=f"{said.en}; now allowed: {en or 'nothing'}.",
        )


def lacking(one: Step, brought: object, needs: Collection[str] | None = None) -> list[Field]:
    """What the request does not bring of what the step needs, or of `needs` where the facts ask for more or less."""
    return [
        field(name, zh=f"“{one.words.zh}”须填此项", en=f"is needed to {one.words.en}")
        for name in (one.needs if needs is None else needs)
        if getattr(brought, name) is None
    ]


def changed_meanwhile(*, who: Text | str | None, did: Text, at: datetime, state: Text) -> Refused:
    """Somebody acted since the reader last looked; `at` in local time, `who` None for the program."""
    by = PROGRAM if who is None else Text(who, who) if isinstance(who, str) else who
    return Refused(
        "changed_meanwhile",
        zh=f"{by.zh}已于 {at:%H:%M:%S} “{did.zh}”，现为“{state.zh}”；请看过后再操作。",
        en=f"{by.en} did “{did.en}” at {at:%H:%M:%S}; it is {state.en} now. Look again before you act.",
    )
