"""HTTP of the board of runs."""

from datetime import date as Day  # noqa: N812 - as elsewhere, a type and a parameter

from fastapi import APIRouter

from core import clock
from core.deps import Conf, Db, Me
from core.shapes import QueryId, QueryText
from findings.board.schemas import Board, BoardState
from findings.board.service import Filters, board

router = APIRouter(tags=["runs"])


@router.get("/runs/board")
async def get_board(
    session: Db,
    viewer: Me,
    settings: Conf,
    day: Day | None = None,
    q: QueryText = None,
    school_id: QueryId = None,
    operator_id: QueryId = None,
    state: BoardState | None = None,
) -> Board:
    """The runs of a day, today if none is given: which are due, ready, under way, at school, ended, not started though due, off."""
    now = clock.now()
    return await board(
        session, viewer=viewer, day=day or clock.today(settings.zone), now=now, zone=settings.zone,
        filters=Filters(q, school_id, operator_id, state),
    )  # fmt: skip
