"""HTTP of what is declared: weather and surface, exemptions; people and feeds use the same routes."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from core import clock
from core.access import Viewer
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.shapes import Page, PathId
from geofences.declared import service
from geofences.declared.schemas import ConditionIn, ConditionOut, ExemptionIn, ExemptionOut, Renewal, State
from geofences.models import Condition, Exemption
from geofences.service import ground_of

router = APIRouter(tags=["geofences"])
Observer = Annotated[Viewer, Depends(allowed("condition.declare"))]
Exempter = Annotated[Viewer, Depends(allowed("exemption.declare"))]


@router.get("/conditions")
async def list_conditions(session: Db, viewer: Me, paging: Paging, state: State = "current") -> Page[ConditionOut]:
    """Declared weather and surface: what holds now, what is planned, what is over."""
    found = await service.list_conditions(session, viewer=viewer, query=paging, state=state, now=clock.now())
    return Page.of(*found)


@router.post("/conditions", status_code=201)
async def declare_condition(
    session: Db, viewer: Observer, settings: Conf, given: ConditionIn, request: Request
) -> ConditionOut:
    """Declare low visibility or a slippery surface: 20 km/h holds there with pupils aboard, until its end."""
    ground = await ground_of(session, settings, clock.now())
    address = caller_of(request).address
    return await service.declare_condition(session, viewer=viewer, given=given, ground=ground, address=address)


@router.post("/conditions/{condition_id}/renew", status_code=201)
async def renew_condition(
    session: Db, viewer: Observer, condition_id: PathId, given: Renewal, request: Request
) -> ConditionOut:
    """Carry it on."""
    made = await service.renew(
        session,
        viewer=viewer,
        table=Condition,
        id_=condition_id,
        until=given.until,
        address=caller_of(request).address,
    )
    return await service.shown_condition(session, made)


@router.post("/conditions/{condition_id}/end")
async def end_condition(session: Db, viewer: Observer, condition_id: PathId, request: Request) -> ConditionOut:
    """End it before its time."""
    address = caller_of(request).address
    ended = await service.end(session, viewer=viewer, table=Condition, id_=condition_id, address=address)
    return await service.shown_condition(session, ended)


@router.get("/exemptions")
async def list_exemptions(session: Db, viewer: Me, paging: Paging, state: State = "current") -> Page[ExemptionOut]:
    """Declared reasons to leave the approved line: what holds now, what is planned, what is over."""
    found = await service.list_exemptions(session, viewer=viewer, query=paging, state=state, now=clock.now())
    return Page.of(*found)


@router.post("/exemptions", status_code=201)
async def declare_exemption(
    session: Db, viewer: Exempter, settings: Conf, given: ExemptionIn, request: Request
) -> ExemptionOut:
    """Declare traffic control, works, a disaster, weather or a major accident: the route rule is quiet there."""
    ground = await ground_of(session, settings, clock.now())
    address = caller_of(request).address
    return await service.declare_exemption(session, viewer=viewer, given=given, ground=ground, address=address)


@router.post("/exemptions/{exemption_id}/renew", status_code=201)
async def renew_exemption(
    session: Db, viewer: Exempter, exemption_id: PathId, given: Renewal, request: Request
) -> ExemptionOut:
    """Carry it on."""
    made = await service.renew(
        session,
        viewer=viewer,
        table=Exemption,
        id_=exemption_id,
        until=given.until,
        address=caller_of(request).address,
    )
    return await service.shown_exemption(session, made)


@router.post("/exemptions/{exemption_id}/end")
async def end_exemption(session: Db, viewer: Exempter, exemption_id: PathId, request: Request) -> ExemptionOut:
    """End it before its time."""
    address = caller_of(request).address
    ended = await service.end(session, viewer=viewer, table=Exemption, id_=exemption_id, address=address)
    return await service.shown_exemption(session, ended)
