"""What the review assistant says of one condition: met, not met, or that it cannot tell; with what it saw. Pure.

Whatever is missing or out of date is "cannot tell", never "met". The clerk decides; the assistant explains.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.errors import Text


class Verdict(StrEnum):
    """What a check says."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that was looked at: its name, and a date as YYYY-MM-DD, a number with its unit, or a name."""

    name: Text
    value: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What a check is about, for every answer alike: a stable name, the article, a title."""

    name: str
    article: str
    title: Text


@dataclass(frozen=True, slots=True)
class Check:
    """An answer: the verdict, why in words, what was seen. `about` is the person, the line or the stretch it speaks of."""

    topic: Topic
    verdict: Verdict
    why: Text
    evidence: tuple[Evidence, ...] = ()
    about: str | None = None


def topic(name: str, article: str, zh: str, en: str) -> Topic:
    """A topic with its title in both languages; articles of other texts than the regulation are written "VEH 59"."""
    return Topic(name, article, Text(zh, en))


def saw(zh: str, en: str, value: object) -> Evidence:
    """A thing looked at; what is not recorded is written "—"."""
    return Evidence(Text(zh, en), "—" if value is None else str(value))


def met(what: Topic, zh: str, en: str, *evidence: Evidence, about: str | None = None) -> Check:
    """The condition is met."""
    return Check(what, Verdict.MET, Text(zh, en), evidence, about)


def not_met(what: Topic, zh: str, en: str, *evidence: Evidence, about: str | None = None) -> Check:
    """The condition is not met."""
    return Check(what, Verdict.NOT_MET, Text(zh, en), evidence, about)


def cannot_tell(what: Topic, zh: str, en: str, *evidence: Evidence, about: str | None = None) -> Check:
    """Something that is needed is not recorded, out of date, or contradicts itself."""
    return Check(what, Verdict.CANNOT_TELL, Text(zh, en), evidence, about)


def worst(checks: Iterable[Check]) -> Verdict:
    """One "not met" outweighs all, then one "cannot tell"; of nothing nothing can be told."""
    said = {check.verdict for check in checks}
    if Verdict.NOT_MET in said:
        return Verdict.NOT_MET
    return Verdict.MET if said == {Verdict.MET} else Verdict.CANNOT_TELL
