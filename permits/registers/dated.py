"""What a bus's register says on a day of its insurance and its equipment: once, for rules R48 and R51 and the review. Pure.

None or nothing on record is never taken for good or bad: it cannot be told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from permits.registers.kinds import EQUIPMENT

SEEN_WITHIN = timedelta(days=183)  # REG 20: what was looked at more than half a year ago is to be looked at again
SOON = timedelta(days=30)
CARRIER = "carrier"
ASKED = tuple(kind for kind, one in EQUIPMENT.items() if one.asked)


class Stands(StrEnum):
    """How a dated paper, or what the law asks of a person, stands on a day; the worst first."""

    NOT_MET = "not_met"
    EXPIRED = "expired"
    MISSING = "missing"
    UNKNOWN = "unknown"
    SOON = "soon"
    IN_ORDER = "in_order"


WORST_FIRST = tuple(Stands)


@dataclass(frozen=True, slots=True)
class Policy:
    """An insurance policy: its first and its last day."""

    kind: str
    insurer: str
    number: str
    valid_from: date
    valid_to: date
    on_file: bool = False

    def covers(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True, slots=True)
class Item:
    """A thing aboard: how many, when it was last looked at, until when it is good (None: not recorded, or it does not expire)."""

    kind: str
    count: int
    checked_on: date
    expires_on: date | None = None


def until(valid_to: date | None, day: date) -> Stands:
    """How something stands that is valid to a day."""
    if valid_to is None:
        return Stands.UNKNOWN
    if valid_to < day:
        return Stands.EXPIRED
    return Stands.SOON if valid_to - day <= SOON else Stands.IN_ORDER


def worst_of(states: Iterable[Stands]) -> Stands:
    """The worst of several; of nothing it is in order."""
    return min(states, key=WORST_FIRST.index, default=Stands.IN_ORDER)


def newest_policy(policies: Iterable[Policy], kind: str, day: date) -> Policy | None:
    """Of a kind the policy that covers a day, the longest; else the one that ends or ended last."""
    held = [one for one in policies if one.kind == kind]
    return max(held, key=lambda one: (one.covers(day), one.valid_to), default=None)


def insured(policies: Iterable[Policy], kind: str, day: date) -> Stands:
    """Whether a policy of a kind covers a day; one that only begins later does not. Nothing on record: it cannot be told."""
    held = [one for one in policies if one.kind == kind]
    covering = [one.valid_to for one in held if one.covers(day)]
    if not covering:
        return Stands.EXPIRED if held else Stands.UNKNOWN
    last = max(covering)
    while following := [one.valid_to for one in held if one.covers(last + timedelta(days=1))]:
        last = max(following)  # the next policy is bought already
    return until(last, day)


def equipped(items: Iterable[Item], kind: str, day: date) -> Stands:
    """Whether a thing that the law asks for is aboard and good on a day, by what was last looked at of its kind."""
    held = max((one for one in items if one.kind == kind), key=lambda one: one.checked_on, default=None)
    if held is None or held.checked_on > day:
        return Stands.UNKNOWN
    if held.count == 0:
        return Stands.MISSING
    if held.expires_on is not None and held.expires_on < day:
        return Stands.EXPIRED
    if day - held.checked_on > SEEN_WITHIN:
        return Stands.UNKNOWN
    if held.expires_on is None:
        return Stands.UNKNOWN if EQUIPMENT[kind].expires else Stands.IN_ORDER
    return until(held.expires_on, day)
