"""HTTP of reports of judging again."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query

from core.deps import Db, Me, Paging
from core.shapes import Page, PathId
from findings.rejudge import service
from findings.rejudge.schemas import DifferenceOut, RejudgementOut

router = APIRouter(tags=["findings"])
Kind = Annotated[Literal["changed", "gone", "new"] | None, Query()]


@router.get("/rejudgements")
async def list_rejudgements(session: Db, viewer: Me, paging: Paging) -> Page[RejudgementOut]:
    """Walks through history, the newest first."""
    return Page.of(*await service.list_rejudgements(session, viewer=viewer, query=paging))


@router.get("/rejudgements/{rejudgement_id}")
async def get_rejudgement(session: Db, viewer: Me, rejudgement_id: PathId) -> RejudgementOut:
    """One walk."""
    return await service.rejudgement(session, viewer=viewer, rejudgement_id=rejudgement_id)


@router.get("/rejudgements/{rejudgement_id}/differences")
async def list_differences(
    session: Db, viewer: Me, paging: Paging, rejudgement_id: PathId, kind: Kind = None
) -> Page[DifferenceOut]:
    """What it finds otherwise than it stands; no finding is changed by it."""
    found = await service.differences(session, viewer=viewer, query=paging, rejudgement_id=rejudgement_id, kind=kind)
    return Page.of(*found)
