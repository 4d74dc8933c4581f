"""The shape of a rule: a pure function of what is seen, with its article, its words and its patience."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fleet.fixes import Bools, Floats, Ints
from fleet.signals import Signal
from rules.seen import Need, Seen


@dataclass(frozen=True, slots=True)
class Patience:
    """When a breach counts and when it is over: each value is the default of the parameter `<rule>.<name>`.

    seconds, metres  it counts once it has lasted *longer* than both
    fixes            and at least this many fixes in a row were in breach: one wild fix is none
    calm_s           it is over once every fix of so many seconds was in order again
    gap_s            fixes further apart than this do not belong to one breach
    """

    seconds: float = 0.0
    metres: float = 0.0
    fixes: int = 2
    calm_s: float = 10.0
    gap_s: float = 180.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule says of the rows of a round; arrays of its length.

    judged    the rule applies to the row at all; where it does not, what it remembers stays as it is
    breach    the row is in breach
    measured  and allowed: in the rule's unit, NaN where there is none
    place     the id of the place that makes the limit, -1 for none; a breach in another place is another breach
    since_s   when the breach began if that is not the row's own time, NaN where it is
    notes     words for the evidence with the rows they hold for
    at_once   the row counts by itself, however many fixes the rule asks for otherwise
    points    what the points table (记分) gives for what the row measured; 0 for none
    run       id of the run that it is of where that is not the one under way, -1 where it is
    """

    judged: Bools
    breach: Bools
    measured: Floats
    allowed: Floats
    place: Ints | None = None
    since_s: Floats | None = None
    notes: tuple[tuple[str, Bools], ...] = ()
    at_once: Bools | None = None
    points: Ints | None = None
    run: Ints | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A title and one sentence in both languages, as the catalogue and the page show them."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue. `state` is what a bus is drawn as while a breach of it is open.

    `signals`, `needs`: the bits of `fleet.signals.Signal` and the `Need`s of which a row must have one to be in breach; where
    no row has any and no breach is under way the rule is not asked. A rule without both is always asked.
    """

    id: str
    article: str
    severity: str
    title: Words
    sentence: Words
    unit: str | None
    patience: Patience
    state: str | None
    judge: Callable[[Seen], Verdict]
    signals: int = 0
    needs: frozenset[Need] = frozenset()

    def asks(self, reported: int, present: frozenset[Need]) -> bool:
        """Whether any row of a round can be in breach: `reported` are the signals of all its rows, `present` what they have."""
        return not (self.signals or self.needs) or bool(reported & self.signals) or not self.needs.isdisjoint(present)

    def __call__(self, seen: Seen) -> Verdict:
        return self.judge(seen)


def rule(
    name: str,
    *,
    article: str,
    severity: str,
    title: tuple[str, str],
    unit: str | None = None,
    patience: Patience | None = None,
    state: str | None = "breach",
    signals: Iterable[Signal] = (),
    needs: Iterable[Need] = (),
) -> Callable[[Callable[[Seen], Verdict]], Rule]:
    """Make a rule of a function; the first line of its docstring is the Chinese sentence, the second the English one."""

    def made(judge: Callable[[Seen], Verdict]) -> Rule:
        chinese, english = (judge.__doc__ or "\n").strip().splitlines()[:2]
        sentence = Words(chinese.strip(), english.strip())
        bits = sum(int(each) for each in signals)
        lasting, wants = patience or Patience(), frozenset(needs)
        return Rule(name, article, severity, Words(*title), sentence, unit, lasting, state, judge, bits, wants)

    return made
