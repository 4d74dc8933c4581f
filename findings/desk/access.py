"""How the desk's nouns are reached: a case and a known fault with the vehicle, what is of the watch by the offices."""

from sqlalchemy import ColumnElement, select

from core.access import EVERY_ROLE, Viewer, Way, everywhere, seen_with, visible
from findings.desk.models import DeskCase, KnownFault, SavedView
from fleet.access import OPERATOR, SCHOOL
from fleet.models import Vehicle


def _case_of_visible_vehicle(viewer: Viewer) -> ColumnElement[bool]:
    return DeskCase.vehicle_id.in_(select(Vehicle.id).where(visible(viewer, "vehicle")).correlate(None))


def _fault_of_visible_vehicle(viewer: Viewer) -> ColumnElement[bool]:
    return KnownFault.vehicle_id.in_(select(Vehicle.id).where(visible(viewer, "vehicle")).correlate(None))


WAYS: tuple[Way, ...] = (
    everywhere("case"),
    seen_with("case", "vehicle", OPERATOR | SCHOOL, _case_of_visible_vehicle),
    everywhere("known_fault"),
    seen_with("known_fault", "vehicle", OPERATOR | SCHOOL, _fault_of_visible_vehicle),
    everywhere("duty"),
    everywhere("handover"),
    everywhere("police_notice"),
    # facts: whose view it is
    Way(
        "saved_view",
        EVERY_ROLE,
        lambda viewer, owner_id: bool(viewer.account_id == owner_id),
        lambda viewer: SavedView.account_id == viewer.account_id,
    ),
)
