"""How runs are reached: with their vehicle. Rosters (issue 6) will add parents, drivers, attendants and teachers here."""

from sqlalchemy import ColumnElement, select

from core.access import Viewer, Way, everywhere, seen_with, visible
from fleet.access import OPERATOR, SCHOOL
from fleet.models import Vehicle
from runs.models import Run


def _of_visible_vehicle(viewer: Viewer) -> ColumnElement[bool]:
    return Run.vehicle_id.in_(select(Vehicle.id).where(visible(viewer, "vehicle")).correlate(None))


WAYS: tuple[Way, ...] = (everywhere("run"), seen_with("run", "vehicle", OPERATOR | SCHOOL, _of_visible_vehicle))
