"""HTTP of the rules' modes and parameters: read by the offices, set by an administrator."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from core import clock
from core.access import Viewer, may_see
from core.deps import Db, Me, allowed, caller_of
from core.errors import NotAllowed
from findings.rulebook import modes
from findings.rulebook import parameters as dated
from findings.rulebook.schemas import ModeIn, ParameterIn, Parameters, RuleModes

router = APIRouter(tags=["rules"])


@router.get("/rule-modes")
async def list_rule_modes(session: Db, viewer: Me) -> RuleModes:
    """What each rule is, was, and would have raised; for the offices."""
    if not may_see(viewer, "rule_mode", None):
        raise NotAllowed("rule_mode.read")
    return await modes.rule_modes(session, now=clock.now())


@router.post("/rule-modes")
async def set_rule_mode(
    session: Db, viewer: Annotated[Viewer, Depends(allowed("rule_mode.set"))], given: ModeIn, request: Request
) -> RuleModes:
    """Switch rules off, to trial or on."""
    now = clock.now()
    await modes.set_mode(
        session,
        viewer=viewer,
        rules=given.rules,
        mode=given.mode,
        organisation_id=given.organisation_id,
        since=given.since,
        source=given.source,
        now=now,
        address=caller_of(request).address,
    )
    return await modes.rule_modes(session, now=now)


@router.get("/parameters")
async def list_parameters(session: Db, _viewer: Me) -> Parameters:
    """Every parameter of the rules with its dated values."""
    return await dated.parameters(session, now=clock.now())


@router.post("/parameters")
async def set_parameter(
    session: Db, viewer: Annotated[Viewer, Depends(allowed("parameter.set"))], given: ParameterIn, request: Request
) -> Parameters:
    """Date a new value."""
    now = clock.now()
    await dated.set_parameter(session, viewer=viewer, given=given, now=now, address=caller_of(request).address)
    return await dated.parameters(session, now=now)
