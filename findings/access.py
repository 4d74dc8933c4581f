"""How findings are reached: with the vehicle they are of."""

from sqlalchemy import ColumnElement, select, true

from core.access import OFFICE, Viewer, Way, everywhere, seen_with, visible
from findings.models import Finding
from fleet.access import OPERATOR, SCHOOL
from fleet.models import Vehicle

# The bureau that decides whether to switch a rule on, and who audits it.
BUREAU = frozenset({"admin", "officer", "clerk", "auditor"})


def _told(viewer: Viewer) -> ColumnElement[bool]:
    """A finding of a rule in trial is told to nobody but the bureau, which decides whether to switch the rule on."""
    return true() if viewer.role in BUREAU else ~Finding.trial


def _of_visible_vehicle(viewer: Viewer) -> ColumnElement[bool]:
    return ~Finding.trial & Finding.vehicle_id.in_(select(Vehicle.id).where(visible(viewer, "vehicle")).correlate(None))


WAYS: tuple[Way, ...] = (
    Way("finding", OFFICE, lambda _viewer, _facts: True, _told),
    everywhere("rejudgement"),
    everywhere("rule_mode"),
    everywhere("seal"),
    everywhere("danger_run"),
    everywhere("danger_cluster"),
    seen_with("finding", "vehicle", OPERATOR | SCHOOL, _of_visible_vehicle),
)
