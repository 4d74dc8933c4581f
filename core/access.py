"""Who may see what: the one answer that the map, the API, the export and the phone ask for, one by one and as a filter.

A room says in its `access.py` by which *ways* its nouns are reached; `web/access.py` puts all ways together. An object
is seen when any way of its noun for the viewer's role says so; a noun without a way is refused to everybody. A room may
add a way to a noun of a room below (permits: a school sees the vehicles whose permit has a line to it).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, false, or_, true
from sqlalchemy.orm import InstrumentedAttribute

from core.models import ROLES

OFFICE = frozenset({"admin", "officer", "clerk", "police", "transport", "emergency", "government", "auditor"})
EVERY_ROLE = frozenset(ROLES)
# Until rosters tie a person to a run (issue 6) these see no bus at all; places and school names they do see.
NOTHING_YET = frozenset({"parent", "driver", "attendant", "teacher"})


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks: a logged-in account in its role, and the table of ways by which it is answered."""

    account_id: int
    username: str
    display_name: str
    role: str
    organisation_id: int | None
    organisation_kind: str | None
    locale: str
    session_id: int
    access: "Access" = field(repr=False, compare=False)
    password_once: bool = False  # may do nothing yet but choose a password


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a noun for some roles, said twice: of an object's facts, and as a filter on the noun's table.

    `by_facts` takes the viewer and the noun's facts (each room says which class that is); `by_query` takes the viewer
    and gives a condition. The two must agree: `tests/web/test_matrix_access.py` compares them.
    """

    noun: str
    roles: frozenset[str]
    by_facts: Callable[[Viewer, Any], bool]
    by_query: Callable[[Viewer], ColumnElement[bool]]


class Access:
    """All ways of all nouns; made once, at composition."""

    def __init__(self, ways: Iterable[Way]) -> None:
        self._ways: dict[str, tuple[Way, ...]] = {}
        for way in ways:
            self._ways[way.noun] = (*self._ways.get(way.noun, ()), way)

    @property
    def nouns(self) -> frozenset[str]:
        """The nouns that somebody may see."""
        return frozenset(self._ways)

    def ways(self, noun: str, role: str) -> tuple[Way, ...]:
        """The ways of a role to a noun; none for a noun that nobody registered."""
        return tuple(way for way in self._ways.get(noun, ()) if role in way.roles)


def may_see(viewer: Viewer, noun: str, facts: object) -> bool:
    """Whether the viewer may see one object, of which `facts` are known."""
    return any(way.by_facts(viewer, facts) for way in viewer.access.ways(noun, viewer.role))


def visible(viewer: Viewer, noun: str) -> ColumnElement[bool]:
    """The condition that leaves in a query over the noun's table what the viewer may see."""
    return or_(false(), *(way.by_query(viewer) for way in viewer.access.ways(noun, viewer.role)))


def everywhere(noun: str) -> Way:
    """The offices see every object of the noun."""
    return Way(noun, OFFICE, lambda _viewer, _facts: True, lambda _viewer: true())


def logged_in(noun: str) -> Way:
    """Everybody who is logged in sees every object of the noun: what hangs on any road sign."""
    return Way(noun, EVERY_ROLE, lambda _viewer, _facts: True, lambda _viewer: true())


def owned(viewer: Viewer, column: InstrumentedAttribute[Any] | ColumnElement[Any]) -> ColumnElement[bool]:
    """That a column names the viewer's own organisation; a viewer without one owns nothing (not: what is nobody's)."""
    return false() if viewer.organisation_id is None else column == viewer.organisation_id


WAYS: tuple[Way, ...] = (logged_in("organisation"),)


def seen_with(noun: str, other: str, roles: frozenset[str], related: Callable[[Viewer], ColumnElement[bool]]) -> Way:
    """An object is seen with another (a finding with its vehicle): its facts are the other's facts."""
    return Way(noun, roles, lambda viewer, facts: may_see(viewer, other, facts), related)


