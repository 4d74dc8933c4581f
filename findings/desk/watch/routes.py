"""HTTP of the watch: rota, hand-over, known faults, saved views."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from core import clock
from core.access import Viewer
from core.deps import Db, Me, Paging, allowed, caller_of
from core.shapes import BigPathId, Page, Utc
from findings.desk.schemas import People
from findings.desk.watch import faults, rota, views
from findings.desk.watch.schemas import (
    DutyIn,
    DutyOut,
    FaultEnd,
    FaultIn,
    FaultOut,
    HandoverIn,
    HandoverOut,
    ViewIn,
    ViewOut,
    Views,
    WatchOut,
)  # fmt: skip

router = APIRouter(prefix="/desk", tags=["desk"])
Planner = Annotated[Viewer, Depends(allowed("duty.plan"))]
Declarer = Annotated[Viewer, Depends(allowed("fault.declare"))]
Saver = Annotated[Viewer, Depends(allowed("view.save"))]


@router.get("/watch")
async def get_watch(session: Db, viewer: Me) -> WatchOut:
    """Who has the watch now, and who is on duty by the rota."""
    return await rota.watch(session, viewer=viewer, now=clock.now())


@router.get("/duties")
async def list_duties(
    session: Db, viewer: Me, paging: Paging, since: Utc | None = None, until: Utc | None = None
) -> Page[DutyOut]:
    """The rota."""
    found = await rota.duties(session, viewer=viewer, query=paging, since=since, until=until, now=clock.now())
    return Page.of(*found)


@router.post("/duties", status_code=201)
async def add_duty(session: Db, viewer: Planner, request: Request, body: DutyIn) -> DutyOut:
    """Plan a turn."""
    return await rota.add_duty(session, viewer=viewer, wish=body, now=clock.now(), address=caller_of(request).address)


@router.get("/officers")
async def list_officers(session: Db, _viewer: Planner) -> People:
    """Who may be put on the rota."""
    return People(items=await rota.officers(session))


@router.delete("/duties/{duty_id}", status_code=204)
async def drop_duty(session: Db, viewer: Planner, request: Request, duty_id: BigPathId) -> None:
    """Take a turn off the rota."""
    await rota.drop_duty(session, viewer=viewer, duty_id=duty_id, address=caller_of(request).address)


@router.get("/handovers")
async def list_handovers(session: Db, viewer: Me, paging: Paging) -> Page[HandoverOut]:
    """What was handed over, the newest first."""
    return Page.of(*await rota.handovers(session, viewer=viewer, query=paging))


@router.post("/handovers", status_code=201)
async def take_over(
    session: Db, viewer: Annotated[Viewer, Depends(allowed("duty.take_over"))], request: Request, body: HandoverIn
) -> HandoverOut:
    """Take the watch over with what is open now."""
    return await rota.take_over(session, viewer=viewer, note=body.note, address=caller_of(request).address)


@router.get("/faults")
async def list_faults(
    session: Db, viewer: Me, paging: Paging, is_now: Annotated[bool | None, Query(alias="now")] = None
) -> Page[FaultOut]:
    """Known faults, the newest first."""
    return Page.of(*await faults.faults(session, viewer=viewer, query=paging, is_now=is_now, now=clock.now()))


@router.post("/faults", status_code=201)
async def declare_fault(session: Db, viewer: Declarer, request: Request, body: FaultIn) -> FaultOut:
    """Declare a fault that is known and will be repaired by a time."""
    return await faults.declare(session, viewer=viewer, wish=body, now=clock.now(), address=caller_of(request).address)


@router.post("/faults/{fault_id}/end")
async def end_fault(session: Db, viewer: Declarer, request: Request, fault_id: BigPathId, body: FaultEnd) -> FaultOut:
    """It is repaired."""
    return await faults.end(
        session, viewer=viewer, fault_id=fault_id, until=body.until, now=clock.now(), address=caller_of(request).address
    )


@router.get("/views")
async def list_views(session: Db, viewer: Me) -> Views:
    """The viewer's own saved filters."""
    return Views(items=await views.views(session, viewer=viewer))


@router.post("/views", status_code=201)
async def save_view(session: Db, viewer: Saver, body: ViewIn) -> ViewOut:
    """Keep a filter under a name."""
    return await views.save(session, viewer=viewer, wish=body)


@router.delete("/views/{view_id}", status_code=204)
async def drop_view(session: Db, viewer: Saver, view_id: BigPathId) -> None:
    """Forget one of the viewer's own."""
    await views.drop(session, viewer=viewer, view_id=view_id)
