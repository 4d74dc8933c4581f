"""HTTP of runs."""

from datetime import date as Day  # noqa: N812 - the parameter is called date, as in the contract

from fastapi import APIRouter

from core.deps import Db, Me, Paging
from core.shapes import BigPathId, Page, QueryId
from runs import service
from runs.schemas import RunDetail, RunOut, RunState

router = APIRouter(tags=["runs"])


@router.get("/runs")
async def list_runs(
    session: Db,
    viewer: Me,
    paging: Paging,
    vehicle_id: QueryId = None,
    line_id: QueryId = None,
    date: Day | None = None,
    state: RunState | None = None,
) -> Page[RunOut]:
    """Runs as planned, and how far each has come."""
    found = await service.list_runs(
        session, viewer=viewer, query=paging, vehicle_id=vehicle_id, line_id=line_id, day=date, state=state
    )
    return Page.of(*found)


@router.get("/runs/{run_id}")
async def get_run(session: Db, viewer: Me, run_id: BigPathId) -> RunDetail:
    """One run with its stops."""
    return await service.run(session, viewer=viewer, run_id=run_id)
