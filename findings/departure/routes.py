"""HTTP of papers checked: before a departure, and of a bus on any day."""

from datetime import date as Day  # noqa: N812 - as elsewhere, a type and a parameter

from fastapi import APIRouter

from core import clock
from core.deps import Conf, Db, Me
from core.shapes import BigPathId, PathId, QueryId
from findings.departure import service
from findings.departure.schemas import DepartureCheck, PapersCheck, Tomorrow
from findings.departure.tomorrow import tomorrow

router = APIRouter(tags=["rules"])


@router.get("/runs/{run_id}/departure-check")
async def get_departure_check(session: Db, viewer: Me, settings: Conf, run_id: BigPathId) -> DepartureCheck:
    """Whether a run may depart, by every rule of papers."""
    return await service.departure_check(session, viewer=viewer, run_id=run_id, zone=settings.zone)


@router.get("/vehicles/{vehicle_id}/papers-check")
async def get_papers_check(
    session: Db, viewer: Me, settings: Conf, vehicle_id: PathId, on: Day | None = None
) -> PapersCheck:
    """The papers of a bus on a day, today if none is given."""
    day = on or clock.today(settings.zone)
    return await service.papers_check(session, viewer=viewer, vehicle_id=vehicle_id, on=day, zone=settings.zone)


@router.get("/registers/tomorrow")
async def get_tomorrow(session: Db, viewer: Me, settings: Conf, organisation_id: QueryId = None) -> Tomorrow:
    """Who may ride on the next school day and why not: every bus, driver and attendant, of one organisation or of all."""
    today = clock.today(settings.zone)
    return await tomorrow(session, viewer=viewer, settings=settings, today=today, organisation_id=organisation_id)
