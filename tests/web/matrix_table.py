"""Who may see and do what, as a person wrote it: each noun, each action; and what can be said of a route. Not derived from the
program: the program is held to it by `test_matrix`, `test_matrix_live` and `test_matrix_hostile`.
"""

from dataclasses import dataclass

from core.access import EVERY_ROLE
from tests.web.world import OTHER, OWN

OFFICES = ("admin", "officer", "clerk", "police", "transport", "emergency", "government", "auditor")
ALL = {OWN, OTHER}
OFFICES_ALL: dict[str, set[str]] = dict.fromkeys(OFFICES, ALL)
WITH_THE_BUS = {**OFFICES_ALL, "operator": {OWN}, "school": {OWN}}
# noun -> role -> whose it sees. A role that is not named sees none: parents, drivers, attendants and teachers see no bus
# until rosters tie them to a run.
SEES: dict[str, dict[str, set[str]]] = {
    "organisation": dict.fromkeys(EVERY_ROLE, ALL),
    "place": dict.fromkeys(EVERY_ROLE, ALL),
    "condition": dict.fromkeys(EVERY_ROLE, ALL),
    "exemption": OFFICES_ALL,
    "vehicle": WITH_THE_BUS,
    "person": {**OFFICES_ALL, "operator": {OWN}},
    "line": WITH_THE_BUS,
    "run": WITH_THE_BUS,
    "finding": WITH_THE_BUS,
    "permit": WITH_THE_BUS,
    "device": {**OFFICES_ALL, "operator": {OWN}},
    "binding": {**OFFICES_ALL, "operator": {OWN}},
    "parked": OFFICES_ALL,
    "platform": OFFICES_ALL,
    "rejudgement": OFFICES_ALL,
    "seal": OFFICES_ALL,
    "rejudgement_difference": OFFICES_ALL,
    "unknown_device": OFFICES_ALL,
    "command": {**OFFICES_ALL, "operator": {OWN}},
    "media": WITH_THE_BUS,
    "driver_card": WITH_THE_BUS,
    "case": WITH_THE_BUS,
    "fault": WITH_THE_BUS,
    "duty": OFFICES_ALL,
    "handover": OFFICES_ALL,
    "police_notice": OFFICES_ALL,
    "danger_run": OFFICES_ALL,
    "danger_cluster": OFFICES_ALL,
    "hazard": WITH_THE_BUS,
    "application": {**OFFICES_ALL, "operator": {OWN}},
    "round": OFFICES_ALL,
    "organisation_file": {
        **OFFICES_ALL,
        "school": {OWN},
    },  # of the school of the world: no operator sees a school's file
    "training_session": {**OFFICES_ALL, "operator": {OWN}},
    "training_certificate": {**OFFICES_ALL, "operator": {OWN}},
    "training_question": dict.fromkeys(("admin", "clerk", "auditor"), ALL),
    "granted": {**OFFICES_ALL, "operator": {OWN}},
    "suspect": dict.fromkeys(("admin", "officer", "clerk", "police", "auditor"), ALL),
    "public_report": OFFICES_ALL,
    "register_import": dict.fromkeys(("admin", "clerk", "auditor"), ALL),
    "account": {"admin": ALL, "auditor": ALL, "operator": {OWN}},
    "audit_entry": {"admin": ALL, "auditor": ALL},
    "term": {"admin": ALL, "auditor": ALL, "officer": ALL},
    "label": WITH_THE_BUS,
}
# action -> roles that may do it
DOES: dict[str, set[str]] = {
    "add a vehicle": {"admin", "clerk"},
    "add a device": {"admin", "clerk"},
    "bind a device": {"admin", "clerk"},
    "add a platform": {"admin", "clerk"},
    "change a platform": {"admin", "clerk"},
    "change a device": {"admin", "clerk"},
    "renew a secret": {"admin", "clerk"},
    "import devices": {"admin", "clerk"},
    "adopt a device": {"admin", "clerk"},
    "draw places": {"admin", "officer", "police", "transport"},
    "declare weather": {"admin", "officer", "police", "transport", "emergency"},
    "declare exemptions": {"admin", "officer", "police", "transport"},
    "seal": {"admin", "officer", "police"},
    "lift a seal": {"admin", "officer", "police"},
    "export a seal": {"admin", "officer", "police"},
    "command a terminal": {"admin", "officer", "police"},
    "read the modes of rules": set(OFFICES),
    "switch a rule": {"admin"},
    "date a parameter": {"admin"},
    "work on a case": {"admin", "officer", "operator", "school", "police", "transport", "government"},
    "work on many cases": {"admin", "officer"},
    "call about a case": {"admin", "officer", "operator", "school", "police"},
    "declare a fault": {"admin", "officer"},
    "plan the watch": {"admin", "officer"},
    "save a view": set(EVERY_ROLE) - {"auditor"},
    "draft a notice": set(OFFICES) - {"auditor"},
    "import the police's notice": {"admin", "officer", "police"},
    "look for danger": {"admin", "officer", "police", "transport"},
    "decide on danger": {"admin", "officer", "police", "transport"},
    "enter a hazard": {"admin", "officer", "police", "transport", "operator", "school"},
    "work on a hazard": {"admin", "officer", "police", "transport", "emergency", "government", "operator", "school"},
    "give out links": {"admin", "officer"},
    "read of suspects": {"admin", "officer", "clerk", "police", "auditor"},
    "work on a suspect": {"admin", "officer", "police"},
    "tell of plates": {"admin", "officer", "clerk", "police"},
    "let a camera in": {"admin", "officer"},
    "work on a public report": {"admin", "officer", "police", "transport", "emergency"},
    "see a reporter's contact": {"officer", "police"},
    "enter a working day": {"admin"},
    "apply for a permit": {"admin", "clerk", "operator", "school"},
    "draw a line": {"admin", "clerk", "operator", "school"},
    "work on an application": {"admin", "clerk", "operator", "school", "police", "transport", "government"},
    "edit letters": {"admin", "clerk"},
    "import registers": {"admin", "clerk"},
    "keep organisations": {"admin"},
    "keep accounts": {"admin", "operator", "school"},
    "keep the school calendar": {"admin", "officer"},
    "keep a school's calendar": {"admin", "officer", "school"},
    "make labels": {"admin", "clerk"},
    "keep rounds": {"admin", "clerk"},
    "agree on inspections": {"admin", "clerk", "police"},
    "work on many applications": {"admin", "clerk", "police", "transport", "government"},
    "keep a register": {"admin", "clerk", "police", "operator", "school"},
    "enter people": {"admin", "clerk", "operator", "school"},
    "show a number": {"clerk", "operator", "school"},
    "lay down a course": {"admin", "clerk"},
    "organise training": {"admin", "clerk", "operator", "school"},
    "work on a permit": {"admin", "clerk", "operator", "school", "police", "government"},
    "propose to revoke": {"admin", "clerk", "police", "government"},
    "renew signs": {"admin", "clerk", "police"},
    "endorse drivers": {"admin", "clerk", "police"},
}


@dataclass(frozen=True)
class Open:
    """Answers without a login."""


@dataclass(frozen=True)
class Anyone:
    """Answers everybody who is logged in alike; `status` when there is nothing to give in this test."""

    status: int = 200


@dataclass(frozen=True)
class One:
    """One object of the noun: 200 for who sees it, 404 for who does not; `query` where it is not the path that names it."""

    noun: str
    query: str = ""


@dataclass(frozen=True)
class Listed:
    """A list in which each object of the noun appears for who sees it; `query` may use {own} and {other}."""

    noun: str
    query: str = ""


@dataclass(frozen=True)
class ListedOf:
    """The list of what belongs to one object: the noun is in it for who sees the `owner`, and 404 for who does not."""

    noun: str
    owner: str


@dataclass(frozen=True)
class Done:
    """Changes something: 403 for every role that may not, whatever the body; `status` of an empty body for who may."""

    action: str
    status: int = 422


What = Open | Anyone | One | Listed | ListedOf | Done
