"""How permits are reached, and what a permit opens: its lines' schools see the vehicle, its holder sees the lines."""

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, Way, everywhere, owned, seen_with, visible
from fleet.access import OPERATOR, SCHOOL, VehicleFacts
from fleet.models import Line, LineVersion, Vehicle
from permits.models import InForce, Permit, PermitLine, PermitVersion


def _carried_schools() -> Select[int, int]:
    """(vehicle, school) of every line that a permit now in force approves."""
    return (
        select(InForce.vehicle_id, Line.school_id)
        .join(PermitLine, PermitLine.permit_version_id == InForce.permit_version_id)
        .join(LineVersion, LineVersion.id == PermitLine.line_version_id)
        .join(Line, Line.id == LineVersion.line_id)
        .where(InForce.during.contains(func.now()))
        .correlate(None)
    )


def _carries_own_pupils(viewer: Viewer) -> ColumnElement[bool]:
    """Vehicles of which the permit now in force approves a line to the viewer's school."""
    carried = _carried_schools().subquery()
    return Vehicle.id.in_(select(carried.c.vehicle_id).where(owned(viewer, carried.c.school_id)))


async def vehicle_facts(session: AsyncSession) -> dict[int, VehicleFacts]:
    """What decides who sees each vehicle, for those who ask of many at once (the live map); by vehicle id."""
    schools: dict[int, set[int]] = {}
    for vehicle_id, school_id in await session.execute(_carried_schools()):
        schools.setdefault(vehicle_id, set()).add(school_id)
    rows = await session.execute(select(Vehicle.id, Vehicle.operator_id, Vehicle.school_id))
    return {
        vehicle_id: VehicleFacts(
            vehicle_id=vehicle_id,
            operator_id=operator_id,
            school_ids=frozenset(schools.get(vehicle_id, set()) | ({school_id} if school_id else set())),
        )
        for vehicle_id, operator_id, school_id in rows
    }


def _permitted_to_own(viewer: Viewer) -> ColumnElement[bool]:
    """Lines that a permit of the viewer's organisation approves."""
    held = (
        select(LineVersion.line_id)
        .join(PermitLine, PermitLine.line_version_id == LineVersion.id)
        .join(PermitVersion, PermitVersion.id == PermitLine.permit_version_id)
        .join(Permit, Permit.id == PermitVersion.permit_id)
        .where(owned(viewer, Permit.holder_id))
        .correlate(None)
    )
    return Line.id.in_(held)


def _of_visible_vehicle(viewer: Viewer) -> ColumnElement[bool]:
    return Permit.vehicle_id.in_(select(Vehicle.id).where(visible(viewer, "vehicle")).correlate(None))


WAYS: tuple[Way, ...] = (
    Way("vehicle", SCHOOL, lambda viewer, facts: viewer.organisation_id in facts.school_ids, _carries_own_pupils),
    Way("line", OPERATOR, lambda viewer, facts: viewer.organisation_id in facts.operator_ids, _permitted_to_own),
    everywhere("permit"),
    seen_with("permit", "vehicle", OPERATOR | SCHOOL, _of_visible_vehicle),
)
