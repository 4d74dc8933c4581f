"""The shape of a rule of papers: a pure function of the papers of a day, with its article, its words and its answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.papers.papers import Papers
from rules.rule import Words


class Said(StrEnum):
    """What a rule says: in order, in breach, or that it cannot tell because something is not recorded."""

    IN_ORDER = "in_order"
    BREACH = "breach"
    UNKNOWN = "unknown"


class Of(StrEnum):
    """Whose papers a rule is about; those of people are shown to fewer."""

    VEHICLE = "vehicle"
    DRIVER = "driver"
    ATTENDANT = "attendant"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was compared, with its name in both languages: a date as YYYY-MM-DD, a number, a name."""

    name: Words
    value: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule says of one bus and day, what it compared, and what is missing where it cannot tell."""

    said: Said
    facts: tuple[Fact, ...] = ()
    missing: Words | None = None


@dataclass(frozen=True, slots=True)
class PaperRule:
    """A rule of papers. Severity as in the catalogue: B blocks departure, A2 same day, T a task with a deadline."""

    id: str
    article: str
    severity: str
    of: Of
    title: Words
    sentence: Words
    judge: Callable[[Papers], Answer]

    def __call__(self, papers: Papers) -> Answer:
        return self.judge(papers)


def paper_rule(
    name: str, *, article: str, severity: str, of: Of, title: tuple[str, str]
) -> Callable[[Callable[[Papers], Answer]], PaperRule]:
    """Make a rule of a function; the first line of its docstring is the Chinese sentence, the second the English one."""

    def made(judge: Callable[[Papers], Answer]) -> PaperRule:
        chinese, english = (judge.__doc__ or "\n").strip().splitlines()[:2]
        sentence = Words(chinese.strip(), english.strip())
        return PaperRule(name, article, severity, of, Words(*title), sentence, judge)

    return made


def fact(zh: str, en: str, value: object) -> Fact:
    """A thing compared; a date is written YYYY-MM-DD."""
    return Fact(Words(zh, en), str(value))


def held(good: bool, *facts: Fact) -> Answer:
    """In order when `good`, else in breach; with what was compared."""
    return Answer(Said.IN_ORDER if good else Said.BREACH, facts)


def cannot_tell(zh: str, en: str, *facts: Fact) -> Answer:
    """What is not recorded, and what was known all the same."""
    return Answer(Said.UNKNOWN, facts, Words(zh, en))


def month_before(day: date) -> date:
    """The same day a month earlier, or that month's last."""
    year, month = (day.year - 1, 12) if day.month == 1 else (day.year, day.month - 1)
    for candidate in (day.day, 30, 29, 28):
        try:
            return date(year, month, candidate)
        except ValueError:
            continue
    raise ValueError(day)
