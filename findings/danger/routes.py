"""HTTP of dangerous segments: the walks, the ranking, what an office says of a segment; and what a hazard's measure led to."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from core.access import Viewer
from core.deps import Conf, Db, Me, Paging, allowed, caller_of
from core.shapes import BigPathId, Page, PathId, QueryId
from findings.danger import decide, effect, service
from findings.danger.schemas import ClusterDetail, ClusterOut, EffectOut, PromoteIn, RunIn, RunOut, SayIn, State

router = APIRouter(tags=["danger"])
Asker = Annotated[Viewer, Depends(allowed("danger.run"))]
Decider = Annotated[Viewer, Depends(allowed("danger.decide"))]


@router.get("/danger/runs")
async def list_runs(session: Db, viewer: Me, paging: Paging) -> Page[RunOut]:
    """Walks through history, the newest first, each with how far it is."""
    return Page.of(*await service.list_runs(session, viewer=viewer, query=paging))


@router.post("/danger/runs", status_code=201)
async def add_run(session: Db, viewer: Asker, given: RunIn, request: Request) -> RunOut:
    """Have the last days walked through; the worker takes it up within a minute."""
    return await decide.ask(session, viewer=viewer, given=given, address=caller_of(request).address)


@router.get("/danger/runs/{danger_run_id}")
async def get_run(session: Db, viewer: Me, danger_run_id: PathId) -> RunOut:
    """One walk."""
    return await service.one_run(session, viewer=viewer, run_id=danger_run_id)


@router.get("/danger/clusters")
async def list_clusters(
    session: Db, viewer: Me, settings: Conf, paging: Paging, run_id: QueryId = None, state: State | None = None
) -> Page[ClusterOut]:
    """Dangerous segments by rank: of a run, or of the newest that is done."""
    found = await service.list_clusters(
        session, viewer=viewer, settings=settings, query=paging, run_id=run_id, state=state
    )
    return Page.of(*found)


@router.get("/danger/clusters/{danger_cluster_id}")
async def get_cluster(session: Db, viewer: Me, settings: Conf, danger_cluster_id: PathId) -> ClusterDetail:
    """One segment with its events, and what promoting it would make of it."""
    return await service.one_cluster(session, viewer=viewer, settings=settings, cluster_id=danger_cluster_id)


@router.post("/danger/clusters/{danger_cluster_id}/promote", status_code=201)
async def promote(
    session: Db, viewer: Decider, settings: Conf, danger_cluster_id: PathId, given: PromoteIn, request: Request
) -> ClusterOut:
    """Make it a risk segment and open a hazard."""
    address = caller_of(request).address
    return await decide.promote(
        session, viewer=viewer, settings=settings, cluster_id=danger_cluster_id, given=given, address=address
    )


@router.post("/danger/clusters/{danger_cluster_id}/dismiss")
async def dismiss(
    session: Db, viewer: Decider, settings: Conf, danger_cluster_id: PathId, given: SayIn, request: Request
) -> ClusterOut:
    """Say why it is no dangerous segment; that holds for the runs to come."""
    address = caller_of(request).address
    return await decide.say(
        session,
        viewer=viewer,
        settings=settings,
        cluster_id=danger_cluster_id,
        said="dismissed",
        given=given,
        address=address,
    )


@router.post("/danger/clusters/{danger_cluster_id}/reopen")
async def reopen(
    session: Db, viewer: Decider, settings: Conf, danger_cluster_id: PathId, given: SayIn, request: Request
) -> ClusterOut:
    """Take a dismissal back."""
    address = caller_of(request).address
    return await decide.say(
        session,
        viewer=viewer,
        settings=settings,
        cluster_id=danger_cluster_id,
        said="reopened",
        given=given,
        address=address,
    )


@router.get("/hazards/{hazard_id}/effect")
async def get_effect(session: Db, viewer: Me, settings: Conf, hazard_id: BigPathId) -> EffectOut:
    """Findings and events per passage at the hazard's place, before and after its measure."""
    return await effect.effect(session, viewer=viewer, settings=settings, hazard_id=hazard_id)