# What may be done: action -> roles. An action that is not here is done by nobody.
ACTIONS: dict[str, frozenset[str]] = {
    "vehicle.add": frozenset({"admin", "clerk"}),
    "device.add": frozenset({"admin", "clerk"}),
    "device.bind": frozenset({"admin", "clerk"}),
    "platform.add": frozenset({"admin", "clerk"}),
    "platform.change": frozenset({"admin", "clerk"}),
    "device.change": frozenset({"admin", "clerk"}),
    "device.secret": frozenset({"admin", "clerk"}),
    "device.import": frozenset({"admin", "clerk"}),
    "device.adopt": frozenset({"admin", "clerk"}),
    "place.change": frozenset({"admin", "officer", "police", "transport"}),
    "condition.declare": frozenset({"admin", "officer", "police", "transport", "emergency"}),
    "exemption.declare": frozenset({"admin", "officer", "police", "transport"}),
    "seal.set": frozenset({"admin", "officer", "police"}),
    "seal.lift": frozenset({"admin", "officer", "police"}),
    "seal.export": frozenset({"admin", "officer", "police"}),
    "device.command": frozenset({"admin", "officer", "police"}),
    "rule_mode.set": frozenset({"admin"}),
    "parameter.set": frozenset({"admin"}),
    "case.step": frozenset({"admin", "officer", "operator", "school", "police", "transport", "government"}),
    "case.bulk": frozenset({"admin", "officer"}),
    "case.call": frozenset({"admin", "officer", "operator", "school", "police"}),
    "fault.declare": frozenset({"admin", "officer"}),
    "duty.plan": frozenset({"admin", "officer"}),
    "duty.take_over": frozenset({"admin", "officer"}),
    "view.save": frozenset(ROLES) - {"auditor"},
    "notice.draft": frozenset({"admin", "officer", "police", "clerk", "transport", "emergency", "government"}),
    "police_notice.import": frozenset({"admin", "officer", "police"}),
    "hazard.open": frozenset({"admin", "officer", "police", "transport", "operator", "school"}),
    "hazard.step": frozenset(
        {"admin", "officer", "police", "transport", "emergency", "government", "operator", "school"}
    ),
    "hazard.link": frozenset({"admin", "officer"}),
    "danger.run": frozenset({"admin", "officer", "police", "transport"}),
    "danger.decide": frozenset({"admin", "officer", "police", "transport"}),
    "suspect.step": frozenset({"admin", "officer", "police"}),
    "sighting.add": frozenset({"admin", "officer", "clerk", "police"}),
    "sighting_source.change": frozenset({"admin", "officer"}),
    "report.step": frozenset({"admin", "officer", "police", "transport", "emergency"}),
    "report.contact": frozenset({"officer", "police"}),
    "application.begin": frozenset({"admin", "clerk", "operator", "school"}),
    "application.step": frozenset({"admin", "clerk", "operator", "school", "police", "transport", "government"}),
    "line.draw": frozenset({"admin", "clerk", "operator", "school"}),
    "round.keep": frozenset({"admin", "clerk"}),
    "round.inspections": frozenset({"admin", "clerk", "police"}),
    "round.step": frozenset({"admin", "clerk", "police", "transport", "government"}),
    "permit.step": frozenset({"admin", "clerk", "operator", "school", "police", "government"}),
    "penalty.open": frozenset({"admin", "clerk", "police", "government"}),
    "sign.renew": frozenset({"admin", "clerk", "police"}),
    "qualification.step": frozenset({"admin", "clerk", "police"}),
    "letter.edit": frozenset({"admin", "clerk"}),
    "label.make": frozenset({"admin", "clerk"}),
    "training.lay_down": frozenset({"admin", "clerk"}),
    "training.organise": frozenset({"admin", "clerk", "operator", "school"}),
    "working_day.set": frozenset({"admin"}),
    "register.import": frozenset({"admin", "clerk"}),
    "organisation.keep": frozenset({"admin"}),
    "school_calendar.keep": frozenset({"admin", "officer"}),
    "school_calendar.own": frozenset({"admin", "officer", "school"}),
    "account.keep": frozenset({"admin", "operator", "school"}),
    "register.edit": frozenset({"admin", "clerk", "police", "operator", "school"}),
    "person.add": frozenset({"admin", "clerk", "operator", "school"}),
    "person.reveal": frozenset({"clerk", "operator", "school"}),
}


def may_do(viewer: Viewer, action: str) -> bool:
    """Whether the viewer's role may do this; on which objects is `visible`'s to say."""
    return viewer.role in ACTIONS.get(action, frozenset())
