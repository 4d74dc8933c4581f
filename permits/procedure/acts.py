"""What a step of the procedure says beside who, from and to: whose step it is, its clocks, its letter, what holds it back. Pure.

A step of another office (`office`) is taken by that office itself, or recorded by the clerk who has its paper: with the scanned
document, its number and its own date, by which the clocks run.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.errors import Text
from core.steps import STAYS, Life, Step

DESK = frozenset({"admin", "clerk"})
APPLICANTS = frozenset({"operator", "school"})
SYSTEM = "system"  # in `who`: the program, when a term has passed or all there is to wait for has come
BY_ITSELF = frozenset({SYSTEM})
RECORDED = ("document_id", "document_number", "dated_on")  # what a clerk brings who records another office's step


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides which steps are allowed beside role and state.

    `kind` of the application. `recommended_by` and `account` are accounts: whoever recommended does not decide. `all_replied`:
    no office's opinion is outstanding. `lapsed`: the term whose silence counts has passed.
    """

    state: str
    kind: str = "new"
    account: int | None = None
    recommended_by: int | None = None
    is_mine: bool = True
    corrected: bool = False
    paused: bool = False
    extended: bool = False
    all_replied: bool = False
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition in words, and whether it holds for a role that takes a step."""

    words: Text
    holds: Callable[["Act", str, Facts], bool]


@dataclass(frozen=True, slots=True)
class Act(Step):
    """A step of the procedure. `starts` and `stops` name clocks, `letter` the letter that it makes, `guards` what must hold.

    `on_paper`: an applicant may also hand it in on paper; the desk enters it with the day on which the paper came.
    """

    office: str = ""
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    letter: str = ""
    guards: tuple[str, ...] = ()
    on_paper: bool = False

    def is_recorded_by(self, role: str) -> bool:
        """Whether this role does not take the step but records what the office did."""
        return bool(self.office) and role in DESK and self.office not in DESK

    def needs_of(self, role: str) -> tuple[str, ...]:
        """What a request of this role must bring."""
        if self.on_paper and role in DESK:
            return (*self.needs, "dated_on")
        return self.needs + tuple(name for name in RECORDED if name not in self.needs and self.is_recorded_by(role))


def act(
    name: str, zh: str, en: str, who: frozenset[str], since: str, to: str, needs: str = "", *,
    office: str = "", starts: str = "", stops: str = "", letter: str = "", guards: str = "", on_paper: bool = False,
) -> Act:  # fmt: skip
    """A line of the table; lists are words between blanks. A step of an office may also be recorded by the desk."""
    who = who | DESK if office else who
    return Act(
        name, Text(zh, en), who, frozenset(since.split()), to, tuple(needs.split()), office,
        tuple(starts.split()), tuple(stops.split()), letter, tuple(guards.split()), on_paper,
    )  # fmt: skip


def _other_person(one: Act, role: str, facts: Facts) -> bool:
    return one.is_recorded_by(role) or facts.recommended_by is None or facts.account != facts.recommended_by


GUARDS: dict[str, Guard] = {
    "mine": Guard(
        Text("申请人只办自己的", "an applicant only of its own"),
        lambda _one, role, facts: facts.is_mine or role not in APPLICANTS,
    ),
    "first_time": Guard(
        Text("补正只告知一次", "missing papers are told once"), lambda _one, _role, facts: not facts.corrected
    ),
    "other_person": Guard(
        Text("提出审查意见的人不作决定", "whoever recommended does not decide"),
        _other_person,
    ),
    "all_replied": Guard(
        Text("各部门均已回复", "every office has replied"), lambda _one, _role, facts: facts.all_replied
    ),
    "lapsed": Guard(Text("期限已过", "the term has passed"), lambda _one, _role, facts: facts.lapsed),
    "in_time": Guard(
        Text("期限内", "within the term"), lambda one, role, facts: not facts.lapsed or (one.on_paper and role in DESK)
    ),  # of a paper its own day says it
    "running": Guard(Text("未中止", "the clocks run"), lambda _one, _role, facts: not facts.paused),
    "paused": Guard(Text("已中止", "the clocks stand"), lambda _one, _role, facts: facts.paused),
    "not_extended": Guard(Text("只延长一次", "extended once"), lambda _one, _role, facts: not facts.extended),
    "renewal": Guard(Text("仅限延续", "a renewal only"), lambda _one, _role, facts: facts.kind == "renewal"),
    "ending": Guard(Text("仅限终止", "an ending only"), lambda _one, _role, facts: facts.kind == "ending"),
    "not_ending": Guard(Text("不是终止", "not an ending"), lambda _one, _role, facts: facts.kind != "ending"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Procedure:
    """One life of the procedure; `begins` is the state in which it comes into being."""

    name: str
    begins: str
    life: Life[Act]

    def allowed(self, role: str, facts: Facts) -> Iterator[Act]:
        """The steps that a role may take now, in the order of the table."""
        return self.life.allowed(role, facts.state, lambda one: bool(_held_by(one, role, facts)))

    def check(self, name: str, role: str, facts: Facts) -> Act:
        """The step, when it is allowed. Raises Refused (409) that says what holds it back, and what is allowed."""
        one = self.life.steps.get(name)
        held = [] if one is None or role not in one.who or facts.state not in one.since else _held_by(one, role, facts)
        why = None
        if one is not None and held:
            zh, en = "；".join(guard.words.zh for guard in held), "; ".join(guard.words.en for guard in held)
            why = Text(f"“{one.words.zh}”不能办理（{zh}）", f"“{one.words.en}” is held back ({en})")
        return self.life.check(name, role, facts.state, lambda act: bool(_held_by(act, role, facts)), why)

    @property
    def ends(self) -> list[str]:
        """The states that no step leads out of."""
        acts = self.life.steps.values()
        return [
            state
            for state in self.life.states
            if not any(state in one.since and one.to not in (STAYS, state) for one in acts)
        ]


def _held_by(one: Act, role: str, facts: Facts) -> list[Guard]:
    """The guards of a step that do not hold."""
    return [GUARDS[guard] for guard in one.guards if not GUARDS[guard].holds(one, role, facts)]
